"""Turn the entries that answer a query into hits that can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.schema import KIND, LABEL, NUMBER, TEXT, TITLE
from indexer.snippet import Segment, snippet

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from indexer.extract.model import Kind
    from indexer.match import Ranked
    from indexer.query import Query


@dataclass(frozen=True)
class Hit:
    """Hold one unit that answers a query. `words` are those words of the query, as typed, that it holds.

    `snippet` is text in pieces, each with whether it is a match; never HTML. A file found only by its
    title or path is a hit at its first unit, with `by_name` true and the title as snippet.
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


@dataclass(frozen=True)
class SearchResult:
    """Hold the number of files that match (not of hits), and the hits.

    The best unit of each file comes first, then further units of the same files.
    """

    total: int
    hits: tuple[Hit, ...]


def make_hit(ranked: Ranked, query: Query, stored: Mapping[str, Any], heads: Collection[int]) -> Hit:
    """Return the hit for an entry with its stored values."""
    by_name = ranked.entry in heads
    terms = [term for group in query.required for term in group]
    return Hit(
        key=ranked.key,
        kind=stored[KIND],
        number=stored[NUMBER],
        label=stored[LABEL],
        title=stored[TITLE],
        score=ranked.score,
        snippet=snippet(stored[TITLE] if by_name else stored[TEXT], terms),
        words=tuple(
            " ".join(term.typed for term in query.required[group]) for group in sorted(ranked.groups)
        ),
        by_name=by_name,
    )
