"""Open, find, close and list rounds of self-assessment; a closed round is read only."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from qms.model.assessment import Round
from qms.model.errors import QmsError, UsageProblem
from qms.state.assessment_rows import end_round, insert_round, round_rows
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qms.state.store import Connection
    from qms.workspace.workspace import Workspace


class NoOpenRound(QmsError):
    """Refuse to assess while no round is open."""

    code = "no_open_round"
    hint = "hint_open_round"


class RoundStillOpen(QmsError):
    """Refuse a second open round beside the first."""

    code = "round_still_open"
    hint = "hint_close_round"


class RoundTaken(UsageProblem):
    """Refuse a name that another round has."""

    code = "round_taken"
    hint = "hint_round_taken"


class RoundClosed(QmsError):
    """Refuse to change a closed round."""

    code = "round_closed"
    hint = "hint_open_round"


class RoundBackwards(UsageProblem):
    """Refuse to close a round before the day on which it was opened."""

    code = "round_backwards"


class RoundTooEarly(UsageProblem):
    """Refuse a round before the one that was there before it: the newest is the one that counts."""

    code = "round_too_early"


class UnknownRound(UsageProblem):
    """Refuse a round that does not exist."""

    code = "unknown_round"

    def hint_code(self) -> str | None:
        """Return the suggestion's code only where there are rounds."""
        return "hint_rounds" if self.params.get("known") else "hint_open_round"


class NameNeeded(UsageProblem):
    """Refuse a round without a name."""

    code = "round_name_needed"


def list_rounds(workspace: Workspace) -> tuple[Round, ...]:
    """Return the rounds of the chosen framework, oldest first."""
    with workspace.state.read() as conn:
        return rounds_in(conn, workspace.framework.id)


def rounds_in(conn: Connection, framework: str) -> tuple[Round, ...]:
    """Return the rounds of a framework inside a transaction, oldest first."""
    return tuple(_round(row) for row in round_rows(conn, framework))


def find_round(rounds: Sequence[Round], name: str) -> Round:
    """Return the round of that name, whatever its case, or of that id; raises UnknownRound."""
    wanted = _folded(name)
    for candidate in rounds:
        if _folded(candidate.name) == wanted or candidate.id == name:
            return candidate
    known = [candidate.name for candidate in rounds]
    similar = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    raise UnknownRound(round=name, known=similar or known)


def the_open_round(rounds: Sequence[Round], name: str | None = None) -> Round:
    """Return the round to write into: the open one, or the one named; raises NoOpenRound, RoundClosed, UnknownRound."""
    if name is not None:
        found = find_round(rounds, name)
        if found.closed_on is not None:
            raise RoundClosed(round=found.name, date=found.closed_on)
        return found
    for candidate in reversed(rounds):
        if candidate.closed_on is None:
            return candidate
    raise NoOpenRound


def open_round(workspace: Workspace, name: str, day: date | None = None) -> Round:
    """Open a round; `day` is today unless it was opened before. One round at a time is open in a framework.

    Rounds follow each other, so that the newest is the last. Raises NameNeeded, RoundTaken, RoundStillOpen or
    RoundTooEarly.
    """
    title = " ".join(name.split())
    if not title:
        raise NameNeeded
    framework = workspace.framework.id
    opening = day or clock.today()
    with workspace.state.write(workspace.actor.id) as change:
        for other in rounds_in(change.conn, framework):
            if _folded(other.name) == _folded(title):
                raise RoundTaken(round=other.name)
            if other.closed_on is None:
                raise RoundStillOpen(round=other.name, date=other.opened_on)
            if opening < other.closed_on:
                raise RoundTooEarly(round=other.name, date=other.closed_on)
        values = {
            "framework": framework,
            "name": title,
            "opened_on": opening,
            "by": change.actor,
            "at": change.at,
        }
        ident = insert_round(change.conn, values)
        change.log("assessment.opened", ident, framework=framework)
        return find_round(rounds_in(change.conn, framework), ident)


def close_round(workspace: Workspace, name: str | None = None, day: date | None = None) -> Round:
    """Close the open round, or the one named; from then on it is read only.

    Raises NoOpenRound, UnknownRound, RoundClosed or RoundBackwards.
    """
    framework = workspace.framework.id
    closing = day or clock.today()
    with workspace.state.write(workspace.actor.id) as change:
        found = the_open_round(rounds_in(change.conn, framework), name)
        if closing < found.opened_on:
            raise RoundBackwards(round=found.name, date=found.opened_on)
        end_round(change.conn, found.id, closing)
        change.log("assessment.closed", found.id, framework=framework)
        return find_round(rounds_in(change.conn, framework), found.id)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _round(row: Any) -> Round:
    return Round(row.id, row.framework, row.name, row.opened_on, row.closed_on, row.by)
