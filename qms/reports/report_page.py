"""Write a report as one page of HTML that needs nothing else: for the screen, for a phone, and for paper."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from qms.model.reports import Linked, Mark
from qms.reports.map_picture import map_svg
from qms.reports.report_looks import STYLE
from qms.reports.report_text import fit
from qms.reports.report_tones import SIGNS, TONES, cell_text, tone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qms.model.reports import Cell, Column, Part, Report, Row, Table

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_WIDE = 110  # letters beyond which the columns of a table get fixed shares of the width


def page_of(report: Report) -> bytes:
    """Return a report as the bytes of an HTML file; the same report gives the same bytes."""
    return ("\n".join(_lines(fit(report))) + "\n").encode()


def _lines(report: Report) -> Iterator[str]:
    parts = [part for part in report.parts if part.only != "sheet"]
    title = f"{escape(report.title)} – {escape(report.organisation)}"
    yield f'<!DOCTYPE html>\n<html lang="{escape(report.language)}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_style(report)}</style>\n</head>\n<body>"
    yield f'<header>\n<p class="organisation">{escape(report.organisation)}'
    yield f"<small>{escape(report.letterhead)}</small></p>" if report.letterhead else "</p>"
    yield f"<h1>{escape(report.title)}</h1>\n<dl>"
    for name, value in report.facts[1:]:
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
    yield f'</dl>\n</header>\n<nav aria-label="{escape(report.contents)}">\n<ul>'
    for number, part in enumerate(parts, start=1):
        yield f'<li><a href="#part-{number}">{escape(part.title)}</a></li>'
    yield "</ul>\n</nav>\n<main>"
    taken: set[str] = set()
    for number, part in enumerate(parts, start=1):
        yield from _part(part, number, taken)
    yield "</main>\n<footer>"
    for notice in report.notices:
        yield f"<p>{escape(notice)}</p>"
    yield "</footer>\n</body>\n</html>"


def _style(report: Report) -> str:
    """Return the style sheet, with the colours of the states and what stands at the foot of each sheet of paper."""
    tones = "".join(
        f".t-{token}{{background:{ground};color:{ink}}}" for token, (ground, ink) in TONES.items()
    )
    named = _quoted(f"{report.organisation} · {report.title}")
    pages = f"{_quoted(report.page + ' ')} counter(page) {_quoted(f' {report.page_of} ')} counter(pages)"
    foot = f"@page{{@bottom-left{{content:{named}}}@bottom-right{{content:{pages}}}}}"
    return STYLE + tones + foot


def _quoted(text: str) -> str:
    """Return a text as a string of a style sheet; nothing in it can end the string or the sheet."""
    safe = "".join(c if c.isalnum() or c in " .,·–-()" else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'


def _part(part: Part, number: int, taken: set[str]) -> Iterator[str]:
    yield f'<section id="part-{number}" aria-labelledby="title-{number}">'
    yield f'<h2 id="title-{number}">{escape(part.title)}</h2>'
    for line in part.lines:
        yield f"<p>{escape(line)}</p>"
    if part.picture:
        yield f'<figure tabindex="0">{map_svg(part.picture)}</figure>'
    if part.table and part.table.rows:
        yield from _table(part.table, part.title, taken)
    elif part.table and part.table.empty:
        yield f"<p>{escape(part.table.empty)}</p>"
    yield "</section>"


def _table(table: Table, title: str, taken: set[str]) -> Iterator[str]:
    columns = [column for column in table.columns if column.only != "sheet"]
    total = sum(column.width for column in columns)
    wide = total > _WIDE
    yield f'<table class="{"wide" if wide else "narrow"}">\n<caption>{escape(title)}</caption>'
    if wide:
        shares = "".join(f'<col style="width:{100 * c.width / total:.2f}%">' for c in columns)
        yield f"<colgroup>{shares}</colgroup>"
    heads = "".join(f'<th scope="col"{_class(c)}>{escape(c.title)}</th>' for c in columns)
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for place, row in enumerate(table.rows):
        if row.group:
            if place:
                yield "</tbody>\n<tbody>"
            yield f'<tr class="group"><th scope="rowgroup" colspan="{len(columns)}">{escape(row.group)}</th></tr>'
        else:
            yield _row(row, table.columns, taken)
    yield "</tbody>\n</table>"


def _class(column: Column) -> str:
    return ' class="number"' if column.kind == "number" else ""


def _row(row: Row, columns: Sequence[Column], taken: set[str]) -> str:
    """Return a row; of several with one anchor, the first is what links lead to."""
    anchor = f' id="{escape(row.anchor)}"' if row.anchor and row.anchor not in taken else ""
    taken.add(row.anchor)
    cells: list[str] = []
    for column, cell in zip(columns, row.cells, strict=True):
        if column.only != "sheet":
            cells.append(_cell(cell, column, head=not cells))
    return f"<tr{anchor}>{''.join(cells)}</tr>"


def _cell(cell: Cell, column: Column, *, head: bool) -> str:
    label = f' data-label="{escape(column.title)}"'
    text, classes = _shown(cell), []
    if column.kind == "number":
        classes.append("number")
    if isinstance(cell, Mark) and tone_of(cell.token) != tone_of(""):
        classes.append(f"t-{_tone_class(cell.token)}")
    if not text:
        classes.append("blank")
    named = f' class="{" ".join(classes)}"' if classes else ""
    return f'<th scope="row"{named}{label}>{text}</th>' if head else f"<td{named}{label}>{text}</td>"


def _tone_class(token: str) -> str:
    wanted = tone_of(token)
    return next(name for name, tone in TONES.items() if tone == wanted)


def _shown(cell: Cell) -> str:
    if isinstance(cell, Mark):
        sign = SIGNS.get(cell.token, "")
        shown = f'<span class="sign" aria-hidden="true">{escape(sign)}</span>&nbsp;' if sign else ""
        return shown + escape(cell.text)
    if isinstance(cell, date):
        return f'<time datetime="{cell.isoformat()}">{cell.isoformat()}</time>'
    text = _DAY.sub(r'<span class="day">\g<0></span>', escape(cell_text(cell))).replace("\n", "<br>")
    if isinstance(cell, Linked) and cell.address:
        return f'<a href="{escape(cell.address)}">{text}</a>'
    return text
