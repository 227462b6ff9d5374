"""Write the compiled Word template to a file, so that a provider can change text and look in Word."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qms.documents.findings import TemplateTaken
from qms.documents.rendering import compile_any

if TYPE_CHECKING:
    from qms.documents.library import Template


def export_template(
    template: Template, language: str, country: str, target: Path, *, overwrite: bool = False
) -> Path:
    """Write the docxtpl file to `target` (a folder: to `<slug>/<language>.docx` in it); return the path.

    A staff sheet becomes `staff.<language>.docx`, an easy-read text `easy.<language>.docx`. Written to a workspace's
    `templates/` folder it wins over the text that it was made from. Raises TemplateTaken unless `overwrite`,
    NoSuchLanguage, TemplateTooHeavy, OSError.
    """
    name = f"{template.part}.{language}.docx" if template.part else f"{language}.docx"
    path = target if target.suffix == ".docx" else _home(template, target) / name
    if path.exists() and not overwrite:
        raise TemplateTaken(path=path)
    data = compile_any(template, language, country)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(made).chmod(0o644)
        Path(made).replace(path)
    except OSError:
        Path(made).unlink(missing_ok=True)
        raise
    return path


def _home(template: Template, target: Path) -> Path:
    """Return the folder that the provider has for the template already, else the one to make."""
    return template.path if template.path.is_relative_to(target) else target / template.slug
