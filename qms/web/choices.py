"""Offer what forms let people choose from, as pairs of value and text."""

from __future__ import annotations

from qms.locale.sentences import word
from qms.model.words import EvidenceKind
from qms.web.here import here

KINDS = tuple(kind.value for kind in EvidenceKind)


def kind_options() -> list[tuple[str, str]]:
    """Return the kinds of evidence."""
    return [(kind, word(kind)) for kind in KINDS]


def service_options() -> list[tuple[str, str]]:
    """Return the services."""
    return list(here().workspace.settings.service_names.items())


def people_options() -> list[tuple[str, str]]:
    """Return the people."""
    return list(here().workspace.settings.person_names.items())


def indicator_options() -> list[tuple[str, str]]:
    """Return the indicators with their titles."""
    return _titled("indicators", [one.ref for one in here().workspace.framework.indicators])


def principle_options() -> list[tuple[str, str]]:
    """Return the principles with their titles."""
    return _titled("principles", [one.ref for one in here().workspace.framework.principles])


def _titled(part: str, refs: list[str]) -> list[tuple[str, str]]:
    h = here()
    return [(ref, f"{ref} {h.workspace.framework.title(part, ref, h.language)}") for ref in refs]
