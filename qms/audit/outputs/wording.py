"""Give the official wording of a standard where the provider has imported its own copy, else nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.locale.sentences import say, word
from qms.model.reports import Column, Part, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qms.model.reports import Cell
    from qms.workspace.workspace import Workspace


class Wording:
    """Give official texts in the language of a report, else in the first one that was imported."""

    def __init__(self, workspace: Workspace, language: str) -> None:
        self._official = workspace.official
        languages = self._official.languages
        self._language = language if language in languages else next(iter(languages), "")
        self._own = language

    @property
    def known(self) -> bool:
        """Tell whether there is any official wording."""
        return bool(self._language)

    @property
    def heading(self) -> str:
        """Return the heading of official texts, with their language where it is another one."""
        told = say("output_official")
        return told if self._language in {"", self._own} else f"{told} ({word(self._language)})"

    def of(self, section: str, ref: str, perspective: str | None = None, level: int | None = None) -> str:
        """Return an official text, with its language where it is not that of the heading; nothing for none."""
        found = self._official.best(section, ref, self._language, perspective, level) if self.known else None
        if found is None:
            return ""
        return found.text if found.language == self._language else f"({word(found.language)}) {found.text}"

    def columns(self, title: str, width: int) -> list[Column]:
        """Return the columns of a title: with official wording beside it in a workbook, and below it in print."""
        if not self.known:
            return [Column(title, width)]
        beside = Column(self.heading, 46, only="sheet")
        return [Column(title, width, only="sheet"), beside, Column(title, width + 8, only="print")]

    def cells(self, title: str, section: str, ref: str) -> list[Cell]:
        """Return the cells of those columns."""
        if not self.known:
            return [title]
        official = self.of(section, ref)
        return [title, official, f"{title}\n{self.heading}: {official}" if official else title]

    def part(self, named: Iterable[tuple[str, str, str]]) -> list[Part]:
        """Return a part with the texts of what a report names by number: rows of section, reference, and its name.

        Nothing where none of it has an official text.
        """
        rows = [Row((name, text)) for section, ref, name in named if (text := self.of(section, ref))]
        if not rows:
            return []
        columns = (Column(say("column_title"), 40), Column(self.heading, 90))
        return [Part(self.heading, say("output_official"), table=Table(columns, tuple(rows)))]
