"""Name the files that are handed out and taken in."""

from __future__ import annotations

import re

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
"""The endings of files that are looked at as spreadsheets."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def file_name(title: str, suffix: str) -> str:
    """Return a title as the name of a file."""
    return " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:80].rstrip(" .") + suffix


def sent_name(name: str) -> tuple[str, str]:
    """Return stem and ending of the name of a file that somebody sent, without folders and signs of control."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, suffix = last.rpartition(".")
    cleaned = "".join(c for c in (stem if dot else last) if c.isprintable()).lstrip(".")
    return file_name(cleaned, "") or "file", f".{suffix.lower()}" if dot else ""
