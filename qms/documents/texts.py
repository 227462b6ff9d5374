"""Find the text that somebody means: a file, the working copy of a document, or one of its versions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qms.documents.approval import CopyUnusable
from qms.documents.control import find_document
from qms.documents.package import is_word_file
from qms.documents.review import NothingInForce
from qms.model.errors import FileTrouble, QmsError

if TYPE_CHECKING:
    from qms.documents.control import Document
    from qms.workspace.workspace import Workspace


class NoSuchText(QmsError):
    """Report that a version has no stored text that could be compared."""

    code = "no_such_text"
    hint = "hint_versions"


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a Word file with what it is: title and version number (None: the working copy or a file)."""

    title: str
    number: int | None
    data: bytes


def find_text(workspace: Workspace, name: str, language: str | None = None) -> Text:
    """Return what `name` means: a .docx file, `SLUG` (the working copy) or `SLUG:N` (version N).

    Raises UnknownDocument, UnknownVersion, NoSuchText or FileTrouble.
    """
    if name.lower().endswith(".docx"):
        return Text(Path(name).name, None, _read(Path(name)))
    slug, _, number = name.partition(":")
    document = find_document(workspace, slug, language)
    if number.isdigit():
        return version_text(workspace, document, int(number))
    return Text(document.title, None, _read(workspace.root / document.path))


def two_texts(
    workspace: Workspace, first: str, second: str | None, language: str | None = None
) -> tuple[Text, Text]:
    """Return the two texts to compare; without a second one, the version in force and `first`.

    A number alone as the second is a version of the first. Raises what `find_text` raises, CopyUnusable for what is no
    Word file, and NothingInForce.
    """
    if second is not None:
        if second.lstrip(":").isdigit():
            second = f"{first.partition(':')[0]}:{second.lstrip(':')}"
        found = (find_text(workspace, first, language), find_text(workspace, second, language))
    else:
        document = find_document(workspace, first.partition(":")[0], language)
        version = document.latest_approved
        if version is None:
            raise NothingInForce(title=document.title)
        found = (version_text(workspace, document, version.number), find_text(workspace, first, language))
    for name, text in zip((first, second or first), found, strict=True):
        if not is_word_file(text.data):
            raise CopyUnusable(path=name)
    return found


def version_text(workspace: Workspace, document: Document, number: int) -> Text:
    """Return the text of a version: its frozen bytes, else those it was generated as.

    Raises UnknownVersion or NoSuchText.
    """
    version = document.version(number)
    name = version.frozen or version.base
    data = workspace.objects.get(name) if name else None
    if data is None or data.startswith(b"%PDF"):
        raise NoSuchText(title=document.title, number=number)
    return Text(document.title, number, data)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileTrouble(path=path, why=error.strerror or "") from error
