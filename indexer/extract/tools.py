"""Name the programs and passwords that readers may use beside themselves."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Tools:
    """Name what readers may use: passwords to try on PDFs, LibreOffice, Tesseract and its installed languages."""

    passwords: tuple[str, ...] = ()
    office: str | None = None
    tesseract: str | None = None
    languages: tuple[str, ...] = ()


def find_tools(passwords: Sequence[str] = ()) -> Tools:
    """Return what this machine has; QMS_SOFFICE and QMS_TESSERACT name a program or, empty, switch it off."""
    office = _program("QMS_SOFFICE", "soffice", "libreoffice")
    return Tools(tuple(passwords), office, _program("QMS_TESSERACT", "tesseract"))


def _program(variable: str, *names: str) -> str | None:
    if variable in os.environ:
        return os.environ[variable] or None
    return next((found for name in names if (found := shutil.which(name))), None)
