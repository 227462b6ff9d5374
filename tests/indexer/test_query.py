from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import LONGEST, QueryProblem, parse


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"), ("   ", "empty"), ("()", "empty"), ('""', "empty"), ("*", "bare_star"),
        ("* **", "bare_star"),
        ("-klage", "only_negative"), ("x" * (LONGEST + 1), "too_long"), ("a1 " * 100, "too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_answered_in_words(text: str, code: str) -> None:
    with pytest.raises(QueryProblem) as caught:
        parse(text)
    assert caught.value.code == code
    assert str(caught.value)


@given(st.text(alphabet='ab1 "*-:()[]{}~^\\|ORANDæ§.', max_size=60))
def test_no_punctuation_breaks_the_parser(text: str) -> None:
    with suppress(QueryProblem):
        assert parse(text).required


def test_alternatives() -> None:
    for word in ("OR", "ELLER", "ARBA", "|"):
        found = parse(f"a1 b2 {word} c3 d4")
        assert [[term.typed for term in group] for group in found.required] == [["a1"], ["b2", "c3"], ["d4"]]


def test_qualifiers_are_asked_of_the_caller() -> None:
    asked: list[tuple[str, str]] = []

    def resolve(name: str, value: str) -> set[str] | None:
        asked.append((name, value))
        return {"kind": {"a", "b"}, "after": {"b", "c"}, "type": {"b"}}.get(name)

    found = parse('klage kind:record after:2025 -type:"a b" unknown:word', resolve)
    assert asked == [("kind", "record"), ("after", "2025"), ("type", "a b"), ("unknown", "word")]
    assert found.keys == {"b"}
    assert found.without == {"b"}
    assert [group[0].typed for group in found.required] == ["klage", "unknown", "word"]


def test_words_that_are_everywhere_are_not_asked_for() -> None:
    assert [group[0].typed for group in parse("the complaint og klage").required] == ["complaint", "klage"]
    assert [group[0].typed for group in parse("to be").required] == ["to", "be"]
