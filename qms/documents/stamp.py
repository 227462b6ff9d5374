"""Write the approval into a document that a person edited: fields, change log, draft mark and properties."""

from __future__ import annotations

import copy
import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

from qms.documents.contents import refresh
from qms.documents.frontmatter import document_context
from qms.documents.oxml import say, text_run
from qms.documents.package import tidy_zip
from qms.documents.render import set_properties
from qms.documents.skins import load_skin, skin_name
from qms.documents.style_names import StyleNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qms.documents.frontmatter import FrontMatter

# The styles of suggested passages and of the text that they become, by name: LibreOffice makes up new ids.
_ADAPTED = {"To Adapt": "Body Text", "To Adapt Point": "Point 1"}
_LABEL, _MARK, _SPACER = "To Adapt Label", "Draft Mark", "Spacer"
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")


def stamp(data: bytes, front: FrontMatter, language: str, country: str) -> bytes:
    """Return an edited Word document with the front matter of `front`; all other text stays as it is.

    Fields are found by the bookmarks that `layout` sets; what a person deleted is left out. Equal input gives
    equal bytes. Raises zipfile.BadZipFile, KeyError or ValueError when `data` is no Word document.
    """
    document = Document(io.BytesIO(data))
    skin = load_skin(skin_name(country, language))
    known = document_context(front, skin, language)
    known["approved_on_line"] = f"\n{known['approved_on']}" if known["approved_on"] else ""
    known["document_id"] = known["id"]
    styles = StyleNames(document)
    for root in _roots(document):
        _fill_fields(root, known)
        if not known["draft"]:
            _drop_draft_mark(root, styles)
            _drop_adapt_marks(root, styles)
    if known["draft"]:
        _set_draft_mark(document, styles, skin.label("draft", language))
    _write_changes(document.element.body, known["changes"])
    refresh(document, skin, language)
    set_properties(document, front, language)
    stream = io.BytesIO()
    document.save(stream)
    return tidy_zip(stream.getvalue())


def fill(data: bytes, front: FrontMatter, language: str, country: str, key: str) -> bytes:
    """Return a Word document in which only one field is filled anew; raises what `stamp` raises."""
    document = Document(io.BytesIO(data))
    known = document_context(front, load_skin(skin_name(country, language)), language)
    for root in _roots(document):
        _fill_fields(root, {key: known[key]})
    stream = io.BytesIO()
    document.save(stream)
    return tidy_zip(stream.getvalue())


def _roots(document: Any) -> Iterator[Any]:
    yield document.element.body
    for section in document.sections:
        parts = (section.header, section.first_page_header, section.footer, section.first_page_footer)
        for part in parts:
            if not part.is_linked_to_previous:
                yield part._element


def _fill_fields(root: Any, known: Mapping[str, Any]) -> None:
    for start in list(root.iter(_START)):
        name = str(start.get(qn("w:name")))
        key = name.removeprefix("qms_").partition("__")[0]
        if name.startswith("qms_") and isinstance(known.get(key), str):
            _replace(start, known[key] or ("" if key.endswith("_line") else "–"))


def _replace(start: Any, text: str) -> None:
    """Put `text` between a bookmark's ends, in the look of its first run; nothing when an end is gone."""
    number, between = start.get(qn("w:id")), []
    for element in start.itersiblings():
        if element.tag == _END and element.get(qn("w:id")) == number:
            break
        between.append(element)
    else:
        return
    look = next((run.find(qn("w:rPr")) for run in between if run.tag == qn("w:r")), None)
    for element in between:
        element.getparent().remove(element)
    for run in reversed(text_run(text, copy.deepcopy(look))):
        start.addnext(run)


def _drop_draft_mark(root: Any, styles: StyleNames) -> None:
    for mark in [p for p in root.iter(qn("w:p")) if styles.is_style(p, _MARK)]:
        if len(mark.getparent().findall(qn("w:p"))) == 1:
            mark.addnext(say("Header", ""))
        mark.getparent().remove(mark)


def _set_draft_mark(document: Any, styles: StyleNames, label: str) -> None:
    """Put the mark of a draft on top of each header that has none: an approved version is worked on again."""
    ident = styles.ident(_MARK)
    if ident is None:
        return
    for section in document.sections:
        for part in (section.header, section.first_page_header):
            if part.is_linked_to_previous:
                continue
            root = part._element
            if not any(styles.is_style(p, _MARK) for p in root.iter(qn("w:p"))):
                root.insert(0, say(ident, label))


def _drop_adapt_marks(root: Any, styles: StyleNames) -> None:
    """Take the label and the colour off passages that hold the suggested text: approved, they are ours."""
    plain = {name.casefold(): styles.ident(becomes) for name, becomes in _ADAPTED.items()}
    for paragraph in list(root.iter(qn("w:p"))):
        name = styles.name(paragraph)
        if name == _LABEL.casefold():
            _drop_label(paragraph, styles)
        elif plain.get(name):
            look = paragraph.find(qn("w:pPr"))
            look.find(qn("w:pStyle")).set(qn("w:val"), plain[name])
            # What LibreOffice writes beside the style, and the number of a point, would keep the old look.
            for direct in ("w:numPr", "w:ind", "w:pBdr", "w:shd"):
                for element in look.findall(qn(direct)):
                    look.remove(element)


def _drop_label(label: Any, styles: StyleNames) -> None:
    """Remove the label of a passage and the gap below its box."""
    adapted = {name.casefold() for name in _ADAPTED}
    for element in label.itersiblings(qn("w:p")):
        name = styles.name(element)
        if name == _SPACER.casefold():
            element.getparent().remove(element)
        if name not in adapted:
            break
    label.getparent().remove(label)


def _write_changes(body: Any, changes: Sequence[Mapping[str, str]]) -> None:
    table = next(iter(_change_tables(body)), None)
    rows = table.findall(qn("w:tr")) if table is not None else []
    if table is None or len(rows) < 2:
        return
    pattern = rows[1]
    for change in changes:
        line = copy.deepcopy(pattern)
        for place, key in zip(line.findall(qn("w:tc")), ("version", "date", "what", "by"), strict=False):
            _set_cell(place, change[key])
        table.append(line)
    for old in rows[1:] if changes else []:
        table.remove(old)


def _change_tables(body: Any) -> Iterator[Any]:
    for start in body.iter(_START):
        if str(start.get(qn("w:name"))).startswith("qms_changes__"):
            following = start.getparent().getnext()
            if following is not None and following.tag == qn("w:tbl"):
                yield following


def _set_cell(cell: Any, text: str) -> None:
    first, *more = cell.findall(qn("w:p"))
    for paragraph in more:
        cell.remove(paragraph)
    for element in [child for child in first if child.tag != qn("w:pPr")]:
        first.remove(element)
    for run in text_run(text):
        first.append(run)
