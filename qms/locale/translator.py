"""Turn messages into the reader's language with gettext, one context-local translator for all edges."""

from __future__ import annotations

import os
import sys
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from qms.locale import LANGUAGES

if TYPE_CHECKING:
    import gettext
    from pathlib import Path

_language: ContextVar[str] = ContextVar("qms_language", default="en")


def activate(language: str) -> None:
    """Choose the language of everything said from here on; an unknown one leaves English."""
    _language.set(language if language in LANGUAGES else "en")


def current() -> str:
    """Return the language in use."""
    return _language.get()


def translate(message: str) -> str:
    """Return `message` (English) in the language in use, or itself where no translation exists."""
    return translate_in(current(), message)


def machine_language() -> str:
    """Return the language that the environment asks for, among ours, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        code = os.environ.get(name, "")[:2].lower()
        if code in {"nb", "nn", "no"}:
            return "nb"
        if code in LANGUAGES:
            return code
    return _windows_language() if sys.platform == "win32" else "en"


def _windows_language() -> str:
    """Ask Windows, which sets none of those names; elsewhere the import would only slow the start."""
    import locale

    code = (locale.getlocale()[0] or "")[:2].lower()
    return "nb" if code in {"no", "nb", "nn"} else code if code in LANGUAGES else "en"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    from gettext import GNUTranslations

    from qms.resources import data_path

    folder = data_path("locale", language, "LC_MESSAGES")
    built, source = folder / "qms.mo", folder / "qms.po"
    if built.is_file() and not _newer(source, built):
        with built.open("rb") as stream:
            return GNUTranslations(stream)
    return _from_source(source)


def _newer(source: Path, built: Path) -> bool:
    return source.is_file() and source.stat().st_mtime_ns > built.stat().st_mtime_ns


def _from_source(source: Path) -> gettext.NullTranslations:
    """Read the .po itself: in a checkout whose .mo is older than an edit."""
    from gettext import GNUTranslations, NullTranslations
    from io import BytesIO

    if not source.is_file():
        return NullTranslations()

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    buffer = BytesIO()
    with source.open("rb") as stream:
        write_mo(buffer, read_po(stream))
    buffer.seek(0)
    return GNUTranslations(buffer)


def translate_in(language: str, message: str) -> str:
    """Return `message` in a language of its own choice, such as that of a document."""
    # English is the source: it needs no catalogue, and the start-up of --help not even gettext.
    if not message or language == "en" or language not in LANGUAGES:
        return message
    return _catalogue(language).gettext(message)
