"""Hold what cells may name: services, sites, groups and functions of the workspace, and indicators of its standard."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.results.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qms.model.organisation import Function, Group, Service, Settings, Site


@dataclass(frozen=True, slots=True)
class Known:
    """Hold names by id; no `indicators` means that any reference is taken. `language` is the workspace's."""

    services: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    framework: str = ""
    indicators: tuple[str, ...] = ()
    language: str = "en"

    @classmethod
    def of(cls, settings: Settings, indicators: Iterable[str] | None = None) -> Known:
        """Return what a workspace knows; `indicators` default to those of its first framework."""
        framework = settings.frameworks[0] if settings.frameworks else ""
        refs = tuple(indicators) if indicators is not None else _indicators(framework)
        return cls(
            services=_names(settings.services),
            sites=_names(settings.sites),
            groups=_names(settings.groups),
            functions=_names(settings.functions),
            framework=framework,
            indicators=refs,
            language=settings.language,
        )

    def named(self, kind: str) -> Mapping[str, str]:
        """Return the names by id of a kind of column: service, site, group or function."""
        found: Mapping[str, str] = getattr(self, f"{kind}s")
        return found


def find(text: str, names: Mapping[str, str]) -> str | None:
    """Return the id that a text means, by id or by name; None where nothing is called so."""
    if text in names:
        return text
    wanted = plain(text)
    return next((one for one, name in names.items() if wanted in (plain(one), plain(name))), None)


def similar(text: str, words: Iterable[str]) -> list[str]:
    """Return up to three words that are spelt like a text, the likest first."""
    by_plain = {plain(word): word for word in words}
    near = difflib.get_close_matches(plain(text), list(by_plain), n=3, cutoff=0.6)
    return [by_plain[one] for one in near]


def _names(items: tuple[Service | Site | Group | Function, ...]) -> dict[str, str]:
    return {item.id: item.name for item in items}


def _indicators(framework: str) -> tuple[str, ...]:
    from qms.catalogue.loader import load_framework
    from qms.model.errors import QmsError

    try:
        return tuple(load_framework(framework, languages=()).by_ref) if framework else ()
    except QmsError:
        return ()
