"""Run the server, the watching and long work in one process, and end all of them cleanly."""

from __future__ import annotations

import contextvars
import ipaddress
import select
import signal
import socket
import threading
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.web.serving import Options, Server
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from qms.upkeep.heartbeat import Status
    from qms.upkeep.watching import Happening

GRACE = 5.0
"""Seconds that requests, a pass and long work get to end by themselves; what is left undone is never half-written."""
THREADS = 8
LOOK = 0.5
"""Seconds between two looks at whether to stop."""
INTERRUPTED = 130


class NoAccount(QmsError):
    """Refuse to serve beyond this machine while nobody could sign in."""

    code = "serve_no_account"
    hint = "hint_serve_account"


class PortRefused(QmsError):
    """Report an address that cannot be served."""

    code = "serve_port_refused"
    hint = "hint_serve_port"


def open_port(host: str, port: int) -> socket.socket:
    """Return a socket that listens on `port`, or on any free one where that is taken; raises PortRefused."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    refused: OSError | None = None
    for wanted in dict.fromkeys((port, 0)):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, wanted))
            listening.listen(64)
        except OSError as error:
            listening.close()
            refused = error
            continue
        return listening
    raise PortRefused(host=host, port=port, why=refused.strerror if refused else "")


def answer(served: Any, channels: dict[int, Any], done: threading.Event) -> None:
    """Answer requests until `done`, then close the sockets in the thread that waits for them: the caller's."""
    from waitress import wasyncore

    try:
        while not done.is_set():
            wasyncore.loop(LOOK, hasattr(select, "poll"), channels, 1)
    finally:
        served.task_dispatcher.shutdown(timeout=GRACE)
        wasyncore.close_all(channels, ignore_all=True)


class Running:
    """Hold a server about to run at a listening socket."""

    def __init__(self, options: Options, listening: socket.socket, *, watch: bool = True) -> None:
        self.server = Server(options)
        self._listening = listening
        self._watch = watch
        self._done = threading.Event()
        self._code = 0

    @property
    def address(self) -> str:
        """Return the address that a browser on this machine opens."""
        host, port = self._listening.getsockname()[:2]
        any_host = ipaddress.ip_address(host).is_unspecified
        named = ("::1" if ":" in host else "127.0.0.1") if any_host else host
        shown = f"[{named}]" if ":" in named else named
        return f"http://{shown}:{port}/"

    def run(self, tell: Callable[[str], None], complain: Callable[[str], None]) -> int:
        """Serve until SIGINT (exit code 130) or SIGTERM (0); must be called in the main thread."""
        from waitress.server import create_server

        from qms.web.app import create_app

        app = create_app(self.server)
        channels: dict[int, Any] = {}
        served = create_server(
            app,
            map=channels,
            sockets=[self._listening],
            threads=THREADS,
            ident=None,
            channel_timeout=30,
            connection_limit=1000,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
        )
        before = {n: signal.signal(n, self._stopped) for n in (signal.SIGINT, signal.SIGTERM)}
        threads = [self._thread(self._serve, served, channels)]
        watcher = self._watcher(tell, complain) if self._watch else None
        if watcher is not None:
            threads.append(self._thread(self._follow, watcher, tell))
        try:
            while not self._done.wait(0.5):
                pass
        finally:
            for number, handler in before.items():
                signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else handler)
            if watcher is not None:
                watcher.stop()
            self.server.jobs.wait(GRACE)
            for thread in threads:
                thread.join(GRACE)
            self.server.index.close()
            signal.signal(signal.SIGINT, before[signal.SIGINT])
        return self._code

    def stop(self) -> None:
        """Ask `run` to end; may be called from any thread."""
        self._done.set()

    def _stopped(self, number: int, _frame: object) -> None:
        self._code = INTERRUPTED if number == signal.SIGINT else 0
        self._done.set()

    def _serve(self, served: Any, channels: dict[int, Any]) -> None:
        try:
            answer(served, channels, self._done)
        except BaseException:
            self._code = 1  # nobody is answered any more, so nobody shall wait
            raise
        finally:
            self._done.set()

    def _thread(self, work: Callable[..., Any], *args: Any) -> threading.Thread:
        thread = threading.Thread(target=contextvars.copy_context().run, args=(work, *args), daemon=True)
        thread.start()
        return thread

    def _watcher(self, tell: Callable[[str], None], complain: Callable[[str], None]) -> Any:
        from qms.upkeep.watching import Options as Watched
        from qms.upkeep.watching import Watcher

        watching = self.server.watching

        def told(happening: Happening) -> None:
            text = say(happening.code, happening.params)
            wrong = happening.event in {"trouble", "folder_gone"}
            if wrong:
                watching.troubles[:] = [*watching.troubles[-4:], text]
                complain(text)
            elif happening.event == "folder_back":
                watching.troubles.clear()

        def shown(status: Status) -> None:
            watching.status = status
            if not status.trouble and status.state not in {"gone", "trouble"}:
                watching.troubles.clear()

        return Watcher(lambda: Workspace(self.server.options.root), Watched(), told, shown)

    def _follow(self, watcher: Any, tell: Callable[[str], None]) -> None:
        from qms.upkeep.heartbeat import WatcherBusy

        try:
            watcher.run()
        except WatcherBusy:
            self.server.watching.busy = True
            tell(say("serve_watched"))
