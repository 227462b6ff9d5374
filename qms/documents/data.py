"""Say what a template may print of measured results: its shape for lint, samples for test renderings, what to adapt.

The numbers themselves come from outside (`Workspace.report_data`): documents know nothing of registers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.documents.datatable import DataTable, Line, Piece
from qms.documents.drawing import Drawing
from qms.documents.engine import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Names of a sheet that stand for a passage in own words, and for a picture or table, whatever the loop calls the sheet.
PASSAGES = frozenset({"interpretation", "action"})
SOURCES = "sources"
DRAWINGS = frozenset({"chart", "table", "compared", SOURCES})
OVERVIEW = ("ref", "name", "measures", "measured", "met")
SHEET_TEXTS = (
    "ref",
    "name",
    "lacking",
    "measured",
    "owner",
    "due",
)
REPORT_TEXTS = ("year", "public", "copy", "measures", "measured", "targets", "met")


def empty_results(year: str = "") -> dict[str, Any]:
    """Return results without any sheet."""
    return {**dict.fromkeys(REPORT_TEXTS, ""), "year": year, "overview": [], "sheets": [], "sources": ""}


def sample_results() -> dict[str, Any]:
    """Return results with two sheets in which everything stands, one of them with passages to adapt."""
    return {
        **dict.fromkeys(REPORT_TEXTS, "3"),
        "year": "2025",
        "overview": [dict.fromkeys(OVERVIEW, "Text & <more>")],
        "sheets": [_sample_sheet("16", to_adapt=False), _sample_sheet("67", to_adapt=True)],
        "sources": _sample_table("sources"),
    }


def _sample_sheet(ref: str, *, to_adapt: bool) -> dict[str, Any]:
    told = Passage(("First & second.", "Third."), to_adapt)
    texts = dict.fromkeys(SHEET_TEXTS, "Text & <more>")
    return {
        **texts,
        "ref": ref,
        "table": _sample_table(f"table-{ref}"),
        "compared": _sample_table(f"compared-{ref}"),
        "chart": Drawing(f"sample-{ref}", "A & B", _pixel),
        "interpretation": told,
        "action": told,
    }


def _sample_table(name: str) -> DataTable:
    cells = ((Piece("A & B"),), (Piece("74 %", bold=True), Piece(" *", quiet=True)))
    return DataTable(name, ("Text & <more>", "2025"), (Line(cells[:1], "title"), Line(cells, "under")), "lr")


def _pixel() -> bytes:
    """Return a PNG of one white point."""
    import io

    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", (1, 1), 255).save(stream, "png")
    return stream.getvalue()


def own_words(values: Mapping[str, Any]) -> Iterator[tuple[str, Passage]]:
    """Yield the passages in own words of all sheets, named by sheet."""
    for sheet in values.get("results", {}).get("sheets", ()):
        for name in sorted(PASSAGES):
            yield f"{sheet['ref']}.{name}", sheet[name]
