"""Write reports as files: all indicators in them, in three languages, and never over what is not to be lost."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
import python_calamine
from docx.oxml.ns import qn
from lxml import html

from tests.cli.conftest import TOML

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Qms

CODE = re.compile(r"[a-z]+(_[a-z]+)+")
COMPLAINTS = "Number;Received;Service;Answered\nK-2025-1;12.03.2025;Day Service;\n"
PROCEDURE = "Complaints are answered in writing within ten days.\n"


@pytest.fixture(scope="module")
def shared(make_qms: Callable[[], Qms]) -> Qms:
    """Return a workspace with a linked file whose date is assumed, an owner, and a finding with a late action."""
    made = make_qms()
    made.configure(toml=TOML + "\n[certification]\naudit_on = 2026-09-01\n")
    made.write("Rules & more/Complaints 2026-02-03.txt", PROCEDURE)
    made.write("gone.txt", "Minutes of 2026-01-10.")
    made.sync()
    quote = "answered in writing"
    made.run("link", "Rules & more/Complaints 2026-02-03.txt", "26", "--kind", "record", "--quote", quote)
    made.run("assign", "27", "--to", "dora", "--due", "2026-05-01")
    finding = ("finding", "add", "No answers in writing", "--severity", "major", "--indicator", "26")
    made.run(*finding, "--source", "internal_audit", "--source-name", "Spring", "--date", "2026-02-01")
    made.run("action", "add", "Teach it", "--finding", "F-2026-1", "--owner", "ada", "--due", "2026-03-01")
    made.run("action", "add", "Later", "--indicator", "27", "--owner", "ada", "--due", "2026-12-01")
    made.run("assess", "round", "open", "First")
    made.run("assess", "set", "1", "--level", "2", "--because", "Asked in meetings")
    made.run("assess", "round", "close")
    made.run("assess", "round", "open", "Second")
    made.run("assess", "set", "1", "--level", "1", "--because", "New staff")
    made.run("assess", "set", "1", "--service", "day", "--level", "3", "--because", "All know it")
    return made


def written(qms: Qms, kind: str, name: str, *words: str) -> bytes:
    target = qms.root / name
    target.unlink(missing_ok=True)
    qms.run("report", kind, "-o", target, *words)
    return target.read_bytes()


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def table(rows: list[list[Any]], heading: str) -> list[dict[str, Any]]:
    """Return the rows below the headings, the first of which is `heading`, by heading."""
    start = next(n for n, row in enumerate(rows) if row[0] == heading)
    found = []
    for row in rows[start + 1 :]:
        if row[0] == "" and not any(row):
            break
        found.append(dict(zip(rows[start], row, strict=False)))
    return found


def word_text(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def test_the_coverage_map_holds_every_indicator_as_the_program_judges_it(shared: Qms) -> None:
    found = sheets(written(shared, "coverage", "c.xlsx"))
    assert list(found) == ["Overview", "Indicators", "Needs", "Evidence"]
    judged = {row["ref"]: row for row in shared.json("coverage")["indicators"]}
    told = {row["No."]: row for row in table(found["Indicators"], "No.")}
    assert list(told) == [str(n) for n in range(1, 76)]
    for ref, row in told.items():
        assert row["State"].split(" ", 1)[1].lower() == judged[ref]["state"].replace("_", " ")
        assert row["Why"] == judged[ref]["reason"]
        assert row["Next action"] == (judged[ref]["next_action"] or "")
    assert (told["27"]["Owner"], told["27"]["Due"]) == ("Dora Quinn", date(2026, 5, 1))
    needs = table(found["Needs"], "No.")
    assert len(needs) == sum(len(row["needs"]) for row in judged.values())
    assert {row["Service"] for row in needs} == {"Day Service", "Work Service"}
    assert any("On the day of the next audit" in str(cell) for row in found["Overview"] for cell in row)


def test_evidence_stands_with_place_quote_and_a_date_that_is_assumed(shared: Qms) -> None:
    found = sheets(written(shared, "coverage", "c.xlsx"))
    (line,) = table(found["Evidence"], "No.")
    assert line["File"] == "Rules & more/Complaints 2026-02-03.txt"
    assert line["Quoted passage"] == "“answered in writing”"
    assert (line["Date from"], line["Date assumed"]) == (date(2026, 2, 3), "assumed")
    assert line["Services"] == "All services"
    text = word_text(written(shared, "coverage", "c.docx"))
    assert "2026-02-03 (assumed)" in text


def test_links_open_the_file_from_where_the_report_stands(shared: Qms, tmp_path: Path) -> None:
    (shared.root / "board" / "2026").mkdir(parents=True, exist_ok=True)
    page = html.document_fromstring(written(shared, "coverage", "board/2026/c.html"))
    (address,) = {a.get("href") for a in page.iterfind(".//table//a")}
    assert address == "../../evidence_store/Rules%20&%20more/Complaints%202026-02-03.txt"
    for extra, place in ((["--no-links"], shared.root / "plain.html"), ([], tmp_path / "elsewhere.html")):
        said = shared.run("report", "coverage", "-o", place, *extra, "--force").out
        made = html.document_fromstring(place.read_bytes())
        assert not list(made.iterfind(".//table//a"))
        assert "Rules & more/Complaints" in made.text_content()
        assert str(shared.root) not in place.read_text("utf-8")
        assert ("Without links" in said) == (not extra)


def test_gaps_stand_by_urgency_with_what_one_step_would_change(shared: Qms) -> None:
    found = sheets(written(shared, "gaps", "g.xlsx"))
    gaps = shared.json("gaps")["gaps"]
    told = table(found["Gaps"], "No.")
    assert [row["No."] for row in told] == [gap["ref"] for gap in gaps]
    late = next(row for row in told if row["No."] == "27")
    assert (late["Owner"], late["Overdue"]) == ("Dora Quinn", "overdue")
    steps = shared.json("gaps", "--leverage")["leverage"]["steps"]
    assert [row["Would close"] for row in table(found["What one step would change"], "Step")] == [
        ", ".join(step["closes"]) for step in steps
    ]


def test_the_self_assessment_names_what_is_below_the_bar(shared: Qms) -> None:
    found = sheets(written(shared, "assessment", "a.xlsx"))
    said = [str(cell) for row in found["Overview"] for cell in row if cell]
    assert any(text.startswith("1 of 56 scales below the bar: 1 ") for text in said)
    scales = table(found["Scales"], "No.")
    assert len(scales) == 56
    first = scales[0]
    assert first["Level"] == "× Level 1, below the bar"
    assert first["Services that differ"] == "Day Service: Level 3"
    assert (first["Who"], first["Why"], first["Assessed"]) == ("Ada Byrne", "New staff", date(2026, 6, 1))
    ticks = [row for row in table(found["Conditions"], "No.") if row["No."] == "1"]
    assert {row["Ticked"] for row in ticks} >= {"☑ Ticked", "☐ Not ticked"}
    (change, *_) = table(found["Since the round before"], "No.")
    assert (change["Before"], change["Course"]) == ("● Level 2", "↓ Lower")
    text = word_text(written(shared, "assessment", "a.docx"))
    assert "1 of 56 scales below the bar" in text
    assert "%" not in "".join(said)


def test_the_improvement_log_marks_in_words_what_is_late(shared: Qms) -> None:
    found = sheets(written(shared, "improvement", "i.xlsx"))
    lines = {row["Action"]: row for row in table(found["Improvement log"], "No.")}
    assert lines["Teach it"]["Status"] == "! Overdue"
    assert lines["Teach it"]["Finding"] == "No answers in writing"
    assert lines["Teach it"]["Severity"] == "! Major"
    assert lines["Later"]["Status"].split(" ", 1)[0] == "○"
    early = sheets(written(shared, "improvement", "i.xlsx", "--as-of", "2026-02-15"))
    assert "! Overdue" not in {row["Status"] for row in table(early["Improvement log"], "No.")}


def test_what_registers_count_stands_with_the_gaps_on_screen_and_paper(qms: Qms) -> None:
    qms.write("complaints.csv", COMPLAINTS)
    qms.sync()
    line = qms.indicator("27")["counts"][0]
    assert line.startswith("Complaints of 2025: 1, answered: ")
    for command in (("gaps",), ("coverage",)):
        assert line in " ".join(qms.run(*command).out.split())
    found = sheets(written(qms, "gaps", "g.xlsx"))
    notes = {row["No."]: row["Registers and warnings"] for row in table(found["Gaps"], "No.")}
    assert notes["27"].startswith(line)
    for kind in ("gaps", "coverage"):
        for form in ("html", "docx"):
            data = written(qms, kind, f"g.{form}")
            told = word_text(data) if form == "docx" else html.document_fromstring(data).text_content()
            assert told.count(line) == 1


def test_the_gaps_have_the_picture_of_the_map_too(shared: Qms) -> None:
    page = html.document_fromstring(written(shared, "gaps", "g.html"))
    anchors = {row.get("id") for row in page.iter("tr")}
    picture = page.find(".//svg")
    assert picture is not None
    links = {str(a.get("href"))[1:] for a in picture.iter("a")}
    assert links <= anchors
    assert docx.Document(io.BytesIO(written(shared, "gaps", "g.docx"))).inline_shapes


def test_the_log_links_to_registers_and_says_why_a_finding_was_declined(qms: Qms) -> None:
    qms.write(
        "Logs & more/improvements.csv", "Number;Date;Source;Finding;Action\nT-1;2025-03-01;Audit;Late;Ask\n"
    )
    qms.sync()
    qms.run("finding", "add", "No ramp", "--severity", "major", "--source", "internal_audit", "--date", "2026-02-01",
            "--indicator", "26")  # fmt: skip
    qms.run("finding", "close", "F-2026-1", "--as", "declined", "--because", "The town owns the house")
    data = written(qms, "improvement", "i.xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        ways = b"".join(book.read(name) for name in book.namelist() if "/_rels/sheet" in name).decode()
    assert 'Target="evidence_store/Logs%20&amp;%20more/improvements.csv"' in ways
    assert table(sheets(data)["Improvement log"], "No.")[0]["Where"] == "Logs & more/improvements.csv, row 2"
    for told in (
        word_text(written(qms, "improvement", "i.docx")),
        html.document_fromstring(written(qms, "improvement", "i.html")).text_content(),
    ):
        assert "! Major" in told
        assert "Because: The town owns the house" in told


@pytest.fixture(params=["en", pytest.param("nb", marks=pytest.mark.slow), "lt"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language, and English again afterwards."""
    from qms.locale.translator import activate

    yield str(request.param)
    activate("en")


