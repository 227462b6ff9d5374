from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.index import Index, IndexDocument, Wish
from indexer.spelling import one_slip, slips_between

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = st.text(alphabet="abcde", min_size=1, max_size=7)


@given(WORDS)
def test_one_slip_is_one_slip(word: str) -> None:
    assert all(slips_between(word, other) == 1 for other in one_slip(word))


@given(WORDS, WORDS)
def test_slips_are_counted_alike_both_ways(one: str, other: str) -> None:
    there, back = slips_between(one, other), slips_between(other, one)
    assert min(there, 3) == min(back, 3)
    assert (there == 0) == (one == other)
    assert there >= min(3, abs(len(one) - len(other)))


class TestProposals:
    @pytest.fixture(autouse=True)
    def _filled(self, index: Index, document: Callable[..., IndexDocument]) -> None:
        self.index = index
        index.write(
            [
                *(
                    document(f"nb{n}", "Brukerrådet møtes. Klagebehandlingen er kjent for alle.")
                    for n in range(12)
                ),
                *(document(f"en{n}", "The complaint was answered by the users council.") for n in range(12)),
                document("lt", "Skundų nagrinėjimas yra žinomas, o mokymai vyko įstaigoje."),
                document("rare", "A compliant was noted once, in haste."),
            ]
        )

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("complaimt", "complaint"),
            ("complant", "complaint"),
            ("ocmplaint", "complaint"),
            ("complat", "complaint"),
            ("complaimt answered", "complaint answered"),
            ("comxlaint counsil", "complaint council"),
            ('"users counsil"', '"users council"'),
            ("complaimt -heron", "complaint -heron"),
            ("(complaimt OR heron)", "(complaint OR heron)"),
            ("cuonc*", "counc*"),
            ("klagebehandlig", "klagebehandlingen"),
            ("BRUKKERRÅDET", "brukerrådet"),
            ("nagrinejimass", "nagrinėjimas"),
            ("compliant", "complaint"),
        ],
    )
    def test_a_slip_is_put_right_in_the_spelling_of_the_texts(self, typed: str, meant: str) -> None:
        assert self.index.search(typed).did_you_mean == meant

    @pytest.mark.parametrize(
        "typed",
        ["complaint", "unicorns", "xyz", "1234567", "A-1234", "answered heron", "users mokymai", "skundai"],
    )
    def test_what_is_found_or_like_nothing_is_left_alone(self, typed: str) -> None:
        assert self.index.search(typed).did_you_mean is None

    def test_a_proposal_finds_something_for_who_asks(self) -> None:
        assert self.index.search("complaimt", allow={"nb1", "lt"}).did_you_mean is None
        assert self.index.search("complaimt", allow={"nb1", "en1"}).did_you_mean == "complaint"
        assert self.index.search("complaimt", allow=set()).did_you_mean is None

    def test_a_proposal_finds_what_it_promises(self) -> None:
        better = self.index.search("comxlaint counsil").did_you_mean
        assert better
        assert self.index.search(better, wish=Wish(50)).total == 12
