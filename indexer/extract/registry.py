"""Choose the reader of a file: by its first bytes where these tell, else by its suffix, else by its being text."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from indexer.extract.model import NeedsOffice, ReadProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.extract.model import Content

_PDF, _ZIP, _EMPTY_ZIP, _OLE, _RTF = (
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
)
_MAGIC_WITHIN = 1_024  # bytes before which the mark of a PDF stands
_PICTURE = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP", re.DOTALL)
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml|(?:\xef\xbb\xbf)?\s*<(?:svg|office:document)\b")
_LARGEST_UNKNOWN = 1 << 20  # bytes of a file of unknown kind that is looked at as text
_FLAG = 0x0100  # in the head of an old Word file: encrypted


class Reader(NamedTuple):
    """Name a reader: its module (imported when first used) and its function.

    With `passwords` the function also takes the keywords `passwords` and `second`.
    """

    module: str
    function: str = "read"
    passwords: bool = False

    def load(self) -> tuple[Callable[..., Content], str]:
        """Return the function that reads, and the name and version of the reader."""
        module = import_module(f"indexer.extract.{self.module}")
        return getattr(module, self.function), module.READER


_DOCX, _PPTX, _SHEET, _ODF, _RICH = (
    Reader("docx"),
    Reader("pptx"),
    Reader("sheet"),
    Reader("odf"),
    Reader("rtf"),
)
_PDF_READER, _MAIL, _MSG, _HTML = Reader("pdf", passwords=True), Reader("mail"), Reader("msg"), Reader("html")
_SAVED_PAGE, _SEALED = Reader("mail", "read_page"), Reader("mail", "read_sealed")
_LETTERS = (_MAIL, _SAVED_PAGE, _SEALED)
_IMAGE, _SVG, _ARCHIVE = Reader("image"), Reader("image", "read_svg"), Reader("ziplist")
_SIGNED = Reader("signed")
_TEXT, _CSV = Reader("plain", "read_text"), Reader("plain", "read_csv")
_BY_SUFFIX: dict[str, Reader] = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), _DOCX),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"), _PPTX),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb", ".ods", ".ots"), _SHEET),
    **dict.fromkeys((".odt", ".ott", ".odp", ".otp", ".odg", ".fodt", ".fodp", ".fods", ".fodg"), _ODF),
    ".pdf": _PDF_READER,
    ".rtf": _RICH,
    ".eml": _MAIL,
    ".msg": _MSG,
    **dict.fromkeys((".mht", ".mhtml"), _SAVED_PAGE),
    ".p7m": _SEALED,
    **dict.fromkeys((".html", ".htm", ".xhtml"), _HTML),
    **dict.fromkeys((".csv", ".tsv"), _CSV),
    **dict.fromkeys((".txt", ".text", ".log", ".json", ".xml", ".yaml", ".yml"), _TEXT),
    **dict.fromkeys((".md", ".markdown"), Reader("plain", "read_markdown")),
    **dict.fromkeys((".ics", ".vcf"), Reader("plain", "read_card")),
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp"), _IMAGE),
    ".svg": _SVG,
    ".zip": _ARCHIVE,
}
_MARKED = (
    _DOCX,
    _PPTX,
    _SHEET,
    _ODF,
    _PDF_READER,
    _RICH,
    _MSG,
    _ARCHIVE,
    _SVG,
)  # without their mark they are damaged
_ROOTS = (  # of XML files that are more than text, with the reader of each
    (re.compile(rb"<(?:\w+:)?svg\b[^>]*?w3\.org/2000/svg"), Reader("image", "read_svg")),
    (re.compile(rb"<(?:\w+:)?document\b[^>]*?opendocument"), Reader("odf")),
    (re.compile(rb"<(?:\w+:)?Workbook\b[^>]*?office:spreadsheet"), Reader("sheetxml")),
    (re.compile(rb"<(?:\w+:)?html\b[^>]*?w3\.org/1999/xhtml"), Reader("html")),
)
_OLD_WORD, _OLD_SLIDES, _OLD_SHEETS = (".doc", ".dot"), (".ppt", ".pps", ".pot"), (".xls", ".xlt")
# Packed too, but no archives to a person.
_PACKED = frozenset((".epub", ".pages", ".numbers", ".key", ".jar", ".apk", ".xps", ".oxps", ".vsdx", ".odf"))
_SIGNED_SUFFIXES = (".adoc", ".asice", ".asics", ".sce", ".scs", ".bdoc", ".edoc")
_SIGNED_MARK = re.compile(rb"application/vnd\.(?:lt\.archyvai|etsi\.asic)")
_OPEN_DOCUMENT = re.compile(rb"opendocument\.(text|presentation|spreadsheet|graphics)")


def choose(name: str, data: bytes) -> Reader:
    """Return the reader for a file of this name and these bytes.

    Raises ReadProblem when there is none, NeedsOffice when only LibreOffice can read it.
    """
    if not data:
        raise ReadProblem("empty")
    suffix = PurePath(name).suffix.lower()
    wanted = _BY_SUFFIX.get(suffix)
    found = _by_mark(suffix, wanted, data)
    if found is not None:
        return found
    if suffix in (*_OLD_WORD, *_OLD_SHEETS, ".rtf") and _is_text(data):  # banks and mail merges name text so
        return _CSV if suffix in _OLD_SHEETS and re.search(rb"[;\t,]", data[:_MAGIC_WITHIN]) else _TEXT
    if wanted in _MARKED or suffix in (*_OLD_WORD, *_OLD_SLIDES):
        raise ReadProblem("damaged")
    if wanted is not None:
        return wanted
    if _is_text(data):
        return _TEXT
    raise ReadProblem("unsupported")


def _is_text(data: bytes) -> bool:
    from indexer.extract.decoding import is_clean

    return len(data) <= _LARGEST_UNKNOWN and is_clean(data)


def _by_mark(suffix: str, wanted: Reader | None, data: bytes) -> Reader | None:
    """Return the reader that the bytes ask for; None where they do not tell. Raises ReadProblem and NeedsOffice."""
    start = data[:_MAGIC_WITHIN]
    if start.lstrip().startswith(_PDF):
        return _PDF_READER
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _zipped(suffix, data)
    if data.startswith(_OLE):
        return _old_office(suffix, data)
    if start.lstrip().startswith(_RTF):
        return _RICH
    if _PICTURE.match(start):
        return _IMAGE
    # A text may speak of PDF near its top; a mark that something stands before counts where no other kind is expected.
    if _PDF in start and wanted in (_PDF_READER, None):
        return _PDF_READER
    if wanted in _LETTERS:
        return None
    if start.startswith(b"MIME-Version:") and suffix in (
        *_OLD_WORD,
        *_OLD_SHEETS,
    ):  # Office saved a page as one file
        return _SAVED_PAGE
    if _PAGE.match(start):
        return _HTML
    return _xml(data) if _XML.match(start) else None


def _xml(data: bytes) -> Reader | None:
    head = data[: 16 * _MAGIC_WITHIN]
    return next((reader for root, reader in _ROOTS if root.search(head)), None)


def _zipped(suffix: str, data: bytes) -> Reader:
    """Tell office files from archives, which are listed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadProblem("damaged") from error
    folders = {name.partition("/")[0] for name in names if "/" in name}
    kind = _OPEN_DOCUMENT.search(data[:200]) if "mimetype" in names else None
    if kind:
        return _SHEET if kind[1] == b"spreadsheet" else _ODF
    if suffix in _SIGNED_SUFFIXES or (_SIGNED_MARK.search(data[:200]) and "mimetype" in names):
        return _SIGNED
    whole = "[Content_Types].xml" in names
    for folder, main, reader in (
        ("word", "word/document.xml", _DOCX),
        ("ppt", "ppt/presentation.xml", _PPTX),
        ("xl", "xl/workbook.xml", _SHEET),
    ):
        if main in names or (whole and folder in folders):
            return reader
    if suffix in _PACKED or (whole and suffix != ".zip"):
        raise ReadProblem("unsupported")
    return _ARCHIVE


