"""The fast way to the terms of the index gives what the slow and plain one gives, and Whoosh reads what is written."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import compounds, inverting, segments
from indexer import index as index_module
from indexer.index import Index, IndexDocument
from indexer.inverting import Inverted, words_of
from indexer.ranking import Wish
from indexer.segments import HelperLost
from indexer.stems import stem_forms
from indexer.text import normalise, stem_languages, tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., IndexDocument]

SAMPLE = """
    Klagebehandlingen og brukerne kjenner dem Møtet er i år skundų žurnale įrašai yra complaints the of and
    user's USER'S A-12 1.1.1 V-45/2025 §5 § 5a 12.03.2025 e-post rapport.pdf ÅRSAK İstanbul ²³ x_y -- 'tis’s
    hms-håndbok/del-2 straße ﬁnne – a\u20112 42
"""
WORDS = st.sampled_from(SAMPLE.split())
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=30).map(" ".join).map(normalise)


def plainly(pieces: list[str]) -> tuple[dict[str, list[int]], dict[str, int]]:
    """Return terms as a loop over the tokens finds them."""
    places: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    start = last = 0
    for piece in pieces:
        for token in tokens(piece.replace("İ", "I").lower()):
            last = start + token.position
            places.setdefault(token.exact, []).append(last)
            if not token.whole:
                counts[token.surface] += 1
        start = last + 100
    stems: Counter[str] = Counter()
    for word, count in counts.items():
        for language in stem_languages(counts):
            for form in stem_forms(word, (language,)):
                stems[form] += count
            if language == "nb":
                for form in compounds.part_forms(word):
                    stems[form] += count
    return {term: sorted(at) for term, at in places.items()}, dict(stems)


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=2), min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_terms_are_those_of_the_tokens(entries: list[list[str]]) -> None:
    inverted = Inverted()
    for number, pieces in enumerate(entries):
        inverted.add(number, words_of(pieces))
    exact: list[dict[str, list[int]]] = [{} for _ in entries]
    stems: list[dict[str, int]] = [{} for _ in entries]
    order = []
    for term, (held, counts, values) in inverted.exact():
        order.append(term)
        for entry, count, value in zip(held, counts, values or (), strict=True):
            places = array("I", value).tolist()
            assert len(places) == count
            exact[entry][term] = sorted(places)
    assert order == sorted(order)
    for term, (held, counts, _) in inverted.stems():
        for entry, count in zip(held, counts, strict=True):
            stems[entry][term] = count
    for pieces, mine, forms in zip(entries, exact, stems, strict=True):
        assert (mine, forms) == plainly(pieces)


def test_a_full_memory_of_words_changes_no_answer(
    index: Index, document: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = [document(f"k{n}", f"Klagebehandling nummer {n} og brukerklager {n * 7}") for n in range(40)]
    index.write(made)
    monkeypatch.setattr(inverting, "_MOST", 3)
    with Index(tmp_path / "other" / "index") as other:
        other.write(made)
        for query in ("klage", "brukerklage", "nummer 7", '"nummer 8 og"', "49"):
            assert answers(other, query) == answers(index, query) != []


def test_a_bulk_larger_than_memory_makes_several_segments(
    index: Index, document: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = [document(f"k{n:03}", f"text number {n} of many words", f"page two of {n}") for n in range(200)]
    index.write(made)
    new = index_module.new_segments
    monkeypatch.setattr(index_module, "new_segments", lambda folder: _small(new(folder)))
    with Index(tmp_path / "small" / "index") as small:
        small.write(made)
        assert len(list(small.path.glob("*.trm"))) > 3
        assert not list(small.path.glob("*.tmp"))
        for query in ("number", '"two of 17"', "many -number", "pag*"):
            assert answers(small, query) == answers(index, query)


def test_a_second_process_takes_a_share_of_a_bulk(
    index: Index, document: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = [document(f"k{n:03}", f"text number {n} of many words " + "word " * n) for n in range(300)]
    index.write(made, alone=True)
    monkeypatch.setattr(segments, "_BULK", 50)
    monkeypatch.setattr(segments.Helper, "offer", _all_of_it)
    with Index(tmp_path / "both" / "index") as both:
        assert both.write(made) == 300
        assert len(list(both.path.glob("*.trm"))) == 2
        assert both.stamps(from_entries=True) == index.stamps()
        for query in ("number", '"number 17"', "words -number", "wor*"):
            assert answers(both, query) == answers(index, query)
        both.write([document("k007", "changed")], remove=["k008"])
        assert answers(both, '"number 7"') == answers(both, '"number 8"') == []
        assert {path.stat().st_mode & 0o777 for path in both.path.iterdir()} <= {0o600}


def test_a_second_process_that_dies_changes_nothing(
    index: Index, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.write([document("old", "text")])
    monkeypatch.setattr(segments, "_BULK", 50)
    made = [document(f"k{n:03}", f"text number {n} of many words") for n in range(300)]

    def killed(self: segments.Helper, one: IndexDocument) -> bool:
        self._process.kill()
        self._process.wait()
        return _all_of_it(self, one)

    monkeypatch.setattr(segments.Helper, "offer", killed)
    with pytest.raises(HelperLost):
        index.write(made)
    assert answers(index, "text") == ["old"]
    assert index.write(made, alone=True) == 300
    assert len(answers(index, "text")) == 301


def _small(made: segments.Segments) -> segments.Segments:
    made._room = 20_000
    return made


def _all_of_it(self: segments.Helper, one: IndexDocument) -> bool:
    if self._lost:
        raise HelperLost
    self._queue.put(one)
    return True


def answers(index: Index, query: str) -> list[str]:
    return sorted({hit.key for hit in index.search(query, wish=Wish(1000)).hits})