@pytest.mark.parametrize("kind", ["coverage", "gaps", "assessment", "improvement"])
def test_every_report_is_written_in_every_language_and_format(shared: Qms, kind: str, language: str) -> None:
    from qms.locale.sentences import SENTENCES
    from qms.locale.translator import translate_in

    notices = [translate_in(language, SENTENCES[code]) for code in ("covered_means", "not_affiliated")]
    page = html.document_fromstring(written(shared, kind, "r.html", "--lang", language))
    assert page.get("lang") == language
    assert [p.text_content() for p in page.iterfind("body/footer/p")] == notices
    assert translate_in(language, SENTENCES[f"output_title_{kind}"]) == page.find(".//h1").text
    text = word_text(written(shared, kind, "r.docx", "--lang", language))
    assert text.rstrip().endswith("\n".join(notices))
    found = sheets(written(shared, kind, "r.xlsx", "--lang", language))
    overview = next(iter(found.values()))
    said = [cell for rows in found.values() for row in rows for cell in row if isinstance(cell, str)]
    # A code without a sentence would be shown as it is.
    assert [text for text in said if CODE.fullmatch(text)] == []
    assert [row[0] for row in overview if row[0]][-2:] == notices


def test_a_service_alone(shared: Qms) -> None:
    needs = sheets(written(shared, "coverage", "s.xlsx", "--service", "day"))["Needs"]
    assert {row["Service"] for row in table(needs, "No.")} == {"Day Service"}
    assert shared.run("report", "gaps", "-o", "x.html", "--service", "nowhere", code=2).err