def _old_office(suffix: str, data: bytes) -> Reader:
    """Tell the kinds of files apart that share the old container of Office, by the streams that they hold."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadProblem("encrypted")
    streams = _streams(data)
    if "__properties_version1.0" in streams:
        return _MSG
    if "WordDocument" in streams or (not streams and suffix in _OLD_WORD):
        if streams.get("WordDocument", 0) & _FLAG:
            raise ReadProblem("encrypted")
        raise NeedsOffice("docx")
    if "PowerPoint Document" in streams or (not streams and suffix in _OLD_SLIDES):
        if "EncryptedSummary" in streams:
            raise ReadProblem("encrypted")
        raise NeedsOffice("pptx")
    if "Workbook" in streams or "Book" in streams or (not streams and suffix in _OLD_SHEETS):
        return _SHEET
    if not streams and suffix == ".msg":
        return _MSG
    raise ReadProblem("unsupported")


def _streams(data: bytes) -> dict[str, int]:
    """Return the names of the streams at the top, that of Word with its flags; none where the container is broken."""
    try:
        from olefile import OleFileIO  # type: ignore[import-untyped]

        with OleFileIO(io.BytesIO(data)) as container:
            found = {path[0]: 0 for path in container.listdir() if len(path) == 1}
            if "WordDocument" in found:
                head = container.openstream("WordDocument").read(12)
                found["WordDocument"] = int.from_bytes(head[10:12], "little")
            return found
    except Exception:  # noqa: BLE001  # not installed, or any error at all: the library has none of its own
        return {}
