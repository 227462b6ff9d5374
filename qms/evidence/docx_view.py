"""Show a Word document that is no evidence, such as a controlled document, as clean HTML."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from qms.evidence.file_types import suffix
from qms.evidence.preview_html import clean
from qms.evidence.preview_work import kept, no_preview, view

if TYPE_CHECKING:
    from pathlib import Path

    from qms.workspace.workspace import Workspace


def document_preview(path: Path, workspace: Workspace) -> str:
    """Return a Word document as clean HTML, headings from h3 on. Raises NoPreview."""
    from indexer.extract.model import ReadProblem
    from indexer.extract.reading import file_bytes
    from indexer.preview.model import Wish
    from qms.state.files import digest

    try:
        data = file_bytes(bytes(path))
    except ReadProblem as problem:
        raise no_preview(problem.problem) from problem
    sha256, wish, cache = digest(data), Wish("word", 0, "", 0), kept(workspace)
    asked = (*astuple(wish), suffix(path.name))
    found = cache.get(sha256, asked)
    if found is not None:
        return found[0].decode("utf-8")
    made = view(workspace, data, path.name, sha256, wish)
    html = clean(made.body.decode("utf-8", "replace"))
    cache.put(sha256, asked, (html.encode("utf-8"), False, 0, 0))
    return html
