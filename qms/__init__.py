"""Hold the domain: documents, evidence and coverage of a social-service provider's quality system."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """Return the installed version for `__version__`, without paying for the metadata at import."""
    if name == "__version__":
        from importlib.metadata import version

        return version("qms")
    raise AttributeError(name)
