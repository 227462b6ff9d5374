from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from indexer.schema import EXACT, STEM

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.index import Index, IndexDocument

WORDS = ("plan", "planen", "planer", "plante", "avvik", "møte", "2025", "a-12", "skundų")


def test_postings_are_those_that_whoosh_reads(index: Index, document: Callable[..., IndexDocument]) -> None:
    """Over segments of many sizes, merged ones and deleted entries: with fewer calls, the same is read."""
    draw = random.Random(4)
    for batch in range(14):
        index.write(
            document(f"{batch}-{n}", " ".join(draw.choices(WORDS, k=draw.randint(1, 30))))
            for n in range(draw.choice((1, 3, 40)))
        )
    index.write([document("long", *(f"plan {n} avvik" for n in range(1300)))])
    index.write([document("0-0", "planen")], remove=["1-0", "2-0", "13-0"])
    snapshot = index._newest()
    reader = snapshot._reader
    for name in (EXACT, STEM):
        for term in {term.decode() for term in reader.lexicon(name)}:
            matcher = reader.postings(name, term)
            expected: dict[int, float] = {}
            placed = {}
            while matcher.is_active():
                expected[matcher.id()] = matcher.weight()
                placed[matcher.id()] = matcher.value()
                matcher.next()
            assert snapshot.postings(name, term) == expected
            if name == EXACT:
                some = set(draw.sample(sorted(expected), k=min(5, len(expected)))) | {10**6}
                places = snapshot.places(term, some)
                assert {entry: at.tobytes() for entry, at in places.items()} == {  # type: ignore[attr-defined]
                    entry: placed[entry] for entry in some & expected.keys()
                }
                assert snapshot.frequency(term) == reader.doc_frequency(name, term)
    for prefix in ("p", "plan", "pl", "a", "20", "zzz", "", "planer"):
        wanted = {term.decode() for term in reader.expand_prefix(EXACT, prefix)}
        assert set(snapshot.starting(prefix)) == wanted
        counted: Counter[int] = Counter()
        for term in wanted:
            counted.update(snapshot.postings(EXACT, term).keys())
        assert snapshot.prefixed(prefix) == counted
