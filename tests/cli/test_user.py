"""Give people accounts and release evidence from the command line, as a coordinator does."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from qms.people.accounts import check_password
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Qms

AUDITOR = """
[[people]]
id = "ruth"
name = "Ruth Egan"
roles = ["external_auditor"]
"""
GOOD = "four words of mine"


@pytest.fixture
def told(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> Qms:
    """Return a workspace with an external auditor, in which passwords come on standard input."""
    qms.configure(AUDITOR)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{GOOD}\nmore\n"))
    return qms


def is_password(qms: Qms, person: str, password: str) -> bool:
    workspace = Workspace(qms.root)
    try:
        return check_password(workspace.state, person, password)
    finally:
        workspace.close()


def test_an_account_is_opened_listed_disabled_and_enabled(told: Qms) -> None:
    assert "Nobody has an account yet" in told.run("user", "list").out
    assert "Dora Quinn can sign in" in told.run("user", "add", "dora", "--password-stdin").out
    assert is_password(told, "dora", GOOD), "the line end does not belong to it"
    row = told.json("user", "list")["users"][0]
    assert row["set_at"].startswith("2026-06-01")
    del row["set_at"]
    assert row == {
        "id": "dora",
        "name": "Dora Quinn",
        "roles": ["director"],
        "has_password": True,
        "valid_until": None,
        "disabled": False,
        "open": True,
        "released": {"evidence": 0, "documents": 0},
        "set_by": "ada",
    }
    shown = told.run("user", "list").out
    assert "Dora Quinn (dora): director" in shown
    assert "active account · with a password · changed 2026-06-01 by Ada Byrne" in shown
    assert "no longer sign in" in told.run("user", "disable", "dora").out
    assert not is_password(told, "dora", GOOD)
    assert "disabled account" in told.run("user", "list").out
    again = told.run("user", "add", "dora", "--no-password").out
    assert "still disabled: qms user enable dora" in again
    assert "single sign-on" in again
    assert "can sign in again" in told.run("user", "enable", "dora").out
    actions = [entry for entry in told.trail() if entry.startswith("user.")]
    assert actions == ["user.add", "user.disable", "user.password", "user.enable"]
    assert "account opened" in told.run("log").out
    assert GOOD not in told.run("log", "--json").out


def test_who_left_can_still_be_disabled(told: Qms) -> None:
    told.run("user", "add", "dora", "--no-password")
    told.configure(toml=(told.root / "qms.toml").read_text(encoding="utf-8").replace('"dora"', '"deirdre"'))
    assert "no longer in qms.toml" in told.run("user", "list").out
    row = told.json("user", "list")["users"][0]
    assert (row["name"], row["roles"], row["open"]) == (None, [], False)
    assert "dora can no longer sign in" in told.run("user", "disable", "dora").out
    told.run("user", "enable", "dora", code=2)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "nobody", "--no-password"), 2, "no person “nobody”"),
        (("add", "dora"), 2, "--password-stdin"),
        (("add", "dora", "--password-stdin", "--no-password"), 2, "not both"),
        (("add", "ruth", "--no-password"), 2, "--until"),
        (("disable", "dora"), 1, "no account"),
        (("release", "dora", "a.txt"), 2, "not an external auditor"),
        (("release", "ruth", "a.txt"), 1, "no file “a.txt”"),
        (("release", "ruth", "--document", "complaints"), 1, "no document “complaints” in force"),
        (("release", "nobody"), 2, "no person “nobody”"),
    ],
)
def test_what_cannot_be_done_is_said(told: Qms, words: tuple[str, ...], code: int, said: str) -> None:
    failed = told.run("user", *words, code=code)
    assert said in failed.err
    assert "Hint:" in failed.err
    assert told.json("user", "list")["users"] == []


def test_a_weak_password_is_refused_without_repeating_it(told: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("doraquinn1234\n"))
    failed = told.run("user", "add", "dora", "--password-stdin", code=2)
    assert "at least 12" in failed.err
    assert "doraquinn1234" not in failed.out + failed.err
    assert told.json("user", "list")["users"] == []


def test_a_terminal_asks_twice_and_hides_what_is_typed(told: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [GOOD, "four other words", GOOD, GOOD]
    asked: list[str] = []

    def ask(prompt: str = "", stream: object = None) -> str:
        asked.append(prompt)
        return typed.pop(0)

    monkeypatch.setattr("qms.commands.user._at_a_terminal", lambda: True)
    monkeypatch.setattr("click.termui.hidden_prompt_func", ask)
    assert "not the same" in told.run("user", "add", "dora", code=1).err
    assert told.json("user", "list")["users"] == []
    told.run("user", "add", "dora")
    assert is_password(told, "dora", GOOD)
    assert len(asked) == 4


def test_an_auditor_gets_what_is_linked_until_a_day(told: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("log.txt", "diary.txt", "other.txt"):
        told.write(name, f"Complaints: {name}")
    told.sync()
    for name in ("log.txt", "diary.txt"):
        told.run("link", name, "26")
    told.run("evidence", "set", "diary.txt", "--personal-data")
    added = told.run("user", "add", "ruth", "--password-stdin", "--until", "2026-06-30").out
    assert "up to and including 2026-06-30" in added
    assert "Nothing is released yet" in added
    assert "Nothing is released to Ruth Egan." in told.run("user", "release", "ruth").out
    done = told.run("user", "release", "ruth", "--indicator", "26").out
    assert "Released to Ruth Egan now: files 1, documents 0." in done
    assert "Confidential, so left out: diary.txt" in done
    assert "confidential" in told.run("user", "release", "ruth", "other.txt", "diary.txt", code=1).err
    found = told.json("user", "release", "ruth", "other.txt", "--indicator", "26")
    assert [one["path"] for one in found["evidence"]] == ["log.txt", "other.txt"]
    assert (found["documents"], found["left_out"]) == ([], ["diary.txt"])
    assert told.json("user", "list")["users"][0]["released"] == {"evidence": 2, "documents": 0}
    shown = " ".join(told.run("user", "list").out.split())
    assert "until 2026-06-30 · released files: 2, documents: 0" in shown
    assert "log.txt" in told.run("user", "release", "ruth").out
    assert "No longer released" in told.run("user", "release", "ruth", "log.txt", "--withdraw").out
    assert [one["path"] for one in told.json("user", "release", "ruth")["evidence"]] == ["other.txt"]
    told.run("user", "release", "ruth", "--withdraw")
    assert told.json("user", "release", "ruth")["evidence"] == []
    told.run("user", "add", "ruth", "--no-password")
    assert told.json("user", "list")["users"][0]["valid_until"] == "2026-06-30", "it keeps its day"
    monkeypatch.setenv("QMS_TODAY", "2026-07-01")
    assert not told.json("user", "list")["users"][0]["open"]
    assert "its last day is past" in told.run("user", "list").out


def test_releases_follow_a_file_that_is_joined_to_its_successor(told: Qms) -> None:
    told.write("old.txt", "The complaints of the year, in a table with many lines.")
    told.sync()
    old = told.register()["old.txt"]["id"]
    told.run("user", "release", "ruth", "old.txt")
    (told.store / "old.txt").unlink()
    told.write("new.txt", "Something else altogether, of another year and another house.")
    told.sync()
    told.run("evidence", "set", "new.txt", "--same-as", old)
    assert [one["path"] for one in told.json("user", "release", "ruth")["evidence"]] == ["new.txt"]
