"""Put wrong usage into words of the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Sequence


def usage_text(error: click.ClickException) -> str:
    """Return what is wrong, by the class of click's error; what it does not know stays click's own text."""
    if isinstance(error, click.NoSuchOption):
        return say("usage_no_option", {"name": error.option_name})
    if isinstance(error, click.exceptions.NoSuchCommand):
        return say("usage_no_command", {"name": error.command_name})
    if isinstance(error, click.MissingParameter):
        return say("usage_missing", {"name": _name(error)})
    if isinstance(error, click.BadParameter):
        return say("usage_bad", {"name": _name(error), "message": _choices(error) or error.message})
    return error.format_message()


def usage_hint(error: click.ClickException) -> str:
    """Return where help is, and what may have been meant."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "qms"
    similar: Sequence[str] = getattr(error, "possibilities", None) or ()
    return say("hint_similar" if similar else "hint_usage", {"command": command, "similar": list(similar)})


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return (error.param.metavar or error.param.name or "").upper()


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if not isinstance(kind, click.Choice):
        return ""
    value = error.message.split("'")[1] if error.message.count("'") > 1 else ""
    return say("usage_choice", {"value": value, "choices": [str(c) for c in kind.choices]})
