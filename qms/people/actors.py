"""Find out who acts: --as, else QMS_PERSON, else the person whose login runs the program (design section 4)."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

from qms.model.errors import QmsError, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.model.organisation import Person


class UnknownPerson(UsageProblem):
    """Refuse a person id that `qms.toml` does not have."""

    code = "unknown_person"
    hint = "hint_people"


class NobodyActs(QmsError):
    """Report that nobody in `qms.toml` matches whoever runs the program."""

    code = "nobody_acts"
    hint = "hint_as"


def find_person(people: Sequence[Person], person: str) -> Person:
    """Return the person with that id; raises UnknownPerson."""
    for candidate in people:
        if candidate.id == person:
            return candidate
    raise UnknownPerson(person=person, known=[p.id for p in people])


def resolve_actor(people: Sequence[Person], chosen: str | None) -> Person:
    """Return who acts. Raises UnknownPerson for a wrong id and NobodyActs when nobody matches."""
    named = chosen or os.environ.get("QMS_PERSON")
    if named:
        return find_person(people, named)
    login = _login()
    for candidate in people:
        if login and candidate.login == login:
            return candidate
    raise NobodyActs(login=login or "?", known=[p.id for p in people])


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
