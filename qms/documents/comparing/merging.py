"""Walk through three versions of a document at once and write what is new into the one of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.documents.comparing.alignment import match_blocks
from qms.documents.comparing.blocks import SPACER, heading_of, unit_of
from qms.documents.comparing.plan import Plan
from qms.documents.comparing.rowmerging import RowMerging
from qms.documents.comparing.surgery import has_notes, is_blank, mark_contents, move, place, removable, remove
from qms.documents.comparing.transplant import Transplant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.comparing.blocks import Block, Cell, Story, WordFile
    from qms.documents.comparing.changes import Recorder
    from qms.documents.oxml import Element


class Merging:
    """Merge the stories of a new rendering into those of a person's copy, and record what is found."""

    def __init__(self, theirs: WordFile, mine: WordFile, record: Recorder) -> None:
        self.theirs, self.mine, self.record = theirs, mine, record
        self.graft = Transplant(theirs, mine)
        self.rows = RowMerging(self.graft, record, self._cell)

    def story(self, number: int, base: Story, mine: Story, theirs: Story) -> None:
        """Merge the body, a header or a footer."""
        self.graft.between(theirs, mine)
        with self.record.inside(number, mine.kind):
            self._blocks(base.blocks, mine.blocks, theirs.blocks, mine.root)
        if self.record.headings:
            mark_contents(mine.root)

    def _cell(self, base: Cell, mine: Cell, theirs: Cell) -> None:
        self._blocks(base.blocks, mine.blocks, theirs.blocks, mine.element, cell=True)

    def _blocks(
        self,
        base: Sequence[Block],
        edited: Sequence[Block],
        new: Sequence[Block],
        root: Element,
        *,
        cell: bool = False,
    ) -> None:
        plan = Plan.of(base, edited, new, match_blocks)
        for number, block in enumerate(new):
            mine = plan.standing(number)
            if mine is not None and not block.is_table:
                self.graft.lists.learn(block.element, mine.element)
        self._arrivals(plan, root, cell=cell)
        for number, block, own, other in plan.triples():
            with self.record.inside(number):
                unit = unit_of(block, cell=cell)
                if own is not None and other is not None:
                    if number in plan.own.moved:
                        self.record.keep(own.path, (block.text, own.text, other.text), unit, "moved")
                    self._pair(block, own, other, cell=cell)
                elif other is not None:
                    self._removed_by_person(block, other, unit)
                elif own is not None:
                    self._removed_by_template(block, own, unit)
        for number, block in plan.added_by_person():
            after = plan.slot(number, plan.own) + 0.5
            self.record.keep(
                block.path, ("", block.text, ""), unit_of(block, cell=cell), "added", after=after
            )

    def _arrivals(self, plan: Plan[Block], root: Element, *, cell: bool) -> None:
        """Insert what the template added and move what it moved."""
        cursor: Element | None = None
        lost: set[int] = set()
        for number, block in enumerate(plan.new):
            mine, origin, rival = (
                plan.standing(number),
                plan.other.reverse.get(number),
                plan.rivals.get(number),
            )
            after = plan.slot(number, plan.other) + 0.25
            unit = unit_of(block, cell=cell)
            if mine is not None:
                moved = origin in plan.other.moved and origin not in plan.own.moved
                if moved and mine.element.getprevious() is not cursor:
                    move([mine.element, *mine.tail], cursor, root)
                    self.record.update(
                        block.path, (mine.text, mine.text, block.text), unit, "moved", after=after
                    )
                cursor = mine.last
            elif rival is not None:
                own = plan.edited[rival]
                texts = ("", own.text, block.text)
                self.record.clash(own.path, texts, unit, "added", after=after, spot=own.element)
                cursor = own.last
            elif origin is not None or heading_of(plan.new, number) in lost:
                lost.add(number)
                if origin is None:
                    self.record.clash(block.path, ("", "", block.text), unit, "added", after=after)
            else:
                for element in (block.element, *block.tail):
                    made = self.graft.copied(element)
                    place(made, cursor, root)
                    cursor = made
                self.record.update(block.path, ("", "", block.text), unit, "added", after=after)

    def _removed_by_person(self, base: Block, theirs: Block, unit: str) -> None:
        if base.key == theirs.key:
            self.record.keep(base.path, (base.text, "", theirs.text), unit, "removed")
        else:
            self.record.clash(base.path, (base.text, "", theirs.text), unit, "removed")

    def _removed_by_template(self, base: Block, mine: Block, unit: str) -> None:
        texts = (base.text, mine.text, "")
        if base.key != mine.key or not removable(mine.element):
            self.record.clash(mine.path, texts, unit, "removed", spot=mine.element)
            return
        for element in (*_spacers(mine, self.mine), mine.element):
            remove(element)
        self.record.update(mine.path, texts, unit, "removed")

    def _pair(self, base: Block, mine: Block, theirs: Block, *, cell: bool) -> None:
        if base.is_table:
            self._table(base, mine, theirs)
        else:
            self._paragraph(base, mine, theirs, unit_of(mine, cell=cell))
        counts = [
            len(_spacers(b, f)) for b, f in ((base, self.theirs), (mine, self.mine), (theirs, self.theirs))
        ]
        if counts[0] == counts[1] != counts[2]:
            for element in _spacers(mine, self.mine):
                remove(element)
            for element in reversed(_spacers(theirs, self.theirs)):
                place(self.graft.copied(element), mine.element, mine.element)
            self.record.written = True

    def _paragraph(self, base: Block, mine: Block, theirs: Block, unit: str) -> None:
        texts = (base.text, mine.text, theirs.text)
        if mine.key == base.key:
            if theirs.key != base.key and has_notes(theirs.element):
                self.record.clash(mine.path, texts, unit, "reworded", spot=mine.element)
            elif theirs.key != base.key:
                self.graft.rewrite(mine.element, base.element, theirs.element)
                self.record.update(mine.path, texts, unit, "reworded")
            if theirs.style != base.style == mine.style:
                self.graft.restyle(mine.element, theirs.element)
                self.record.written = True
        elif theirs.key == base.key:
            self.record.keep(mine.path, texts, unit, "reworded")
        elif theirs.key != mine.key:
            self._both(base, mine, theirs, unit)

    def _both(self, base: Block, mine: Block, theirs: Block, unit: str) -> None:
        """Renew the fields of the front matter in a paragraph that person and template changed."""
        assert base.words is not None
        assert mine.words is not None
        assert theirs.words is not None
        before, own = dict(base.words.fields), dict(mine.words.fields)
        news = {name: text for name, text in theirs.words.fields if before.get(name) != text}
        for name, text in news.items():
            if name in own and before.get(name) == own[name]:
                self.graft.set_field(mine.element, theirs.element, name)
                self.record.update(mine.path, (own[name], own[name], text), "field", "reworded")
        texts = (base.text, mine.text, theirs.text)
        settled = all(own.get(name) in {before.get(name), text} for name, text in news.items())
        if settled and base.words.masked and base.words.masked == theirs.words.masked:
            self.record.keep(mine.path, texts, unit, "reworded")
        else:
            self.record.clash(mine.path, texts, unit, "reworded", spot=mine.element)

    def _table(self, base: Block, mine: Block, theirs: Block) -> None:
        if base.key == mine.key == theirs.key:
            return
        if _columns(base) == _columns(theirs):
            self.rows.merge(base, mine, theirs)
            return
        texts = (base.text, mine.text, theirs.text)
        if base.key == mine.key and removable(mine.element):
            place(self.graft.copied(theirs.element), mine.element, mine.element)
            remove(mine.element)
            self.record.update(mine.path, texts, "table", "reworded")
        else:
            self.record.clash(mine.path, texts, "table", "reworded")


def _spacers(block: Block, file: WordFile) -> list[Element]:
    """Return the empty paragraphs below a block that belong to it."""
    names, styles = file.styles.names, file.styles
    return [p for p in block.tail if names.get(styles.of_paragraph(p)) == SPACER and is_blank(p)]


def _columns(table: Block) -> set[int]:
    return {len(row.cells) for row in table.rows}
