"""Record what a merge of three versions found, in the order of the document."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qms.documents.oxml import Element


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one change: what the last rendering said, what the person's copy says and what the new one says.

    `kind` is reworded, added, removed, moved or marked (bold or italic only); `unit` is heading, paragraph, cell,
    row, table or field; `part` is body, header or footer. `place` is the path of headings, in a table also the
    row and the column.
    """

    place: str
    before: str
    mine: str
    theirs: str
    kind: str
    unit: str = "paragraph"
    part: str = "body"


@dataclass(slots=True)
class Recorder:
    """Collect changes; `written` and `headings` tell whether the person's file and its headings were changed.

    `spots` are the elements that conflicts are about, with the new text.
    """

    written: bool = False
    headings: bool = False
    spots: list[tuple[Element, str]] = field(default_factory=list)
    _found: dict[str, list[tuple[tuple[float, ...], Change]]] = field(default_factory=dict)
    _where: list[float] = field(default_factory=list)
    _part: str = "body"

    @contextmanager
    def inside(self, order: float, part: str = "") -> Iterator[None]:
        """Order what is recorded meanwhile by a place within the present one."""
        before, self._part = self._part, part or self._part
        self._where.append(order)
        yield
        self._where.pop()
        self._part = before

    def keep(
        self, path: tuple[str, ...], texts: tuple[str, str, str], unit: str, kind: str, *, after: float = 0
    ) -> None:
        """Record what the person did."""
        self._add("kept", path, texts, unit, kind, after)

    def update(
        self, path: tuple[str, ...], texts: tuple[str, str, str], unit: str, kind: str, *, after: float = 0
    ) -> None:
        """Record what was renewed."""
        self.written = True
        self.headings |= unit == "heading"
        self._add("updated", path, texts, unit, kind, after)

    def clash(
        self,
        path: tuple[str, ...],
        texts: tuple[str, str, str],
        unit: str,
        kind: str,
        *,
        after: float = 0,
        spot: Element | None = None,
    ) -> None:
        """Record a conflict; `spot` is the element of the person's file that it is about."""
        self._add("conflicts", path, texts, unit, kind, after)
        if spot is not None and texts[2]:
            self.spots.append((spot, texts[2]))

    def sorted(self) -> tuple[tuple[Change, ...], tuple[Change, ...], tuple[Change, ...]]:
        """Return what was kept, updated and in conflict."""
        kept, updated, conflicts = (
            tuple(change for _, change in sorted(self._found.get(name, []), key=lambda pair: pair[0]))
            for name in ("kept", "updated", "conflicts")
        )
        return kept, updated, conflicts

    def _add(
        self,
        name: str,
        path: tuple[str, ...],
        texts: tuple[str, str, str],
        unit: str,
        kind: str,
        order: float,
    ) -> None:
        if not any(texts):
            return
        if kind == "reworded" and len({text for text in texts if text}) == 1 and all(texts):
            kind = "marked"
        if kind == "reworded" and name != "conflicts":
            after = texts[1] if name == "kept" else texts[2]
            kind = kind if texts[0] and after else "added" if after else "removed"
        change = Change(" > ".join(path), *texts, kind, unit, self._part)
        self._found.setdefault(name, []).append(((*self._where, order), change))
