"""Find the programs that readers may start, LibreOffice and Tesseract, and name what else they may use."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SECONDS = 20  # for a program to say what it has
_LANGUAGE = re.compile(r"[a-z]{3}(_\w+)?")  # what lies in folders (script/Latin) is none


@dataclass(frozen=True)
class Tools:
    """Name what readers may use beside themselves.

    `passwords` are tried on encrypted PDFs; `office` and `tesseract` are programs, None where there is none;
    `languages` are those that Tesseract has, by its own codes (nor, lit, eng, osd).
    """

    passwords: tuple[str, ...] = ()
    office: str | None = None
    tesseract: str | None = None
    languages: tuple[str, ...] = ()


def find_tools(passwords: Sequence[str] = ()) -> Tools:
    """Return the tools of this machine.

    QMS_SOFFICE and QMS_TESSERACT choose a program or, empty, switch it off; else the search path is asked.
    """
    tesseract = _program("QMS_TESSERACT", "tesseract")
    languages = _languages(tesseract, os.environ.get("TESSDATA_PREFIX")) if tesseract else ()
    return Tools(tuple(passwords), find_office(), tesseract, languages)


def find_office() -> str | None:
    """Return LibreOffice's program, None where there is none; QMS_SOFFICE chooses one or, empty, switches it off."""
    return _program("QMS_SOFFICE", "soffice", "libreoffice")


def _program(variable: str, *names: str) -> str | None:
    chosen = os.environ.get(variable)
    if chosen is not None:
        return shutil.which(chosen) if chosen else None
    return next((found for name in names if (found := shutil.which(name))), None)


@cache
def _languages(tesseract: str, _data: str | None) -> tuple[str, ...]:
    """Return the languages of Tesseract; none when it does not answer."""
    try:
        said = subprocess.run(
            [tesseract, "--list-langs"],
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    lines = (said.stdout + said.stderr).decode("utf-8", "replace").split("\n")
    return tuple(line.strip() for line in lines if _LANGUAGE.fullmatch(line.strip()))
