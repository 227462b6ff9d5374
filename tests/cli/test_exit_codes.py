"""Prove the exit codes, and that an error is one line, a hint another, and never a traceback."""

from __future__ import annotations

import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.powers import NO_LIMITS, no_limits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Qms, Result


def one_error_one_hint(failed: Result) -> None:
    """Expect nothing on standard output, then `Error:` and `Hint:` on standard error."""
    assert failed.out == ""
    lines = failed.err.splitlines()
    assert len(lines) == 2, failed.err
    assert lines[0].startswith("Error: ")
    assert lines[1].startswith("Hint: ")


def test_0_fine(qms: Qms) -> None:
    for words in (("sync",), ("coverage",), ("--version",), ("--help",), ("link", "--help"), ()):
        assert qms.run(*words, code=None).code == (0 if words else qms.run(code=None).code)


def test_1_failed_for_a_reason(qms: Qms, outside: Qms) -> None:
    one_error_one_hint(outside.run("coverage", code=1))
    one_error_one_hint(qms.run("link", "no.txt", "26", code=1))
    one_error_one_hint(qms.run("document", "approve", "complaints-procedure", code=1))


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("link",),
        ("link", "x"),
        ("search",),
        ("search", "x", "--kind", "wish"),
        ("coverage", "--as-of", "x"),
        ("coverage", "--colour"),
        ("--lang", "de", "coverage"),
        ("evidence", "nonsense"),
        ("log", "--limit", "0"),
    ],
)
def test_2_wrong_usage(qms: Qms, words: tuple[str, ...]) -> None:
    failed = qms.run(*words, code=2)
    assert failed.out == ""
    assert sum(line.startswith("Error: ") for line in failed.err.splitlines()) == 1


def test_2_unknown_person_and_service(qms: Qms) -> None:
    qms.write("a.txt", "x")
    qms.sync()
    one_error_one_hint(qms.run("--as", "zoe", "link", "a.txt", "26", code=2))
    one_error_one_hint(qms.run("coverage", "--service", "zoo", code=2))


def test_3_findings(qms: Qms) -> None:
    assert qms.run("gaps", "--fail", code=3).err == ""


def test_4_damaged_database(qms: Qms) -> None:
    database = qms.root / ".qms" / "state" / "qms.db"
    database.write_bytes(b"this is no database" * 300)
    one_error_one_hint(qms.run("coverage", code=4))
    one_error_one_hint(qms.run("sync", code=4))
    qms.run("check", code=4)


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\x00" + b"\x00" * 3000])
def test_4_empty_or_cut_database(qms: Qms, data: bytes) -> None:
    (qms.root / ".qms" / "state" / "qms.db").write_bytes(data)
    one_error_one_hint(qms.run("coverage", code=4))


def test_1_database_gone(qms: Qms) -> None:
    (qms.root / ".qms" / "state" / "qms.db").unlink()
    one_error_one_hint(qms.run("coverage", code=1))


def test_5_state_of_a_newer_program(qms: Qms) -> None:
    qms.sql("update alembic_version set version_num = '9999'")
    for words in (("coverage",), ("sync",), ("link", "a", "26")):
        one_error_one_hint(qms.run(*words, code=5))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_130_interrupted(qms: Qms) -> None:
    for n in range(60):
        qms.write(f"{n}.txt", f"text number {n}")
    process = qms.start("sync")
    lock = qms.index.parent / "sync.lock"
    end = time.monotonic() + 20
    while time.monotonic() < end and not (lock.is_file() and lock.read_bytes()):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert "Traceback" not in out + err
    assert process.returncode in {130, 0}  # 0: it was done before the signal came
    qms.sync()
    assert len(qms.register()) == 60
    assert len(qms.json("search", "number", "--limit", "100")["hits"]) == 60


