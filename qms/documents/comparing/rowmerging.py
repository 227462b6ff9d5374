"""Merge the rows of a table, and hand the cells of each on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from qms.documents.comparing.alignment import match_cells, match_rows
from qms.documents.comparing.plan import Plan
from qms.documents.comparing.surgery import fit_row, removable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qms.documents.comparing.blocks import Block, Cell, Row
    from qms.documents.comparing.changes import Recorder
    from qms.documents.comparing.transplant import Transplant
    from qms.documents.oxml import Element

_HEAD = f"{qn('w:trPr')}/{qn('w:tblHeader')}"


class RowMerging:
    """Merge tables row by row; `merge_cell` merges what stands in the cells."""

    def __init__(
        self, graft: Transplant, record: Recorder, merge_cell: Callable[[Cell, Cell, Cell], None]
    ) -> None:
        self.graft, self.record, self.merge_cell = graft, record, merge_cell

    def merge(self, base: Block, mine: Block, theirs: Block) -> None:
        """Merge three versions of a table; base and new have the same columns."""
        plan = Plan.of(base.rows, mine.rows, theirs.rows, match_rows)
        self._arrivals(plan, mine, theirs)
        for number, row, own, other in plan.triples():
            with self.record.inside(number):
                if own is not None and other is not None:
                    self._cells(row, own, other, mine.path)
                elif other is not None:
                    note = self.record.keep if row.key == other.key else self.record.clash
                    note(mine.path, (row.text, "", other.text), "row", "removed")
                elif own is not None:
                    self._removed(row, own, mine.path)
        for number, row in plan.added_by_person():
            after = plan.slot(number, plan.own) + 0.5
            self.record.keep(mine.path, ("", row.text, ""), "row", "added", after=after)

    def _removed(self, base: Row, mine: Row, path: tuple[str, ...]) -> None:
        texts = (base.text, mine.text, "")
        if mine.key == base.key and removable(mine.element):
            mine.element.getparent().remove(mine.element)
            self.record.update(path, texts, "row", "removed")
        else:
            self.record.clash(path, texts, "row", "removed")

    def _arrivals(self, plan: Plan[Row], mine: Block, theirs: Block) -> None:
        """Insert the rows that the template added."""
        cursor: Element | None = None
        for number, row in enumerate(plan.new):
            own, rival = plan.standing(number), plan.rivals.get(number)
            after = plan.slot(number, plan.other) + 0.25
            if own is not None:
                cursor = own.element
            elif rival is not None:
                cursor = plan.edited[rival].element
                self.record.clash(
                    mine.path, ("", plan.edited[rival].text, row.text), "row", "added", after=after
                )
            elif number not in plan.other.reverse:
                columns = _columns(row, mine, theirs)
                if columns is None:
                    self.record.clash(mine.path, ("", "", row.text), "row", "added", after=after)
                    continue
                cursor = self._inserted(row, mine, cursor, columns)
                self.record.update(mine.path, ("", "", row.text), "row", "added", after=after)

    def _inserted(
        self, row: Row, table: Block, after: Element | None, columns: Sequence[int | None]
    ) -> Element:
        made = self.graft.copied(row.element)
        fit_row(made, _pattern(table, after, len(columns)), columns)
        if after is not None:
            after.addnext(made)
        elif table.rows:
            table.rows[0].element.addprevious(made)
        else:
            table.element.append(made)
        return made

    def _cells(self, base: Row, mine: Row, theirs: Row, path: tuple[str, ...]) -> None:
        plan = Plan.of(base.cells, mine.cells, theirs.cells, match_cells)
        for number, cell, own, other in plan.triples():
            with self.record.inside(number):
                if own is not None and other is not None:
                    self.merge_cell(cell, own, other)
                elif other is not None:
                    note = self.record.keep if cell.key == other.key else self.record.clash
                    note(path + cell.label, (cell.text, "", other.text), "cell", "removed")
                elif own is not None:
                    self.record.clash(path + own.label, (cell.text, own.text, ""), "cell", "removed")
        for number, cell in plan.added_by_person():
            after = plan.slot(number, plan.own) + 0.5
            self.record.keep(path + cell.label, ("", cell.text, ""), "cell", "added", after=after)


def _columns(row: Row, mine: Block, theirs: Block) -> list[int | None] | None:
    """Return for each cell of the person's rows which one of a new row it is; None when one has no place."""
    if {len(r.cells) for r in mine.rows} == {len(r.cells) for r in theirs.rows}:
        return list(range(len(row.cells)))
    heads = mine.rows[0].cells if mine.rows else (), theirs.rows[0].cells
    found = match_cells(heads[1], heads[0])
    if len(found.pairs) < len(row.cells) or len(row.cells) != len(heads[1]):
        return None
    return [found.reverse.get(place) for place in range(len(heads[0]))]


def _pattern(table: Block, beside: Element | None, width: int) -> Element | None:
    """Return the row that a new row of so many cells is laid out like: the one beside it, but no head."""
    rows = [r.element for r in table.rows if r.element.find(_HEAD) is None and len(r.cells) == width]
    return beside if any(beside is row for row in rows) else next(iter(rows), None)
