"""Name the version of the program for the headers of what it writes."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Return the installed version, or `unpacked` for a checkout that is not installed."""
    try:
        return version("qms")
    except PackageNotFoundError:
        return "unpacked"
