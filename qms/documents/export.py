"""Write the compiled Word template to a file, so that a provider can change text and look in Word."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qms.documents.compile import compile_document
from qms.documents.findings import TemplateTaken
from qms.documents.skins import load_skin, skin_name

if TYPE_CHECKING:
    from qms.documents.library import Template


def export_template(
    template: Template, language: str, country: str, target: Path, *, overwrite: bool = False
) -> Path:
    """Write the docxtpl file to `target` (a folder: to `<slug>/<language>.docx` in it); return the path.

    Written to a workspace's `templates/` folder it wins over the packaged text. Raises TemplateTaken unless
    `overwrite`, NoSuchLanguage, Unwritable.
    """
    path = target if target.suffix == ".docx" else target / template.slug / f"{language}.docx"
    if path.exists() and not overwrite:
        raise TemplateTaken(path=path)
    data = compile_document(template, language, load_skin(skin_name(country, language)))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return path
