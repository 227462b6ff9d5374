"""Take the provider's own copy of a standard into the workspace, and take it out again."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.catalogue.official import Official, Wording, expected_keys, wording_bytes
from qms.catalogue.wording.patterns import known_words
from qms.catalogue.wording.reading import read_standard
from qms.catalogue.wording.sheet import all_keys, read_sheet
from qms.model.errors import FileTrouble, QmsError, UsageProblem
from qms.state.files import OWNER_FILE, digest, make_private, write_atomic
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from indexer.extract import Extraction
    from qms.catalogue.official import Key
    from qms.catalogue.wording.reading import Doubt
    from qms.model.framework import Framework
    from qms.workspace.workspace import Workspace

_LARGEST = 64 << 20  # bytes of a file
_LONGEST = 3_000_000  # characters of a text; the standards that we know have a hundred thousand
_SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})
_TEXTS = frozenset({".txt", ".text", ".md"})


class WordingUnreadable(QmsError):
    """Refuse a file from which no text could be read; `path` and the `kind` of problem are given."""

    code = "wording_unreadable"
    hint = "hint_wording_unreadable"


class NoStandardFound(QmsError):
    """Refuse a text that is no copy of this standard: `words` read, and how many parts were found in it."""

    code = "wording_no_standard"
    hint = "hint_wording_no_standard"


class NoWordingRows(QmsError):
    """Refuse a spreadsheet that holds no official wording; `path`, `rows` with a key and `framework` are given."""

    code = "wording_no_rows"
    hint = "hint_wording_sheet"


class WordingLanguageUnknown(QmsError):
    """Report that a file does not tell the language of its wording."""

    code = "wording_language_unknown"
    hint = "hint_wording_language"


class WordingOtherLanguage(UsageProblem):
    """Refuse a spreadsheet whose rows are of another language than was said; `language`, `wanted`."""

    code = "wording_other_language"


class WordingDiffers(QmsError):
    """Refuse to replace official wording by a different one without being told; `count` texts, `language`."""

    code = "wording_differs"
    hint = "hint_wording_replace"


class NoWording(QmsError):
    """Report that there is no official wording in a language; `known` are those that are there."""

    code = "no_wording"
    hint = "hint_wording_import"


@dataclass(frozen=True)
class Change:
    """Hold one text that an import changes: as it was and as it is now, either may be ""."""

    key: Key
    old: str
    new: str


@dataclass(frozen=True)
class Imported:
    """Hold what an import read: the wording as it is then, doubts, and changes against before.

    `read` are the texts that count: of a document those that it held, of a spreadsheet all that are kept then;
    `missing` are the places without one. `had` tells that there was wording of this language already; `pending` are
    the changes of texts for which --replace is needed.
    """

    wording: Wording
    read: Mapping[Key, str]
    missing: tuple[Key, ...]
    doubts: tuple[Doubt, ...]
    had: bool
    changes: tuple[Change, ...] = field(default_factory=tuple)

    @property
    def pending(self) -> tuple[Change, ...]:
        """Return the changes that take away or replace a text."""
        return tuple(change for change in self.changes if change.old)


def read_wording_file(workspace: Workspace, path: Path, language: str | None = None) -> Imported:
    """Read a file and compare it with what the workspace holds; nothing is written.

    Raises WordingUnreadable, NoStandardFound, NoWordingRows, WordingLanguageUnknown or WordingOtherLanguage.
    """
    framework = _with_texts(workspace)
    if path.suffix.lower() in _SHEETS:
        return _from_sheet(workspace, framework, path, language)
    reading = read_standard(document_text(path), framework, language)
    wanted = {
        "criterion": len(framework.criteria),
        "indicator": len(framework.indicators),
        "table": sum(len(c.scales) for c in framework.criteria) if framework.scoring.get("levels") else 0,
    }
    found = {kind: reading.marks.get(kind, 0) for kind in wanted}
    if reading.language is None or any(2 * found[kind] < wanted[kind] for kind in wanted):
        counts = {"criteria": found["criterion"], "indicators": found["indicator"], "tables": found["table"]}
        raise NoStandardFound(path=path, words=reading.words, framework=framework.id, **counts)
    return _compared(workspace, framework, reading.language, path, reading.texts, None, reading.doubts)


def _with_texts(workspace: Workspace) -> Framework:
    """Return the standard with our own words in every language, by which tables are placed."""
    from qms.catalogue.loader import load_framework

    return load_framework(workspace.framework.id, workspace.catalogue)


def document_text(path: Path) -> str:
    """Return the text of a document, pages parted by form feeds; raises WordingUnreadable or FileTrouble."""
    try:
        if path.stat().st_size > _LARGEST:
            raise WordingUnreadable(path=path, kind="too_large")
        plain = path.read_bytes() if path.suffix.lower() in _TEXTS else None
    except OSError as error:
        raise FileTrouble(path=path, why=error.strerror or "") from error
    if plain is not None:
        from indexer.extract.decoding import decode
        from indexer.extract.model import ReadProblem

        try:
            text = decode(plain)
        except ReadProblem as problem:
            raise WordingUnreadable(path=path, kind=problem.problem) from problem
    else:
        found = _extracted(path)
        text = ("\f" if any(u.kind == "page" for u in found.units) else "\n\n").join(
            unit.text for unit in found.units
        )
        if found.problem is not None and not text.strip():
            raise WordingUnreadable(path=path, kind=found.problem)
    if len(text) > _LONGEST:
        raise WordingUnreadable(path=path, kind="too_large")
    if not text.strip():
        raise WordingUnreadable(path=path, kind="no_text")
    return text


def _extracted(path: Path) -> Extraction:
    from indexer.extract.pool import Extractor

    with Extractor(workers=1) as extractor:
        return extractor.extract(path)


def _from_sheet(workspace: Workspace, framework: Framework, path: Path, language: str | None) -> Imported:
    from indexer.extract.grid import Grid
    from indexer.extract.pool import Extractor

    try:
        path.stat()
    except OSError as error:
        raise FileTrouble(path=path, why=error.strerror or "") from error
    with Extractor(workers=1) as extractor:
        grid = extractor.grid(path)
    if not isinstance(grid, Grid):
        raise WordingUnreadable(path=path, kind=grid)
    sheet = read_sheet(grid, framework)
    if language and sheet.language and language != sheet.language:
        raise WordingOtherLanguage(path=path, language=sheet.language, wanted=language)
    if not sheet.texts or sheet.framework != framework.id:
        rows = len(sheet.empty) if sheet.framework == framework.id else 0
        raise NoWordingRows(path=path, rows=rows, framework=framework.id)
    chosen = language or sheet.language
    if chosen not in known_words():
        raise WordingLanguageUnknown(path=path, known=sorted(known_words()))
    return _compared(workspace, framework, chosen, path, sheet.texts, sheet.empty, sheet.doubts)


def _compared(
    workspace: Workspace,
    framework: Framework,
    language: str,
    path: Path,
    read: Mapping[Key, str],
    emptied: tuple[Key, ...] | None,
    doubts: tuple[Doubt, ...],
) -> Imported:
    """Lay what was read over what is there; a document that lacks a text leaves the one that is there."""
    before = Official(workspace.catalogue, framework.id).wording(language)
    old = before.texts if before else {}
    texts = {
        key: read.get(key, "" if key in (emptied or ()) else old.get(key, "")) for key in all_keys(framework)
    }
    changes = tuple(
        Change(key, old.get(key, ""), text) for key, text in texts.items() if text != old.get(key, "")
    )
    kept = {key: text for key, text in texts.items() if text}
    source = {"file": path.name, "on": clock.today().isoformat(), "sha256": digest(path.read_bytes())}
    if before is not None and not changes:
        source = dict(before.source)
    # A document should hold all; a spreadsheet may well hold a few corrections, so all that is kept counts.
    counted = kept if emptied is not None else read
    missing = tuple(key for key in expected_keys(framework) if key not in counted)
    wording = Wording(framework.id, language, kept, source)
    return Imported(wording, counted, missing, doubts, before is not None, changes)


def keep_wording(workspace: Workspace, imported: Imported, *, replace: bool = False) -> bool:
    """Write imported wording, for the owner only, and return whether anything changed; raises WordingDiffers."""
    wording = imported.wording
    if imported.had and not imported.changes:
        return False
    if imported.pending and not replace:
        raise WordingDiffers(count=len(imported.pending), language=wording.language)
    subject = f"{wording.framework}:{wording.language}"
    with workspace.state.write(workspace.actor.id) as change:
        change.log("wording.imported", subject, texts=len(wording.texts), changed=len(imported.changes))
        official = Official(workspace.catalogue, wording.framework)
        make_private(official.folder)
        write_atomic(official.path(wording.language), wording_bytes(wording), OWNER_FILE)
    return True


def remove_wording(workspace: Workspace, language: str) -> None:
    """Take the official wording of a language away; raises NoWording."""
    official = Official(workspace.catalogue, workspace.framework.id)
    if language not in official.languages:
        raise NoWording(
            language=language, known=list(official.languages) or ["–"], framework=official.framework
        )
    with workspace.state.write(workspace.actor.id) as change:
        change.log("wording.removed", f"{official.framework}:{language}")
        official.path(language).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # other standards or languages are still there
            official.folder.rmdir()
