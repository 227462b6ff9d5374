"""Keep the accounts of the web application: passwords as hashes, an end, a lock, and a language of one's own.

An account says who may come in; what somebody may do there is for the roles of `qms.toml` to say (access.py).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.model.errors import ChangedMeanwhile, QmsError, UsageProblem
from qms.people.access import EXTERNAL_AUDITOR
from qms.state.account_rows import (
    all_accounts,
    find_account,
    insert_account,
    password_of,
    update_account,
)

if TYPE_CHECKING:
    from datetime import date

    from qms.model.organisation import Person
    from qms.state.store import State

LEAST_SIGNS = 12
_OWN_SIGNS, _DISTINCT = 8, 5
_METHOD = "scrypt:32768:8:1"
# Compared with where there is no password, so that the answer takes as long as where there is one.
_NOBODY = f"{_METHOD}${'0' * 16}${'0' * 128}"
_LONGEST = 1_000


class WeakPassword(UsageProblem):
    """Refuse a password that is short, made of the person's own name, or the same few signs again and again."""

    code = "weak_password"
    hint = "hint_password"


class UntilMissing(UsageProblem):
    """Refuse an account for an external auditor that does not say until when; `person` is given."""

    code = "until_missing"
    hint = "hint_until"


class NoAccount(QmsError):
    """Report that a person has no account; `person` is given."""

    code = "no_account"
    hint = "hint_user_add"


@dataclass(frozen=True, slots=True)
class Account:
    """Hold an account without its password; `valid_until` is its last day, `at` the ISO time of the last change.

    `generation` goes up when open sessions must end, `version` with every change.
    """

    person: str
    has_password: bool
    language: str | None
    valid_until: date | None
    disabled: bool
    generation: int
    set_by: str
    at: str
    version: int


def account_of(state: State, person_id: str) -> Account | None:
    """Return the account of a person, or None."""
    with state.read() as conn:
        row = find_account(conn, person_id)
    return None if row is None else _account(row)


def list_accounts(state: State) -> list[Account]:
    """Return every account in order of persons, also of persons that `qms.toml` no longer has."""
    with state.read() as conn:
        return [_account(row) for row in all_accounts(conn)]


def _account(row: Any) -> Account:
    return Account(**{name: getattr(row, name) for name in Account.__slots__})


def is_open(account: Account, today: date) -> bool:
    """Tell whether somebody may come in with an account: not disabled, and its last day is not past."""
    return not account.disabled and (account.valid_until is None or today <= account.valid_until)


def set_account(
    state: State,
    actor_id: str,
    person: Person,
    *,
    password: str | None,
    valid_until: date | None,
    on_language: str | None = None,
    seen: int | None = None,
) -> Account:
    """Give a person an account, or set password and last day of the one there is, and return it.

    Without a `password` the person comes in through single sign-on only; `on_language` is the language to begin
    with. A disabled account stays so. Open sessions end. `seen` is the version that the decision rests on, 0 for
    no account. Raises WeakPassword, UntilMissing or ChangedMeanwhile.
    """
    check_until(person, valid_until)
    hashed = None if password is None else _hashed(password, person)
    with state.write(actor_id) as change:
        _check_seen(change.conn, person.id, seen)
        values = {"password": hashed, "valid_until": valid_until, "set_by": actor_id, "at": change.at}
        if on_language is not None:
            values["language"] = on_language
        known = update_account(change.conn, person.id, values, end_sessions=True)
        if not known:
            insert_account(change.conn, person.id, values)
        until = valid_until.isoformat() if valid_until else None
        action = "user.password" if known else "user.add"
        change.log(action, person.id, until=until, has_password=hashed is not None)
        row = find_account(change.conn, person.id)
    return _account(row)