# What is refused


def test_nothing_is_written_over_without_being_told_so(qms: Qms) -> None:
    target = qms.root / "mine.xlsx"
    target.write_text("mine")
    failed = qms.run("report", "gaps", "-o", target, code=1)
    assert "--force" in failed.err
    assert target.read_text() == "mine"
    qms.run("report", "gaps", "-o", target, "--force")
    assert sheets(target.read_bytes())


def test_a_report_that_cannot_be_made_leaves_the_old_one_whole(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qms.reports import report_page

    target = qms.root / "gaps.html"
    qms.run("report", "gaps", "-o", target)
    before = target.read_bytes()

    def fail(_report: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(report_page, "page_of", fail)
    qms.run("report", "gaps", "-o", target, "--force", code=1)
    assert target.read_bytes() == before
    assert [p.name for p in qms.root.iterdir() if p.name.startswith(".qms-")] == []


@pytest.mark.parametrize("folder", ["evidence_store", "documents", ".qms", "catalogue"])
def test_evidence_documents_and_state_are_never_written_over(qms: Qms, folder: str) -> None:
    (qms.root / folder).mkdir(exist_ok=True)
    failed = qms.run("report", "gaps", "-o", qms.root / folder / "x.docx", "--force", code=1)
    assert folder in failed.err
    assert not (qms.root / folder / "x.docx").exists()


def test_a_way_round_to_the_evidence_is_seen_through(qms: Qms, tmp_path: Path) -> None:
    qms.write("policy.docx", "mine")
    (tmp_path / "elsewhere").symlink_to(qms.store)
    qms.run("report", "gaps", "-o", tmp_path / "elsewhere" / "policy.docx", "--force", code=1)
    assert (qms.store / "policy.docx").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["gaps", "-o", "gaps.pdf"], 2, ".xlsx, .docx, .html"),
        (["gaps", "-o", "gaps"], 2, ".xlsx, .docx, .html"),
        (["assessment", "-o", "a.html", "--as-of", "2026-01-01"], 2, "--as-of"),
        (["assessment", "-o", "a.html"], 1, "qms assess round open"),
        (["gaps", "-o", "no/such/folder/x.html"], 1, "folder"),
        (["nothing", "-o", "x.html"], 2, "nothing"),
    ],
)
def test_what_is_wrong_is_said(qms: Qms, words: list[str], code: int, said: str) -> None:
    kind, dash, name, *rest = words
    failed = qms.run("report", kind, dash, qms.root / name, *rest, code=code)
    assert said in failed.err


