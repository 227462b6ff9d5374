"""Start `qms`: the root group, its shared options, lazy loading of commands, and errors as exit codes."""

from __future__ import annotations

import sys
from typing import Any

import click

from qms.commands.base import (
    App,
    LazyGroup,
    choose_language,
    fail,
    fail_usage,
    help_width,
    print_any_letter,
)
from qms.locale.translator import activate

INTERRUPTED = 130


@click.group(
    cls=LazyGroup,
    help="Keep the documents, the evidence and the coverage map of a quality certificate.",
    epilog="qms init DIR --demo",
    context_settings={"help_option_names": ["-h", "--help"], "terminal_width": help_width()},
)
@click.option("-C", "folder", type=click.Path(), help="Work in this folder instead of the current one.")
@click.option("--as", "person", metavar="ID", help="Act as this person of qms.toml.")
@click.option("--lang", type=click.Choice(["en", "nb", "lt"]), help="Speak this language.")
@click.option("--framework", metavar="ID", help="Use this standard instead of the first one of qms.toml.")
@click.option("--debug", is_flag=True, help="Show where an error came from.")
@click.version_option(package_name="qms", prog_name="qms")
@click.pass_context
def root(
    context: click.Context,
    folder: str | None,
    person: str | None,
    lang: str | None,
    framework: str | None,
    debug: bool,
) -> None:
    """Collect the shared options for the commands."""
    context.obj = App(folder or "", person, lang, framework, debug)
    context.call_on_close(context.obj.close)


def main(arguments: list[str] | None = None) -> Any:
    """Run the program and leave with the exit code of the contract (design section 6)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    activate(choose_language(words))
    print_any_letter()
    debug = "--debug" in words
    try:
        code = root.main(args=words, prog_name="qms", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        sys.exit(fail_usage(error))
    except BrokenPipeError:
        # The reader of a pipe went away, such as `head`; there is nobody left to tell.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - a person gets a sentence; --debug shows the rest
        sys.exit(fail(error, debug=debug))
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
