"""Follow the evidence folder until stopped, and show how it goes."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Literal

import click

from qms.commands.base import App, Command, pass_app
from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qms.upkeep.heartbeat import Status
    from qms.upkeep.watching import Happening, Watcher

GRACE = 2.0
"""Seconds that a pass gets to end by itself after a signal; what it leaves undone, the next pass does."""
INTERRUPTED = 130


@click.command(
    cls=Command,
    help="Follow the evidence folder and keep everything in step until you stop it with Ctrl-C.",
    epilog="qms watch\nqms watch --polling\nqms watch --json",
)
@click.option(
    "--settle",
    type=click.FloatRange(0.1, 600),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="Read a file when nobody has changed it for so long.",
)
@click.option(
    "--rescan",
    type=click.FloatRange(1, 86400),
    default=300.0,
    show_default=True,
    metavar="SECONDS",
    help="Look at the whole folder this often, whatever the system tells.",
)
@click.option(
    "--poll",
    type=click.FloatRange(0.2, 3600),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="Look this often where the system does not tell of changes, as on a network share.",
)
@click.option("--polling", "observer", flag_value="polling", help="Look again and again in any case.")
@click.option("--native", "observer", flag_value="native", help="Rely on the system to tell of changes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for programs.")
@pass_app
def watch_command(
    app: App,
    settle: float,
    rescan: float,
    poll: float,
    observer: Literal["polling", "native"] | None,
    as_json: bool,
) -> int:
    """Watch until a signal comes."""
    from qms.upkeep.watching import Options, Watcher
    from qms.workspace.workspace import Workspace

    root = app.workspace.root

    def opened() -> Workspace:
        return Workspace(root, app.person, app.framework_id)

    edge = JsonLines() if as_json else Lines(debug=app.debug)
    options = Options(settle, rescan, poll, observer or "auto")
    watcher = Watcher(opened, options, edge.tell, edge.show)
    return run_until_stopped(watcher, edge.end)


class Lines:
    """Tell a person: a line for what happens and, on a terminal, one that is kept up to date."""

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._terminal = sys.stdout.isatty()
        self._line = ""

    def tell(self, happening: Happening) -> None:
        """Print what happens; errors, as everywhere, on standard error."""
        self._clear()
        from qms.locale.translator import translate

        wrong = happening.event in {"trouble", "folder_gone"}
        text = say(happening.code, happening.params)
        click.echo(f"{translate('Error')}: {text}" if wrong else text, err=wrong)
        if happening.hint:
            click.echo(f"{translate('Hint')}: {say(happening.hint, happening.params)}", err=wrong)
        if self._debug and happening.error is not None:
            import traceback

            traceback.print_exception(happening.error)
        if happening.event == "started" and self._terminal:
            click.echo(say("hint_watch_stop"))
        self._draw()
        sys.stdout.flush()

    def show(self, status: Status) -> None:
        """Keep the line of a terminal up to date; in a pipe, say nothing."""
        if self._terminal:
            self._line = status_line(status, _columns())
            self._draw()

    def end(self) -> None:
        """Say that watching has ended."""
        self._clear()
        click.echo(say("watch_stopped"))

    def _clear(self) -> None:
        if self._terminal:
            click.echo("\r\033[K", nl=False)

    def _draw(self) -> None:
        if self._terminal:
            click.echo(f"\r\033[K{self._line}", nl=False)


class JsonLines:
    """Tell a program: one JSON object a line."""

    def tell(self, happening: Happening) -> None:
        """Print the event, its time, the code and the sentence, and what else is known of it."""
        from qms.locale.sentences import shown
        from qms.workspace import clock

        plain = {k: v if isinstance(v, int | float | None) else shown(v) for k, v in happening.params.items()}
        message = say(happening.code, happening.params)
        self._print(
            {"event": happening.event, "at": clock.now(), "code": happening.code, "message": message}, plain
        )

    def show(self, status: Status) -> None:
        """Say nothing: what happens is enough, and the heartbeat file tells the rest."""

    def end(self) -> None:
        """Print the last event."""
        from qms.workspace import clock

        message = say("watch_stopped")
        self._print({"event": "stopped", "at": clock.now(), "code": "watch_stopped", "message": message}, {})

    def _print(self, head: dict[str, Any], rest: dict[str, Any]) -> None:
        click.echo(json.dumps({**rest, **head}, ensure_ascii=False))
        sys.stdout.flush()


def status_line(status: Status, columns: int) -> str:
    """Return how watching goes in one line shorter than `columns`; what matters least is left out first."""
    head = say(
        f"watch_state_{status.state}",
        {"waiting": status.waiting, "done": status.done, "pages": status.pages},
    )
    parts = [head]
    if status.last_pass:
        parts.append(say("watch_part_last", {"at": status.last_pass[11:19]}))
    if status.unreadable:
        parts.append(say("watch_part_unreadable", {"count": status.unreadable}))
    if status.pages and status.state != "recognising":
        parts.append(say("watch_part_pages", {"pages": status.pages}))
    minutes, seconds = divmod(int(status.rescan_in), 60)
    parts.append(say("watch_part_rescan", {"left": f"{minutes}:{seconds:02}"}))
    while len(parts) > 1 and len(" · ".join(parts)) >= columns:
        parts.pop()
    return " · ".join(parts)[: max(1, columns - 1)]


def _columns() -> int:
    named = os.environ.get("COLUMNS", "")
    if named.isdigit() and int(named):
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


class _Terminated(BaseException):
    """Say that the system asked the program to end."""


def run_until_stopped(watcher: Watcher, farewell: Callable[[], None]) -> int:
    """Watch in a thread of its own until a signal comes, say `farewell`, and return the exit code of the run.

    This thread only waits, so that a signal is heard at once whatever the other does. Ctrl-C gives 130; SIGTERM, the
    orderly way to end a service, 0. A pass that does not end within the grace is left as a killed one would be:
    nothing is half-written, and the next pass completes it.
    """
    failed: list[BaseException] = []
    # An exception in Thread.join marks a thread as ended that is not (CPython up to 3.12), hence the event.
    done = threading.Event()

    def work() -> None:
        try:
            watcher.run()
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            failed.append(error)
        finally:
            done.set()

    thread = threading.Thread(target=copy_context().run, args=(work,), daemon=True)
    code = 0
    with _termination():
        try:
            thread.start()
            while not done.wait(0.5):
                pass
        except (KeyboardInterrupt, _Terminated) as error:
            code = INTERRUPTED if isinstance(error, KeyboardInterrupt) else 0
            _stop(watcher, done)
    if failed:
        raise failed[0]
    farewell()
    if not done.is_set():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


def _stop(watcher: Watcher, done: threading.Event) -> None:
    """Ask the watcher to stop and give it the grace; further signals are not needed."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    watcher.stop()
    done.wait(GRACE)


@contextmanager
def _termination() -> Iterator[None]:
    """Turn SIGTERM into an exception of this thread, as Python does with Ctrl-C."""

    def raised(_number: int, _frame: object) -> None:
        raise _Terminated

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGTERM, raised)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