def test_equal_workspaces_give_equal_reports(qms: Qms) -> None:
    for form in ("xlsx", "docx", "html"):
        assert written(qms, "coverage", f"a.{form}") == written(qms, "coverage", f"b.{form}")


def test_imported_wording_stands_beside_the_paraphrase_and_nowhere_else(qms: Qms) -> None:
    from qms.catalogue.official import Official, Wording, wording_bytes

    texts = {
        ("indicators", "26", "", ""): "OFFICIAL 26",
        ("criteria", "1", "", ""): "OFFICIAL C1",
        ("criteria", "17", "", ""): "OFFICIAL NO 17",
        ("principles", "2", "", ""): "OFFICIAL P2",
    }
    own = Official(qms.root / "catalogue", "equass-2018")
    own.folder.mkdir(parents=True, exist_ok=True)
    own.path("nb").write_bytes(wording_bytes(Wording("equass-2018", "nb", texts)))
    for kind, sheet in (("coverage", "Indicators"), ("gaps", "Gaps")):
        rows = table(sheets(written(qms, kind, "o.xlsx"))[sheet], "No.")
        beside = {row["No."]: row["Official wording (Norwegian)"] for row in rows}
        assert [ref for ref, text in beside.items() if text] == ["26"]
        assert beside["26"] == "OFFICIAL 26"
        page = html.document_fromstring(written(qms, kind, "o.html")).text_content()
        assert page.count("OFFICIAL 26") == 1
    wording = sheets(written(qms, "coverage", "o.xlsx"))["Official wording"]
    assert [row[0] for row in wording if "OFFICIAL P2" in row] == ["Principle 2 Staff"]
    text = word_text(written(qms, "coverage", "o.docx"))
    assert [one for one in texts.values() if one not in text] == []
    qms.run("action", "add", "Answer sooner", "--indicator", "26", "--due", "2026-12-01", "--owner", "ada")
    for form in ("docx", "html"):
        for kind, expected in (("improvement", "OFFICIAL 26"), ("progress", "OFFICIAL NO 17")):
            data = written(qms, kind, f"o.{form}", *(["--since", "2026-01-01"] if kind == "progress" else []))
            told = word_text(data) if form == "docx" else html.document_fromstring(data).text_content()
            assert [one for one in texts.values() if one in told] == [expected]
            assert "Official wording (Norwegian)" in told
    assert "OFFICIAL 26" in str(sheets(written(qms, "improvement", "o.xlsx"))["Official wording"])
    work = table(
        sheets(written(qms, "progress", "o.xlsx", "--since", "2026-01-01"))["By criterion"], "Criterion"
    )
    assert [row["Official wording (Norwegian)"] for row in work] == ["OFFICIAL NO 17"]
    qms.run("assess", "round", "open", "First")
    qms.run("assess", "set", "1", "--level", "2", "--because", "Asked")
    scales = table(sheets(written(qms, "assessment", "o.xlsx"))["Scales"], "No.")
    assert scales[0]["Official wording (Norwegian)"] == "OFFICIAL C1"
    assert "OFFICIAL C1" in word_text(written(qms, "assessment", "o.docx"))


def test_requirements_that_are_met_or_not_are_reported_without_levels(qms: Qms) -> None:
    small = (Path(__file__).parents[1] / "catalogue" / "small.yaml").read_text("utf-8")
    name = "small"
    (qms.root / "catalogue").mkdir(exist_ok=True)
    (qms.root / "catalogue" / f"{name}.yaml").write_text(small, "utf-8")
    qms.configure(toml=TOML.replace('["equass-2018"]', f'["equass-2018", "{name}"]'))
    qms.run("--framework", name, "assess", "round", "open", "First")
    for kind in ("coverage", "gaps", "assessment"):
        target = qms.root / f"{kind}.xlsx"
        qms.run("--framework", name, "report", kind, "-o", target)
        found = sheets(target.read_bytes())
        said = [cell for rows in found.values() for row in rows for cell in row if isinstance(cell, str)]
        assert not any("level 2" in text for text in said)
    qms.run("--framework", name, "report", "coverage", "-o", qms.root / "x.docx")
