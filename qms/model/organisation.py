"""Describe the provider as `qms.toml` tells it: organisation, services, people, groups and dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Organisation:
    """Hold the provider's own data; empty strings are unknown."""

    name: str
    country: str
    legal_form: str = ""
    number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    municipality: str = ""
    user_word: str = "service_user"
    very_small: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """Hold a service in scope; the id is permanent, the name may change."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Site:
    """Hold a place where services are given."""

    id: str
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """Hold a function that people fill, such as support worker."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Hold someone who acts in the system.

    `login` is the operating-system user; `groups` are ids of groups, `site` is the id of the unit the person works in.
    """

    id: str
    name: str
    roles: tuple[str, ...] = ()
    login: str = ""
    groups: tuple[str, ...] = ()
    site: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Hold a group that must know or understand something; `size` counts its members."""

    id: str
    name: str
    kind: str = "staff"
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold the whole of `qms.toml`; the first framework and the first language are the defaults.

    `target_on` is the day on which a provider without a certificate wants one, `visits` are the days of auditors on
    site, `reports_sent` those on which progress reports went out, oldest first.

    `law_acts` are the ids of the ticked acts, `chapters` maps a document to the one that it is a chapter of, and
    `warn_days` tells how long before its review a document turns yellow.
    """

    organisation: Organisation
    languages: tuple[str, ...]
    frameworks: tuple[str, ...]
    services: tuple[Service, ...]
    sites: tuple[Site, ...]
    functions: tuple[Function, ...]
    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    assessed_on: date | None = None
    certified_on: date | None = None
    certified_until: date | None = None
    audit_on: date | None = None
    target_on: date | None = None
    visits: tuple[date, ...] = ()
    reports_sent: tuple[date, ...] = ()
    evidence_folder: str = "evidence_store"
    evidence_ignore: tuple[str, ...] = ()
    evidence_passwords: tuple[str, ...] = ()
    awareness: Mapping[str, float] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    law_acts: tuple[str, ...] = ()
    chapters: Mapping[str, str] = field(default_factory=dict)
    warn_days: int = 60

    @property
    def language(self) -> str:
        """Return the workspace language."""
        return self.languages[0]

    @property
    def person_names(self) -> dict[str, str]:
        """Return the names of persons by id."""
        return {person.id: person.name for person in self.people}

    @property
    def service_names(self) -> dict[str, str]:
        """Return the names of services by id, in the order of the file."""
        return {service.id: service.name for service in self.services}

    @property
    def service_ids(self) -> tuple[str, ...]:
        """Return the ids of the services in scope, in the order of the file."""
        return tuple(s.id for s in self.services)
