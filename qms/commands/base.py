"""Share what all commands need: the context object, lazy groups that speak, options and errors."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qms.commands.names import COMMANDS
from qms.locale import LANGUAGES
from qms.locale.translator import activate, current, machine_language, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from qms.model.framework import Framework
    from qms.model.references import Ref
    from qms.upkeep.recognition import Progress
    from qms.workspace.workspace import Workspace

F = TypeVar("F", bound="Callable[..., Any]")
FINDINGS = 3


class App:
    """Hold the shared options of one run and open the workspace when a command asks for it."""

    def __init__(
        self, folder: str, person: str | None, lang: str | None, framework: str | None, debug: bool
    ) -> None:
        self._folder = folder
        self.person = person
        self.lang = lang
        self.framework_id = framework
        self.debug = debug

    @property
    def folder(self) -> Path:
        """Return the folder to work in."""
        from pathlib import Path

        return Path(self._folder)

    @cached_property
    def workspace(self) -> Workspace:
        """Return the workspace at or above the folder; raises NoWorkspace."""
        from qms.workspace.workspace import find_workspace

        return self._opened(find_workspace(self.folder), self.framework_id)

    def _opened(self, root: Path, framework: str | None) -> Workspace:
        from qms.results.opening import open_workspace

        return open_workspace(root, self.person, framework)

    @property
    def framework(self) -> Framework:
        """Return the chosen standard, with or without a workspace."""
        from qms.catalogue.loader import load_framework
        from qms.workspace.workspace import NoWorkspace

        try:
            return self.workspace.framework
        except NoWorkspace:
            return load_framework(self.framework_id or "equass-2018")

    @property
    def overlay(self) -> Path | None:
        """Return the workspace's catalogue folder, None outside a workspace."""
        from qms.workspace.workspace import NoWorkspace

        try:
            return self.workspace.catalogue
        except NoWorkspace:
            return None

    @property
    def templates(self) -> Path | None:
        """Return the workspace's template folder, None outside a workspace."""
        from qms.workspace.workspace import NoWorkspace

        try:
            return self.workspace.templates
        except NoWorkspace:
            return None

    def other_framework(self, framework: str) -> Workspace:
        """Return the workspace seen through another standard."""
        if framework != self.framework.id:
            self.close()
            self.workspace = self._opened(self.workspace.root, framework)
        return self.workspace

    def refs(self, names: tuple[str, ...] | list[str]) -> list[Ref]:
        """Return references of the chosen standard or of the one before a colon; raises UnknownReference."""
        from qms.catalogue.loader import require
        from qms.model.references import Ref

        found: list[Ref] = []
        for name in names:
            prefix, colon, ref = name.rpartition(":")
            framework = self.workspace.load_framework(prefix) if colon else self.framework
            found.append(Ref(framework.id, require(framework, ref)))
        return found

    def close(self) -> None:
        """Release what the run opened."""
        if "workspace" in self.__dict__:
            self.workspace.close()


pass_app = click.make_pass_decorator(App)


class Spoken(click.Command):
    """Show help in the reader's language: what commands and groups share."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage, with a translated label."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{translate('Usage')}: ")

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence, translated and whole."""
        return translate(self.help or "").split("\n", maxsplit=1)[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text, translated."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(translate(self.help or ""))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are typed."""
        write_examples(self, formatter)


class Command(Spoken):
    """Be a command that speaks the reader's language."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, translated."""
        write_options(self, ctx, formatter)


class Group(Spoken, click.Group):
    """Be a command with commands of its own that speaks the reader's language."""

    command_class = Command
    group_class = type  # a group within a group is of the same class

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and commands, translated."""
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands, translated."""
        children = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, child.get_short_help_str()) for name, child in children if child is not None]
        with formatter.section(translate("Commands")):
            formatter.write_dl(rows)


class LazyGroup(Group):
    """Load a command's module only when that command runs; help comes from a table of short texts."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        found: click.Command = getattr(
            import_module(f"qms.commands.{module}"), f"{cmd_name.replace('-', '_')}_command"
        )
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing any."""
        with formatter.section(translate("Commands")):
            formatter.write_dl([(name, translate(short)) for name, (_, short) in COMMANDS.items()])


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the options of a command in the reader's language."""
    rows: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is not None and isinstance(parameter, click.Option):
            extra = record[1].removeprefix(parameter.help or "")
            rows.append((record[0], translate(parameter.help or "") + extra))
    if rows:
        with formatter.section(translate("Options")):
            formatter.write_dl(rows)


def write_examples(command: click.Command, formatter: click.HelpFormatter) -> None:
    """Write the examples of a command, one a line."""
    if command.epilog:
        with formatter.section(translate("Examples")):
            formatter.write_dl([(line, "") for line in command.epilog.splitlines()])


