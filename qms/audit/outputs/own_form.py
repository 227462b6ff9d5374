"""Write the texts of a progress report into the provider's own copy of the form, and touch nothing else in it.

The form is a Word file that nobody vouches for and that looks different everywhere. A row of a table, or a line of
its own, names a criterion: by "criterion 12", by its title in our words or the official ones, or by its bare number
where the table speaks of criteria. Where its text belongs is told by the heads of the columns, by labels such as
"Done" below it, and only without either by the one wide column that stands empty. Columns to tick are never written
into. What cannot be placed without doubt is reported, never guessed, and what is written there already stays.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

from qms.audit.outputs.form_cells import add_below, blocks_of, fill_line, is_blank, rows_of, text_of, write
from qms.audit.outputs.form_columns import Layout, labelled, layout_of, widest
from qms.audit.outputs.form_words import DONE, LED, SPEAKS, UNKNOWN, WHOLE, folded, label_of
from qms.documents.wordfile import open_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qms.audit.outputs.form_cells import Cell

_BARE = re.compile(r"(\d{1,3})\s*[.):]?(?:\s|$)")
_SPOKEN = re.compile(r"\b(?:criteri(?:on|um|a)|kriteri(?:um|et|er)|kriterij(?:us|aus|ai))\W{0,3}(\d{1,3})\b")
_COUNTED = re.compile(r"(\d{1,3})(?:\W{0,2}|-?\s?(?:asis|oji|th)\s)kriterij(?:us|aus)\b")
_LONGEST = 150
"""Characters of a line that is a heading; what is longer only mentions a criterion."""


class NoForm(Exception):
    """Report bytes that are no sound Word file."""


@dataclass(frozen=True, slots=True)
class Told:
    """Hold the lines of one criterion: for a form with two places, what was done and what it led to; for one, all."""

    done: Sequence[str]
    led_to: Sequence[str]
    whole: Sequence[str]


@dataclass(frozen=True, slots=True)
class Filled:
    """Hold the filled form and the references of criteria: placed, without a free place, in doubt, not named."""

    data: bytes
    placed: tuple[str, ...]
    taken: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    """Hold what is known while a form is filled; `current` is the criterion of the heading that was read last."""

    texts: Mapping[str, Told]
    names: Mapping[str, str]
    known: frozenset[str]
    placed: dict[str, None] = field(default_factory=dict)
    taken: dict[str, None] = field(default_factory=dict)
    unclear: dict[str, None] = field(default_factory=dict)
    current: str | None = None
    heard: str = ""
    layout: Layout | None = None

    def is_wanted(self, ref: str) -> bool:
        return ref in self.texts and ref not in self.placed

    def put(self, ref: str, places: Mapping[str, Cell | None] | None) -> None:
        """Write the parts of a criterion into their cells by part, all of them or none; None says where in doubt."""
        if not self.is_wanted(ref):
            return
        if not places:
            self.unclear[ref] = None
            return
        told = self.texts[ref]
        lines = {WHOLE: told.whole, DONE: told.done, LED: told.led_to}
        if set(places) == {DONE} or set(places) == {LED}:
            lines = dict.fromkeys(places, told.whole)
        needed = {part: cell for part, cell in places.items() if lines[part]}
        if any(cell is None or not cell.is_free for cell in needed.values()):
            self.taken[ref] = None
            return
        for part, cell in needed.items():
            if cell is not None:
                write(cell.element, lines[part])
        self.placed[ref] = None


def fill_form(data: bytes, texts: Mapping[str, Told], titles: Mapping[str, Sequence[str]]) -> Filled:
    """Return the form with `texts` in the places of their criteria; the bytes are the given ones if none was placed.

    `titles` gives, by reference, what a form may call the criterion. Raises NoForm.
    """
    parts, problems = open_word(data)
    if not parts or problems:
        raise NoForm
    document = Document(io.BytesIO(data))
    names = {folded(title): ref for ref, known in titles.items() for title in known if title}
    work = _Work(texts, names, frozenset(titles))
    blocks = list(blocks_of(document.element.body))
    for number, block in enumerate(blocks):
        if block.tag == qn("w:tbl"):
            _table(work, block)
        else:
            _line(work, block, blocks[number + 1 :])
    out = io.BytesIO()
    document.save(out)
    rest = [ref for ref in texts if ref not in work.placed]
    taken = tuple(ref for ref in rest if ref in work.taken)
    unclear = tuple(ref for ref in rest if ref in work.unclear and ref not in work.taken)
    return Filled(
        out.getvalue() if work.placed else data,
        tuple(work.placed),
        taken,
        unclear,
        tuple(ref for ref in rest if ref not in taken and ref not in unclear),
    )


def _table(work: _Work, table: Any) -> None:
    rows = rows_of(table)
    named = _named_rows(work, rows)
    if not named:
        if work.current is not None and (places := labelled(rows, Layout(rows, ()))):
            work.put(work.current, places)
        return
    layout = layout_of(rows, {row: cell for row, (cell, _) in named.items()})
    if layout.is_bare and work.layout is not None and work.layout.columns == layout.columns:
        # A table that goes on after a heading or a page has its heads on the one before.
        layout = work.layout.on(rows)
    work.layout = layout
    ends = [*sorted(named)[1:], len(rows)]
    for (row, (cell, ref)), end in zip(sorted(named.items()), ends, strict=True):
        work.put(ref, _places(layout, rows[row:end], cell))


def _named_rows(work: _Work, rows: Sequence[Sequence[Cell]]) -> dict[int, tuple[int, str]]:
    """Return by row the place of the cell that names a criterion, and its reference."""
    head = " ".join(folded(cell.text) for row in rows[:2] for cell in row)
    numbered = {int(m[1]) for row in rows for cell in row[:2] if (m := _BARE.match(cell.text.strip()))}
    # Numbers beyond the last criterion are those of indicators or of anything else.
    plain = bool(SPEAKS.search(head) or SPEAKS.search(work.heard))
    plain = plain and all(str(number) in work.known for number in numbered)
    found = {}
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if ref := _named(work, cell.text, plain=plain):
                found[number] = (place, ref)
                break
    return found


def _places(layout: Layout, block: Sequence[Sequence[Cell]], name: int) -> Mapping[str, Cell | None] | None:
    """Return the cells of one criterion by part: by heads, by labels in its rows, or by the one empty place."""
    if layout.parts:
        found = layout.cells(block[0], name)
        if all(cell is None for cell in found.values()) and len(block) > 1:
            # A heading row: the columns begin in the row below.
            found = layout.cells(block[1], -1)
        return found
    if layout.is_doubtful:
        return None
    if places := labelled(block, layout, name):
        return places
    right = block[0][name + 1 :]
    if right:
        return widest(layout, right)
    if name == 0 and len(block) > 1 and len(block[1]) == 1 and block[1][0].span == block[0][0].span:
        return {WHOLE: block[1][0]}
    return None


def _named(work: _Work, text: str, *, plain: bool) -> str | None:
    """Return the criterion that a cell or a line names, None where it names none."""
    words = folded(text)
    if not words:
        return None
    bare = _BARE.match(words)
    title = words[bare.end() :].strip() if bare else words
    if title and title in work.names and (bare is None or bare[1] == work.names[title]):
        return work.names[title]
    spoken = _SPOKEN.search(words)
    if spoken and spoken[1] in work.known and spoken.start() < 20:
        return spoken[1]
    counted = _COUNTED.match(words)
    if counted and counted[1] in work.known:
        return counted[1]
    if plain and bare and bare[1] in work.known:
        return bare[1]
    return None


def _line(work: _Work, line: Any, after: Sequence[Any]) -> None:
    """Read a line: a heading that names a criterion, or a label below one, after which its text is written."""
    text = text_of(line).strip()
    if not text:
        return
    work.heard = folded(text)
    if len(text) <= _LONGEST and (ref := _heading(work, text)):
        work.current = ref
        if work.is_wanted(ref):
            _below(work, ref, list(_section(work, after)))
    elif _ends(line, text):
        work.current = None


def _ends(line: Any, text: str) -> bool:
    """Tell whether a line is a heading about something else than the criterion before it."""
    style = line.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = style.get(qn("w:val"), "") if style is not None else ""
    return name.startswith(("Heading", "Overskrift", "Antrat")) and label_of(text) == UNKNOWN


def _heading(work: _Work, text: str) -> str | None:
    """Return the criterion that a line names with its first words."""
    spoken = _SPOKEN.match(folded(text))
    if spoken is None and _COUNTED.match(folded(text)) is None and folded(text) not in work.names:
        bare = _BARE.match(folded(text))
        if bare is None or folded(text)[bare.end() :].strip() not in work.names:
            return None
    return _named(work, text, plain=False)


def _section(work: _Work, after: Sequence[Any]) -> Iterator[Any]:
    """Yield the lines that follow a heading, until the next criterion or a table."""
    for block in after:
        if block.tag != qn("w:p"):
            return
        text = text_of(block).strip()
        if text and len(text) <= _LONGEST and (_heading(work, text) or _ends(block, text)):
            return
        yield block


def _below(work: _Work, ref: str, lines: Sequence[Any]) -> None:
    """Write a criterion after the labels of its section; a label with a text after it takes none."""
    texts = [text_of(line).strip() for line in lines]
    labels = {n: sort for n, text in enumerate(texts) if (sort := label_of(text)) in {DONE, LED, WHOLE}}
    parts = list(labels.values())
    if len(set(parts)) < len(parts) or set(parts) not in ({DONE, LED}, {DONE}, {WHOLE}, {WHOLE, LED}):
        work.unclear[ref] = None
        return
    told = work.texts[ref]
    for number in labels:
        following = texts[number + 1] if number + 1 < len(texts) else ""
        if following and not is_blank(following) and label_of(following) == UNKNOWN:
            work.taken[ref] = None
            return
    for number, part in labels.items():
        whole = told.whole if len(labels) == 1 else told.done
        wanted = told.led_to if part == LED else whole
        if not wanted:
            continue
        blank = number + 1 < len(lines) and is_blank(texts[number + 1]) and number + 1 not in labels
        if blank:
            fill_line(lines[number + 1], wanted)
        else:
            add_below(lines[number], wanted)
    work.placed[ref] = None
