"""Take what a person answers to proposals: accept them as links, or reject them for good with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qms.coverage.indicators import ReasonNeeded
from qms.coverage.suggesting import Suggester
from qms.evidence.finding import find_one
from qms.evidence.linking import LinkWish, find_passage, link
from qms.model.errors import ChangedMeanwhile, QmsError, UsageProblem
from qms.model.suggestion import Rejected, Unrelated
from qms.results.free_texts import refuse_identity_numbers
from qms.state.link_rows import find_link
from qms.state.series_rows import all_rules
from qms.state.suggestion_rows import (
    all_rejections,
    all_unrelated,
    drop_rejection,
    drop_unrelated,
    put_rejection,
    put_unrelated,
    refused_pairs,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.evidence.linking import Linked
    from qms.model.references import Ref
    from qms.model.suggestion import Suggestion
    from qms.workspace.workspace import Workspace


class LinkedAlready(QmsError):
    """Refuse to reject what is linked; `path` and `ref` are given."""

    code = "linked_already"
    hint = "hint_unlink_first"


class NothingRejected(QmsError):
    """Report that there is no such answer to take back."""

    code = "nothing_rejected"
    hint = "hint_reject_list"


class SameFile(UsageProblem):
    """Refuse to compare a file with itself."""

    code = "same_file"


def accept(
    workspace: Workspace,
    name: str,
    refs: Sequence[Ref],
    wish: LinkWish,
    *,
    whole: bool = False,
    exact: bool = False,
) -> list[tuple[Linked, bool]]:
    """Link a file with the kinds, services and passage that are proposed; what `wish` names goes before these.

    Beside each link it is told whether it was proposed at all. `whole` links without a passage, `exact` takes kinds,
    services and passage as `wish` has them, for a person who saw the proposal. Nothing is linked unless all can be.
    Raises what `link` raises.
    """
    with workspace.state.read() as conn:
        row = find_one(conn, name)
        series = {r.id: r.series.name for r in all_rules(conn) if r.series}
    wishes = []
    suggesters = {name: Suggester(_seen_through(workspace, name)) for name in {r.framework for r in refs}}
    for ref in refs:
        proposal = suggesters[ref.framework].whatever(row.id, ref.ref)
        wished = _filled(wish, proposal, series, whole=whole, exact=exact)
        find_passage(workspace, row.id, wished)
        wishes.append((ref, wished))
    return [
        (one, wished.proposed) for ref, wished in wishes for one in link(workspace, row.id, [ref], wished)
    ]


def _seen_through(workspace: Workspace, framework: str) -> Workspace:
    if framework == workspace.framework.id:
        return workspace
    from qms.workspace.workspace import Workspace as Opened

    return Opened(workspace.root, framework=framework)


def _filled(
    wish: LinkWish, proposal: Suggestion | None, series: dict[str, str], *, whole: bool, exact: bool
) -> LinkWish:
    """Return a wish with what is proposed where the person says nothing."""
    wish = replace(wish, proposed=proposal is not None)
    if proposal is None:
        return wish
    if proposal.rule in series:
        wish = replace(wish, series=wish.series or series[str(proposal.rule)])
    if exact:
        return wish
    wish = replace(wish, kinds=wish.kinds or proposal.kinds, services=wish.services or proposal.services)
    pin = proposal.pin
    if whole or pin is None or wish.page or wish.at or wish.quote:
        return wish
    return replace(wish, page=pin.page, at=pin.label if pin.page is None else "", quote=pin.quote)


def reject(workspace: Workspace, name: str, refs: Sequence[Ref], because: str, *, fresh: bool = False) -> str:
    """Remember that a file does not prove these indicators and return its path.

    `fresh` says that the person saw no answer yet. Raises LinkedAlready, ReasonNeeded, NumberInText, or
    ChangedMeanwhile where somebody rejected it meanwhile.
    """
    if not because.strip():
        raise ReasonNeeded
    refuse_identity_numbers(because)
    with workspace.state.write(workspace.actor.id) as change:
        row = find_one(change.conn, name)
        for ref in refs:
            if find_link(change.conn, row.id, ref.framework, ref.ref) is not None:
                raise LinkedAlready(path=row.path, ref=str(ref))
            if fresh and (row.id, ref.framework, ref.ref) in refused_pairs(change.conn):
                raise ChangedMeanwhile(subject=row.path)
            put_rejection(change.conn, row.id, ref.framework, ref.ref, because, change.actor, change.at)
            change.log("suggestion.rejected", f"{row.id}>{ref}")
    return str(row.path)


def take_back(workspace: Workspace, name: str, refs: Sequence[Ref]) -> str:
    """Forget rejections, so that the file is proposed again, and return its path; raises NothingRejected."""
    with workspace.state.write(workspace.actor.id) as change:
        row = find_one(change.conn, name)
        for ref in refs:
            if not drop_rejection(change.conn, row.id, ref.framework, ref.ref):
                raise NothingRejected(path=row.path)
            change.log("suggestion.taken_back", f"{row.id}>{ref}")
    return str(row.path)


def set_unrelated(workspace: Workspace, name: str, other: str, because: str) -> tuple[str, str]:
    """Remember that a file is no newer version of another one and return both paths; raises SameFile."""
    with workspace.state.write(workspace.actor.id) as change:
        one, two = find_one(change.conn, name), find_one(change.conn, other)
        if one.id == two.id:
            raise SameFile(path=one.path)
        put_unrelated(change.conn, one.id, two.id, because, change.actor, change.at)
        change.log("evidence.unrelated", f"{one.id}>{two.id}")
    return str(one.path), str(two.path)


def take_back_unrelated(workspace: Workspace, name: str, other: str) -> tuple[str, str]:
    """Let two files be taken for versions of one again and return both paths; raises NothingRejected."""
    with workspace.state.write(workspace.actor.id) as change:
        one, two = find_one(change.conn, name), find_one(change.conn, other)
        if not drop_unrelated(change.conn, one.id, two.id):
            raise NothingRejected(path=one.path)
        change.log("evidence.related", f"{one.id}>{two.id}")
    return str(one.path), str(two.path)


def list_rejected(workspace: Workspace) -> list[Rejected]:
    """Return all rejections by path."""
    with workspace.state.read() as conn:
        rows = all_rejections(conn)
    return [Rejected(r.evidence, r.path, r.framework, r.indicator, r.because, r.by, r.at[:10]) for r in rows]


def list_unrelated(workspace: Workspace) -> list[Unrelated]:
    """Return the pairs of files that somebody told apart, by path."""
    with workspace.state.read() as conn:
        rows = all_unrelated(conn)
    return [Unrelated(r.path, r.other_path, r.because, r.by, r.at[:10]) for r in rows]
