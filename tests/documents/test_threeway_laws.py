"""Try the laws of merging on random edits of both sides: no word of a person is ever lost."""

from __future__ import annotations

import copy
from itertools import count
from typing import TYPE_CHECKING

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from qms.documents.comparing.blocks import WordFile, paragraphs
from qms.documents.comparing.threeway import merge

from .editing import listed, opened, said, saved, scrambled, whole, words

if TYPE_CHECKING:
    from collections.abc import Callable

# Laws, tried on random edits of both sides. Words that a side makes up are P1, P2, .. and T1, T2, ..

PLACES = st.integers(min_value=0, max_value=400)
EDITS = st.lists(
    st.tuples(st.sampled_from(["reword", "append", "drop", "add", "move", "row", "bold", "retype"]), PLACES),
    max_size=6,
)
LAW = settings(max_examples=10, deadline=None)


def changed(data: bytes, edits: list[tuple[str, int]], prefix: str) -> bytes:
    """Edit a file at random places."""
    document = opened(data)
    fresh = (f" {prefix}{number} {prefix}{number + 500} " for number in count(1))
    for kind, place in edits:
        body = document.element.body
        skipped = listed(document)
        every = [p for p in body.iter(qn("w:p")) if p not in skipped]
        found = [p for p in every if "".join(t.text or "" for t in p.iter(qn("w:t"))).strip()]
        element = found[place % len(found)]
        in_cell = element.getparent().tag == qn("w:tc")
        node = next(t for t in element.iter(qn("w:t")) if (t.text or "").strip())
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if kind == "reword":
            node.text = next(fresh) + (node.text or "")
        elif kind == "append":
            node.text = (node.text or "") + next(fresh)
        elif kind == "retype":
            for other in element.iter(qn("w:t")):
                other.text = ""
            node.text = next(fresh)
        elif kind == "bold":
            run = node.getparent()
            look = run.find(qn("w:rPr"))
            if look is None:
                run.insert(0, OxmlElement("w:rPr"))
            if run[0].find(qn("w:b")) is None:
                run[0].insert(0, OxmlElement("w:b"))
        elif kind == "drop" and not in_cell:
            body.remove(element)
        elif kind in {"add", "row"}:
            row = next(element.iterancestors(qn("w:tr")), None)
            target = element if row is None or kind == "add" else row
            made = copy.deepcopy(target)
            for mark in [*made.iter(qn("w:bookmarkStart")), *made.iter(qn("w:bookmarkEnd"))]:
                mark.getparent().remove(mark)
            for text in made.iter(qn("w:t")):
                text.text = next(fresh)
            target.addnext(made)
        elif kind == "move" and not in_cell:
            others = [p for p in found if p.getparent() is body and p is not element]
            others[(place * 7) % len(others)].addnext(element)
    return saved(document)


class Held(bytes):
    """Hold a file that hypothesis does not print."""

    def __repr__(self) -> str:
        return "base"


@pytest.fixture(scope="module")
def base(made: Callable[..., bytes]) -> bytes:
    return Held(made())


@LAW
@given(edits=EDITS)
def test_law_without_edits_it_says_what_the_new_one_says(base, edits):
    new = changed(base, edits, "T")
    assert merge(base, scrambled(base), new).data == new


@LAW
@given(edits=EDITS)
def test_law_without_news_it_is_the_edited_copy(base, edits):
    mine = changed(base, edits, "P")
    merged = merge(base, mine, base)
    assert (merged.data, merged.updated, merged.conflicts) == (mine, (), ())


@LAW
@given(edits=EDITS)
def test_law_what_both_did_alike_is_no_conflict(base, edits):
    mine = changed(base, edits, "P")
    merged = merge(base, mine, scrambled(mine))
    assert merged.conflicts == merged.updated == ()
    assert said(merged.data) == said(mine)


@settings(max_examples=12, deadline=None)  # four merges each
@given(mine=EDITS, theirs=EDITS)
def test_law_no_word_of_a_person_is_lost_and_none_of_the_template_goes_untold(base, mine, theirs):
    edited_, new = scrambled(changed(base, mine, "P")), changed(base, theirs, "T")
    merged = merge(base, edited_, new)
    text = said(merged.data)
    assert words(said(edited_), "P") <= words(text, "P")
    told = " ".join(change.theirs for change in merged.conflicts)
    assert words(said(new), "T") <= words(f"{text} {told}", "T")
    whole(merged.data)
    again = merge(base, merged.data, new)
    assert (again.data, again.updated) == (merged.data, ())
    after = merge(new, merged.data, new)
    assert (after.data, after.updated, after.conflicts) == (merged.data, (), ())


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_law_edits_at_different_places_are_both_there(base, data):
    number = sum(1 for _ in paragraphs(WordFile(base).body.blocks))
    places = data.draw(st.permutations(range(number)))
    kind = st.sampled_from(["reword", "append", "bold"])
    mine = [(data.draw(kind), place) for place in places[:4]]
    theirs = [(data.draw(kind), place) for place in places[4:8]]
    merged = merge(base, changed(base, mine, "P"), changed(base, theirs, "T"))
    assert merged.conflicts == ()
    assert said(merged.data) == said(changed(changed(base, mine, "P"), theirs, "T"))
