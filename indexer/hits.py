"""Turn the entries that answer a query into hits that can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.schema import KIND, LABEL, NUMBER, TEXT, TITLE
from indexer.snippet import Marker, Segment, snippet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from indexer.extract.model import Kind
    from indexer.query import Query
    from indexer.ranking import Ranked


@dataclass(frozen=True)
class Hit:
    """Hold one unit that answers a query. `words` are those words of the query, as typed, that it holds.

    `snippet` is text in pieces, each with whether it is a match; never HTML. A file found only by its
    title or path is a hit at its first unit, with `by_name` true and the title as snippet. `place` is the
    rank of the file, from 1: hits at units of one file share it.
    """

    key: str
    kind: Kind
    number: int
    label: str
    title: str
    score: float
    snippet: tuple[Segment, ...]
    words: tuple[str, ...]
    by_name: bool = False
    place: int = 0


@dataclass(frozen=True)
class SearchResult:
    """Hold the number of files that match (not of hits), and the hits.

    Files follow in order of rank, the units of each next to one another, its best first. `did_you_mean` is the
    query as it would find more, when a word of it looks mistyped. Where few files match, `near` are hits in files
    that hold only some of the words; they do not count.
    """

    total: int
    hits: tuple[Hit, ...]
    did_you_mean: str | None = None
    near: tuple[Hit, ...] = ()


def make_hit(
    ranked: Ranked, query: Query, stored: Mapping[str, Any], heads: Collection[int], marker: Marker
) -> Hit:
    """Return the hit for an entry with its stored values; the marker is that of the query."""
    by_name = ranked.entry in heads
    return Hit(
        key=ranked.key,
        kind=stored[KIND],
        number=stored[NUMBER],
        label=stored[LABEL],
        title=stored[TITLE],
        score=ranked.score,
        snippet=snippet(stored[TITLE] if by_name else stored[TEXT], marker),
        words=tuple(
            " ".join(term.typed for term in query.required[group]) for group in sorted(ranked.groups)
        ),
        by_name=by_name,
        place=ranked.place,
    )


def written(several: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the texts of entries with their stored values, as they are written there."""
    for stored in several:
        yield from (stored[TEXT], stored[LABEL], stored[TITLE])
