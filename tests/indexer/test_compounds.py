from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.compounds import SHORTEST, part_forms, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.index import Index, IndexDocument


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("klagebehandling", "klag behandl"),
        ("klagebehandlingen", "klag behandl"),
        ("brukerklager", "bruk klag"),
        ("brukerråd", "bruk rad"),
        ("brukerrad", "bruk rad"),
        ("årsrapport", "ars rapport"),
        ("arsrapporten", "ars rapport"),
        ("opplæringsplaner", "oppl plan"),
        ("barnevernet", "barn vern"),
        ("arbeidsmiljøopplæring", "arbeidsmiljo oppl"),
        ("medarbeidersamtale", "medarbeid samtal"),
    ],
)
def test_compounds_are_cut_where_both_sides_are_known(word: str, cut: str) -> None:
    assert " ".join(parts(word)) == cut


@pytest.mark.parametrize(
    "word",
    [
        *("klage", "årsak", "planlegging", "leder", "brukeren", "tiltakene", "foresatte", "arbeidskollega"),
        *("rapporteringen", "livsviktig", "hverdagen", "solbakken", "ingrid", "fagerli"),
        *("complaints", "planning", "skundas", "paslaugos"),
    ],
)
def test_other_words_stay_whole(word: str) -> None:
    assert parts(word) == ()


def test_parts_of_parts_find_the_whole_as_well() -> None:
    assert set(part_forms("klagebehandlingsprosedyre")) == {
        "c:klagebehandl",
        "c:prosedyr",
        "c:klag",
        "c:behandl",
    }


@given(st.text(max_size=30))
def test_any_text_is_safe_and_short_words_are_whole(word: str) -> None:
    found = parts(word.lower())
    assert len(found) != 1
    assert all(form.startswith("c:") and len(form) > 3 for form in part_forms(word.lower()))
    if len(word) < SHORTEST:
        assert not found


class TestFinding:
    @pytest.fixture(autouse=True)
    def _filled(self, index: Index, document: Callable[..., IndexDocument]) -> None:
        self.index = index
        index.write(
            [
                document("whole", "Vi har rutiner for klagebehandlingen, og alle kjenner dem."),
                document("part", "En brukerklage kom inn i går, og den ble ikke besvart."),
                document("word", "Han har rett til å klage på det som ikke er bra."),
                document("apart", "Vi snakket om råd for brukere, og om hvordan de blir hørt."),
            ]
        )

    def keys(self, query: str) -> list[str]:
        return [hit.key for hit in self.index.search(query).hits]

    def test_a_word_finds_compounds_after_itself(self) -> None:
        found = self.keys("klage")
        assert found[0] == "word"
        assert sorted(found[1:]) == ["part", "whole"]
        assert self.keys("behandling") == ["whole"]

    def test_a_compound_written_in_two_words_is_found(self) -> None:
        assert self.keys("klage behandling") == ["whole"]

    def test_a_compound_that_no_text_has_is_found_by_its_parts(self) -> None:
        assert self.keys("brukerråd") == ["apart"]
        assert self.keys("klagebehandling") == ["whole"]

    def test_phrases_and_exclusions_stay_exact(self) -> None:
        assert self.keys('"klage på"') == ["word"]
        assert self.keys('"klage"') == ["word"]
        assert self.keys("rutiner -behandling") == ["whole"]
        assert self.keys("rutiner -klagebehandlinger") == []

    def test_what_was_found_is_marked(self) -> None:
        (hit,) = self.index.search("behandling").hits
        assert [piece for piece, is_match in hit.snippet if is_match] == ["klagebehandlingen"]
        (hit,) = self.index.search("brukerråd").hits
        assert [piece for piece, is_match in hit.snippet if is_match] == ["råd", "brukere"]
