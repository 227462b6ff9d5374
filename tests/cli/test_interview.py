"""Test the interview as a person meets it: asked, stopped, resumed, through a pipe and by a form."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from qms.commands.document import document_command
from qms.commands.document_interview import interview_command
from qms.commands.interview_dialogue import numbers
from qms.locale.interview_phrases import INTERVIEW
from qms.locale.sentences import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Qms, Result

    Talk = Callable[..., Result]

FULL_COMMON = '\n[law]\nacts = []\n[answers.common]\ncomplaints_contact = "Ada Byrne"\n'


@pytest.fixture(autouse=True)
def _merged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command and its sentences, wherever they are joined to the program."""
    if "interview" not in document_command.commands:
        monkeypatch.setitem(document_command.commands, "interview", interview_command)
    for code, sentence in INTERVIEW.items():
        monkeypatch.setitem(SENTENCES, code, sentence)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)


@pytest.fixture
def talk(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Return how to run the interview with lines typed in."""

    def run(*words: str | Path, lines: tuple[str, ...] = (), code: int | None = 0) -> Result:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return qms.run("document", "interview", *words, code=code)

    return run


def answers(qms: Qms) -> dict[str, Any]:
    data = tomllib.loads((qms.root / "qms.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = data.get("answers", {})
    return found


# Asking


def test_a_first_user_answers_and_generates(
    outside: Qms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QMS_PERSON", "me")
    root = tmp_path / "lt"
    outside.run("init", root, "--country", "LT", "--lang", "lt")
    first = type(outside)(root)
    before = (root / "qms.toml").read_text(encoding="utf-8")
    typed = "Rasa Petraitienė\nTomas Kazlauskas\nDaiva Jankauskienė\n1,3-5\n" + "Savais žodžiais.\n.\n" * 4
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    told = first.run("--lang", "en", "document", "interview", "complaints-procedure").out
    assert told.count("> ") == 3 + 1 + 8
    assert "The whole organisation (questions: 3)" in told
    assert "Example: Rasa Petraitienė" in told
    assert "Answers written to qms.toml: 8." in told
    assert "Next: qms document generate complaints-procedure" in told
    found = answers(first)
    assert found["common"] == {
        "director": "Rasa Petraitienė",
        "quality_coordinator": "Tomas Kazlauskas",
        "complaints_contact": "Daiva Jankauskienė",
    }
    assert set(found["complaints-procedure"].values()) == {"Savais žodžiais."}
    after = (root / "qms.toml").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    row = first.json("document", "generate", "complaints-procedure")["documents"][0]
    assert (row["outcome"], row["missing"], row["to_adapt"]) == ("written", [], [])
    assert first.trail().count("answers.written") == 8


def test_nothing_is_asked_twice(qms: Qms, talk: Talk) -> None:
    talk("complaints-procedure", lines=("Ada Byrne", "none", *("Ours.", ".") * 4))
    again = talk("complaints-procedure")
    assert "> " not in again.out
    assert "Nothing is missing for “Complaints procedure”." in again.out


def test_help_skip_and_stop(qms: Qms, talk: Talk) -> None:
    told = talk("complaints-procedure", lines=("?", "", "-", "-", "-", "q")).out
    assert told.count("Best somebody other than the head") == 2
    assert "The document needs this answer; - skips it for now." in told
    assert "Stopped. The same command goes on from here." in told
    assert "Still missing for “Complaints procedure”: complaints_contact" in told
    assert answers(qms) == {}
    assert "[law]" not in (qms.root / "qms.toml").read_text(encoding="utf-8")


def test_the_end_of_the_input_stops_and_keeps_what_was_written(qms: Qms, talk: Talk) -> None:
    told = talk("complaints-procedure", lines=("Ada", "all", "First part", "", "second"))
    assert "Stopped." in told.out
    assert answers(qms)["complaints-procedure"] == {"complaint_culture": "First part\n\nsecond"}
    resumed = talk("complaints-procedure", lines=("q",)).out
    assert "(questions: 3)" in resumed
    assert "Legal acts" not in resumed


def test_wrong_answers_are_asked_again(qms: Qms, talk: Talk) -> None:
    qms.configure(FULL_COMMON + '[answers.complaints-procedure]\nanswer_days = "many"\n')
    told = talk("complaints-procedure", lines=("-",) * 4 + ("soon", "", "2,5")).out
    assert "The answer that stands in qms.toml has the wrong form." in told
    assert told.count("Expected: a number such as 5 or 2.5.") == 1
    assert answers(qms)["complaints-procedure"]["answer_days"] == 2.5


def test_everything_shows_defaults_and_keeps_them(qms: Qms, talk: Talk) -> None:
    qms.configure(FULL_COMMON)
    told = talk("complaints-procedure", "--everything", lines=("",) * 40).out
    assert "Without an answer: 20" in told
    assert "Legal acts" in told
    assert answers(qms) == {"common": {"complaints_contact": "Ada Byrne"}}
    assert "Answers written to qms.toml: 0." in told


def test_acts_are_ticked_by_number_and_others_stay(qms: Qms, talk: Talk) -> None:
    qms.configure('\n[law]\nacts = ["crpd", "of-my-own"]\n[answers.common]\ncomplaints_contact = "Ada"\n')
    told = talk("complaints-procedure", "--everything", lines=("",) * 10 + ("9000", "1-2, 4", "q")).out
    assert "1. [x] " in told
    assert "2. [ ] " in told
    assert "Write numbers between 1 and" in told
    acts = tomllib.loads((qms.root / "qms.toml").read_text(encoding="utf-8"))["law"]["acts"]
    assert acts[0] == "of-my-own"
    assert acts[1] == "crpd"
    assert len(acts) == 4


TABLE = """\
slug: tasting
kind: procedure
titles: {en: Tasting}
variables:
  - {name: days, type: list, question: {en: Which days?}, required: true}
  - {name: bodies, type: rows, columns: [name, phone], question: {en: Which bodies?}, required: true}
  - name: way
    type: choice
    question: {en: Which way?}
    choices: {by_hand: {en: By hand}, by_machine: {en: By machine}}
    required: true
  - {name: since, type: date, question: {en: Since when?}, example: 2026-01-31, required: true}
"""


@pytest.fixture
def tasting(qms: Qms) -> None:
    folder = qms.root / "templates" / "tasting"
    folder.mkdir(parents=True)
    (folder / "document.yaml").write_text(TABLE, encoding="utf-8")
    (folder / "en.md").write_text("# Tasting\n\nText.\n", encoding="utf-8")


@pytest.mark.usefixtures("tasting")
def test_every_type_has_its_way_of_answering(qms: Qms, talk: Talk) -> None:
    typed = (
        "Monday",
        "Friday",
        "",
        "Ombudsman",
        "?",
        "112",
        "Court",
        "",
        "",
        "2",
        "31.12.2026",
        "2026-12-31",
    )
    told = talk("tasting", lines=typed).out
    assert "1. By hand" in told
    assert "Example: 2026-01-31" in told
    assert "Expected: a day such as 2026-12-31." in told
    found = answers(qms)["tasting"]
    assert found["days"] == ["Monday", "Friday"]
    assert found["bodies"] == [{"name": "Ombudsman", "phone": "112"}, {"name": "Court", "phone": ""}]
    assert (found["way"], found["since"].isoformat()) == ("by_machine", "2026-12-31")


@pytest.mark.usefixtures("tasting")
def test_a_half_typed_row_is_dropped_when_the_person_stops(qms: Qms, talk: Talk) -> None:
    talk("tasting", lines=("Monday", "", "Ombudsman", "112", "Court", "q"))
    assert answers(qms)["tasting"] == {"days": ["Monday"], "bodies": [{"name": "Ombudsman", "phone": "112"}]}


def test_a_passage_can_be_written_in_an_editor(
    qms: Qms, talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qms.configure(FULL_COMMON)
    told = talk("complaints-procedure", lines=("e", "q")).out
    assert "No editor is set (EDITOR); write the text here." in told
    script = tmp_path / "edit.py"
    script.write_text("import sys; open(sys.argv[1], 'a').write('\\n\\nAdded.')", encoding="utf-8")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    talk("complaints-procedure", lines=("e", "q"))
    culture = answers(qms)["complaints-procedure"]["complaint_culture"]
    assert culture.startswith("A complaint tells us")
    assert culture.endswith("\n\nAdded.")
    monkeypatch.setenv("EDITOR", "false")
    assert "The editor could not be opened" in talk("complaints-procedure", lines=("e", "q")).out


def test_answers_in_another_language(qms: Qms, talk: Talk) -> None:
    qms.configure(FULL_COMMON + '[answers.complaints-procedure]\ncomplaint_culture = "We listen."\n')
    told = talk("complaints-procedure", "--language", "nb", lines=("Vi lytter.", ".", "q")).out
    assert "So far only in another language (en):" in told
    assert answers(qms)["complaints-procedure"] == {
        "complaint_culture": "We listen.",
        "nb": {"complaint_culture": "Vi lytter."},
    }


def test_documents_are_chosen_from_a_list_on_a_terminal(
    qms: Qms, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Name documents" in talk(code=2).err

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("nine\n1\nq\n"))
    told = qms.run("document", "interview").out
    assert "  1. " in told
    assert "Complaints procedure (missing: 5)" in told
    assert "Write numbers between 1 and" in told
    assert "Stopped." in told


# Trouble


def test_unknown_documents_and_contradictions_are_refused(qms: Qms, talk: Talk) -> None:
    assert "no template" in talk("complaint-procedure", code=1).err
    assert "either --from or --write" in talk("--from", "a", "--write", "b", code=2).err
    assert "qms.toml has none" in talk("competence-and-job-description@cook", code=1).err
    assert "cannot be used" in talk("--from", "nowhere.toml", code=1).err


def test_an_edit_meanwhile_is_not_written_over(qms: Qms, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = qms.root / "qms.toml"

    class Hand(io.StringIO):
        def readline(self, size: int = -1, /) -> str:
            path.write_text(path.read_text(encoding="utf-8") + "\n# by hand\n", encoding="utf-8")
            return "Ada\n"

    monkeypatch.setattr(sys, "stdin", Hand())
    told = qms.run("document", "interview", "complaints-procedure", code=1)
    assert "Somebody changed qms.toml meanwhile" in told.err
    assert path.read_text(encoding="utf-8").endswith("# by hand\n")


def test_a_locked_file_is_told_before_the_first_question(qms: Qms, talk: Talk) -> None:
    path = qms.root / "qms.toml"
    path.chmod(0o444)
    told = talk("complaints-procedure", lines=("Ada",), code=1)
    path.chmod(0o644)
    assert "> " not in told.out
    assert "may not be written" in told.err
    assert "Hint: Take the write protection off" in told.err


def test_whoever_is_not_known_is_not_asked(qms: Qms, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_PERSON", "nobody")
    told = talk("complaints-procedure", lines=("Ada",), code=2)
    assert told.out == ""


def test_input_that_is_no_text_is_refused(qms: Qms, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Ada \xe6\xff\n"), "utf-8"))
    assert "not text in UTF-8" in qms.run("document", "interview", "complaints-procedure", code=1).err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfAda\r\n"), "utf-8"))
    qms.run("document", "interview", "complaints-procedure")
    assert answers(qms)["common"] == {"complaints_contact": "Ada"}


def test_control_characters_never_reach_the_file(qms: Qms, talk: Talk) -> None:
    talk("complaints-procedure", lines=('A\x07da "\\" \x1b[0m\tB', "q"))
    assert answers(qms)["common"]["complaints_contact"] == 'Ada "\\" [0m\tB'


PROGRAM = """
import sys
sys.path.insert(0, {root!r})
from qms.locale.sentences import SENTENCES
from qms.locale.interview_phrases import INTERVIEW
SENTENCES.update(INTERVIEW)
from qms.commands.document import document_command
from qms.commands.document_interview import interview_command
document_command.add_command(interview_command)
import cli
cli.main(sys.argv[1:])
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGINT"])
def test_what_was_answered_survives_the_end_of_the_process(qms: Qms, sign: str) -> None:
    from tests.cli.conftest import PROGRAM as CLI

    program = PROGRAM.format(root=str(CLI.parent))
    words = [
        sys.executable,
        "-c",
        program,
        "-C",
        str(qms.root),
        "document",
        "interview",
        "complaints-procedure",
    ]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("Ada Byrne\n")
        process.stdin.flush()
        while "Legal acts" not in process.stdout.readline():
            pass
        process.send_signal(getattr(signal, sign))
        _, err = process.communicate(timeout=30)
    assert "Traceback" not in err
    assert process.returncode == {"SIGKILL": -9, "SIGINT": 130}[sign]
    assert answers(qms) == {"common": {"complaints_contact": "Ada Byrne"}}


# The form


def test_a_form_is_written_filled_in_and_taken(qms: Qms, talk: Talk, tmp_path: Path) -> None:
    form = tmp_path / "answers.toml"
    told = talk("complaints-procedure", "--write", form).out
    assert f"The form is written: {form}" in told
    assert "Stopped" not in told
    text = form.read_text(encoding="utf-8")
    assert "# Who receives and registers complaints (name)?" in text
    assert "#   Example: Anne Walsh" in text
    assert "There is a file already" in talk("complaints-procedure", "--write", form, code=1).err
    assert "Name documents" in talk("--write", tmp_path / "b.toml", code=2).err

    nothing = talk("--from", form).out
    assert "Answers written to qms.toml: 0." in nothing
    text = text.replace('complaints_contact = ""', 'complaints_contact = "Ada"').replace('# "crpd"', '"crpd"')
    text = text.replace('complaint_culture = """\n', 'complaint_culture = """\nWe listen.\n')
    form.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    told = talk("--from", form).out
    assert "Answers written to qms.toml: 3." in told
    assert "Still the suggested text in “Complaints procedure”: local_support" in told
    assert answers(qms) == {
        "common": {"complaints_contact": "Ada"},
        "complaints-procedure": {"complaint_culture": "We listen."},
    }
    assert qms.trail().count("answers.written") == 1
    assert "Answers written to qms.toml: 0." in talk("--from", form).out


def test_a_form_with_problems_changes_nothing(qms: Qms, talk: Talk, tmp_path: Path) -> None:
    before = (qms.root / "qms.toml").read_bytes()
    form = tmp_path / "f.toml"
    form.write_text(
        '[answers.common]\ndirektor = "A"\n[answers.complaints-procedure]\nanswer_days = "x"\n',
        encoding="utf-8",
    )
    told = talk("--from", form, code=1).err
    assert "f.toml, line 2: answers.common.direktor is not known here. Did you mean director?" in told
    assert "f.toml, line 4: answers.complaints-procedure.answer_days: Expected: a number" in told
    assert "nothing was written. Problems: 2" in told
    assert (qms.root / "qms.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,3-5", [1, 3, 4, 5]),
        (" 2 ; 1 2 ", [2, 1]),
        ("1 – 2", [1, 2]),
        ("0", None),
        ("6", None),
        ("3-1", None),
        ("x", None),
        ("1-99999999", None),
        ("", None),
    ],
)
def test_numbers_are_read_in_several_ways(text: str, expected: list[int] | None) -> None:
    assert numbers(text, 5) == expected
