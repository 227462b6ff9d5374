"""Prove that accounts let in whom they should, keep no password, and end sessions when they must."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING

import pytest
import werkzeug.security

from qms.model.organisation import Person
from qms.people import accounts
from qms.people.accounts import (
    NoAccount,
    UntilMissing,
    WeakPassword,
    account_of,
    check_password,
    disable_account,
    enable_account,
    is_open,
    list_accounts,
    set_account,
    set_language,
    set_until,
)
from qms.state.store import State, create_state
from qms.state.trail_rows import newest_entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KARI = Person("kari", "Kari Nordmann", ("manager",))
RUTH = Person("ruth", "Ruth Egan", ("external_auditor",))
GOOD = "blå hest under trappen"
DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with little effort: that real hashes are strong is tested once below."""
    monkeypatch.setattr(accounts, "_METHOD", "scrypt:256:8:1")
    monkeypatch.setattr(accounts, "_NOBODY", f"scrypt:256:8:1${'0' * 16}${'0' * 128}")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    made = create_state(tmp_path / "qms.db", lambda: "2026-06-01T12:00:00")
    yield made
    made.close()


def add(state: State, person: Person = KARI, password: str | None = GOOD, until: date | None = None) -> None:
    set_account(state, "ada", person, password=password, valid_until=until)


def actions(state: State) -> list[tuple[str, str]]:
    with state.read() as conn:
        return [(row.action, row.subject) for row in reversed(newest_entries(conn, 99))]


def test_the_password_lets_in_and_another_does_not(state: State) -> None:
    add(state)
    assert check_password(state, "kari", GOOD)
    assert not check_password(state, "kari", GOOD + " ")
    assert not check_password(state, "kari", "")
    assert not check_password(state, "ola", GOOD)


def test_letters_put_together_in_another_way_are_the_same(state: State) -> None:
    add(state, password="bla\u030a hest under trappen")
    assert check_password(state, "kari", "bl\u00e5 hest under trappen")


def test_whatever_was_typed_never_breaks_the_check(state: State) -> None:
    add(state, password="\udcff\x00 brutt tekst her")
    assert check_password(state, "kari", "\udcff\x00 brutt tekst her")
    assert not check_password(state, "kari", "x" * 1_000_000)
    assert not check_password(state, "\udcff", GOOD)


def test_without_a_password_nothing_typed_lets_in(state: State) -> None:
    add(state, password=None)
    assert not check_password(state, "kari", "")
    assert not check_password(state, "kari", "0" * 128)
    found = account_of(state, "kari")
    assert found is not None
    assert not found.has_password
    assert is_open(found, DAY)


def test_only_the_hash_is_kept_and_nobody_hands_it_out(
    state: State, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.undo()
    with caplog.at_level(logging.DEBUG):
        add(state)
        assert check_password(state, "kari", GOOD)
    data = state.path.read_bytes()
    assert b"scrypt:32768:8:1$" in data
    assert GOOD.encode() not in data
    with state.read() as conn:
        shown = repr(newest_entries(conn, 9)) + repr(list_accounts(state)) + caplog.text
    assert "scrypt" not in shown
    assert GOOD not in shown


@pytest.mark.parametrize("who", ["kari", "single", "gone", "nobody"])
def test_every_check_takes_one_hash(state: State, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    add(state)
    add(state, Person("single", "S", ()), None)
    add(state, Person("gone", "G", ()))
    disable_account(state, "ada", "gone")
    seen: list[str] = []
    real = werkzeug.security.check_password_hash

    def count(kept: str, typed: str) -> bool:
        seen.append(kept.split("$", maxsplit=1)[0])
        return real(kept, typed)

    monkeypatch.setattr(werkzeug.security, "check_password_hash", count)
    assert not check_password(state, who, "something else entirely")
    assert seen == ["scrypt:256:8:1"]


def test_the_stand_in_takes_as_much_effort_as_real_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert accounts._NOBODY.startswith(accounts._METHOD + "$")
    assert len(accounts._NOBODY.split("$")[2]) == len(accounts._hashed(GOOD, KARI).split("$")[2])


@pytest.mark.parametrize(
    "password",
    [
        "",
        "elleve tegn",
        "karinordmann",
        "Kari Nordmann 1",
        "karikarikarikari",
        "aaaaaaaaaaaaaaaa",
        "x" * 1001,
    ],
)
def test_a_weak_password_is_refused_and_nothing_is_written(state: State, password: str) -> None:
    with pytest.raises(WeakPassword):
        add(state, password=password)
    assert account_of(state, "kari") is None
    assert actions(state) == []


@pytest.mark.parametrize("password", ["tolv tegn xyz", "kari liker blå hester", "ąčęėįšųūž123"])
def test_a_password_with_words_of_its_own_is_taken(state: State, password: str) -> None:
    add(state, password=password)
    assert check_password(state, "kari", password)


def test_an_external_auditor_needs_a_last_day(state: State) -> None:
    with pytest.raises(UntilMissing):
        add(state, RUTH)
    add(state, RUTH, until=DAY)
    with pytest.raises(UntilMissing):
        set_until(state, "ada", RUTH, None)
    found = account_of(state, "ruth")
    assert found is not None
    assert is_open(found, DAY)
    assert not is_open(found, date(2026, 7, 1))


def test_a_new_password_and_disabling_end_open_sessions(state: State) -> None:
    def generation() -> int:
        found = account_of(state, "kari")
        assert found is not None
        return found.generation

    add(state)
    assert generation() == 1
    add(state, password="noe helt annet nå")
    assert generation() == 2
    assert not check_password(state, "kari", GOOD)
    set_until(state, "ada", KARI, DAY)
    set_language(state, "kari", "lt")
    assert generation() == 2
    disable_account(state, "ada", "kari")
    disable_account(state, "ada", "kari")
    assert generation() == 3
    assert not check_password(state, "kari", "noe helt annet nå")
    enable_account(state, "ada", "kari")
    assert check_password(state, "kari", "noe helt annet nå")
    assert [action for action, _ in actions(state)] == [
        "user.add",
        "user.password",
        "user.until",
        "user.disable",
        "user.enable",
    ]
    assert {subject for _, subject in actions(state)} == {"kari"}


def test_a_disabled_account_stays_so_with_a_new_password(state: State) -> None:
    add(state)
    disable_account(state, "ada", "kari")
    add(state)
    found = account_of(state, "kari")
    assert found is not None
    assert found.disabled
    assert not is_open(found, DAY)


def test_without_an_account_there_is_nothing_to_change(state: State) -> None:
    for act in (disable_account, enable_account):
        with pytest.raises(NoAccount):
            act(state, "ada", "kari")
    with pytest.raises(NoAccount):
        set_until(state, "ada", KARI, DAY)
    assert not set_language(state, "kari", "nb")
    assert list_accounts(state) == []


def test_the_language_is_kept_with_the_account(state: State) -> None:
    set_account(state, "ada", KARI, password=GOOD, valid_until=None, on_language="nb")
    assert [a.language for a in list_accounts(state)] == ["nb"]
    add(state)
    assert [a.language for a in list_accounts(state)] == ["nb"], "a new password leaves it"
    assert set_language(state, "kari", "lt")
    assert [a.language for a in list_accounts(state)] == ["lt"]
