"""Find the documents in force that print the name of a file: whoever reads them learns of it."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from qms.documents.control import list_documents
from qms.locale.sentences import say
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from qms.documents.control import Document
    from qms.workspace.workspace import Workspace

_TEXTS = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_BETWEEN = re.compile(r"</w:p>")
_TAG = re.compile(r"<[^>]+>")
_LEAST = 6
"""Letters of a name below which a text may hold it by chance."""


class Naming(NamedTuple):
    """Hold a document, the number of its version in force, and the names that its text holds."""

    document: Document
    number: int
    names: tuple[str, ...]


def documents_naming(
    workspace: Workspace, paths: Iterable[str], among: Collection[str] | None = None
) -> tuple[Naming, ...]:
    """Return the documents in force whose text holds the file name of one of these paths, by title.

    `among` are ids of documents, None for all. PDFs that were adopted as they are, are not looked into.
    """
    names = {_folded(name): name for path in paths if len(name := path.rpartition("/")[2]) >= _LEAST}
    if not names:
        return ()
    found = []
    for document in list_documents(workspace):
        version = document.in_force(clock.today()) if among is None or document.id in among else None
        if version is None or version.frozen is None:
            continue
        text = _folded(_text(workspace.objects.get(version.frozen) or b""))
        held = tuple(name for folded, name in names.items() if folded in text)
        if held:
            found.append(Naming(document, version.number, held))
    return tuple(sorted(found, key=lambda one: one.document.title.casefold()))


def naming_text(found: Iterable[Naming]) -> str:
    """Return documents with their versions, in words."""
    return "; ".join(
        f"{one.document.title}, {say('web_doc_version', {'number': one.number})}" for one in found
    )


def _text(data: bytes) -> str:
    """Return the text of a Word file, runs drawn together; empty for other bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(n).decode("utf-8") for n in package.namelist() if _TEXTS.fullmatch(n)]
    except (zipfile.BadZipFile, UnicodeDecodeError):
        return ""
    return html.unescape(_TAG.sub("", _BETWEEN.sub("\n", "\n".join(parts))))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
