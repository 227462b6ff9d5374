"""Respond to a query from one generation of the index: evaluate it, make hits to show, mend typing mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.hits import Hit, SearchResult, make_hit, written
from indexer.match import answer
from indexer.query import parse
from indexer.ranking import Ranked, Wish
from indexer.snippet import Marker
from indexer.spelling import did_you_mean
from indexer.within import Within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from indexer.query import Query, Resolver
    from indexer.snapshot import Snapshot

_FEW = Wish(3, near=0)


def respond(
    snapshot: Snapshot,
    typed: str,
    asked: Query,
    resolve: Resolver | None,
    allow: Collection[str] | None,
    wish: Wish,
) -> SearchResult:
    """Return what answers the query `asked`, which was parsed from `typed`, among the keys of `allow`."""

    def again(other: str) -> tuple[int, Iterable[str]]:
        found = answer(parse(other, resolve), snapshot, allow, _FEW)
        return found.total, written(map(snapshot.stored, (hit.entry for hit in found.hits)))

    def shown(several: Iterable[Ranked]) -> tuple[Hit, ...]:
        return tuple(make_hit(hit, asked, snapshot.stored(hit.entry), heads, marker) for hit in several)

    found = answer(asked, snapshot, allow, wish)
    heads, marker = snapshot.heads, Marker(asked.terms())
    better = None
    if wish.correct and (allow is None or allow):
        words = Within(snapshot, wish.unseen) if wish.unseen else snapshot
        better = did_you_mean(typed, asked, found.total, words, again)
    return SearchResult(found.total, shown(found.hits), better, shown(found.near))
