"""Find with PDFium what stands beside the text of a PDF: outline, attachments, annotations, form fields."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as api
from lxml import etree

from indexer.extract.attached import MOST as MAX_FILES
from indexer.extract.pdf_found import (
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_MARKS,
    Entry,
    Files,
    Page,
    box_line,
    distinct,
    field_line,
    note_line,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONGEST = 1 << 20  # bytes of one string
_OPTIONS = 500  # of a list to choose from
_SECRET = 1 << 13  # flag of a text field that holds a password
_MAX_PACKET = 8 << 20  # bytes of the data of an XFA form


def wide(call: Callable[..., int], *arguments: Any) -> str:
    """Return the string that a PDFium function gives, "" when there is none or it is far too long."""
    size = call(*arguments, None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(*arguments, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "replace").rstrip("\0")


# --- outline


def outline(document: Any, count: int) -> list[Entry]:
    """Return the outline in order, bounded in depth and number; an entry met twice ends its branch."""
    entries: list[Entry] = []
    seen = set[int]()
    first = api.FPDFBookmark_GetFirstChild(document, None)
    waiting: list[tuple[Any, tuple[str, ...]]] = [(first, ())]
    while waiting and len(seen) < MAX_ENTRIES:
        mark, above = waiting.pop()
        address = ctypes.cast(mark, ctypes.c_void_p).value if mark else None
        if not address or address in seen:
            continue
        seen.add(address)
        title = one_line(wide(api.FPDFBookmark_GetTitle, mark))
        path = (*above, title) if title else above
        page = _target(document, mark)
        if title and 0 < page <= count:
            entries.append(Entry(path, page))
        waiting.append((api.FPDFBookmark_GetNextSibling(document, mark), above))
        if len(above) < MAX_DEPTH - 1:
            waiting.append((api.FPDFBookmark_GetFirstChild(document, mark), path))
    return entries


def _target(document: Any, mark: Any) -> int:
    """Return the page to which an entry leads, 0 when it leads elsewhere."""
    place = api.FPDFBookmark_GetDest(document, mark)
    if not place:
        action = api.FPDFBookmark_GetAction(mark)
        if not action or api.FPDFAction_GetType(action) != api.PDFACTION_GOTO:
            return 0
        place = api.FPDFAction_GetDest(document, action)
    return int(api.FPDFDest_GetDestPageIndex(document, place)) + 1 if place else 0


# --- attachments


def attachments(document: Any, files: Files) -> None:
    """Collect the files that are attached to the document as a whole."""
    for index in range(min(max(0, api.FPDFDoc_GetAttachmentCount(document)), 2 * MAX_FILES)):
        _collect(api.FPDFDoc_GetAttachment(document, index), files)


def _collect(attachment: Any, files: Files) -> None:
    if not attachment or files.is_full:
        return
    size = ctypes.c_ulong()
    if not api.FPDFAttachment_GetFile(attachment, None, 0, size) or not files.has_room(size.value):
        return
    buffer = ctypes.create_string_buffer(max(1, size.value))
    if api.FPDFAttachment_GetFile(attachment, buffer, size.value, size):
        files.add(wide(api.FPDFAttachment_GetName, attachment), buffer.raw[: size.value])


# --- annotations and form fields


@contextmanager
def form_of(document: Any) -> Iterator[Any]:
    """Give the form of a document, None when it has none."""
    if api.FPDF_GetFormType(document) == api.FORMTYPE_NONE:
        yield None
        return
    callbacks = api.FPDF_FORMFILLINFO(version=2)  # no script runs, nothing is drawn: none is called
    form = api.FPDFDOC_InitFormFillEnvironment(document, callbacks)
    try:
        yield form or None
    finally:
        if form:
            api.FPDFDOC_ExitFormFillEnvironment(form)


def read_marks(handle: Any, form: Any, files: Files, page: Page) -> None:
    """Add a line to a page for each of its annotations and filled fields, and collect the files pinned to it."""
    lines: list[str] = []
    for index in range(min(api.FPDFPage_GetAnnotCount(handle), MAX_MARKS)):
        mark = api.FPDFPage_GetAnnot(handle, index)
        if not mark:
            continue
        try:
            kind = api.FPDFAnnot_GetSubtype(mark)
            page.has_fields |= kind == api.FPDF_ANNOT_WIDGET
            if kind != api.FPDF_ANNOT_LINK:
                lines.append(_line(kind, mark, form, files))
        finally:
            api.FPDFPage_CloseAnnot(mark)
    page.lines = distinct(lines)


def _line(kind: int, mark: Any, form: Any, files: Files) -> str:
    if api.FPDFAnnot_GetFlags(mark) & api.FPDF_ANNOT_FLAG_HIDDEN:
        return ""
    if kind == api.FPDF_ANNOT_WIDGET:
        return _field(form, mark) if form is not None else ""
    if kind == api.FPDF_ANNOT_FILEATTACHMENT:
        _collect(api.FPDFAnnot_GetFileAttachment(mark), files)
    return note_line(
        wide(api.FPDFAnnot_GetStringValue, mark, b"T"),
        wide(api.FPDFAnnot_GetStringValue, mark, b"Contents"),
    )


def _field(form: Any, mark: Any) -> str:
    kind = api.FPDFAnnot_GetFormFieldType(form, mark)
    label = wide(api.FPDFAnnot_GetFormFieldAlternateName, form, mark) or wide(
        api.FPDFAnnot_GetFormFieldName, form, mark
    )
    if kind in (api.FPDF_FORMFIELD_CHECKBOX, api.FPDF_FORMFIELD_RADIOBUTTON):
        value = wide(api.FPDFAnnot_GetFormFieldValue, form, mark)
        # FPDFAnnot_IsChecked says no unless the page was prepared for filling in.
        shown = wide(api.FPDFAnnot_GetStringValue, mark, b"AS") or value
        return "" if shown in ("", "Off") else box_line(label, value if value not in ("", "Off") else shown)
    if kind in (api.FPDF_FORMFIELD_COMBOBOX, api.FPDF_FORMFIELD_LISTBOX):
        chosen = _chosen(form, mark) or wide(api.FPDFAnnot_GetFormFieldValue, form, mark)
        return field_line(label, chosen)
    if kind == api.FPDF_FORMFIELD_TEXTFIELD and not api.FPDFAnnot_GetFormFieldFlags(form, mark) & _SECRET:
        return field_line(label, wide(api.FPDFAnnot_GetFormFieldValue, form, mark))
    return ""


def _chosen(form: Any, mark: Any) -> str:
    """Return what is shown for the options that are chosen in a list."""
    count = min(api.FPDFAnnot_GetOptionCount(form, mark), _OPTIONS)
    return ", ".join(
        wide(api.FPDFAnnot_GetOptionLabel, form, mark, index)
        for index in range(count)
        if api.FPDFAnnot_IsOptionSelected(form, mark, index)
    )


# --- XFA


def xfa_lines(document: Any) -> list[str]:
    """Return the data of an XFA form, "name: value" in lines; its layout, and so its page, is not known here."""
    for index in range(min(max(0, api.FPDF_GetXFAPacketCount(document)), 50)):
        if _packet_name(document, index) == "datasets":
            return distinct(_data_lines(_packet(document, index)))
    return []


def _packet_name(document: Any, index: int) -> str:
    buffer = ctypes.create_string_buffer(64)
    size = api.FPDF_GetXFAPacketName(document, index, buffer, len(buffer))
    return buffer.value.decode("latin-1") if 0 < size <= len(buffer) else ""


def _packet(document: Any, index: int) -> bytes:
    size = ctypes.c_ulong()
    if not api.FPDF_GetXFAPacketContent(document, index, None, 0, size) or not 0 < size.value <= _MAX_PACKET:
        return b""
    buffer = ctypes.create_string_buffer(size.value)
    done = api.FPDF_GetXFAPacketContent(document, index, buffer, size.value, size)
    return buffer.raw[: size.value] if done else b""


def _data_lines(packet: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(packet, parser) if packet.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        return
    for element in root.iter() if root is not None else ():
        if isinstance(element.tag, str) and not any(isinstance(child.tag, str) for child in element):
            pieces = (element.text, *(child.tail for child in element))  # around entities, which stay shut
            yield field_line(element.tag.rpartition("}")[2], "".join(piece or "" for piece in pieces))
