"""Watch folders: the only importer of watchdog. So far it tells how this machine would watch."""

from __future__ import annotations


def backend_name() -> str | None:
    """Return the name of the observer that this machine offers, None when the package is missing."""
    try:
        from watchdog.observers import Observer
    except ImportError:
        return None
    return str(getattr(Observer, "__name__", Observer))
