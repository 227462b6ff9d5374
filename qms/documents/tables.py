"""Build Word tables that break well across pages, with columns as wide as their content asks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qms.documents.engine import Passage
from qms.documents.markup import TAG, plain
from qms.documents.oxml import Element, el, flag, paragraph, ppr, runs, say, tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.documents.markup import Row, Runs, Table
    from qms.documents.skins import Skin

_LOOP = re.compile(r"\{%\s*for\s+(\w+)\s+in\s+(\w+)\s*%\}")
_VALUE = re.compile(r"\{\{\s*(\w+)(?:\.(\w+))?\s*(?:\|.*)?\}\}")
_GUESS = "x" * 14
_FORM_ROW = 960  # least height in twips of a row that is filled in by hand
PADDING = 230  # both margins of a cell and a little air, in twips
_STEP = 160
_BOLD = 1.12  # how much wider bold letters are
_MEASURED = 12  # samples of a loop that are measured
SHORT = 5  # rows of a table that is kept on one page


def grid(widths: Sequence[int], rows: Sequence[Element], *, borders: Element | None = None) -> Element:
    """Make a table of fixed column widths (twips)."""
    properties = el(
        "tblPr",
        el("tblStyle", val="DocumentTable"),
        el("tblW", w=sum(widths), type="dxa"),
        borders,
        el("tblLayout", type="fixed"),
        el(
            "tblLook",
            val="0020" if borders is None else "0000",
            firstRow=1 if borders is None else 0,
            noVBand=1,
        ),
    )
    return el("tbl", properties, el("tblGrid", *(el("gridCol", w=width) for width in widths)), *rows)


def row(*cells: Element, head: bool = False, height: int = 0) -> Element:
    """Make a row that never breaks across pages; a `head` is repeated on each page."""
    least = el("trHeight", val=height, hRule="atLeast") if height else None
    return el("tr", el("trPr", el("cantSplit"), least, flag("tblHeader", head)), *cells)


def cell(width: int, *content: Element, span: int = 1, middle: bool = False) -> Element:
    """Make a cell of `width` twips over `span` columns."""
    properties = el(
        "tcPr",
        el("tcW", w=width, type="dxa"),
        el("gridSpan", val=span) if span > 1 else None,
        el("vAlign", val="center") if middle else None,
    )
    return el("tc", properties, *content)


def tag_row(text: str, widths: Sequence[int]) -> Element:
    """Make the row of a docxtpl statement over all columns."""
    return row(cell(sum(widths), tag(text, "tr"), span=len(widths)))


def text_table(table: Table, total: int, samples: Mapping[str, Any], size: float = 9.5) -> Element:
    """Make a table `total` twips wide, set in `size` points; `samples` tell how long values are."""
    count = len(table.header)
    columns = _columns(table, samples)
    form = [index for index, texts in enumerate(columns) if table.rows and not any(texts[1:])]
    widths = column_widths(columns, total, form, size)
    made = [_head(table, widths)]
    for index, line in enumerate(table.rows):
        if line.tag:
            made.append(tag_row(line.tag, widths))
            continue
        cells = [*line.cells, *([()] * (count - len(line.cells)))][:count]
        look = _held_together(index, table.rows)
        body = (cell(width, _cell_text(text, look)) for width, text in zip(widths, cells, strict=True))
        made.append(row(*body, height=_FORM_ROW if form else 0))
    return grid(widths, made)


def law_table(skin: Skin, language: str) -> list[Element]:
    """Make the table of the acts that a document rests on; it is left out when none was ticked."""
    total = skin.page.width
    widths = [int(total * share) for share in (0.42, 0.22)]
    widths.append(total - sum(widths))
    heads = ("law_act", "law_articles", "law_source")
    labels = [say("TableHead", skin.label(key, language)) for key in heads]
    texts = (
        "{{ act.title }}",
        "{{ act.articles }}",
        "{{ act.source }}{% if act.checked %}\n{{ act.checked }}{% endif %}",
    )
    body = [say("TableText", text) for text in texts]
    rows = [
        row(*(cell(width, text) for width, text in zip(widths, labels, strict=True)), head=True),
        tag_row("{% for act in legal_basis.acts %}", widths),
        row(*(cell(width, text) for width, text in zip(widths, body, strict=True))),
        tag_row("{% endfor %}", widths),
    ]
    return [tag("{% if legal_basis %}"), grid(widths, rows), spacer(8), tag("{% endif %}")]


def _cell_text(text: Runs, keep_next: bool) -> Element:
    return paragraph("TableText", *runs(text), properties=ppr(keep_next=keep_next))


def _held_together(index: int, rows: Sequence[Row]) -> bool:
    """Tell whether a row stays with the next: short tables whole, else no single row at either end."""
    if any(line.tag for line in rows):
        return False
    last = len(rows) - 1
    return index < last and (len(rows) <= SHORT or index in {0, last - 1})


def _head(table: Table, widths: Sequence[int]) -> Element:
    pairs = zip(widths, table.header, strict=True)
    return row(*(cell(width, paragraph("TableHead", *runs(text))) for width, text in pairs), head=True)


def _columns(table: Table, samples: Mapping[str, Any]) -> list[list[str]]:
    """Return the texts of each column as they will be about; a row in a loop counts once per sample."""
    columns = [[_shown(plain(text), samples)] for text in table.header]
    loops: dict[str, Any] = {}
    for line in table.rows:
        found = _LOOP.match(line.tag)
        if found:
            loops[found.group(1)] = samples.get(found.group(2))
        for known in _rounds(samples, loops) if not line.tag else ():
            for column, text in zip(columns, line.cells, strict=False):
                column.append(_shown(plain(text), known))
    return columns


def _rounds(samples: Mapping[str, Any], loops: Mapping[str, Any]) -> list[dict[str, Any]]:
    rounds: list[dict[str, Any]] = [dict(samples)]
    for name, items in loops.items():
        if isinstance(items, list) and items:
            rounds = [{**known, name: item} for known in rounds for item in items[:_MEASURED]][:_MEASURED]
    return rounds


def _shown(text: str, samples: Mapping[str, Any]) -> str:
    def guess(found: re.Match[str]) -> str:
        if not found.group().startswith("{{"):
            return ""
        value = _VALUE.match(found.group())
        return _sample(value.group(1), value.group(2), samples) if value else _GUESS

    return TAG.sub(guess, text).strip()


def _sample(name: str, column: str | None, samples: Mapping[str, Any]) -> str:
    value = samples.get(name)
    if column:
        value = value.get(column) if isinstance(value, dict) else None
    return str(value) if isinstance(value, str | int | float | Passage) and str(value) else _GUESS


def column_widths(
    columns: Sequence[Sequence[str]], total: int, form: Sequence[int] = (), size: float = 9.5
) -> list[int]:
    """Share `total` twips among columns of texts set in `size` points, so that the table is low.

    No column gets narrower than its longest word; then what makes rows high is widened step by step.
    Columns named in `form` are empty, to be filled in by hand, and get at least an equal share.
    """
    lengths = [[text_width(text, size) for text in texts] for texts in columns]
    least = least_widths(columns, total, size)
    for index in form:
        least[index] = max(least[index], total // len(columns))
    if sum(least) >= total:
        return _fitted(least, total)
    widths = list(least)
    full = [max(need, max(texts) + PADDING) for need, texts in zip(least, lengths, strict=True)]
    lines = [_lines(texts, width) for texts, width in zip(lengths, widths, strict=True)]
    while sum(widths) + _STEP <= total:
        unfilled = [index for index, width in enumerate(widths) if width < full[index]]
        if not unfilled:
            break
        pressures = _pressures(lines)
        chosen = max(unfilled, key=pressures.__getitem__)
        widths[chosen] += _STEP
        lines[chosen] = _lines(lengths[chosen], widths[chosen])
    return _fitted(widths, total)


def least_widths(columns: Sequence[Sequence[str]], total: int, size: float) -> list[int]:
    """Return the width in twips that the longest word of each column takes, at most half of `total`."""
    return [min(_longest_word(texts, size) + PADDING, total // 2) for texts in columns]


def _lines(texts: Sequence[int], width: int) -> list[float]:
    """Return how many lines each text takes in a column."""
    room = max(1, width - PADDING)
    return [max(1.0, text / room) for text in texts]


def _pressures(lines: Sequence[Sequence[float]]) -> list[float]:
    """Add up by how many lines each column is higher than its neighbours, plus a little for its own height."""
    pressures = [0.0] * len(lines)
    for row in zip(*lines, strict=False):
        highest = second = 0.0
        for count in row:
            if count > highest:
                highest, second = count, highest
            elif count > second:
                second = count
        for index, count in enumerate(row):
            pressures[index] += count / 10
            if count == highest:
                pressures[index] += highest - second
    return pressures


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float) -> int:
    """Estimate the width in twips of a text in a sans-serif face of `size` points."""
    return round(sum(_em(char) for char in text) * size * 20)


def _em(char: str) -> float:
    if char in "ijlI.,;:'|!()[]į":
        return 0.28
    if char in "frt-/ ":
        return 0.33
    if char in "mwMW@%–—":
        return 0.87
    return 0.7 if char.isupper() else 0.56


def _longest_word(texts: Sequence[str], size: float) -> int:
    # Headings and some cells are bold, and a word that is one letter too wide would be broken without a hyphen.
    return max((_word_width(text, size * _BOLD) for text in texts), default=0)


def _word_width(text: str, size: float) -> int:
    return max(text_width(word, size) for word in re.split(r"[ \t\n/]+|(?<=-)", text))


def _fitted(widths: Sequence[float], total: int) -> list[int]:
    scale = total / sum(widths)
    fitted = [int(width * scale) for width in widths]
    fitted[-1] += total - sum(fitted)
    return fitted


def box(colour: str, *, inside: bool) -> Element:
    """Make table borders: a box with all lines (`inside`) or only level hairlines."""
    drawn = (
        ("top", "left", "bottom", "right", "insideH", "insideV") if inside else ("top", "bottom", "insideH")
    )
    order = ("top", "left", "bottom", "right", "insideH", "insideV")
    return el(
        "tblBorders",
        *(
            el(
                side,
                val="single" if side in drawn else "nil",
                sz=4 if side in drawn else 0,
                space=0,
                color=colour,
            )
            for side in order
        ),
    )


def spacer(points: float = 6) -> Element:
    """Make the small paragraph that parts a table from what follows (adjacent tables would grow together)."""
    return paragraph("Spacer", properties=ppr(style="Spacer", line=max(points / 7, 0.2)))