def set_until(
    state: State, actor_id: str, person: Person, valid_until: date | None, *, seen: int | None = None
) -> None:
    """Set the last day of an account and leave its password as it is.

    Raises UntilMissing, NoAccount, or ChangedMeanwhile where the account is no longer at version `seen`.
    """
    check_until(person, valid_until)
    with state.write(actor_id) as change:
        _check_seen(change.conn, person.id, seen)
        values = {"valid_until": valid_until, "set_by": actor_id, "at": change.at}
        if not update_account(change.conn, person.id, values):
            raise NoAccount(person=person.id)
        change.log("user.until", person.id, until=valid_until.isoformat() if valid_until else None)


def disable_account(state: State, actor_id: str, person_id: str) -> Account:
    """Close an account at once, whatever others changed: nobody comes in, open sessions end. Raises NoAccount."""
    return _switch(state, actor_id, person_id, disabled=True)


def enable_account(state: State, actor_id: str, person_id: str, *, seen: int | None = None) -> Account:
    """Open a disabled account again with the password it had; raises NoAccount or ChangedMeanwhile."""
    return _switch(state, actor_id, person_id, disabled=False, seen=seen)


def _check_seen(conn: Any, person_id: str, seen: int | None) -> None:
    """Raise ChangedMeanwhile where an account is at another version than the one that was seen (0: none)."""
    row = find_account(conn, person_id)
    if seen is not None and seen != (row.version if row is not None else 0):
        raise ChangedMeanwhile(subject=person_id)


def _switch(
    state: State, actor_id: str, person_id: str, *, disabled: bool, seen: int | None = None
) -> Account:
    with state.write(actor_id) as change:
        _check_seen(change.conn, person_id, seen)
        row = find_account(change.conn, person_id)
        if row is None:
            raise NoAccount(person=person_id)
        if row.disabled != disabled:
            values = {"disabled": disabled, "set_by": actor_id, "at": change.at}
            update_account(change.conn, person_id, values, end_sessions=disabled)
            change.log("user.disable" if disabled else "user.enable", person_id)
            row = find_account(change.conn, person_id)
    return _account(row)


def set_language(state: State, person_id: str, language: str | None) -> bool:
    """Keep the language that a person reads in; say whether there is an account to keep it in.

    This is no decision, so the trail says nothing of it.
    """
    with state.write(person_id) as change:
        return update_account(change.conn, person_id, {"language": language})


def check_password(state: State, person_id: str, password: str) -> bool:
    """Tell whether a password is that of the person's account; never where the account is disabled or has none.

    The answer takes as long for persons that are not known. Whether the account is still open is for `is_open`.
    """
    from werkzeug.security import check_password_hash

    with state.read() as conn:
        kept = password_of(conn, _clean(person_id))
    right = check_password_hash(kept or _NOBODY, _clean(password[:_LONGEST]))
    return right and kept is not None and len(password) <= _LONGEST


def check_until(person: Person, valid_until: date | None) -> None:
    """Raise UntilMissing for an external auditor without a last day."""
    if EXTERNAL_AUDITOR in person.roles and valid_until is None:
        raise UntilMissing(person=person.id)


def check_strength(password: str, person: Person) -> None:
    """Raise WeakPassword for a password that is too short, too long, or easily guessed from the person."""
    typed = _clean(password)
    left = typed.casefold()
    for own in sorted(
        {person.id, *person.name.split(), *re.split(r"[-_]", person.id)}, key=len, reverse=True
    ):
        if len(own) > 2:
            left = left.replace(unicodedata.normalize("NFC", own).casefold(), "")
    fits = LEAST_SIGNS <= len(typed) <= _LONGEST and len(left.strip()) >= _OWN_SIGNS
    if not fits or len(set(typed.casefold())) < _DISTINCT:
        raise WeakPassword(count=LEAST_SIGNS)


def _hashed(password: str, person: Person) -> str:
    from werkzeug.security import generate_password_hash

    check_strength(password, person)
    return generate_password_hash(_clean(password), method=_METHOD)


def _clean(password: str) -> str:
    """Return what was typed in one form, however the keyboard put its letters together, as text that has bytes."""
    normal = unicodedata.normalize("NFC", password)
    return normal.encode("utf-8", "backslashreplace").decode("utf-8")
