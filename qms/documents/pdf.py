"""Turn Word files into PDF with LibreOffice where it is installed, many in one call."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qms.documents.control import archive_path, list_documents
from qms.state.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.workspace.workspace import Workspace

READ_ONLY = 0o444

SECONDS = 180
BATCH = 40


def find_office() -> str | None:
    """Return the LibreOffice program, None when there is none; QMS_SOFFICE names it or, empty, switches it off."""
    if "QMS_SOFFICE" in os.environ:
        return os.environ["QMS_SOFFICE"] or None
    return shutil.which("soffice") or shutil.which("libreoffice")


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
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", name]
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


def add_missing_pdfs(workspace: Workspace) -> int:
    """Add a PDF beside every archived version that has none, in one LibreOffice call; return how many."""
    wanted: dict[str, bytes] = {}
    for document in list_documents(workspace):
        for version in document.versions:
            if version.frozen is None:
                continue
            name = Path(document.path).name
            path = archive_path(workspace, document.slug, version.number, name)
            if not path.with_suffix(".pdf").is_file():
                data = workspace.objects.get(version.frozen)
                if data is not None:
                    wanted[os.fspath(path)] = data
    made = to_pdf(wanted)
    for path_text, data in made.items():
        write_atomic(Path(path_text).with_suffix(".pdf"), data, mode=READ_ONLY)
    return len(made)


def write_draft_pdfs(workspace: Workspace, paths: list[str]) -> int:
    """Write a PDF beside each working copy, in one call; return how many LibreOffice made."""
    sources = {
        path: (workspace.root / path).read_bytes() for path in paths if (workspace.root / path).is_file()
    }
    made = to_pdf(sources)
    for path, data in made.items():
        write_atomic((workspace.root / path).with_suffix(".pdf"), data, mode=None)
    return len(made)
