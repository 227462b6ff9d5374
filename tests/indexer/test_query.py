from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract import Unit
from indexer.index import Index, IndexDocument, Wish
from indexer.query import LONGEST, Every, Keys, Not, QueryProblem, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"), ("   ", "empty"), ("()", "empty"), ('""', "empty"), ("*", "bare_star"),
        ("* **", "bare_star"), ("-klage", "only_negative"), ("-(klage OR mote)", "only_negative"),
        ("-(", "empty"), ("OR", "empty"), ("x" * (LONGEST + 1), "too_long"), ("a1 " * 100, "too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_answered_in_words(text: str, code: str) -> None:
    with pytest.raises(QueryProblem) as caught:
        parse(text)
    assert caught.value.code == code
    assert str(caught.value)


@given(st.text(alphabet='ab1 "*-:()[]{}~^\\|ORANDæ§.', max_size=80) | st.text(max_size=80))
def test_no_text_breaks_the_parser(text: str) -> None:
    def resolve(name: str, value: str) -> set[str] | None:
        assert name
        assert isinstance(value, str)
        return {"k"} if name == "a" else None

    for asked in (None, resolve):
        with suppress(QueryProblem):
            found = parse(text, asked)
            assert found.required or asked


@pytest.mark.parametrize("depth", [3, 16, 17, 400])
def test_parentheses_of_any_depth(depth: int) -> None:
    found = parse("(" * depth + "klage" + ")" * (depth + 5))
    assert [term.typed for term in found.terms()] == ["klage"]


def typed(text: str) -> list[list[str]]:
    return [[term.typed for term in group] for group in parse(text).required]


def test_alternatives() -> None:
    for word in ("OR", "ELLER", "ARBA", "|"):
        assert typed(f"a1 b2 {word} c3 d4") == [["a1"], ["b2", "c3"], ["d4"]]
    assert typed("a1 OR b2 OR c3") == [["a1", "b2", "c3"]]
    assert typed("a1 or b2") == [["a1"], ["b2"]]  # small letters: "or" is a word that is everywhere
    assert typed("a1 OR (b2 c3)") == [["a1", "b2", "c3"]]
    assert typed("(a1 b2) c3") == [["a1"], ["b2"], ["c3"]]


def test_qualifiers_are_asked_of_the_caller() -> None:
    asked: list[tuple[str, str]] = []

    def resolve(name: str, value: str) -> set[str] | None:
        asked.append((name, value))
        return {"kind": {"a", "b"}, "type": {"b"}}.get(name)

    found = parse('klage kind:record -type:"a b" unknown:word', resolve)
    assert asked == [("kind", "record"), ("type", "a b"), ("unknown", "word")]
    assert isinstance(found.wanted, Every)
    assert Keys(frozenset({"a", "b"})) in found.wanted.nodes
    assert Not(Keys(frozenset({"b"}))) in found.wanted.nodes
    assert typed('klage "unknown:word"') == [["klage"], ["unknown:word"]]
    assert [term.typed for term in found.terms()] == ["klage", "unknown", "word"]


def test_words_that_are_everywhere_are_not_asked_for() -> None:
    assert typed("the complaint og klage") == [["complaint"], ["klage"]]
    assert typed("to be") == [["to"], ["be"]]


def test_places_point_into_the_query() -> None:
    text = 'møte "to råd" klag* (avvik)'
    assert [text[start:end] for term in parse(text).terms() for start, end in term.places] == [
        "møte", "to", "råd", "klag", "avvik",
    ]  # fmt: skip


WORDS = ("walrus", "heron", "badger", "otter")
FILES: dict[str, list[set[str]]] = {
    f"{number}": [
        {word for bit, word in enumerate(WORDS) if number >> bit & 1},
        {word for bit, word in enumerate(WORDS) if number >> (bit + 4) & 1},
    ]
    for number in range(0, 256, 5)
}


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Return an index of files with two pages each; every fifth combination of four words over both."""
    with Index(tmp_path_factory.mktemp("zoo") / "index") as index:
        index.write(
            IndexDocument(
                key,
                "s",
                "",
                "",
                [Unit("page", n, "", " ".join(sorted(words))) for n, words in enumerate(pages, 1)],
            )
            for key, pages in FILES.items()
        )
        yield index


Asked = tuple[str, "Callable[[str], bool]"]


def _word(word: str) -> Asked:
    return word, lambda key: any(word in page for page in FILES[key])


def _even() -> Asked:
    return "is:even", lambda key: int(key) % 2 == 0


def _negated(one: Asked) -> Asked:
    return f"-({one[0]})", lambda key: not one[1](key)


def _all(several: list[Asked]) -> Asked:
    return f"({' '.join(one[0] for one in several)})", lambda key: all(one[1](key) for one in several)


def _some(several: list[Asked]) -> Asked:
    return f"({' OR '.join(one[0] for one in several)})", lambda key: any(one[1](key) for one in several)


QUERIES = st.recursive(
    st.sampled_from([*map(_word, WORDS), _even()]),
    lambda inner: st.one_of(
        inner.map(_negated),
        st.lists(inner, min_size=1, max_size=3).map(_all),
        st.lists(inner, min_size=1, max_size=3).map(_some),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(QUERIES)
def test_an_answer_is_what_the_words_say(zoo: Index, asked: Asked) -> None:
    def resolve(name: str, value: str) -> set[str] | None:
        return {key for key in FILES if int(key) % 2 == 0} if (name, value) == ("is", "even") else None

    text, meant = asked
    wanted = {key for key in FILES if meant(key)}
    with suppress(QueryProblem):  # only words to leave out
        found = zoo.search(text, resolve=resolve, wish=Wish(1000))
        assert {hit.key for hit in found.hits} == wanted
        assert found.total == len(wanted)
        some = {"5", "10", "15", "250"}
        assert {hit.key for hit in zoo.search(text, resolve=resolve, allow=some).hits} == wanted & some


@pytest.mark.parametrize(
    "text", ["\u201cen klage\u201d", "\u00aben klage\u00bb", "\u201een klage\u201c", '\u201een klage"']
)
def test_quotation_marks_of_three_languages(text: str) -> None:
    assert parse(f"rett {text}").required == parse('rett "en klage"').required
