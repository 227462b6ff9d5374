"""Describe how the application is served: where, to whom, and what the pages share while it runs."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.upkeep.searching import OpenIndex
from qms.web.ended import EndedSessions
from qms.web.jobs import Jobs
from qms.web.remembered import Remembered

if TYPE_CHECKING:
    from pathlib import Path

    from qms.upkeep.heartbeat import Status

LINK_SECONDS = 300.0
"""How long the one-time link of `qms serve` may wait to be opened."""


@dataclass(frozen=True, slots=True)
class Options:
    """Hold how to serve.

    `hosts` are the names by which browsers may call this server, without port. `header` is the name of the header in
    which a reverse proxy with single sign-on gives the login of a person; it is believed only from `proxies`
    (addresses). `secure` says that browsers come over HTTPS. `idle` and `longest` are minutes until a session ends.
    """

    root: Path
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "::1")
    header: str = ""
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    secure: bool = False
    idle: int = 60
    longest: int = 12 * 60


class OneTimeLinks:
    """Give out secrets that open the application once, for one person, within five minutes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, tuple[str, float]] = {}

    def make(self, person: str) -> str:
        """Return a new secret for a person."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            self._open[secret] = (person, time.monotonic() + LINK_SECONDS)
        return secret

    def take(self, secret: str) -> str | None:
        """Return whom a secret is for and forget it; None for one that is unknown, used or too old."""
        with self._lock:
            person, until = self._open.pop(secret, ("", 0.0))
        return person if person and time.monotonic() <= until else None


@dataclass(slots=True)
class Watching:
    """Hold how the watching in the same process goes; `busy` says that another process watches."""

    status: Status | None = None
    busy: bool = False
    troubles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Server:
    """Hold what all requests share while the program runs."""

    options: Options
    links: OneTimeLinks = field(default_factory=OneTimeLinks)
    jobs: Jobs = field(default_factory=Jobs)
    remembered: Remembered = field(default_factory=Remembered)
    watching: Watching = field(default_factory=Watching)
    index: OpenIndex = field(default_factory=OpenIndex)
    ended: EndedSessions = field(init=False)

    def __post_init__(self) -> None:
        """Take up what an earlier run knew of sessions that were ended."""
        file = self.options.root / ".qms" / "cache" / "web.ended"
        self.ended = EndedSessions(file, self.options.longest * 60)
