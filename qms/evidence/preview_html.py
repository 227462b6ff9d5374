"""Write texts and sheets as plain HTML with a passage marked, and let nothing else than plain HTML pass."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from qms.evidence.passages import find_quote, flat
from qms.locale.sentences import say
from qms.model.preview import Shown
from qms.reports.evidence import part_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.extract.grid import GridRow, GridSheet
    from qms.model.evidence import Unit

MOST_ROWS, MOST_COLUMNS = 500, 40
"""Of a sheet that are shown."""
MOST_LETTERS = 300_000
"""Of a text that are shown at once."""
_BEFORE = 20  # rows shown above a passage far down
_LONGEST_CELL = 2_000  # characters
_EMPTY_HEAD = re.compile(r"<th[^>]*>(?:\s|&nbsp;|<p>|</p>)*</th>")
_PICTURE = "data:image/png;base64,"
_TAGS = {
    "h3", "h4", "h5", "h6", "p", "br", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "strong", "em", "b", "i", "u", "s", "sup", "sub", "mark", "img", "blockquote", "pre", "code",
}  # fmt: skip
_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "img": {"alt", "src"}}


def clean(html: str) -> str:
    """Return only what is plain: no script, style, class, address or event; pictures only within the text itself."""
    import nh3

    plain = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        tag_attribute_values={"mark": {"id": {"passage"}}},
        attribute_filter=_kept,
        url_schemes={"data"},
        link_rel=None,
        strip_comments=True,
    )
    # A corner without words is the head of nothing.
    return _EMPTY_HEAD.sub("<td></td>", plain)


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if value.startswith(_PICTURE) else None
    return value


def text_html(units: Sequence[Unit], passage: str, number: int = 0) -> Shown:
    """Return units of text as headings and paragraphs; of a long text a part, from the passage or unit `number` on."""
    whole = len(units)
    units = _part(units, passage, number)
    pieces: list[tuple[str, str]] = []
    label, room = "", MOST_LETTERS
    for unit in units:
        lines = unit.text[: max(0, room)].splitlines(keepends=True)
        whole += len(unit.text) > room
        room -= len(unit.text)
        name = part_text(unit.label) if unit.kind == "part" else unit.label.rsplit(" > ", 1)[-1]
        if name and unit.label != label:
            # Most readers leave a heading in its text, where a passage may begin.
            inside = bool(lines) and flat(lines[0]) == flat(name)
            pieces.append(("h3", lines.pop(0) if inside else f"{name}\n"))
        label = unit.label
        pieces += [("p" if line.strip() else "", line) for line in lines]
        pieces.append(("", "\n"))
    marked = _marked([text for _, text in pieces], passage)
    shown = [(kind, text) for (kind, _), text in zip(pieces, marked, strict=True)]
    cut = f"<p>{escape(say('preview_part'))}</p>" if len(units) < whole else ""
    found = any("<mark" in text for text in marked)
    return Shown(clean(cut + "".join(_paragraphs(shown))), found)


def _part(units: Sequence[Unit], passage: str, number: int) -> Sequence[Unit]:
    """Return all units, or as many as fit, from the one with the passage on."""
    if sum(len(unit.text) for unit in units) <= MOST_LETTERS:
        return units
    hit = find_quote(units, passage, number) if passage else None
    wanted = hit.number if hit is not None else number
    begins = next((at for at, unit in enumerate(units) if unit.number == wanted), 0)
    total, ends = 0, begins
    while ends < len(units) and total < MOST_LETTERS:
        total += len(units[ends].text)
        ends += 1
    return units[begins:ends]


def _paragraphs(pieces: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield headings, and lines that follow each other as one paragraph."""
    lines: list[str] = []
    for kind, text in (*pieces, ("", "")):
        if kind == "p":
            lines.append(text.strip())
            continue
        if lines:
            yield f"<p>{'<br>'.join(lines)}</p>"
            lines = []
        if kind:
            yield f"<{kind}>{text.strip()}</{kind}>"


def table_html(sheet: GridSheet, passage: str) -> Shown:
    """Return a sheet as a table with the letters and numbers of its columns and rows; of a large one a part."""
    rows = [[_cell(row, column) for column in range(1, _width(sheet) + 1)] for row in sheet.rows]
    at = _row_of(rows, passage)
    begins = 0 if at < MOST_ROWS else max(0, min(at - _BEFORE, len(rows) - MOST_ROWS))
    shown = rows[begins : begins + MOST_ROWS]
    width = len(shown[0]) if shown else 0
    marked = _marked([cell for row in shown for cell in row], passage)
    body = "".join(
        _row(sheet.rows[begins + number].number, marked[number * width : (number + 1) * width])
        for number in range(len(shown))
    )
    from indexer.extract.grid import column_letters

    heads = "".join(f'<th scope="col">{column_letters(at)}</th>' for at in range(1, width + 1))
    table = f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{body}</tbody></table>"
    found = any("<mark" in cell for cell in marked)
    return Shown(clean("".join(_notes(sheet, begins, len(shown))) + table), found)


def _notes(sheet: GridSheet, begins: int, count: int) -> Iterator[str]:
    if count < len(sheet.rows):
        facts = {"first": begins + 1, "last": begins + count, "count": len(sheet.rows)}
        yield f"<p>{escape(say('preview_rows', facts))}</p>"
    if max((max(row.cells) for row in sheet.rows), default=0) > MOST_COLUMNS:
        yield f"<p>{escape(say('preview_columns', {'count': MOST_COLUMNS}))}</p>"


def _width(sheet: GridSheet) -> int:
    return min(MOST_COLUMNS, max((max(row.cells) for row in sheet.rows), default=0))


def _cell(row: GridRow, column: int) -> str:
    """Return a cell as text, as search knows it."""
    from indexer.extract.grid import CellError
    from indexer.extract.sheet import cell

    value = row.cells.get(column)
    if value is None:
        return "\t"
    text = (value.text or "#") if isinstance(value, CellError) else cell(value)
    return f"{text[:_LONGEST_CELL]}\t"


def _row(number: int, cells: Sequence[str]) -> str:
    return f'<tr><th scope="row">{number}</th>{"".join(f"<td>{cell.strip()}</td>" for cell in cells)}</tr>'


def _row_of(rows: Sequence[Sequence[str]], passage: str) -> int:
    """Return the row in which the passage begins, 0 for none."""
    from indexer.preview.passage import spans_in

    if not passage or len(rows) <= MOST_ROWS:
        return 0
    found = spans_in(["".join(row) for row in rows], passage)
    return found[0][0] if found else 0


def _marked(pieces: Sequence[str], passage: str) -> list[str]:
    """Return pieces of one text escaped, the passage marked in each that it runs through."""
    from indexer.preview.passage import spans_in

    shown = [escape(piece) for piece in pieces]
    found: dict[int, list[tuple[int, int]]] = {}
    for at, start, end in spans_in(pieces, passage) if passage else ():
        found.setdefault(at, []).append((start, end))
    name = ' id="passage"'
    for at, stretches in found.items():
        piece, text, done = pieces[at], "", 0
        for start, end in stretches:
            inside = piece[start:end].rstrip("\t\n")
            text += f"{escape(piece[done:start])}<mark{name}>{escape(inside)}</mark>"
            name, done = "", start + len(inside)
        shown[at] = text + escape(piece[done:])
    return shown
