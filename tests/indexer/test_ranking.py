from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.extract import Unit
from indexer.index import Index, IndexDocument, Wish
from indexer.nearness import shortest

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., IndexDocument]

PADDING = "the house is open on weekdays and the garden is looked after by everyone who lives there"


def order(index: Index, query: str, **wish: object) -> list[str]:
    return list(dict.fromkeys(hit.key for hit in index.search(query, wish=Wish(50, **wish)).hits))  # type: ignore[arg-type]


def test_the_form_as_typed_before_other_forms_before_compounds(index: Index, document: Make) -> None:
    index.write(
        [
            document("compound", "Vi har rutiner for klagebehandling på huset, og alle kjenner dem nå."),
            document("other", "Vi har rutiner for klagene våre på huset, og alle kjenner dem nå."),
            document("exact", "Vi har rutiner for klage her på huset, og alle kjenner dem nå."),
            document("none", "Vi har rutiner for vask her på huset, og alle kjenner dem nå."),
        ]
    )
    assert order(index, "klage") == ["exact", "other", "compound"]


def test_a_title_counts_more_than_a_mention(index: Index, document: Make) -> None:
    index.write(
        [
            document("mention", f"complaint {PADDING}"),
            document("title", f"complaint {PADDING}", title="Complaint procedure"),
            document("path", f"complaint {PADDING}", path="Complaints/2025.docx"),
        ]
    )
    assert order(index, "complaint")[0] == "title"
    assert order(index, "complaint")[-1] == "mention"


def test_words_that_stand_together_come_first(index: Index, document: Make) -> None:
    index.write(
        [
            document("far", f"users {PADDING} {PADDING} council"),
            document("near", f"{PADDING} users council {PADDING}"),
            document("between", f"{PADDING} users of the day council {PADDING}"),
        ]
    )
    assert order(index, "users council") == ["near", "between", "far"]


def test_what_the_caller_knows_decides_between_likes(index: Index, document: Make) -> None:
    index.write([document(key, f"complaint {PADDING}") for key in "abc"])
    assert order(index, "complaint", boost={"a": 0.7, "b": 1.0, "c": 1.25}) == ["c", "b", "a"]


def test_equals_stand_in_the_order_of_the_caller_whatever_the_batches(index: Index, document: Make) -> None:
    for key in ("k3", "k1", "k2"):
        index.write([document(key, f"complaint {PADDING}")])
    assert order(index, "complaint", order={"k2": 0, "k3": 1, "k1": 2}) == ["k2", "k3", "k1"]
    assert order(index, "complaint") == ["k1", "k2", "k3"]


def test_deleted_entries_do_not_change_the_scores(index: Index, document: Make, tmp_path) -> None:  # type: ignore[no-untyped-def]
    kept = [document("a", "complaint here"), document("b", f"complaint {PADDING}")]
    index.write([*kept, *(document(str(n), PADDING * n) for n in range(1, 20))])
    index.write([], remove=[str(n) for n in range(1, 20)])
    with Index(tmp_path / "fresh") as fresh:
        fresh.write(kept)
        scores = [
            [(hit.key, round(hit.score, 9)) for hit in i.search("complaint").hits] for i in (index, fresh)
        ]
    assert scores[0] == scores[1]


def test_units_that_hold_what_the_best_lacks_are_shown(index: Index, document: Make) -> None:
    index.write([document("a", "alfa beta", "nothing", "gamma", "alfa", "alfa beta")])
    hits = index.search("alfa beta gamma").hits
    assert [(hit.number, hit.words) for hit in hits] == [
        (1, ("alfa", "beta")), (3, ("gamma",)), (5, ("alfa", "beta")),
    ]  # fmt: skip
    assert {hit.place for hit in hits} == {1}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True) or hits[
        0
    ].score >= max(hit.score for hit in hits)


def test_words_split_between_title_and_text(index: Index) -> None:
    index.write([IndexDocument("a", "s", "Minutes", "x.docx", [Unit("page", 4, "", "about heating")])])
    (hit,) = index.search("minutes heating").hits
    assert (hit.number, hit.by_name) == (4, False)


def test_files_with_the_rarer_words_come_near(index: Index, document: Make) -> None:
    index.write(
        [
            *(document(f"common{n}", "alfa here") for n in range(8)),
            document("rare", "beta here"),
            document("both", "alfa here", "beta there"),
        ]
    )
    found = index.search("alfa beta")
    assert [hit.key for hit in found.hits][:1] == ["both"]
    assert [hit.key for hit in found.near] == ["rare"]
    assert {hit.key for hit in index.search("beta zzz").near} == {"rare", "both"}
    assert {hit.key for hit in index.search("beta zzz -alfa").near} == {"rare"}
    assert {hit.key for hit in index.search("beta zzz", allow={"both"}).near} == {"both"}
    assert not index.search("alfa zzz", wish=Wish(10, near=0)).near
    assert not index.search("alfa").near
    assert not index.search("zzz").near


@pytest.mark.parametrize(
    ("places", "many", "expected"),
    [
        ([(3, 0), (4, 1)], 2, 1),
        ([(0, 0), (10, 1), (12, 0)], 2, 2),
        ([(0, 0), (5, 1), (6, 2), (7, 0)], 3, 2),
        ([(0, 0), (0, 1)], 2, 1),
    ],
)
def test_the_shortest_stretch(places: list[tuple[int, int]], many: int, expected: int) -> None:
    assert shortest(places, many) == expected
