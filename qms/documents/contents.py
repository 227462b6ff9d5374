"""Write the table of contents: the chapters that a document really has, each with a link and, where known, its page.

Page numbers need a layout engine. Where LibreOffice is installed they are read from the PDF; else the entries are
links without a number, and the field is marked so that Word counts when it opens the file.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

from qms.documents.oxml import Element, el, paragraph, ppr, say, text_run
from qms.documents.package import is_word_file, tidy_zip
from qms.documents.style_names import StyleNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.skins import Skin

HEADING, ENTRY = "TOC Heading", "toc 1"
_CHAPTER, _ANNEX = "heading 1", "annex title"
_FIELD = r'TOC \o "1-1" \h \z \t "Annex Title,1"'
_MARK = "_Toc9"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def refresh(document: Any, skin: Skin, language: str, pages: Sequence[int] | None = None) -> None:
    """Write the entries of a python-docx document anew; nothing where it has no table of contents.

    `pages` are the pages of the chapters, in order; without them the entries have no number.
    """
    body, styles = document.element.body, StyleNames(document)
    named = [(styles.name(p), p) for p in body.iter(qn("w:p"))]
    head = next((p for name, p in named if name == HEADING.casefold()), None)
    if head is None:
        return
    for name, old in named:
        if name == ENTRY:
            old.getparent().remove(old)
    chapters = [(name, p) for name, p in named if name in {_CHAPTER, _ANNEX} and _text(p)]
    labels = _labels(chapters, skin, language)
    taken = {str(start.get(qn("w:name"))) for start in body.iter(qn("w:bookmarkStart"))}
    marks = [_mark(chapter, number, taken) for number, (_, chapter) in enumerate(chapters, start=1)]
    known = list(pages) if pages is not None and len(pages) == len(chapters) else None
    style = styles.ident(ENTRY) or "TOC1"
    made = [
        _entry(style, label, mark, str(known[n]) if known else "")
        for n, (label, mark) in enumerate(zip(labels, marks, strict=True))
    ]
    _as_field(made, dirty=known is None)
    for entry in reversed(made):
        head.addnext(entry)


def has_contents(data: bytes) -> bool:
    """Tell whether a Word file has a table of contents of ours."""
    if not is_word_file(data):
        return False
    document = Document(io.BytesIO(data))
    styles = StyleNames(document)
    return any(styles.is_style(p, HEADING) for p in document.element.body.iter(qn("w:p")))


def with_pages(data: bytes, skin: Skin, language: str, pages: Sequence[int]) -> bytes:
    """Return a Word file whose table of contents has page numbers."""
    document = Document(io.BytesIO(data))
    refresh(document, skin, language, pages)
    stream = io.BytesIO()
    document.save(stream)
    return tidy_zip(stream.getvalue())


def refreshed(data: bytes, skin: Skin, language: str) -> bytes:
    """Return a Word file whose table of contents names the chapters that it has now."""
    document = Document(io.BytesIO(data))
    refresh(document, skin, language)
    stream = io.BytesIO()
    document.save(stream)
    return tidy_zip(stream.getvalue())


def chapter_pages(pdf: bytes) -> list[int]:
    """Return the pages (from 1) of the bookmarks of the first level of a PDF, in order."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    return [
        (reader.get_destination_page_number(item) or 0) + 1
        for item in reader.outline
        if not isinstance(item, list)
    ]


def placeholder(skin: Skin, language: str) -> list[Element]:
    """Make the heading below which the entries will stand."""
    return [say("ContentsHeading", skin.label("contents", language))]


def _text(chapter: Any) -> str:
    pieces = [t.text or "" if t.tag == qn("w:t") else " " for t in chapter.iter(qn("w:t"), qn("w:br"))]
    return " ".join("".join(pieces).split())


def _labels(chapters: Sequence[tuple[str, Any]], skin: Skin, language: str) -> list[str]:
    """Return the entries as they are numbered in the text: 1, I SKYRIUS, Annex 1."""
    labels: list[str] = []
    count = annexes = 0
    for name, chapter in chapters:
        if name == _ANNEX:
            annexes += 1
            lead = skin.label("annex", language).replace("%1", str(annexes)) + ". "
        else:
            count += 1
            lead = f"{count}\t" if skin.numbering == "decimal" else ""
            if skin.numbering == "roman_points":
                lead = skin.label("chapter", language).replace("%1", _roman(count)) + ". "
        labels.append(lead + _text(chapter))
    return labels


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _mark(chapter: Any, number: int, taken: set[str]) -> str:
    """Put a bookmark around a chapter's heading, or find the one that is there; return its name."""
    for start in chapter.findall(qn("w:bookmarkStart")):
        name = str(start.get(qn("w:name")))
        if name.startswith("_Toc"):
            return name
    while f"{_MARK}{number:05}" in taken:
        number += 1000
    name = f"{_MARK}{number:05}"
    taken.add(name)
    start = el("bookmarkStart", id=900_000 + number, name=name)
    look = chapter.find(qn("w:pPr"))
    if look is not None:
        look.addnext(start)
    else:
        chapter.insert(0, start)
    chapter.append(el("bookmarkEnd", id=900_000 + number))
    return name


def _entry(style: str, label: str, mark: str, page: str) -> Element:
    link = el("hyperlink", *text_run(f"{label}\t{page}" if page else label), anchor=mark, history=1)
    return paragraph(style, link, properties=ppr(style=style))


def _as_field(entries: Sequence[Element], *, dirty: bool) -> None:
    """Make one field of all entries, which Word can update."""
    if not entries:
        return
    begin = el("fldChar", fldCharType="begin")
    if dirty:
        begin.set(qn("w:dirty"), "true")
    code = el("instrText")
    code.text = f" {_FIELD} "
    code.set(qn("xml:space"), "preserve")
    look = entries[0].find(qn("w:pPr"))
    for run in (el("r", el("fldChar", fldCharType="separate")), el("r", code), el("r", begin)):
        look.addnext(run)
    entries[-1].append(el("r", el("fldChar", fldCharType="end")))
