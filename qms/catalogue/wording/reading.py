"""Read a document of a standard as a whole: texts in their places, and all that is doubtful about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.catalogue.official import documents_of, expected_keys, levels_of
from qms.catalogue.wording.columns import (
    Columns,
    chunks,
    counted,
    cut_columns,
    is_torn,
    over_page,
    tail_start,
)
from qms.catalogue.wording.lines import Joiner, clean_lines
from qms.catalogue.wording.markers import mark
from qms.catalogue.wording.patterns import guess_words, known_words
from qms.catalogue.wording.placing import MOST_TABLES, Slot, Table, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.catalogue.official import Key
    from qms.catalogue.wording.lines import Line
    from qms.catalogue.wording.markers import Marked, Part
    from qms.catalogue.wording.patterns import Words
    from qms.model.framework import Framework

_LONGEST = {"principles": 3000, "criteria": 1200, "indicators": 1200, "levels": 2000, "titles": 100}
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Doubt:
    """Hold what is not certain: a `code` with its sentence, the place in the standard, and the line in the text.

    `other` names a second place or thing, where the code has one.
    """

    code: str
    key: Key
    line: int = 0
    other: str = ""


@dataclass(frozen=True)
class Reading:
    """Hold what was read: texts in the order of the standard, what is `missing`, and doubts in the order of the text.

    `language` is None where no word of a known language marks the parts. `marks` counts the parts found by kind, also
    of a document that is no copy of this standard; `words` counts those of the text.
    """

    language: str | None
    texts: Mapping[Key, str] = field(default_factory=dict)
    missing: tuple[Key, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    marks: Mapping[str, int] = field(default_factory=dict)
    words: int = 0


def read_standard(text: str, framework: Framework, language: str | None = None) -> Reading:
    """Read the text of a standard, its pages parted by form feeds; `language` None takes the one of its labels."""
    count = len(text.split())
    words = known_words().get(language or "") or guess_words(text, levels_of(framework))
    if words is None:
        return Reading(None, missing=tuple(expected_keys(framework)), words=count)
    reader = _Reader(clean_lines(text, words), words, framework)
    reader.run()
    expected = [*expected_keys(framework), *documents_of(framework)]
    texts = {key: reader.texts[key] for key in expected if reader.texts.get(key)}
    missing = tuple(key for key in expected_keys(framework) if key not in texts)
    doubts = sorted(reader.doubts, key=lambda d: (d.line, d.code, d.key))
    return Reading(words.language, texts, missing, tuple(doubts), reader.marks, count)


class _Reader:
    """Put the parts of one document in their places."""

    def __init__(self, lines: Sequence[Line], words: Words, framework: Framework) -> None:
        self.words = words
        self.framework = framework
        self.levels = levels_of(framework)
        self.joiner = Joiner(lines, words, _own_text(framework, words.language))
        self.weights = counted(lines)
        self.marked: Marked = mark(lines, words, framework)
        self.has_gaps = sum(line.gap for line in lines) > len(lines) / 30
        self.texts: dict[Key, str] = {}
        self.doubts: list[Doubt] = []
        self.marks: dict[str, int] = {}
        self.carried: list[Line] = []
        self.ranks: dict[str, int] = {}
        self.tables: list[Table] = []
        self.most_tables = MOST_TABLES * sum(len(c.scales) for c in framework.criteria)

    def run(self) -> None:
        """Read all parts, then place the tables."""
        for part in self.marked.parts:
            self.marks[part.kind] = self.marks.get(part.kind, 0) + 1
        for code, marks in (
            ("doubt_mark_twice", self.marked.twice),
            ("doubt_mark_strange", self.marked.strange),
        ):
            self.doubts += [
                Doubt(code, ("criteria", "", "", ""), line, f"{kind} {n}") for kind, n, line in marks
            ]
        parts = self.marked.parts
        self.carried = list(self.marked.before[-1:]) if not parts else self._first(parts[0])
        for number, part in enumerate(parts):
            following = parts[number + 1] if number + 1 < len(parts) else None
            getattr(self, f"_{part.kind}")(part, following, number)
        self._place()
        self._notes()
        self._lengths()

    def _first(self, part: Part) -> list[Line]:
        """Return the lines before the first mark that belong to it: where labels come after, the last paragraph."""
        before = self.marked.before
        if not self.marked.after or part.kind == "table" or not before:
            return []
        pieces = chunks(before, has_gaps=self.has_gaps)
        at = max((i for i, p in enumerate(pieces) if p.lines[0].gap), default=0)
        return [line for piece in pieces[at:] for line in piece.lines]

    def _doubt(self, code: str, key: Key, line: int, other: str = "") -> None:
        self.doubts.append(Doubt(code, key, line, other))

    def _takes_before(self, following: Part | None) -> bool:
        """Tell whether the text of the following part stands before its mark."""
        return self.marked.after and following is not None and following.kind in {"criterion", "principle"}

    def _carry(self, lines: Sequence[Line], part: Part, following: Part | None) -> None:
        """Keep lines for the part that follows; where it takes none they have no place."""
        if lines and not self._takes_before(following):
            self._doubt("doubt_text_unplaced", (_SECTIONS[part.kind], part.number, "", ""), lines[0].number)
        else:
            self.carried = list(lines)

    def _table(self, part: Part, following: Part | None, number: int) -> None:
        rest = self._takes_before(following)
        if len(self.tables) >= self.most_tables:
            self._doubt("doubt_table_left_over", ("levels", "", "", ""), part.line)
            return
        cut = (
            self._stacked(part, following, number)
            if part.columns
            else cut_columns(part.lines, self.words, self.levels, rest=rest, has_gaps=self.has_gaps)
        )
        rank = len(self.ranks)
        levels = tuple(self.joiner.join(column) for column in cut.columns)
        whole = "\n".join(line.text for column in part.columns for line in column)
        whole += "\n".join(line.text for line in part.lines)
        self.tables.append(Table(levels, "\n".join(levels) or whole, rank, part.line))
        if cut.doubt:
            self._doubt(cut.doubt, ("levels", "", "", str(len(self.tables) - 1)), part.line)
        self._carry(cut.rest, part, following)

    def _stacked(self, part: Part, following: Part | None, number: int) -> Columns:
        """Return the columns of a table whose heads stand each above its own column."""
        last: tuple[Line, ...] = tuple(part.lines)
        rest: tuple[Line, ...] = ()
        pieces = chunks(part.lines, has_gaps=self.has_gaps)
        if self._takes_before(following) and len(pieces) > 1:
            like = "\n".join(line.text for line in part.columns[-1])
            at, _ = tail_start(pieces, like, self._ahead(number + 1), self.weights)
            last = tuple(line for piece in pieces[:at] for line in piece.lines)
            rest = tuple(line for piece in pieces[at:] for line in piece.lines)
        columns = (*(tuple(column) for column in part.columns), last)
        if not last or is_torn(columns):
            return Columns((), rest, "doubt_columns_torn" if last else "doubt_columns_few")
        return Columns(columns, rest, over_page(columns))

    def _criterion(self, part: Part, following: Part | None, number: int) -> None:
        self.ranks[part.number] = len(self.ranks)
        own = [*self.carried, *part.lines] if self.marked.after else part.lines
        if self.marked.after and part.lines:
            self._doubt("doubt_text_unplaced", ("criteria", part.number, "", ""), part.lines[0].number)
            own = self.carried
        self.texts["criteria", part.number, "", ""] = self.joiner.join(own)
        self.carried = []

    def _principle(self, part: Part, following: Part | None, number: int) -> None:
        self.texts["titles", part.number, "", ""] = part.title
        own = self.carried if self.marked.after else part.lines
        self.texts["principles", part.number, "", ""] = self.joiner.join(own)
        self.carried = []
        if self.marked.after:
            self._carry(part.lines, part, following)

    def _indicator(self, part: Part, following: Part | None, number: int) -> None:
        lines, rest = part.lines, []
        if self._takes_before(following) and lines:
            pieces = chunks(lines, has_gaps=self.has_gaps)
            if len(pieces) > 1:
                at, sure = tail_start(pieces, self._above(part), self._ahead(number + 1), self.weights)
                lines = [line for piece in pieces[:at] for line in piece.lines]
                rest = [line for piece in pieces[at:] for line in piece.lines]
                if not sure:
                    self._doubt("doubt_end_unsure", ("indicators", part.number, "", ""), rest[0].number)
        text = self.joiner.join(lines)
        note = self.words.note.search(text)
        if note is not None:
            self.texts["documents", part.number, "", ""] = note[1].strip()
            text = text[: note.start()].rstrip()
            text += "." if note[2] and not re.search(r"[.!?]$", text) else ""
        self.texts["indicators", part.number, "", ""] = text
        self._carry(rest, part, following)

    def _above(self, part: Part) -> str:
        above = self.framework.by_ref[part.number].criterion
        return self.texts.get(("criteria", above or "", "", ""), "")

    def _ahead(self, number: int) -> str:
        """Return the lines of the indicators after a mark, which speak of the same as its text."""
        found: list[str] = []
        for part in self.marked.parts[number + 1 :]:
            if part.kind != "indicator":
                break
            found += [line.text for line in part.lines[:4]]
        return "\n".join(found)

    def _place(self) -> None:
        slots = [
            Slot(c.ref, s.perspective, self._said(c.ref), self.ranks[c.ref])
            for c in self.framework.criteria
            for s in c.scales
            if c.ref in self.ranks
        ]
        by_table: dict[int, Slot] = {}
        for placed in place(self.tables, slots, self.words):
            table, slot = self.tables[placed.table], placed.slot
            by_table[placed.table] = slot
            key = ("levels", slot.criterion, slot.perspective, "")
            for level, text in enumerate(table.levels, 1):
                self.texts[*key[:3], str(level)] = text
            if placed.other is not None:
                other = f"{placed.other.criterion}:{placed.other.perspective}"
                self._doubt("doubt_place_unsure", key, table.line, other)
            elif not placed.shares:
                self._doubt("doubt_nothing_shared", key, table.line)
        for number, table in enumerate(self.tables):
            if number not in by_table:
                self._doubt("doubt_table_left_over", ("levels", "", "", ""), table.line)
        self.doubts = [_named(doubt, by_table) for doubt in self.doubts]

    def _said(self, criterion: str) -> str:
        """Return what is known of a criterion: its text, its indicators, and our own words where they fit."""
        refs = [i.ref for i in self.framework.indicators if i.criterion == criterion]
        language = self.words.language
        own = self.framework.texts.get(language, {})
        pieces = [self.texts.get(("criteria", criterion, "", ""), "")]
        pieces += [self.texts.get(("indicators", ref, "", ""), "") for ref in refs]
        pieces += [str(own.get("criteria", {}).get(criterion, {}).get("title", ""))]
        pieces += [str(own.get("indicators", {}).get(ref, {}).get("title", "")) for ref in refs]
        return "\n".join(pieces)

    def _notes(self) -> None:
        """Compare the notes on documents with the standard as it is known."""
        wanted = {key[1] for key in documents_of(self.framework)}
        found = {key[1] for key in self.texts if key[0] == "documents"}
        lines = {p.number: p.line for p in self.marked.parts if p.kind == "indicator"}
        for ref in sorted(wanted ^ found, key=int if all(r.isdigit() for r in wanted ^ found) else str):
            if ref in lines:
                code = "doubt_note_missing" if ref in wanted else "doubt_note_unexpected"
                self._doubt(code, ("indicators", ref, "", ""), lines[ref])

    def _lengths(self) -> None:
        """Doubt what is too short or too long to be one text, or holds the mark of another."""
        for key, text in self.texts.items():
            most = _LONGEST.get(key[0])
            if most is None or key[0] == "titles":
                continue
            if text and len(text) < _SHORTEST:
                self._doubt("doubt_text_short", key, 0)
            elif len(text) > most:
                self._doubt("doubt_text_long", key, 0)


def _own_text(framework: Framework, language: str) -> str:
    """Return our own words in a language, which tell what is a word of it."""
    sections = framework.texts.get(language, {})
    own = [
        item for name in ("principles", "criteria", "indicators") for item in sections.get(name, {}).values()
    ]
    return "\n".join(str(value) for item in own for value in item.values())


_SECTIONS = {
    "table": "levels",
    "criterion": "criteria",
    "indicator": "indicators",
    "principle": "principles",
}


def _named(doubt: Doubt, places: Mapping[int, Slot]) -> Doubt:
    """Return a doubt about a table by its number as one about the scale that it was given to."""
    section, ref, _, level = doubt.key
    if section != "levels" or ref or not level:
        return doubt
    slot = places.get(int(level))
    key = ("levels", slot.criterion, slot.perspective, "") if slot else ("levels", "", "", "")
    return Doubt(doubt.code, key, doubt.line, doubt.other)
