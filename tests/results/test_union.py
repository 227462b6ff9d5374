"""Join registers from several files: what stands twice counts once, what differs is told."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qms.model.register import Origin, Row
from qms.results.plain import from_plain, to_plain
from qms.results.union import Identity, join

IDENTITIES = {
    "complaints": Identity("number", dated="received"),
    "plans": Identity("code", with_service=True),
    "risks": Identity("number"),
}


def row(table: str, file: str, at: int, /, **values: Any) -> Row:
    return Row(table, values, Origin(file, f"{file}.xlsx", "Sheet", at))


def complaint(file: str, at: int, code: str, **more: Any) -> Row:
    return row("complaints", file, at, number=code, received=date(2025, 3, 1), **more)


def test_the_same_row_in_two_files_counts_once() -> None:
    one, two = complaint("a", 5, "K-1"), complaint("b", 9, "k-1")
    tables, problems = join([[one], [two]], IDENTITIES)
    assert len(tables["complaints"]) == 1
    assert len(problems) == 1, "the number is written otherwise, which is a difference worth a look"


def test_equal_rows_are_no_clash() -> None:
    tables, problems = join([[complaint("a", 5, "K-1")], [complaint("b", 9, "K-1")]], IDENTITIES)
    assert len(tables["complaints"]) == 1
    assert problems == []


def test_of_two_versions_the_fuller_one_counts_and_both_places_are_told() -> None:
    full = complaint("a", 5, "K-1", answered=date(2025, 3, 9))
    tables, problems = join([[full], [complaint("b", 9, "K-1")]], IDENTITIES)
    assert tables["complaints"] == (full,)
    (problem,) = problems
    assert (problem.path, problem.row) == ("b.xlsx", 9)
    assert (problem.params["other"], problem.params["row"]) == ("a.xlsx", 5)
    assert problem.params["columns"] == ["answered"]


def test_a_number_twice_in_one_file_is_two_rows() -> None:
    rows = [complaint("a", 5, "K-1"), complaint("a", 6, "K-1", answered=date(2025, 3, 9))]
    tables, _ = join([rows], IDENTITIES)
    assert len(tables["complaints"]) == 2


def test_one_person_may_have_a_plan_in_two_services() -> None:
    rows = [
        row("plans", "a", 5, code="D-1", service=("day",)),
        row("plans", "a", 6, code="D-1", service=("work",)),
    ]
    tables, problems = join([rows[:1], rows[1:]], IDENTITIES)
    assert len(tables["plans"]) == 2
    assert problems == []


def test_the_same_number_for_another_day_or_service_is_another_row() -> None:
    mine = [
        row("complaints", "a", 2, number="1", received=date(2025, 2, 1), topic="Food"),
        row("complaints", "a", 3, number="2", received=date(2025, 3, 1), topic="Bus"),
    ]
    theirs = [
        row(
            "complaints",
            "b",
            2,
            number="1",
            received=date(2025, 2, 11),
            topic="Room",
            answered=date(2025, 2, 12),
        ),
        row(
            "complaints",
            "b",
            3,
            number="2",
            received=date(2025, 3, 11),
            topic="Leave",
            answered=date(2025, 3, 22),
        ),
    ]
    tables, problems = join([mine, theirs], IDENTITIES)
    assert sorted(tables["complaints"], key=repr) == sorted([*mine, *theirs], key=repr)
    assert problems == []
    day, work = complaint("a", 2, "1", service=("day",)), complaint("b", 2, "1", service=("work",))
    assert join([[day], [work]], IDENTITIES)[0]["complaints"] == (day, work)
    both = complaint("c", 2, "1")
    assert len(join([[day], [both]], IDENTITIES)[0]["complaints"]) == 1, "one that names no service may be it"


def test_nearly_the_same_rows_both_count_and_are_told() -> None:
    words = {"topic": "The soup was cold", "service": ("day",), "responsible": "ada"}
    one = row("complaints", "a", 2, number="1", received=date(2025, 2, 1), **words)
    other = row(
        "complaints", "b", 7, number="1", received=date(2025, 2, 2), answered=date(2025, 3, 1), **words
    )
    tables, (problem,) = join([[one], [other]], IDENTITIES)
    assert tables["complaints"] == (one, other)
    assert (problem.code, problem.path, problem.row) == ("row_clash_near", "b.xlsx", 7)
    assert problem.params["columns"] == ["answered", "received"]


def test_of_two_versions_the_newer_one_counts_however_few_cells_it_has() -> None:
    old = row(
        "plans", "a", 2, code="D-1", service=("day",), plan_made=date(2023, 1, 1), evaluated=date(2024, 3, 1),
        next_evaluation=date(2026, 3, 1), goals=3,
    )  # fmt: skip
    new = row("plans", "b", 2, code="d-1", service=("day",), evaluated=date(2025, 3, 1))
    ended = row("plans", "b", 2, code="D-1", ended=date(2025, 3, 1))
    for newer in (new, ended):
        for order in ([[old], [newer]], [[newer], [old]]):
            tables, problems = join(order, IDENTITIES)
            assert tables["plans"] == (newer,), "what is planned ahead makes no row newer"
            assert [p.code for p in problems] == ["row_clash"]


def test_an_answered_version_takes_the_place_of_the_open_one_with_a_warning() -> None:
    opened, answered = complaint("a", 2, "1"), complaint("b", 2, "1", answered=date(2025, 3, 9))
    for order in ([[opened], [answered]], [[answered], [opened]]):
        tables, problems = join(order, IDENTITIES)
        assert tables["complaints"] == (answered,)
        assert [p.code for p in problems] == ["row_clash"]


def test_a_person_is_one_where_services_overlap() -> None:
    one = row("plans", "a", 2, code="D-1", service=("day",))
    for services in ((), ("day", "work"), ("?",)):
        other = row("plans", "b", 2, code="d-1", service=services)
        assert len(join([[one], [other]], IDENTITIES)[0]["plans"]) == 1


def test_a_row_meets_its_equal_first_and_no_other_row() -> None:
    first, second = complaint("a", 2, "1", topic="x"), complaint("a", 3, "1", topic="y")
    copied = [complaint("b", 2, "1", topic="y"), complaint("b", 3, "1", topic="x")]
    tables, problems = join([[first, second], copied], IDENTITIES)
    assert [r.get("topic") for r in tables["complaints"]] == ["x", "y"]
    assert problems == []


def test_a_risk_keeps_its_number_while_its_days_change() -> None:
    old = row("risks", "a", 2, number="1", reviewed=date(2024, 1, 1))
    new = row("risks", "b", 2, number="1", reviewed=date(2025, 1, 1))
    assert join([[old], [new]], IDENTITIES)[0]["risks"] == (new,)


def test_rows_without_identity_are_told_apart_by_all_that_they_say() -> None:
    first = row("awareness", "a", 3, date=date(2025, 1, 2), group=("staff",), present=9)
    other = row("awareness", "b", 3, date=date(2025, 1, 2), group=("staff",), present=8)
    tables, problems = join([[first], [first, other]], IDENTITIES)
    assert [r.get("present") for r in tables["awareness"]] == [9, 8]
    assert problems == []


VALUES = st.one_of(
    st.text(max_size=8),
    st.integers(),
    st.booleans(),
    st.floats(allow_nan=False),
    st.dates(),
    st.tuples(st.dates(), st.dates()),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
)


@given(st.dictionaries(st.text(min_size=1, max_size=6), VALUES, max_size=5))
def test_values_come_back_from_json_as_they_were(values: dict[str, Any]) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(values)))) == values


@given(st.lists(st.lists(st.integers(0, 5), max_size=5), max_size=4))
def test_joining_is_never_more_than_all_and_never_less_than_the_numbers_there_are(
    files: list[list[int]],
) -> None:
    sources = [
        [complaint(f"f{n}", at, f"K-{code}") for at, code in enumerate(codes)]
        for n, codes in enumerate(files)
    ]
    tables, _ = join(sources, IDENTITIES)
    joined = tables.get("complaints", ())
    assert len({r.get("number") for r in joined}) == len({c for codes in files for c in codes})
    assert len(joined) <= sum(len(codes) for codes in files)
    assert all(
        max(codes.count(c) for codes in files) <= sum(r.get("number") == f"K-{c}" for r in joined)
        for codes in files
        for c in codes
    )


STATES = st.fixed_dictionaries(
    {"number": st.sampled_from("12"), "received": st.dates(date(2025, 1, 1), date(2025, 1, 3))},
    optional={
        "answered": st.just(date(2025, 2, 1)),
        "service": st.sampled_from([("day",), ("work",), ("day", "work")]),
        "topic": st.sampled_from(["x", "y"]),
    },
)


@given(st.lists(st.lists(STATES, max_size=4), max_size=3))
def test_no_complaint_disappears_by_joining(files: list[list[dict[str, Any]]]) -> None:
    sources = [
        [row("complaints", f"f{n}", at, **values) for at, values in enumerate(rows)]
        for n, rows in enumerate(files)
    ]
    joined = join(sources, IDENTITIES)[0].get("complaints", ())
    days = {(r.get("number"), r.get("received")) for source in sources for r in source}
    assert {(r.get("number"), r.get("received")) for r in joined} == days
    assert len(joined) >= max((len(source) for source in sources), default=0)
