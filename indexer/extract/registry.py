"""Choose the reader of a file: by its suffix, and by its first bytes where the suffix lies."""

from __future__ import annotations

import io
import zipfile
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from indexer.extract.model import Content, ReadProblem

if TYPE_CHECKING:
    from collections.abc import Callable

_PDF, _ZIP, _OLE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC_WITHIN = 1_024  # bytes before which the mark of a PDF stands


class Reader(NamedTuple):
    """Name a reader: its module (imported when first used) and its function."""

    module: str
    function: str = "read"

    def load(self) -> tuple[Callable[[bytes], Content], str]:
        """Return the function that reads, and the name and version of the reader."""
        module = import_module(f"indexer.extract.{self.module}")
        return getattr(module, self.function), module.READER


_DOCX, _SHEET, _PDF_READER, _MAIL = Reader("docx"), Reader("sheet"), Reader("pdf"), Reader("mail")
_BY_SUFFIX: dict[str, Reader] = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), _DOCX),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods"), _SHEET),
    ".pdf": _PDF_READER,
    ".eml": _MAIL,
    **dict.fromkeys((".csv", ".tsv"), Reader("plain", "read_csv")),
    **dict.fromkeys((".txt", ".text", ".log"), Reader("plain", "read_text")),
    **dict.fromkeys((".md", ".markdown"), Reader("plain", "read_markdown")),
}
_IMAGES = frozenset((".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic"))


def choose(name: str, data: bytes) -> Reader:
    """Return the reader for a file of this name and these bytes. Raises ReadProblem when there is none."""
    if not data:
        raise ReadProblem("empty")
    suffix = PurePath(name).suffix.lower()
    wanted = _BY_SUFFIX.get(suffix)
    found = _by_content(data)
    if found is not None:
        return found
    if data.startswith(_OLE):
        return _old_office(wanted, data)
    if suffix in _IMAGES:
        raise ReadProblem("no_text")
    if wanted is None:
        raise ReadProblem("unsupported")
    if wanted in (_DOCX, _SHEET, _PDF_READER):  # these have a mark, and it is not there
        raise ReadProblem("damaged")
    return wanted


def _by_content(data: bytes) -> Reader | None:
    """Return the reader that the bytes ask for; None where they do not tell. Raises ReadProblem."""
    if _PDF in data[:_MAGIC_WITHIN]:
        return _PDF_READER
    if not data.startswith(_ZIP):
        return None
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadProblem("damaged") from error
    if any(name.startswith("word/") for name in names):
        return _DOCX
    if any(name.startswith("xl/") for name in names):
        return _SHEET
    if "mimetype" in names and b"opendocument.spreadsheet" in data[:200]:
        return _SHEET
    raise ReadProblem("unsupported")


def _old_office(wanted: Reader | None, data: bytes) -> Reader:
    """Tell an encrypted new file (wrapped in an old container) from an old file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadProblem("encrypted")
    if wanted == _SHEET:
        return _SHEET
    raise ReadProblem("unsupported")
