"""Prove that public versions hide small counts of people, and that nothing shown gives a hidden one away."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from qms.model.results import Value
from qms.results.hiding import LEAST, System, is_small, suppress
from qms.results.suppression import TOTAL, Answered, PublicTable, public_table, published

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WORDS = ("yes", "partly", "no")
_NEAREST = 240  # lines that are tried for each service
FIVE = ("1", "2", "3", "4", "5")
Lines = dict[str, dict[str, int]]


def lines_of(answers: Sequence[str], most: int, services: int) -> st.SearchStrategy[Lines]:
    counts = st.one_of(st.integers(0, most), st.sampled_from([0, 1, 4, 5]))
    line = st.tuples(*[counts] * len(answers)).map(lambda row: dict(zip(answers, row, strict=True)))
    return st.lists(line, min_size=1, max_size=services).map(
        lambda found: {chr(ord("A") + place): one for place, one in enumerate(found)}
    )


def with_total(lines: Lines) -> Lines:
    answers = list(next(iter(lines.values())))
    return {**lines, TOTAL: {a: sum(line[a] for line in lines.values()) for a in answers}}


def rank(rows: Sequence[Sequence[int]]) -> int:
    """Return the rank of a matrix, exactly and on its own: not with the code under test."""
    matrix = [[Fraction(part) for part in row] for row in rows]
    found = 0
    for column in range(len(matrix[0]) if matrix else 0):
        pivot = next((r for r in range(found, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        matrix[found], matrix[pivot] = matrix[pivot], matrix[found]
        for other in range(found + 1, len(matrix)):
            if matrix[other][column]:
                weight = matrix[other][column] / matrix[found][column]
                matrix[other] = [a - weight * b for a, b in zip(matrix[other], matrix[found], strict=True)]
        found += 1
    return found


def known_equations(
    lines: Lines, table: PublicTable, positive: Sequence[str], numeric: bool
) -> tuple[list[tuple[str, str]], list[list[int]]]:
    """Return the cells of the services and all that a reader knows of them, as rows of a matrix."""
    answers = list(next(iter(lines.values())))
    cells = [(name, answer) for name in lines for answer in answers]
    rows: list[list[int]] = []

    def say(line: str, weights: Mapping[str, int]) -> None:
        rows.append([weights.get(answer, 0) if line in (TOTAL, name) else 0 for name, answer in cells])

    for line in (*lines, TOTAL):
        for answer in answers:
            if table.shows(line, answer):
                say(line, {answer: 1})
        if table.shows_n(line):
            say(line, dict.fromkeys(answers, 1))
        if positive and table.shows_share(line):
            say(line, dict.fromkeys(positive, 1))
        if numeric and table.shows_mean(line):
            say(line, {answer: int(answer) for answer in answers})
    return cells, rows


def check_nothing_follows(lines: Lines, positive: Sequence[str], numeric: bool) -> None:
    table = public_table(lines, positive, numeric=numeric)
    answers = list(next(iter(lines.values())))
    cells, rows = known_equations(lines, table, positive, numeric)
    known = rank(rows)
    wanted: list[list[int]] = []
    for line in (*lines, TOTAL):
        hidden = [{answer: 1} for answer in answers if not table.shows(line, answer)]
        if not table.shows_n(line):
            hidden.append(dict.fromkeys(answers, 1))
        if positive and table.shows_n(line) and not table.shows_share(line):
            hidden.append(dict.fromkeys(positive, 1))
        wanted += [
            [weights.get(answer, 0) if line in (TOTAL, name) else 0 for name, answer in cells]
            for weights in hidden
        ]
    for row in wanted:
        assert rank([*rows, row]) > known


def check_small_are_hidden(lines: Lines, table: PublicTable, positive: Sequence[str]) -> None:
    for line, counts in with_total(lines).items():
        n, good = sum(counts.values()), sum(counts[answer] for answer in positive)
        for answer, count in counts.items():
            assert not (is_small(count) and table.shows(line, answer))
        assert not (is_small(n) and table.shows_n(line))
        if positive and (is_small(good) or is_small(n - good)):
            assert not table.shows_share(line)
        if is_small(n):
            assert not table.shows_mean(line)


@settings(max_examples=25, deadline=None)
@given(lines_of(WORDS, 14, 4))
def test_no_hidden_answer_follows_from_what_is_shown(lines: Lines) -> None:
    check_nothing_follows(lines, ("yes",), numeric=False)


@settings(max_examples=8, deadline=None)
@given(lines_of(FIVE, 14, 3))
def test_no_hidden_answer_follows_beside_shares_and_means(lines: Lines) -> None:
    check_nothing_follows(lines, ("4", "5"), numeric=True)


@settings(max_examples=25, deadline=None)
@given(lines_of(("3", "2", "1"), 14, 3))
def test_no_hidden_answer_follows_on_a_scale_of_three(lines: Lines) -> None:
    check_nothing_follows(lines, ("3",), numeric=True)


@settings(max_examples=25, deadline=None)
@given(lines_of(WORDS, 14, 4))
def test_small_counts_are_hidden(lines: Lines) -> None:
    check_small_are_hidden(lines, public_table(lines, ("yes",)), ("yes",))


@settings(max_examples=8, deadline=None)
@given(lines_of(FIVE, 9, 3))
def test_small_counts_are_hidden_on_scales(lines: Lines) -> None:
    check_small_are_hidden(lines, public_table(lines, ("4", "5"), numeric=True), ("4", "5"))


@settings(max_examples=20, deadline=None)
@given(lines_of(WORDS, 9, 2))
def test_several_values_fit_every_hidden_answer(lines: Lines) -> None:
    """Try every table near the true one: five values must stay possible for a small count, two for any other."""
    table = public_table(lines, ("yes",))
    own = {name: list(_lines_that_fit(counts, table, name)) for name, counts in lines.items()}
    whole = with_total(lines)[TOTAL]
    values: dict[tuple[str, str], set[int]] = {}
    tried = 0
    for chosen in product(*own.values()):
        tried += 1
        if tried > 60_000:
            break
        total = [sum(column) for column in zip(*chosen, strict=True)]
        if _fits(dict(zip(WORDS, total, strict=True)), whole, table, TOTAL):
            for name, one in zip(own, chosen, strict=True):
                for answer, count in zip(WORDS, one, strict=True):
                    values.setdefault((name, answer), set()).add(count)
    cut = tried > 60_000 or any(len(one) == _NEAREST for one in own.values())
    for name in lines:
        for answer in WORDS:
            if not table.shows(name, answer):
                # A search that was cut short has seen some of the values only.
                least = LEAST if is_small(lines[name][answer]) and not cut else 2
                assert len(values[name, answer]) >= least, (name, answer)


def _lines_that_fit(counts: Mapping[str, int], table: PublicTable, name: str) -> list[tuple[int, ...]]:
    # The true line first, then its neighbours, so that a cut search has seen what is near.
    near = sorted(
        product(range(13), repeat=3),
        key=lambda t: sum(abs(a - b) for a, b in zip(t, counts.values(), strict=True)),
    )
    fitting = [one for one in near if _fits(dict(zip(WORDS, one, strict=True)), counts, table, name)]
    return fitting[:_NEAREST]


def _fits(one: Mapping[str, int], true: Mapping[str, int], table: PublicTable, name: str) -> bool:
    if any(table.shows(name, answer) and one[answer] != true[answer] for answer in WORDS):
        return False
    return not table.shows_n(name) or sum(one.values()) == sum(true.values())


@given(st.lists(st.tuples(*[st.one_of(st.just(0), st.integers(5, 60))] * 3), min_size=1, max_size=4))
def test_nothing_is_hidden_where_no_count_is_small(rows: list[tuple[int, ...]]) -> None:
    lines = {str(place): dict(zip(WORDS, row, strict=True)) for place, row in enumerate(rows)}
    assert public_table(lines, ("yes",)).hidden == frozenset()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=6))
def test_hiding_again_hides_nothing_more_and_showing_one_again_would_tell(counts: list[int]) -> None:
    cells: dict[Any, int] = dict(enumerate(counts)) | {"all": sum(counts)}
    relation: dict[Any, int] = {**dict.fromkeys(range(len(counts)), 1), "all": -1}
    costs: dict[Any, int] = {**dict.fromkeys(range(len(counts)), 0), "all": 1}
    system = System(cells, [relation], frozenset(cells), costs=costs, wholes=frozenset({"all"}))
    hidden = suppress(system)
    assert suppress(system, hidden) == hidden
    extra = [key for key in hidden if not is_small(cells[key])]
    for key in extra:
        # What was hidden besides small counts is needed: without it, hiding would have to begin again.
        assert suppress(system, hidden - {key}) - (hidden - {key})


def test_the_rest_of_a_share_is_hidden_too() -> None:
    table = public_table({TOTAL: {"yes": 18, "partly": 2, "no": 0}}, ("yes",))
    assert not table.shows_share(TOTAL)
    assert not table.shows(TOTAL, "yes")
    assert table.shows(TOTAL, "no")
    assert table.shows_n(TOTAL)


def test_few_answers_hide_the_whole_line() -> None:
    table = public_table({TOTAL: {"yes": 3, "partly": 0, "no": 0}}, ("yes",))
    assert not table.shows_n(TOTAL)
    assert not any(table.shows(TOTAL, answer) for answer in WORDS)


def test_a_service_with_few_answers_takes_the_smallest_other_with_it() -> None:
    lines = {
        "A": {"yes": 3, "partly": 0, "no": 0},
        "B": {"yes": 20, "partly": 9, "no": 8},
        "C": {"yes": 9, "partly": 6, "no": 5},
    }
    table = public_table(lines, ("yes",))
    assert [table.shows_n(name) for name in (*lines, TOTAL)] == [False, True, False, True]


def value(service: str | None, n: int | None, part: int | None = None, **more: Any) -> Value:
    share = 100 * part / n if part is not None and n else more.pop("value", 2.0)
    return Value(
        "m",
        date(2025, 1, 1),
        date(2025, 12, 31),
        share,
        n,
        service,
        part=part,
        whole=n,
        personal=True,
        **more,
    )


def test_shares_of_services_are_hidden_together_with_one_that_is_small() -> None:
    values = [value("A", 20, 18), value("B", 20, 10), value("C", 30, 15), value(None, 70, 43)]
    found = published(values)
    assert [one.shown for one in found] == [False, False, True, True]
    assert all(one.n_shown for one in found)


def test_answers_without_a_service_count_as_a_service_that_is_not_printed() -> None:
    # 22 of 25 and 15 of 18 leave 7 of 7 for those who named none: nothing small. 20 of 25 leaves 5 of 7: two not.
    assert all(one.shown for one in published([value("A", 18, 9), value(None, 25, 16)]))
    assert [one.shown for one in published([value("A", 18, 9), value(None, 25, 14)])] != [True, True]


def test_values_of_few_people_are_hidden_with_their_n() -> None:
    found = published([value("A", 4, 4), value("B", 9, 9), value("C", 30, 30), value(None, 43, 43)])
    assert [(one.shown, one.n_shown) for one in found] == [
        (False, False),
        (False, False),
        (True, True),
        (True, True),
    ]


def test_a_value_by_hand_in_percent_is_counted_back() -> None:
    by_hand = Value("m", date(2025, 1, 1), date(2025, 12, 31), 90.0, 20, None, personal=True)
    assert [one.shown for one in published([by_hand])] == [True]
    assert [one.shown for one in published([by_hand], percent={"m"})] == [False]


def test_counts_of_events_are_never_hidden() -> None:
    complaints = Value("m", date(2025, 1, 1), date(2025, 12, 31), 1.0, 1, None, part=1, whole=1)
    assert published([complaints])[0].shown


def test_a_value_that_does_not_say_how_many_it_rests_on_is_hidden() -> None:
    assert not published([value("A", None)])[0].shown


def test_a_mean_that_gives_a_small_count_away_is_hidden() -> None:
    # 29 times 3 and once 2: from 30 answers and a mean of 2.97, the one who said 2 is found.
    near = Answered({"3": 29, "2": 1, "1": 0}, ("3",), numeric=True)
    wide = Answered({"3": 12, "2": 10, "1": 8}, ("3",), numeric=True)
    mean = value(None, 30, value=2.97)
    assert not published([mean], answered=lambda _: near)[0].shown
    assert published([mean], answered=lambda _: wide)[0].shown


def test_sheets_and_reports_on_surveys_hide_the_same_n_shares_and_means() -> None:
    """Readers have both: what one hides, the other must not tell."""
    lines = {
        "A": {"1": 0, "2": 1, "3": 6, "4": 12, "5": 9},
        "B": {"1": 0, "2": 0, "3": 7, "4": 8, "5": 9},
        "C": {"1": 5, "2": 6, "3": 6, "4": 6, "5": 0},
    }
    table = public_table(lines, ("4", "5"), numeric=True)
    told = {name: Answered(counts, ("4", "5"), numeric=True) for name, counts in with_total(lines).items()}
    shares = [value(None if name == TOTAL else name, one.n, one.good) for name, one in told.items()]
    means = [value(None if name == TOTAL else name, one.n) for name, one in told.items()]
    for values, shows in ((shares, table.shows_share), (means, table.shows_mean)):
        found = published(values, answered=lambda v: told[v.service or TOTAL])
        for name, one in zip(told, found, strict=True):
            assert (one.shown, one.n_shown) == (shows(name), table.shows_n(name)), name


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), min_size=1, max_size=4),
    st.integers(0, 8),
    st.integers(0, 8),
)
def test_no_hidden_share_follows_from_the_other_values(
    rows: list[tuple[int, int]], rest: int, more: int
) -> None:
    """Take good and other answers of services, and of people who named none, whom no value stands for."""
    own = [(good, other) for good, other in rows]
    values = [value(f"s{place}", a + b, a) for place, (a, b) in enumerate(own)]
    values.append(value(None, sum(a + b for a, b in own) + rest + more, sum(a for a, _ in own) + rest))
    found = published(values)
    width = 2 * (len(own) + 1)

    def row(place: int, weights: tuple[int, int]) -> list[int]:
        whole = place == len(own)
        return [w if whole or spot // 2 == place else 0 for spot, w in enumerate(weights * (width // 2))]

    known = [row(p, (1, 1)) for p, one in enumerate(found) if one.n_shown]
    known += [row(p, (1, 0)) for p, one in enumerate(found) if one.shown]
    for place, one in enumerate(found):
        n, part = one.value.whole or 0, one.value.part or 0
        if is_small(n) or is_small(part) or is_small(n - part):
            assert not one.shown
        if not one.n_shown:
            assert rank([*known, row(place, (1, 1))]) > rank(known)
        if one.n_shown and not one.shown:
            assert rank([*known, row(place, (1, 0))]) > rank(known)
