"""Lay out what surrounds the text: headers, footers, front matter, change log and closing, per skin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from docx.shared import Cm

from qms.documents.oxml import Element, field, line_borders, marked, paragraph, ppr, say, tag, text_run
from qms.documents.tables import box, cell, grid, row, spacer, tag_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.skins import Skin

# A field of a card: the key of label and value, and over how many columns it goes.
Field = tuple[str, int]
_PRINTED = {
    "document_id": "{{ document.id or '–' }}",
    "approved_on_line": "{% if document.approved_on %}\n{{ document.approved_on }}{% endif %}",
    "order_line": "{{ document.order_line }}",
    "valid_line": "{{ document.valid_line }}",
}
_SIGNATURES = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """Lay out the surroundings of a text in one skin and language."""

    skin: Skin
    language: str
    part: str = ""

    def _label(self, key: str) -> str:
        return self.skin.label(key, self.language)

    def page(self, document: Any) -> None:
        """Set paper, margins, headers and footers of a python-docx document."""
        section, page = document.sections[0], self.skin.page
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(page.top), Cm(page.bottom)
        section.left_margin, section.right_margin = Cm(page.left), Cm(page.right)
        section.header_distance, section.footer_distance = Cm(page.header), Cm(page.footer)
        section.different_first_page_header_footer = True
        _fill(section.first_page_header, [*self._draft(), *self._first_header()])
        _fill(section.header, [*self._draft(), *self._running_header()])
        _fill(section.first_page_footer, [self._footer("first")])
        _fill(section.footer, [self._footer("running")])

    def _draft(self) -> list[Element]:
        mark = say("DraftMark", self._label("draft"))
        return [tag("{% if document.draft %}"), mark, tag("{% endif %}")]

    def _first_header(self) -> list[Element]:
        if self.skin.layout == "header_table":
            return [self._norwegian_card(), spacer(10)]
        if self.skin.layout == "compact":
            return [say("Header", "{{ document.organisation }}\t{{ document.id }}", ppr(after=10))]
        return [say("Header", "")]

    def _running_header(self) -> list[Element]:
        if self.skin.layout == "compact":
            return self._first_header()
        if self.skin.layout == "act":
            return [say("Header", "")]
        look = ppr(borders=line_borders(self.skin.colours.rule, space=4), after=14)
        left = "{{ document.title }}" if self.skin.layout == "header_table" else "{{ document.organisation }}"
        right = "{{ document.id }}" if self.skin.layout == "header_table" else "{{ document.title }}"
        return [paragraph("Header", *text_run(f"{left}\t{right}"), properties=look)]

    def _footer(self, place: str) -> Element:
        lead = text_run(f"{{{{ document.id }}}} · {self._label('version')} ")
        shown = _value("version", place)
        if self.skin.layout == "compact":
            shown += _value("valid_line", place)
        return paragraph("Footer", *lead, *shown, *text_run("\t"), *self._page_number(prefix=True))

    def _page_number(self, *, prefix: bool) -> list[Element]:
        lead = text_run(f"{self._label('page')} ") if prefix else []
        return [*lead, *field("PAGE"), *text_run(f" {self._label('page_of')} "), *field("NUMPAGES")]

    def front(self) -> list[Element]:
        """Make what stands before the first chapter."""
        if self.skin.layout == "compact":
            return self._compact_head()
        if self.skin.layout == "act":
            return self._act_head()
        if self.skin.layout == "header_table":
            rows: list[list[Field]] = [[("services", 2), ("indicators", 1), ("language", 1)]]
            return [self._card(rows, boxed=True), spacer(8)]
        rows = [
            [("document_id", 1), ("version", 1), ("status", 1), ("language", 1)],
            [("owner", 1), ("prepared_by", 1), ("approved_by", 1), ("approved_on", 1)],
            [("valid_from", 1), ("review_due", 1), ("indicators", 2)],
            [("services", 4)],
        ]
        return [
            say("Organisation", "{{ document.organisation }}"),
            say("Title", "{{ document.title }}"),
            self._card(rows, boxed=False),
            spacer(8),
        ]

    def _compact_head(self) -> list[Element]:
        """Make the head of a form, staff sheet or easy-read text, which says whether readers have tried it."""
        label = [say("Organisation", self._label(f"part_{self.part}"))] if self.part else []
        tried = [paragraph("Tried", *_value("tried"))] if self.part == "easy" else []
        return [*label, say("Title", "{{ document.title }}"), *tried]

    def _act_head(self) -> list[Element]:
        return [
            say("ActBlock", self._label("approved_mark")),
            say("ActBlock", "{{ document.approval_line }}"),
            paragraph("ActBlock", *_value("order_line")),
            say("ActCentre", "{{ document.organisation }}"),
            say("Title", "{{ document.title }}"),
        ]

    def _norwegian_card(self) -> Element:
        widths = _quarters(self.skin.page.width)
        head = [
            say("FieldLabel", "{{ document.organisation }}"),
            say("Title", "{{ document.title }}", properties=ppr(before=2, after=2)),
        ]
        rows = [
            row(cell(sum(widths[:3]), *head, span=3), self._field("document_id", widths[3])),
            row(
                self._field("prepared_by", widths[0]),
                self._field("owner", widths[1]),
                self._field("approved_by", widths[2], more=("approved_on_line",)),
                self._field("status", widths[3]),
            ),
            row(
                self._field("version", widths[0]),
                self._field("valid_from", widths[1]),
                self._field("review_due", widths[2]),
                cell(
                    widths[3],
                    say("FieldLabel", self._label("page")),
                    paragraph("FieldValue", *self._page_number(prefix=False)),
                ),
            ),
        ]
        return grid(widths, rows, borders=box(self.skin.colours.rule, inside=True))

    def _field(self, key: str, width: int, *, span: int = 1, more: Sequence[str] = ()) -> Element:
        values = [run for name in (key, *more) for run in _value(name)]
        return cell(width, say("FieldLabel", self._label(key)), paragraph("FieldValue", *values), span=span)

    def _card(self, rows: Sequence[Sequence[Field]], *, boxed: bool) -> Element:
        widths = _quarters(self.skin.page.width)
        made = [
            row(*(self._field(key, widths[0] * span, span=span) for key, span in fields)) for fields in rows
        ]
        for key in ("related", "distribution"):
            optional = row(self._field(key, sum(widths), span=4))
            made += [tag_row(f"{{% if document.{key} %}}", widths), optional, tag_row("{% endif %}", widths)]
        return grid(widths, made, borders=box(self.skin.colours.rule, inside=boxed))

    def closing(self) -> list[Element]:
        """Make what stands after the last chapter: change log, and for an act signatures and data."""
        if self.skin.layout == "compact":
            return []
        if self.skin.layout != "act":
            return self._changes()
        rows: list[list[Field]] = [
            [("document_id", 1), ("version", 1), ("status", 1), ("language", 1)],
            [("prepared_by", 1), ("owner", 1), ("approved_by", 1), ("approved_on", 1)],
            [("valid_from", 1), ("review_due", 1), ("indicators", 2)],
            [("services", 4)],
        ]
        data = [say("SectionHeading", self._label("document_data")), self._card(rows, boxed=True), spacer()]
        return [say("ActEnd", "____________________"), *self._signatures(), *data, *self._changes()]

    def _changes(self) -> list[Element]:
        keys = ("version", "date", "what", "by")
        total = self.skin.page.width
        widths = _shares(total, (0.12, 0.27, 0.37, 0.24))
        values = row(
            *(
                cell(width, say("TableText", f"{{{{ c.{key} }}}}"))
                for key, width in zip(keys, widths, strict=True)
            )
        )
        empty = row(*(cell(width, say("TableText", "–")) for width in widths))
        rows = [
            self._heads([f"change_{key}" for key in keys], widths),
            tag_row("{% for c in document.changes %}", widths),
            values,
            tag_row("{% else %}", widths),
            empty,
            tag_row("{% endfor %}", widths),
        ]
        name = bookmark_name("changes", "heading")
        heading = marked(name, crc32(name.encode()) % 1_000_000, text_run(self._label("changes")))
        return [paragraph("SectionHeading", *heading), grid(widths, rows), spacer(2)]

    def _signatures(self) -> list[Element]:
        keys = ("number", "name", "function", "date", "signature")
        widths = _shares(self.skin.page.width, (0.1, 0.31, 0.25, 0.15, 0.19))
        lines = [
            row(
                *(
                    cell(
                        width,
                        say("TableText", f"{line}." if index == 0 else "", ppr(keep_next=line < _SIGNATURES)),
                    )
                    for index, width in enumerate(widths)
                ),
                height=454,
            )
            for line in range(1, _SIGNATURES + 1)
        ]
        rows = [self._heads([f"acquainted_{key}" for key in keys], widths), *lines]
        return [say("SectionHeading", self._label("acquainted")), grid(widths, rows), spacer()]

    def _heads(self, keys: Sequence[str], widths: Sequence[int]) -> Element:
        pairs = zip(keys, widths, strict=True)
        return row(*(cell(width, say("TableHead", self._label(key))) for key, width in pairs), head=True)


def _fill(part: Any, content: Sequence[Element]) -> None:
    part.is_linked_to_previous = False
    root = part._element
    for child in list(root):
        root.remove(child)
    for item in content:
        root.append(item)


def _value(key: str, place: str = "card") -> list[Element]:
    """Make the runs of a field, with a bookmark by which an approval finds it again."""
    text = _PRINTED.get(key, f"{{{{ document.{key} or '–' }}}}")
    name = bookmark_name(key, place)
    return marked(name, crc32(name.encode()) % 1_000_000, text_run(text))


def bookmark_name(key: str, place: str) -> str:
    """Return the name of the bookmark around a field at one of the places where it is printed."""
    return f"qms_{key}__{place}"


def _quarters(total: int) -> list[int]:
    return _shares(total, (0.25, 0.25, 0.25, 0.25))


def _shares(total: int, shares: Sequence[float]) -> list[int]:
    widths = [int(total * share) for share in shares]
    widths[-1] += total - sum(widths)
    return widths
