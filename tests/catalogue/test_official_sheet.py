"""Prove the spreadsheet for official wording: what is filled in comes back, and what is wrong in it is named."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.grid import read_grid
from qms.catalogue.wording.sheet import all_keys, parse_key, read_sheet, row_key, tidy
from qms.reports.wording import WordingBook, wording_book
from tests.catalogue.wording.layout import EN, lighthouse

if TYPE_CHECKING:
    from qms.catalogue.official import Key
    from qms.catalogue.wording.sheet import SheetReading

FRAMEWORK = lighthouse()
KEYS = all_keys(FRAMEWORK)


def book(texts: dict[Key, str], language: str = "en") -> bytes:
    return wording_book(WordingBook(FRAMEWORK, language, {}, texts))


def read(data: bytes, name: str = "wording.xlsx") -> SheetReading:
    return read_sheet(read_grid(data, name), FRAMEWORK)


def table(*rows: tuple[str, str]) -> bytes:
    """Return a CSV with a column of keys and one of wording."""
    stream = io.StringIO()
    csv.writer(stream).writerows([("key", "No.", "Official"), *((key, "1", text) for key, text in rows)])
    return stream.getvalue().encode("utf-8")


def test_an_export_holds_a_row_for_every_place_and_no_wording() -> None:
    found = read(book({}))
    assert (found.framework, found.language) == ("lighthouse", "en")
    assert found.texts == {}
    assert list(found.empty) == KEYS
    assert found.missing == ()
    assert found.doubts == ()


def test_an_export_of_all_comes_back_whole_in_every_language() -> None:
    for language in ("en", "nb", "lt"):
        found = read(book(EN, language))
        assert found.language == language
        assert found.texts == EN
        assert found.empty == ()


TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")) | st.sampled_from("=+-@&<>'\"\n;,\t"),
    min_size=1,
    max_size=120,
).map(tidy)


def _is_kept(text: str) -> bool:
    """Say whether a spreadsheet keeps a text as one: not a span of time or an error, and no sign of direction."""
    from indexer.extract.grid import _cell

    return bool(text) and _cell(text) == text


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(st.sampled_from(KEYS), TEXT.filter(_is_kept), max_size=6))
def test_export_import_export_gives_the_same(texts: dict[Key, str]) -> None:
    first = read(book(texts))
    assert first.texts == {key: texts[key] for key in KEYS if key in texts}
    assert first.doubts == ()
    again = read(book(dict(first.texts)))
    assert again.texts == first.texts


@pytest.mark.parametrize("key", KEYS[:3] + KEYS[-2:])
def test_a_key_names_standard_language_and_place(key: Key) -> None:
    assert parse_key(row_key("a-b:c", "lt", key)) == ("a-b:c", "lt", key)


@pytest.mark.parametrize(
    "text", ["", "key", "x:y", "x:en:criteria", "x:en:levels/1/approach", ":en:criteria/1", "x::criteria/1"]
)
def test_what_is_no_key_is_none(text: str) -> None:
    assert parse_key(text) is None


def test_unknown_double_and_keyless_rows_are_named() -> None:
    found = read(
        table(
            ("lighthouse:en:criteria/1", "Keep watch."),
            ("lighthouse:en:criteria/1", "Keep another watch."),
            ("lighthouse:en:criteria/77", "Row the boat."),
            ("other:en:criteria/2", "Sing."),
            ("", "A note of somebody."),
        ),
        "w.csv",
    )
    assert found.texts == {("criteria", "1", "", ""): "Keep watch."}
    assert [(d.code, d.line, d.other) for d in found.doubts] == [
        ("doubt_row_twice", 3, "2"),
        ("doubt_row_unknown", 4, "lighthouse:en:criteria/77"),
        ("doubt_row_unknown", 5, "other:en:criteria/2"),
        ("doubt_row_no_key", 6, ""),
    ]
    assert len(found.missing) == len(KEYS) - 1


def test_several_languages_in_one_file_are_named() -> None:
    rows = [
        ("lighthouse:en:criteria/1", "Watch."),
        ("lighthouse:lt:criteria/2", "Rūkas."),
        ("lighthouse:lt:criteria/3", "Laivai."),
    ]
    found = read(table(*rows), "w.csv")
    assert found.language == "lt"
    assert [(d.code, d.other) for d in found.doubts] == [("doubt_row_languages", "en, lt")]


def test_rows_may_stand_in_any_order_below_a_line_of_somebody() -> None:
    data = table(*((row_key("lighthouse", "en", key), EN[key]) for key in reversed(KEYS)))
    found = read(b"Our copy of the standard\n\n" + data, "w.csv")
    assert found.texts == EN


def test_a_file_without_keys_has_nothing() -> None:
    found = read(b"a,b\n1,2\n", "w.csv")
    assert (found.framework, found.texts) == (None, {})
