"""Leave out of the search what our own workbooks explain: people look for what they wrote into them.

The explanations stand in every workbook alike and name every word of its subject, so that they would come first.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qms.locale import LANGUAGES
from qms.locale.register_phrases import REGISTERS
from qms.locale.translator import translate_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qms.model.evidence import Unit

_START = 24  # letters by which an explanation is known; what follows may be a list of choices
_TOP = 8  # lines of a sheet above its rows


def without_explanations(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return the units of a text without the guide of a workbook of ours, and without what explains its columns."""
    return tuple(kept for unit in units if (kept := _kept(unit)) is not None)


def _kept(unit: Unit) -> Unit | None:
    if unit.kind != "sheet":
        return unit
    if unit.label in _guides():
        return None if unit.text.partition("\n")[0].strip() in _books() else unit
    if unit.label not in _titles():
        return unit
    lines = unit.text.split("\n")
    top = [line for line in lines[:_TOP] if not _explains(line)]
    return replace(unit, text="\n".join([*top, *lines[_TOP:]]))


def _explains(line: str) -> bool:
    """Tell whether most cells of a line begin as the explanation of a table or a column does."""
    cells = [" ".join(cell.split())[:_START] for cell in line.split("\t") if cell.strip()]
    known = _explanations()
    return bool(cells) and 2 * sum(cell in known for cell in cells) > len(cells)


@lru_cache(maxsize=1)
def _guides() -> frozenset[str]:
    return frozenset(translate_in(language, REGISTERS["book_guide"]) for language in LANGUAGES)


@lru_cache(maxsize=1)
def _books() -> frozenset[str]:
    from qms.results.definitions import load_books

    return frozenset(title for book in load_books().values() for title in book.titles.values())


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    from qms.results.definitions import load_books

    return frozenset(
        title for book in load_books().values() for table in book.tables for title in table.titles.values()
    )


@lru_cache(maxsize=1)
def _explanations() -> frozenset[str]:
    from qms.results.definitions import load_books

    tables = [table for book in load_books().values() for table in book.tables]
    texts = [text for table in tables for text in table.explain.values()]
    texts += [text for table in tables for column in table.columns for text in column.explain.values()]
    return frozenset(" ".join(text.split())[:_START] for text in texts if len(text) >= _START)