def json_option(function: F) -> F:
    """Add --json, which every list has."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(function)


def print_json(data: Mapping[str, Any]) -> None:
    """Print a stable JSON object; dates in ISO form."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def choose_language(words: list[str]) -> str:
    """Return the language to speak before anything is parsed: --lang, QMS_LANG, workspace, machine."""
    for number, word in enumerate(words):
        if word == "--lang" and number + 1 < len(words) and words[number + 1] in LANGUAGES:
            return words[number + 1]
        if word.startswith("--lang=") and word[7:] in LANGUAGES:
            return word[7:]
    named = os.environ.get("QMS_LANG", "")
    if named in LANGUAGES:
        return named
    return _workspace_language(words) or machine_language()


def _workspace_language(words: list[str]) -> str | None:
    """Look at `languages` of the nearest qms.toml without judging the rest of the file."""
    folder = os.path.abspath(_named_folder(words))
    while True:
        found = _language_in(os.path.join(folder, "qms.toml"))
        if found is not None:
            return found or None
        if os.path.dirname(folder) == folder:
            return None
        folder = os.path.dirname(folder)


def _named_folder(words: list[str]) -> str:
    for number, word in enumerate(words[:-1]):
        if word == "-C":
            return words[number + 1]
    return ""


def _language_in(file: str) -> str | None:
    """Return the first language of a settings file, "" when it names none of ours, None when there is no file."""
    try:
        with open(file, encoding="utf-8") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError):
        return None
    import re

    found = re.search(r"^\s*languages\s*=\s*\[\s*[\"'](\w\w)", text, re.MULTILINE)
    return found.group(1) if found and found.group(1) in LANGUAGES else ""


def speak(language: str | None) -> str:
    """Speak another language for the rest of the run and return the one in use."""
    if language:
        activate(language)
    return current()


def fail(raised: Exception, *, debug: bool) -> int:
    """Print `Error:` and `Hint:` on standard error and return the exit code."""
    from qms.locale.sentences import say, whole_sentence
    from qms.model.errors import foreseen

    error = foreseen(raised)

    if debug:
        import traceback

        traceback.print_exception(error)
    click.echo(f"{translate('Error')}: {whole_sentence(error.code, error.params)}", err=True)
    hint = error.hint_code()
    click.echo(f"{translate('Hint')}: {say(hint or 'hint_more', error.params)}", err=True)
    return error.exit_code


def help_width() -> int:
    """Return the columns that help texts may fill, at most 80; asking here spares click an import of shutil."""
    named = os.environ.get("COLUMNS", "")
    try:
        columns = int(named) if named.isdigit() else os.get_terminal_size(1).columns
    except (OSError, ValueError):
        columns = 80
    return max(40, min(columns or 80, 80) - 2)


def print_any_letter() -> None:
    """Let a terminal that lacks a letter show a stand-in instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def fail_usage(error: click.ClickException) -> int:
    """Print what is wrong with the call in the reader's language and return the exit code."""
    from qms.commands.usage import usage_hint, usage_text

    click.echo(f"{translate('Error')}: {usage_text(error)}", err=True)
    click.echo(f"{translate('Hint')}: {usage_hint(error)}", err=True)
    return error.exit_code


def progress(label: str) -> Callable[[str], None]:
    """Return a counter that shows one line on a terminal and stays silent in a pipe."""
    if not sys.stderr.isatty():
        return lambda _stage: None
    from qms.locale.sentences import say

    counts: dict[str, int] = {}

    def show(stage: str) -> None:
        counts[stage] = counts.get(stage, 0) + 1
        if counts[stage] % 10 == 1:
            text = ", ".join(f"{say('stage_' + name, {})}: {n}" for name, n in counts.items())
            click.echo(f"\r\033[K{label} {text}", err=True, nl=False)

    return show


def pages_progress() -> Callable[[Progress], None]:
    """Return what shows how far recognition is, on a terminal; silent in a pipe."""
    if not sys.stderr.isatty():
        return lambda _progress: None
    from qms.locale.sentences import say

    def show(now: Progress) -> None:
        facts = {"done": now.done, "total": now.total, "left": _span(now.seconds_left)}
        click.echo(f"\r\033[K{say('recognising', facts)}", err=True, nl=False)

    return show


def _span(seconds: float) -> str:
    """Return a span of time in its greatest unit, never less than a second."""
    from qms.locale.sentences import say

    for code, length in (("hours_left", 3600), ("minutes_left", 60)):
        if seconds >= 1.5 * length:
            return say(code, {"count": round(seconds / length)})
    return say("seconds_left", {"count": max(1, round(seconds))})


def end_progress() -> None:
    """Clear the line that `progress` used."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)
