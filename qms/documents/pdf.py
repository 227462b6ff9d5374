"""Turn Word files into PDF with LibreOffice where it is installed, many in one call."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.extract.tools import find_office
from qms.documents.contents import chapter_pages, has_contents, with_pages
from qms.documents.control import archive_path, list_documents
from qms.documents.schema import LANGUAGES
from qms.documents.skins import load_skin, skin_name
from qms.state.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qms.workspace.workspace import Workspace

READ_ONLY = 0o444

SECONDS = 180
BATCH = 40
# Tagged, so that a screen reader finds headings, tables and alternative texts; with bookmarks for the chapters.
_FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


def to_pdf(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return PDFs by the same names; a file that LibreOffice cannot convert is left out.

    One call takes at most BATCH files: with very many, LibreOffice ends before the last ones.
    """
    office = find_office()
    if office is None:
        return {}
    names = list(files)
    made: dict[str, bytes] = {}
    for start in range(0, len(names), BATCH):
        made |= _convert(office, {name: files[name] for name in names[start : start + BATCH]})
    return made


def _convert(office: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Convert a batch in one call of LibreOffice with a profile of its own."""
    with tempfile.TemporaryDirectory(prefix="qms-") as name:
        folder = Path(name)
        sources = {key: folder / f"{number}.docx" for number, key in enumerate(files)}
        for key, path in sources.items():
            path.write_bytes(files[key])
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", _FILTER, "--outdir", name]
        try:
            subprocess.run(
                [*command, *(str(p) for p in sources.values())],
                check=False,
                timeout=SECONDS,
                stdin=subprocess.DEVNULL,
                capture_output=True,
            )
        except (OSError, subprocess.TimeoutExpired):
            return {}
        made = {key: path.with_suffix(".pdf") for key, path in sources.items()}
        return {key: path.read_bytes() for key, path in made.items() if path.is_file()}


def numbered(files: Mapping[str, bytes], country: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return Word files whose tables of contents have page numbers, and their PDFs, both by the given names.

    The language is what stands before the ending of a name. Only files that have a table of contents are laid out
    twice; a file that LibreOffice cannot convert is left out of both.
    """
    pdfs = to_pdf(files)
    again: dict[str, bytes] = {}
    for name, pdf in pdfs.items():
        language = Path(name).stem.rpartition(".")[2]
        if has_contents(files[name]) and language in LANGUAGES:
            look = load_skin(skin_name(country, language))
            again[name] = with_pages(files[name], look, language, chapter_pages(pdf))
    words = {name: files[name] for name in pdfs} | again
    return words, pdfs | to_pdf({name: data for name, data in again.items() if data != files[name]})


def add_missing_pdfs(workspace: Workspace, only: set[str] | None = None) -> int:
    """Add a PDF beside every archived version that has none, many in one call; return how many.

    `only` limits that to documents with these ids.
    """
    wanted: dict[str, bytes] = {}
    for document in list_documents(workspace):
        if only is not None and document.id not in only:
            continue
        for version in document.versions:
            if version.frozen is None:
                continue
            path = archive_path(workspace, document, version)
            if path.suffix != ".pdf" and not path.with_suffix(".pdf").is_file():
                data = workspace.objects.get(version.frozen)
                if data is not None:
                    wanted[os.fspath(path)] = data
    _, made = numbered(wanted, workspace.settings.organisation.country)
    for path_text, data in made.items():
        write_atomic(Path(path_text).with_suffix(".pdf"), data, mode=READ_ONLY)
    return len(made)


def write_draft_pdfs(
    workspace: Workspace, paths: list[str], progress: Callable[[int, int], None] = lambda _done, _of: None
) -> int:
    """Write a PDF beside each working copy, many in one call; return how many LibreOffice made."""
    chosen = [path for path in paths if path.endswith(".docx") and (workspace.root / path).is_file()]
    count = 0
    for start in range(0, len(chosen), BATCH):
        progress(start, len(chosen))
        sources = {path: (workspace.root / path).read_bytes() for path in chosen[start : start + BATCH]}
        _, made = numbered(sources, workspace.settings.organisation.country)
        for path, data in made.items():
            write_atomic((workspace.root / path).with_suffix(".pdf"), data, mode=None)
            count += 1
    return count
