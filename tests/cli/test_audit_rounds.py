"""Open an audit, ask and answer, draw samples, print questions and cards, hold and close it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from qms.catalogue.official import Official, Wording, wording_bytes
from tests.audit.asking import small_standard
from tests.cli.conftest import TOML
from tests.cli.test_registers import PLANS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Qms

SMALL = TOML.replace('["equass-2018"]', '["small", "equass-2018"]')
ANSWER = ("audit", "answer", "Spring")


def with_audit(qms: Qms) -> Qms:
    """Give a workspace the small standard, whose A.1 and C.1 have questions, and an internal audit of A and C.1."""
    qms.configure(toml=SMALL)
    (qms.root / "catalogue" / "small.yaml").write_text(small_standard(), encoding="utf-8")
    qms.run(
        "audit", "open", "Spring", "--kind", "internal", "--planned", "2026-06-10", "--principle", "A",
        "--indicator", "C.1", "--service", "day", "--auditor", "Dora Quinn", "--auditor", "Eva Marsh",
    )  # fmt: skip
    return qms


@pytest.fixture
def spring(qms: Qms) -> Qms:
    """Return a workspace with an audit."""
    return with_audit(qms)


@pytest.fixture(scope="module")
def shared(make_qms: Callable[[], Qms]) -> Qms:
    """Return a workspace with an audit that bad input leaves alone."""
    return with_audit(make_qms())


def words_of(path: Path) -> str:
    """Return the text of a Word file."""
    import docx

    made = docx.Document(io.BytesIO(path.read_bytes()))
    return "\n".join(node.text or "" for node in made.element.body.iter() if node.tag.endswith("}t"))


def test_an_audit_is_opened_answered_held_and_closed(spring: Qms) -> None:
    (row,) = spring.json("audit", "list")["audits"]
    assert (row["name"], row["kind"], row["planned_on"]) == ("Spring", "internal", "2026-06-10")
    assert row["indicators"] == ["A.1", "A.2", "A.10", "C.1"]
    # A.1 asks staff and users; A.2 and A.10 are looked at, in the words of the standard; C.1 asks records.
    assert (row["answered"], row["asked"], row["auditors"]) == (0, 5, "Dora Quinn, Eva Marsh")
    spring.run(*ANSWER, "A.1", "staff", "--verdict", "partly", "--note", "two of three")
    spring.run(*ANSWER, "C.1", "records", "--verdict", "seen")
    spring.run(*ANSWER, "A.1", "staff", "--verdict", "seen", "--note", "three of three")
    shown = spring.json("audit", "show")
    (staff,) = [p for p in shown["progress"] if p["role"] == "staff"]
    assert (staff["verdict"], staff["note"], staff["by"]) == ("seen", "three of three", "ada")
    assert len(staff["questions"]) == 2
    assert [left["indicator"] for left in shown["left"]] == ["A.1", "A.2", "A.10"]
    told = spring.run("audit", "show", "spring").out
    assert "Answered: 2 of 5 questions." in told
    assert "three of three" in told
    spring.run("audit", "held", "Spring", "--from", "2026-05-28", "--to", "2026-05-29")
    spring.run(
        "finding", "add", "The rule is old.", "--severity", "minor", "--indicator", "A.1", "--audit", "Spring"
    )
    closed = spring.run("audit", "close", "Spring", "--summary", "Well kept.").out
    assert "2 of 5" in closed
    assert "F-2026-1" in closed
    row = spring.json("audit", "show", "Spring")
    assert (row["held_to"], row["closed_on"], row["summary"]) == ("2026-05-29", "2026-06-01", "Well kept.")
    assert [finding["number"] for finding in row["found"]] == ["F-2026-1"]
    assert "Spring" in spring.run(*ANSWER, "A.2", "records", "--verdict", "seen", code=1).err
    assert spring.trail()[-6:] == [
        "audit.answered", "audit.answered", "audit.answered", "audit.held", "finding.added", "audit.closed"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("open", "spring ", "--kind", "internal"), 1, "already"),
        (("open", "B", "--kind", "internal", "--service", "night"), 2, "night"),
        (("open", "B", "--kind", "internal", "--principle", "Z"), 1, "Z"),
        (("open", "B", "--kind", "other"), 2, "other"),
        (
            ("open", "B", "--kind", "internal", "--indicator", "A.1", "--indicator", "equass-2018:26"),
            2,
            "one standard",
        ),
        (("show", "Sprin"), 1, "Sprin"),
        (("answer", "Spring", "B.1", "staff", "--verdict", "seen"), 2, "B.1"),
        (("answer", "Spring", "A.1", "cook", "--verdict", "seen"), 2, "cook"),
        (("answer", "Spring", "A.1", "staff", "--verdict", "good"), 2, "good"),
        (
            ("answer", "Spring", "A.1", "staff", "--verdict", "seen", "--note", "child 15027000034"),
            1,
            "identity number",
        ),
        (("held", "Spring", "--from", "2026-05-29", "--to", "2026-05-28"), 2, "2026-05-28"),
        (("held", "Spring", "--from", "2026-05-29", "--to", "2026-06-02"), 2, "2026-06-02"),
        # Nobody but staff and users is asked about A.1.
        (("answer", "Spring", "A.1", "managers", "--verdict", "seen"), 2, "A.1"),
        (("questions", "-o", "questions.pdf"), 2, "questions.pdf"),
        (("sample", "plans", "Spring"), 2, "evidence"),
        (("sample", "evidence", "Spring"), 1, "linked file"),
        (("cards", "--principle", "C"), 1, "no questions"),
    ],
)
def test_bad_input_is_told_in_one_line(shared: Qms, words: tuple[str, ...], code: int, told: str) -> None:
    result = shared.run("audit", *words, code=code)
    error, hint = result.err.splitlines()
    assert error.startswith("Error: ")
    assert told in error
    assert hint.startswith("Hint: ")


def test_a_role_that_is_not_asked_is_refused_with_those_that_are(shared: Qms) -> None:
    said = shared.run(*ANSWER, "A.1", "managers", "--verdict", "seen", code=2).err
    assert "Staff (staff)" in said
    assert "(records)" not in said


def test_a_file_that_is_there_is_no_workbook(shared: Qms, tmp_path: Path) -> None:
    (tmp_path / "cards.docx").write_bytes(b"mine")
    said = shared.run("audit", "cards", "-o", tmp_path / "cards.docx", code=1).err
    assert "workbook" not in said
    assert "never written over" in said


def test_without_an_audit_it_says_how_to_open_one(qms: Qms) -> None:
    assert "qms audit open" in qms.run("audit", "show", code=1).err
    assert "qms audit open" in qms.run("audit", "list").out
    assert qms.json("audit", "list") == {"audits": []}


def test_the_walk_keeps_every_answer_and_goes_on(spring: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(*lines: str, name: str = "Spring") -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
        return spring.run("audit", "walk", name).out

    out = walk("1 three of three", "9", "2", "one was asleep", "")
    assert "When is the lamp lit?" in out
    assert "Type 1, 2 or 3" in out
    assert "Answered: 2 of 5" in out
    kept = {(p["indicator"], p["role"]): p for p in spring.json("audit", "show")["progress"]}
    assert (kept["A.1", "staff"]["verdict"], kept["A.1", "staff"]["note"]) == ("seen", "three of three")
    assert (kept["A.1", "users"]["verdict"], kept["A.1", "users"]["note"]) == ("partly", "one was asleep")
    assert kept["A.2", "records"]["verdict"] is None
    # The input ends before the note: the verdict is kept all the same.
    again = walk("3")
    assert "When is the lamp lit?" not in again
    assert "Answered: 3 of 5" in again
    assert "Answered: 3 of 5" in walk("q")


def test_questions_are_shown_and_printed(spring: Qms, tmp_path: Path) -> None:
    spring.run(*ANSWER, "A.1", "staff", "--verdict", "seen", "--note", "three of three")
    found = spring.json("audit", "questions", "Spring", "--role", "staff", "--role", "records")
    assert [(q["indicator"], q["role"]) for q in found["questions"]] == [
        ("A.1", "staff"), ("A.2", "records"), ("A.10", "records"), ("C.1", "records")
    ]  # fmt: skip
    assert "A good answer shows: The keeper." in spring.run("audit", "questions", "--indicator", "A.1").out
    outside = spring.run("audit", "questions", "--indicator", "B.1", "--indicator", "A.1")
    assert outside.err == "The audit “Spring” leaves indicator B.1 out.\n"
    for language, ask in (("nb", "Når tennes lampen?"), ("lt", "Kada degama lempa?")):
        word, page = tmp_path / f"{language}.docx", tmp_path / f"{language}.html"
        for path in (word, page):
            spring.run("--lang", language, "audit", "questions", "Spring", "--service", "day", "-o", path)
        for text in (words_of(word), page.read_text(encoding="utf-8")):
            assert ask in text
            assert "three of three" in text
            assert "Day Service" in text
            assert "\u2612" in text
        assert "</html>" in page.read_text(encoding="utf-8")
    official = spring.root / "catalogue" / "official"
    official.mkdir()
    texts = "{format: 1, framework: small, language: nb, indicators: {A.1: Lampen skal <lyse>.}}"
    (official / "small.nb.yaml").write_text(texts, encoding="utf-8")
    for name in ("with.docx", "with.html"):
        spring.run("--lang", "nb", "audit", "questions", "Spring", "-o", tmp_path / name)
    assert "Lampen skal <lyse>." in words_of(tmp_path / "with.docx")
    assert "Lampen skal &lt;lyse&gt;." in (tmp_path / "with.html").read_text(encoding="utf-8")
    assert "nb.docx" in spring.run("audit", "questions", "-o", tmp_path / "nb.docx", code=1).err


def test_cards_for_users_speak_plainly(spring: Qms, tmp_path: Path) -> None:
    spring.write("lamps/rule <b>.txt", "The lamp is lit at dusk.\n")
    spring.sync()
    spring.run("link", "rule <b>.txt", "A.1", "--kind", "document", "--quote", "lit at dusk")
    cards = spring.json("audit", "cards")["cards"]
    assert [(card["indicator"], card["ask"]) for card in cards] == [
        ("A.1", "When is the lamp lit?"), ("A.1", "Who may put it out?")
    ]  # fmt: skip
    assert cards[0]["head"].startswith("A.1")
    assert cards[0]["where"][0].startswith("lamps/rule <b>.txt")
    (easy,) = spring.json("audit", "cards", "--role", "users")["cards"]
    assert (easy["head"], easy["where"]) == ("Lamp", [])
    spring.run("evidence", "set", "rule <b>.txt", "--title", "How we light", "--in-force-from", "2026-01-01",
               "--approved-by", "dora")  # fmt: skip
    (easy,) = spring.json("audit", "cards", "--role", "users")["cards"]
    assert easy["where"] == ["How we light"]
    word, page = tmp_path / "cards.docx", tmp_path / "cards.html"
    spring.run("--lang", "lt", "audit", "cards", "--role", "users", "-o", word)
    spring.run("audit", "cards", "-o", page)
    assert "Ar lempa jums šviečia?" in words_of(word)
    with zipfile.ZipFile(word) as archive:
        assert archive.read("word/document.xml").count(b'w:val="dashed"') == 6
    text = page.read_text(encoding="utf-8")
    assert "lamps/rule &lt;b&gt;.txt" in text
    assert "<b>.txt" not in text


def test_cards_for_staff_show_imported_wording_and_those_for_users_do_not(
    spring: Qms, tmp_path: Path
) -> None:
    own = Official(spring.root / "catalogue", "small")
    own.folder.mkdir(parents=True, exist_ok=True)
    own.path("nb").write_bytes(
        wording_bytes(Wording("small", "nb", {("indicators", "A.1", "", ""): "OFFICIAL"}))
    )
    cards = spring.json("audit", "cards")["cards"]
    assert [card["official"] for card in cards] == [{"language": "nb", "text": "OFFICIAL"}] * 2
    label = "Official wording (Norwegian), from your own copy: OFFICIAL"
    for role, count in (("staff", 2), ("users", 0)):
        word, page = tmp_path / f"{role}.docx", tmp_path / f"{role}.html"
        for path in (word, page):
            spring.run("audit", "cards", "--role", role, "-o", path)
        shown = " ".join(spring.run("audit", "cards", "--role", role).out.split())
        assert shown.count(label) == count
        assert page.read_text(encoding="utf-8").count(label) == count
        assert words_of(word).count("OFFICIAL") == count


def test_files_of_all_services_are_not_drawn_for_each_again(spring: Qms) -> None:
    for number in range(12):
        spring.write(f"log {number}.txt", f"Day {number}\n")
    spring.sync()
    for number in range(12):
        spring.run("link", f"log {number}.txt", "A.2", "--kind", "record", "--date", "2026-05-01")
    found = spring.json("audit", "sample", "evidence", "--indicator", "A.2", "--seed", "7", "--size", "5")
    day, work = ({file["path"] for file in one["files"]} for one in found["services"])
    assert (len(day), len(work), day & work) == (5, 5, set())
    more = spring.json("audit", "sample", "evidence", "--indicator", "A.2", "--seed", "7", "--size", "8")
    assert [len(one["files"]) for one in more["services"]] == [8, 8]


def test_a_sampling_list_names_files_and_plans_of_each_service(spring: Qms) -> None:
    for number in range(12):
        spring.write(f"log {number}.txt", f"Day {number}\n")
    spring.write("plans.csv", PLANS)
    spring.sync()
    for number in range(12):
        service = ("--service", "work") if number == 3 else ()
        spring.run("link", f"log {number}.txt", "A.2", "--kind", "record", "--date", "2026-05-01", *service)
    first = spring.json("audit", "sample", "evidence", "Spring", "--seed", "7")
    (day,) = first["services"]
    assert (day["service"], day["population"], len(day["files"])) == ("day", 11, 5)
    assert day["plans_population"] == 6
    assert set(day["plans"]) <= {f"D-00{n}" for n in range(1, 7)}
    assert spring.json("audit", "sample", "evidence", "Spring", "--seed", "7") == first
    free = spring.json(
        "audit", "sample", "evidence", "--indicator", "A.2", "--service", "work", "--size", "20"
    )
    assert len(free["services"][0]["files"]) == 12
    assert free["audit"] is None
    told = spring.run("audit", "sample", "evidence", "Spring").out
    assert "Seed:" in told
    (entry, *_) = [e for e in spring.json("log", "--limit", "500")["log"] if e["action"] == "audit.sample"]
    assert {"seed", "drawn", "of", "files"} <= set(entry["details"])
    assert "log" not in str(entry["details"])
