"""Collect every message of the program and bring the .po files in step, keeping what is translated.

Run as `python -m tests.locale.collect` after a sentence or a help text changed.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from cli import root
from qms.commands.names import COMMANDS
from qms.documents.inputs import FIRST_VERSION, NEW_VERSION
from qms.locale.sentences import SENTENCES
from qms.resources import data_path

if TYPE_CHECKING:
    from pathlib import Path

FIXED = ("Commands", "Options", "Examples", "Error", "Hint", "Usage", FIRST_VERSION, NEW_VERSION)


def messages() -> list[str]:
    """Return every message once, sentences first, then help texts."""
    found = list(SENTENCES.values()) + list(FIXED) + [short for _, short in COMMANDS.values()]
    found += _helps(root, click.Context(root, info_name="qms", **root.context_settings))
    return [m for m in dict.fromkeys(found) if m]


def _helps(command: click.Command, context: click.Context) -> list[str]:
    found = [command.help or ""]
    found += [p.help or "" for p in command.get_params(context) if isinstance(p, click.Option)]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            found += _helps(child, click.Context(child, info_name=name, parent=context))
    return found


def po_path(language: str) -> Path:
    """Return the catalogue of a language."""
    return data_path("locale", language, "LC_MESSAGES", "qms.po")


def bring_in_step(language: str) -> None:
    """Write the .po of a language with exactly the present messages."""
    path = po_path(language)
    old = Catalog(locale=language)
    if path.is_file():
        with path.open("rb") as stream:
            old = read_po(stream, locale=language)
    new = Catalog(locale=language, project="qms", charset="utf-8", fuzzy=False)
    for message in messages():
        before = old.get(message)
        new.add(message, before.string if before else "")
    buffer = BytesIO()
    write_po(buffer, new, width=110, omit_header=False, sort_output=False)
    text = "\n".join(
        line
        for line in buffer.getvalue().decode("utf-8").splitlines()
        if not line.startswith(
            ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Report-Msgid')
        )
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    for name in ("nb", "lt"):
        bring_in_step(name)