HEAD = 'frameworks = ["equass-2018"]\nlanguages = ["en"]\n'
OWN = '[organisation]\nname = "A"\ncountry = "NO"\n'
TWICE = '[[services]]\nid = "a"\nname = "A"\nkind = "day"\n' * 2
PERSON = '[[people]]\nid = "a"\nname = "A"\n'
SITE = '[[sites]]\nid = "yard"\nname = "Yard"\n'
TEAM = '[[groups]]\nid = "team"\nname = "Team"\n'


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("languages = [\n", None, "TOML"),
        (HEAD.replace("en", "xx") + OWN, 2, "en, nb, lt"),
        (HEAD + OWN.replace('"A"', "3"), 4, "text"),
        (HEAD + OWN + 'adress = "Here"\n', 6, "address"),
        (HEAD + 'assessed_on = "June"\n' + OWN, 3, "2026-12-31"),
        (HEAD + OWN + TWICE, 11, "that no other has"),
        (HEAD + OWN + TWICE.replace("day", "night", 1).replace('"a"', '"b"', 1), 9, "work_inclusion"),
        (HEAD + OWN + PERSON + 'site = "mill"\n', 9, "left out, or [[sites]] written first"),
        (HEAD + OWN + SITE + PERSON + 'site = "mill"\n', 12, "people.site should be one of yard"),
        (
            HEAD + OWN + PERSON + 'groups = ["team", "kin"]\n' + TEAM,
            9,
            "people.groups should be a list of team",
        ),
        (HEAD + OWN + PERSON + "groups = 3\n" + TEAM, 9, "people.groups"),
        (HEAD + "surprise = 1\n" + OWN, 3, "assessed_on"),
        (HEAD, 2, "[organisation]"),
        ("", 1, "frameworks"),
        ("\xff\xfe", 1, "UTF-8"),
    ],
)
def test_a_broken_qms_toml_names_file_line_and_what_is_expected(
    qms: Qms, text: str, line: int | None, expected: str
) -> None:
    (qms.root / "qms.toml").write_bytes(text.encode("latin-1"))
    for words in (("coverage",), ("sync",), ("search", "x")):
        failed = qms.run(*words, code=1)
        one_error_one_hint(failed)
        first = failed.err.splitlines()[0]
        assert "qms.toml" in first
        assert f"line {line if line is not None else ''}" in first
        assert expected in first


def test_several_problems_are_counted(qms: Qms) -> None:
    qms.configure('\n[[sites]]\nid = "B AD"\nname = 3\n')
    failed = qms.run("coverage", code=1)
    one_error_one_hint(failed)
    assert "and 1 more" in failed.err


@pytest.mark.skipif(no_limits(), reason=NO_LIMITS)
def test_a_workspace_that_cannot_be_written(qms: Qms) -> None:
    qms.write("a.txt", "x")
    qms.sync()
    state = qms.root / ".qms" / "state"
    for path in (state / "qms.db", state, qms.root / ".qms", qms.root):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        qms.run("coverage")
        one_error_one_hint(qms.run("link", "a.txt", "26", code=1))
    finally:
        for path in (qms.root, qms.root / ".qms", state, state / "qms.db"):
            path.chmod(0o700)


def test_a_cache_that_cannot_be_written(qms: Qms, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    qms.write("a.txt", "x")
    (tmp_path / "file").write_text("a file, not a folder")
    monkeypatch.setenv("QMS_CACHE_DIR", str(tmp_path / "file"))
    for words in (("sync",), ("search", "x")):
        one_error_one_hint(qms.run(*words, code=1))
    qms.run("coverage")


def test_a_text_cache_that_cannot_be_written(qms: Qms) -> None:
    qms.write("a.txt", "x")
    cache = qms.root / ".qms" / "cache"
    if cache.exists():
        cache.rmdir()
    cache.write_text("a file, not a folder")
    one_error_one_hint(qms.run("sync", code=1))
    cache.unlink()
    qms.sync()
    assert qms.json("search", "x")["hits"]


def test_a_folder_where_qms_toml_should_be_readable(outside: Qms) -> None:
    (outside.root / "qms.toml").mkdir()
    one_error_one_hint(outside.run("coverage", code=1))


def test_bad_today(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_TODAY", "someday")
    failed = qms.run("coverage", code=None)
    assert failed.code in {1, 2}
    assert failed.err.startswith("Error: ")


def test_debug_adds_the_traceback(outside: Qms) -> None:
    done = outside.spawn("--debug", "coverage")
    assert done.code == 1
    assert "Traceback" in done.err
    assert "Error: " in done.err


def test_errors_speak_the_reader_s_language(outside: Qms) -> None:
    for lang, error, hint in (("nb", "Feil: ", "Tips: "), ("lt", "Klaida: ", "Patarimas: ")):
        lines = outside.run("--lang", lang, "coverage", code=1).err.splitlines()
        assert lines[0].startswith(error)
        assert lines[1].startswith(hint)


def test_a_pipe_that_closes_early_is_no_error(qms: Qms) -> None:
    process = qms.start("coverage")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.wait(timeout=30)
    process.stderr.close()
    assert "Traceback" not in err
    assert process.returncode in {0, 1}


def test_nothing_but_the_answer_in_a_pipe(qms: Qms) -> None:
    qms.write("a.txt", "x")
    done = qms.spawn("sync", "--json")
    assert done.err == ""
    assert "\x1b" not in done.out
    assert "\x1b" not in qms.spawn("coverage").out
