"""Give a page what it works with: the workspace, who asks, and in which language; and say who may ask what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from flask import abort, current_app, g, request

from qms.people.access import Right, may

if TYPE_CHECKING:
    from collections.abc import Callable

    from qms.model.coverage import CoverageMap
    from qms.model.organisation import Person
    from qms.web.serving import Server
    from qms.workspace.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class Here:
    """Hold one request: the workspace opened for the person who asks, and the language of the answer."""

    workspace: Workspace
    person: Person
    language: str
    server: Server

    def may(self, right: Right) -> bool:
        """Say whether the person has a right."""
        return may(self.person, right)

    def map(self, service: str | None = None) -> CoverageMap:
        """Return the coverage map, remembered while nothing changed."""
        from qms.web.remembered import map_of

        return map_of(self.server.remembered, self.workspace, service)

    @property
    def hidden(self) -> frozenset[str]:
        """Return the ids of the evidence that this person must not see, not even counted."""
        from qms.evidence.visibility import hidden_ids

        key = ("hidden", self.person.id)
        found: frozenset[str] = self.server.remembered.get(
            self.workspace, key, lambda: hidden_ids(self.workspace, self.person)
        )
        return found

    @property
    def hidden_paths(self) -> frozenset[str]:
        """Return the paths of what is hidden."""
        from qms.state.evidence_rows import rows_of

        if not self.hidden:
            return frozenset()
        with self.workspace.state.read() as conn:
            return frozenset(row.path for row in rows_of(conn, self.hidden).values())

    @property
    def sealed(self) -> frozenset[str]:
        """Return the ids of the evidence whose bytes this person must not get: what is hidden or holds some of it."""
        from qms.evidence.visibility import sealed_ids

        hidden, key = self.hidden, ("sealed", self.person.id)
        found: frozenset[str] = self.server.remembered.get(
            self.workspace, key, lambda: sealed_ids(self.workspace, hidden)
        )
        return found


def here() -> Here:
    """Return what the present request works with; only for pages that somebody must be signed in for."""
    found = g.get("here")
    if found is None:
        abort(401)
    return cast("Here", found)


def from_script() -> bool:
    """Say whether a script of ours asks, which wants a part of a page or the bare answer."""
    return request.headers.get("X-Requested-With") == "fetch"


def server() -> Server:
    """Return what all requests share."""
    return cast("Server", current_app.config["SERVED"])


def needs(*rights: Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only people with one of the rights see a page; others get 403, whoever is not signed in the login."""

    def wrap(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def asked(*args: P.args, **kwargs: P.kwargs) -> R:
            if not any(here().may(right) for right in rights):
                abort(403)
            return view(*args, **kwargs)

        cast("Any", asked).needs_rights = rights
        return asked

    return wrap


def free(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a page as open to everybody, such as the login."""
    cast("Any", view).is_free = True
    return view
