"""Find what divides a standard: heads of tables, labels of criteria, numbers of indicators, headings of principles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from qms.catalogue.official import levels_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qms.catalogue.wording.lines import Line
    from qms.catalogue.wording.patterns import Words
    from qms.model.framework import Framework

Kind = Literal["table", "criterion", "indicator", "principle"]
_HEADING = re.compile(r"(\d{1,2})\s*[.:)]\s*([^\W\d][^.!?]{1,60})")
_LIKE = 0.75
_LONGEST_COLUMN = 60


@dataclass
class Part:
    """Hold a part from its mark on: `lines` follow the mark, up to the next one.

    `number` is that of the table in the document, or the reference of the rest; `title` stands beside the number of
    a principle. `line` is where the mark stands. A table whose heads stand each above its own column has `columns`
    already, and the last of them in `lines`.
    """

    kind: Kind
    number: str
    line: int
    lines: list[Line] = field(default_factory=list)
    title: str = ""
    columns: list[list[Line]] = field(default_factory=list)


@dataclass(frozen=True)
class Marked:
    """Hold the parts of a document in its order, the lines before the first, and what was odd about marks.

    `after` tells that texts of criteria and principles stand before their marks. `twice` and `strange` are references
    that were found again, or that the standard does not have, with their lines.
    """

    parts: tuple[Part, ...]
    before: tuple[Line, ...]
    after: bool
    twice: tuple[tuple[str, str, int], ...]
    strange: tuple[tuple[str, str, int], ...]


class _Finder:
    """Walk over the lines once and cut them into parts."""

    def __init__(self, lines: Sequence[Line], words: Words, framework: Framework) -> None:
        self.lines = lines
        self.words = words
        self.framework = framework
        self.levels = levels_of(framework)
        self.criteria = {c.ref for c in framework.criteria}
        self.principles = {p.ref for p in framework.principles}
        self.below: dict[str | None, set[str]] = {}
        for indicator in framework.indicators:
            self.below.setdefault(indicator.criterion, set()).add(indicator.ref)
        self.headings = self._headings()
        self.parts: list[Part] = []
        self.before: list[Line] = []
        self.seen: set[tuple[str, str]] = set()
        self.criterion: str | None = None
        self.twice: list[tuple[str, str, int]] = []
        self.strange: list[tuple[str, str, int]] = []
        self.after = self.ahead = 0

    def run(self) -> Marked:
        """Return the parts."""
        at = 0
        while at < len(self.lines):
            at += self._mark(at) or self._keep(self.lines[at])
        return Marked(
            tuple(self.parts),
            tuple(self.before),
            self.after > self.ahead,
            tuple(self.twice),
            tuple(self.strange),
        )

    def _keep(self, line: Line) -> int:
        (self.parts[-1].lines if self.parts else self.before).append(line)
        return 1

    def _mark(self, at: int) -> int:
        """Return how many lines a mark takes, 0 where none begins."""
        return self._table(at) or self._criterion(at) or self._indicator(at) or self._principle(at)

    def _open(self, kind: Kind, number: str, at: int, title: str = "") -> Part:
        part = Part(kind, number, self.lines[at].number, title=title)
        self.parts.append(part)
        return part

    def _table(self, at: int) -> int:
        if not self.levels:
            return 0
        head = self.words.header(self.levels)
        line = self.lines[at].text
        if not any(word in line.casefold() for word in self.words.level):
            return 0
        joined = ""
        for count in range(1, min(2 * self.levels, len(self.lines) - at) + 1):
            joined = f"{joined} {self.lines[at + count - 1].text}".strip()
            if head.fullmatch(joined):
                self._open("table", str(sum(p.kind == "table" for p in self.parts)), at)
                return count
            if len(joined) > 20 * self.levels:
                break
        return self._stacked(at)

    def _stacked(self, at: int) -> int:
        """Return how many lines a table takes whose heads stand each above its own column, up to the last head."""
        if not self.words.head(1).fullmatch(self.lines[at].text):
            return 0
        columns: list[list[Line]] = [[]]
        for count, line in enumerate(self.lines[at + 1 :], 2):
            if self.words.head(len(columns) + 1).fullmatch(line.text):
                if not columns[-1]:
                    return 0
                columns.append([])
                if len(columns) == self.levels:
                    part = self._open("table", str(sum(p.kind == "table" for p in self.parts)), at)
                    part.columns = columns[:-1]
                    return count
            elif self.words.criterion_label.fullmatch(line.text) or len(columns[-1]) > _LONGEST_COLUMN:
                return 0
            else:
                columns[-1].append(line)
        return 0

    def _criterion(self, at: int) -> int:
        line = self.lines[at]
        found = self.words.criterion_label.fullmatch(line.text)
        if found is None:
            return 0
        before, after = found["before"].strip(), found["after"].strip(" :.–-")
        number = found["number"] or found["first"]
        if before and not re.search(r"[.!?)]$", before) and not re.fullmatch(r"\W*", before):
            return 0
        if number not in self.criteria:
            self.strange.append(("criterion", number, line.number))
            return 0
        if ("criterion", number) in self.seen:
            self.twice.append(("criterion", number, line.number))
            return 0
        if re.search(r"\w", before):
            self._keep(replace(line, text=before))
        self.seen.add(("criterion", number))
        self.criterion = number
        follows = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        is_after = not after and bool(
            self.words.indicator_label.match(follows) or self.words.numbered_indicator.fullmatch(follows)
        )
        self.after += is_after
        self.ahead += not is_after
        part = self._open("criterion", number, at)
        if after:
            part.lines.append(replace(line, text=after, gap=True))
        return 1

    def _indicator(self, at: int) -> int:
        line = self.lines[at]
        found = self.words.numbered_indicator.fullmatch(line.text)
        label = self.words.indicator_label.match(line.text)
        if found is None:
            alone = label is not None and label.end() == len(line.text)
            return int(alone and self.criterion is not None)
        number = found["number"]
        if number not in self.below.get(self.criterion, ()):
            if label is not None and self.criterion is not None:
                self.strange.append(("indicator", number, line.number))
            return 0
        if ("indicator", number) in self.seen:
            return 0
        self.seen.add(("indicator", number))
        part = self._open("indicator", number, at)
        if found["rest"]:
            part.lines.append(replace(line, text=found["rest"], gap=True))
        return 1

    def _principle(self, at: int) -> int:
        found = self.headings.get(at)
        if found is None:
            return 0
        number, title, count = found
        self._open("principle", number, at, title)
        return count

    def _headings(self) -> dict[int, tuple[str, str, int]]:
        """Return by line the best heading of each principle: number, title and how many lines it takes."""
        found: dict[str, list[tuple[float, int, str, int]]] = {}
        for at in range(len(self.lines)):
            for number, title, count in self._heading(at):
                found.setdefault(number, []).append((self._likeness(number, title), at, title, count))
        best: dict[int, tuple[str, str, int]] = {}
        for number, candidates in found.items():
            likeness, at, title, count = max(candidates, key=lambda c: (c[0], -len(c[2]), c[1]))
            if likeness >= _LIKE or all(len(c[2].split()) <= 4 for c in candidates) or likeness > 0.99:
                best[at] = (number, title, count)
        return best

    def _heading(self, at: int) -> Iterator[tuple[str, str, int]]:
        line = self.lines[at]
        named = self.words.principle_label.fullmatch(line.text)
        if named is not None and not named["before"].strip():
            number, title = named["number"] or named["first"], named["after"].strip(" :.–-")
            taken = 1
            if not title and at + 1 < len(self.lines) and len(self.lines[at + 1].text.split()) <= 6:
                title, taken = self.lines[at + 1].text, 2
            if number in self.principles:
                yield number, title.rstrip("."), taken
            return
        plain = _HEADING.fullmatch(line.text)
        if plain is None or plain[1] not in self.principles or len(plain[2].split()) > 5:
            return
        title = plain[2].strip()
        yield plain[1], title, 1
        if at + 1 < len(self.lines):
            more = self.lines[at + 1].text
            if more[:1].islower() and len(more.split()) <= 3 and not self.lines[at + 1].ends:
                yield plain[1], f"{title} {more}", 2

    def _likeness(self, number: str, title: str) -> float:
        own = [self.framework.title("principles", number, code) for code in self.framework.texts]
        found = [SequenceMatcher(None, title.casefold(), o.casefold()).ratio() for o in own if o]
        return max(found, default=0.0)


def mark(lines: Sequence[Line], words: Words, framework: Framework) -> Marked:
    """Cut the lines of a document at its marks."""
    return _Finder(lines, words, framework).run()
