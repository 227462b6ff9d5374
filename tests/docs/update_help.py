"""Bring the help blocks of docs/commands.md in step with the program.

Run as `python -m tests.docs.update_help` after an option or a help text changed. A block stands between
`<!-- help: qms link -->` and `<!-- end -->`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

from cli import root
from qms.locale.translator import activate

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "commands.md"
WIDTH = 80
BLOCK = re.compile(r"<!-- help: (?P<name>qms[a-z ]*?) -->\n(?P<body>.*?)<!-- end -->", re.DOTALL)


def commands() -> dict[str, click.Command]:
    """Return every command by the words that start it, groups included."""
    return dict(_walk(root, "qms", click.Context(root, info_name="qms", **root.context_settings)))


def _walk(command: click.Command, name: str, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for word in command.list_commands(context):
            child = command.get_command(context, word)
            assert child is not None
            below = click.Context(child, info_name=word, parent=context)
            yield from _walk(child, f"{name} {word}", below)


def real_help(name: str) -> str:
    """Return what `qms … --help` prints in English, 80 columns wide, without trailing spaces."""
    activate("en")
    words = name.split()[1:]
    done = CliRunner().invoke(root, [*words, "--help"], prog_name="qms", terminal_width=WIDTH)
    assert done.exit_code == 0, done.output
    return "\n".join(line.rstrip() for line in done.output.splitlines()).strip()


def blocks(text: str) -> dict[str, str]:
    """Return the help texts that a page holds, by command."""
    return {
        found["name"]: found["body"].removeprefix("```text\n").removesuffix("```\n").strip()
        for found in BLOCK.finditer(text)
    }


def updated(text: str) -> str:
    """Return a page with every help block written anew."""
    return BLOCK.sub(
        lambda found: (
            f"<!-- help: {found['name']} -->\n```text\n{real_help(found['name'])}\n```\n<!-- end -->"
        ),
        text,
    )


if __name__ == "__main__":
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
