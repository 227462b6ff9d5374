"""Write the files of a pack into its folder: copied as they are, or redacted; nothing half."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from indexer.text import normalise
from qms.audit.pack.material import bytes_of
from qms.documents.control import is_intact
from qms.evidence.beneath_pages import in_beneath, is_beneath
from qms.evidence.identifiers import CERTAIN
from qms.evidence.privacy_guard import in_unit, in_units, whole_units
from qms.evidence.readings import ReadingCache
from qms.evidence.recognised import PageCache
from qms.evidence.redaction import RedactionRefused, Removal, redact
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.model.evidence import Unit
from qms.model.privacy import Choice
from qms.model.reasons import Reason
from qms.state.files import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from indexer.extract.said import Said
    from qms.audit.pack.material import Material
    from qms.model.evidence import Evidence
    from qms.model.pack import PackFile
    from qms.workspace.workspace import Workspace


_LETTERS = frozenset(("eml", "msg", "mht", "mhtml", "p7m"))
"""Files that LibreOffice would print with their code, attachments included."""
_NO_XML = re.compile("[^\\t\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class CannotRedact(QmsError):
    """Refuse a pack of which a copy cannot be redacted; `places` names each file with the reason and page."""

    code = "pack_cannot_redact"
    hint = "hint_on_site"


class DocumentDamaged(QmsError):
    """Refuse a pack of a document whose approved bytes are gone or altered; `title` is given."""

    code = "pack_document_damaged"
    hint = "hint_check"


@dataclass
class Written:
    """Hold the files of a pack with their fingerprints, and the texts that may be searched, by id.

    `personal` are titles of documents in force in which something was found that identifies a person.
    """

    files: dict[str, PackFile] = field(default_factory=dict)
    texts: dict[str, Sequence[Unit]] = field(default_factory=dict)
    bars: int = 0
    personal: tuple[str, ...] = ()


def write_files(
    workspace: Workspace,
    material: Material,
    files: Mapping[str, PackFile],
    folder: Path,
    also: Sequence[str],
    passed: Callable[[str], None],
) -> Written:
    """Write all files and return them. Raises FileChanged, DocumentDamaged or CannotRedact."""
    written = Written()
    refused: list[Reason] = []
    cache, pages = ReadingCache(workspace.cache), PageCache(workspace.cache)
    wanted = [ident for ident, file in files.items() if file.path and not file.controlled]
    inner = [ident for ident in wanted if material.sources[ident].known.container is not None]
    attached = bytes_of(material, workspace, inner)  # one worker takes them all out of their containers
    for ident, file in files.items():
        if not file.path:
            written.files[ident] = file
            continue
        passed("pack")
        if file.controlled:
            written.files[ident] = _document(workspace, material, file, folder)
            continue
        data = attached.get(ident) or bytes_of(material, workspace, [ident])[ident]
        evidence = material.files[ident].evidence
        reading = cache.get(evidence.sha256, evidence.path)
        units = whole_units(evidence.sha256, reading, pages) if reading else ()
        if file.treatment is Choice.REDACTED:
            try:
                if evidence.problem not in {None, "no_text"}:
                    raise RedactionRefused(
                        "redaction_unreadable"
                    )  # nor is it given to a reader in this process
                if evidence.ocr_waiting:
                    raise RedactionRefused("redaction_picture")
                data, units, bars = _redacted(material, evidence, data, units, also)
            except RedactionRefused as error:
                facts = {
                    "path": material.files[ident].shown,
                    "page": error.page,
                    "why": Reason(error.why, {}),
                }
                refused.append(Reason("redaction_page" if error.page else "redaction_file", facts))
                continue
            written.bars += bars
        _put(folder / file.path, data)
        written.files[ident] = replace(file, sha256=digest(data), size=len(data))
        written.texts[ident] = units
    if refused:
        raise CannotRedact(places=refused, count=len(refused))
    written.texts |= _texts_of_documents(written, material, folder)
    return written


def _document(workspace: Workspace, material: Material, file: PackFile, folder: Path) -> PackFile:
    one = material.documents[file.key]
    frozen = workspace.objects.get(one.version.frozen or "")
    if frozen is None or not is_intact(workspace, one.version):
        raise DocumentDamaged(title=file.title)
    first = one.pdf.read_bytes() if one.pdf is not None else frozen
    _put(folder / file.path, first)
    if file.other:
        _put(folder / file.other, frozen)
    return replace(file, sha256=digest(first), size=len(first))


def _redacted(
    material: Material, evidence: Evidence, data: bytes, units: Sequence[Unit], also: Sequence[str]
) -> tuple[bytes, tuple[Unit, ...], int]:
    """Return a redacted PDF of a file, the text that is left on its pages, and the number of bars."""
    looking, path = material.looking, evidence.path
    paged = path.casefold().endswith(".pdf")
    expected: dict[int, list[str]] = {}
    for unit in units:
        found = [one.words for one in in_unit(unit, looking.names) if not looking.own.holds(one)]
        # Only in a PDF a unit is a page that the copy has as well.
        expected.setdefault(unit.number if paged and unit.kind == "page" else 0, []).extend(found)
    attached = material.attached.get(evidence.id, 0)
    source = data if paged else _printed(path, data, units, attached)
    beneath = bool(attached) or any(is_beneath(one) for one in material.files[evidence.id].personal)
    copy = redact(source, Removal(looking.names, looking.own, tuple(also), expected, beneath))
    left = tuple(
        Unit("page", number, "", text) for number, text in enumerate(copy.texts, start=1) if text.strip()
    )
    return copy.data, left, copy.bars


def _printed(path: str, data: bytes, units: Sequence[Unit], attached: int) -> bytes:
    """Return a file as a PDF; of a letter the text that was read, since its bytes hold what is attached."""
    from indexer.extract.office import print_pdf
    from indexer.extract.tools import find_office
    from qms.evidence.file_types import suffix, suffixes_of

    if suffix(path) in suffixes_of("image"):
        raise RedactionRefused("redaction_image")
    office = find_office()
    if office is None:
        raise RedactionRefused("redaction_no_office")
    if suffix(path) in _LETTERS:
        if not any(unit.text.strip() for unit in units):
            raise RedactionRefused("redaction_unreadable")
        made = print_pdf(_letter(units, attached), "letter.fodt", office)
    else:
        made = print_pdf(data, path.rsplit("/", 1)[-1], office)
    if made is None:
        raise RedactionRefused("redaction_unreadable")
    return made


def _letter(units: Sequence[Unit], attached: int) -> bytes:
    """Return the text of a letter as a flat ODF document; what is attached is counted and left out."""
    lines = [line for unit in units for line in normalise(unit.text).splitlines()]
    lines += ["", say("redaction_attached", {"count": attached})] if attached else []
    space = "urn:oasis:names:tc:opendocument:xmlns"
    parts = "".join(f"<text:p>{escape(_NO_XML.sub(' ', line))}</text:p>" for line in lines)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{space}:office:1.0" '
        f'xmlns:text="{space}:text:1.0" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f"{parts}</office:text></office:body></office:document>"
    ).encode("utf-8", "replace")


def _texts_of_documents(written: Written, material: Material, folder: Path) -> dict[str, Sequence[Unit]]:
    """Read the documents in the pack for its search; they are read once, and nothing of it is kept.

    Titles of those that hold something personal, on their pages or beside, are added to what was written.
    """
    documents = {ident: file for ident, file in written.files.items() if file.controlled and file.path}
    if not documents:
        return {}
    from indexer.extract.pool import Extractor

    found: dict[str, Sequence[Unit]] = {}
    by_path = {str(folder / file.path): ident for ident, file in documents.items()}
    with Extractor(workers=1) as extractor:
        for path, extraction in extractor.extract_many(list(by_path)):
            ident = by_path[str(path)]
            found[ident] = tuple(Unit(u.kind, u.number, u.label, u.text) for u in extraction.units)
        for ident, file in documents.items():
            beneath = [extractor.beneath(folder / path, path) for path in (file.path, file.other) if path]
            said = [one for some in beneath if not isinstance(some, str) for one in some]
            if _is_personal(material, found.get(ident, ()), said):
                written.personal += (file.title,)
    return found


def _is_personal(material: Material, units: Sequence[Unit], said: Sequence[Said]) -> bool:
    """Tell whether a document holds an identity number, an account or a name of the list."""
    looking = material.looking
    found = in_units(units, looking.names, looking.own, set())
    found += in_beneath(said, looking.names, looking.own, looking.is_name, set())
    return any(one.kind in CERTAIN and not one.own for one in found)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
