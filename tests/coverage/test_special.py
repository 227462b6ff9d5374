"""Prove the special rules: results sheets, the plans register, comparisons, the auditor's report, complaints."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cli
from qms.catalogue.loader import load_framework
from qms.coverage import gather
from qms.coverage.gather import links_that_count, proofs_of, topics_of
from qms.coverage.proofs import judge_year
from qms.coverage.rules import judge
from qms.documents.control import Document, Version
from qms.locale.translator import activate
from qms.model.coverage import Exemption, IndicatorRule, Proof, Setting
from qms.model.evidence import Link
from qms.model.reasons import Reason
from qms.model.results import Value
from qms.model.words import DocumentStatus, EvidenceKind, Lens, Rhythm, State
from tests.coverage.test_rules import BETTER, exemptions, many_proofs, one_proof, rules, settings
from tests.results.rows import registers, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DOC, RECORD, RESULT = EvidenceKind.DOCUMENT, EvidenceKind.RECORD, EvidenceKind.RESULT
TODAY = date(2026, 5, 10)
DAY = date(2026, 3, 1)
EQUASS = load_framework("equass-2018", languages=("en",))
LACKING = Reason("no_values")


def sheet(special: str = "results_sheet") -> IndicatorRule:
    return IndicatorRule(
        "7", ((DOC,), (RESULT,)), Rhythm.YEARLY, 12, "results", needs_in_force=True, special=special
    )


def approved(ident: str = "d1", **more: Any) -> Proof:
    values: dict[str, Any] = {"in_force": True, "in_force_from": DAY, "date_from": DAY} | more
    return Proof(ident, "7", (DOC,), **values)


def cell_of(judged: Any, service: str | None = None) -> tuple[State, str]:
    return next((c.state, c.reason.code) for c in judged.cells if c.kinds == (DOC,) and c.service == service)


# Conditions


def test_a_document_in_force_does_not_count_while_its_condition_is_not_met() -> None:
    setting = Setting(
        TODAY, ("day", "work"), conditions={"7": {("work", None): LACKING}, "8": {("day", None): LACKING}}
    )
    judged = judge(sheet(), [approved()], [], setting)
    assert cell_of(judged, "day") == (State.COVERED, "current")
    assert cell_of(judged, "work") == (State.MISSING, "no_values")
    assert all(c.until is None for c in judged.cells if c.service == "work" and c.kinds == (DOC,))


def test_a_sheet_needs_its_values_first_but_a_form_comes_before_its_register() -> None:
    setting = Setting(TODAY, conditions={"7": {(None, None): LACKING}})
    judged = judge(sheet(), [], [], setting)
    assert (judged.reason.code, judged.action and judged.action.code) == ("no_values", "fill_results")
    form = replace(sheet("plans_register"), needs=((DOC,),))
    without = Setting(TODAY, conditions={"7": {(None, None): Reason("no_plans_register")}})
    none = judge(form, [], [], without)
    assert (none.reason.code, none.action and none.action.code) == ("nothing_linked", "provide_document")
    there = judge(form, [approved()], [], without)
    assert (there.state, there.action and there.action.code) == (State.MISSING, "keep_plans")


def test_what_is_wrong_with_the_document_is_told_first() -> None:
    draft = approved(standing=State.MISSING, because=Reason("document_draft", {"title": "T", "slug": "t"}))
    judged = judge(sheet(), [draft], [], Setting(TODAY, conditions={"7": {(None, None): LACKING}}))
    assert cell_of(judged) == (State.MISSING, "document_draft")


def test_only_a_document_in_force_meets_the_need_of_a_results_sheet() -> None:
    linked = Proof("e1", "7", (DOC, RESULT), date_from=date(2025, 6, 1))
    judged = judge(sheet(), [linked], [], Setting(TODAY))
    assert {c.kinds: c.reason.code for c in judged.cells} == {(DOC,): "not_in_force", (RESULT,): "current"}
    assert judged.state is State.PARTIAL


def test_an_open_complaint_of_a_year_is_covered_by_no_link() -> None:
    rule = IndicatorRule("7", ((RECORD,),), Rhythm.YEARLY, 12)
    report = Proof("e1", "7", (RECORD,), date_from=date(2025, 1, 1), date_to=date(2025, 12, 31))
    lacking = Reason("complaints_open", {"open": 1, "received": 2, "in_year": 2025, "numbers": ("K1",)})
    assert judge(rule, [report], [], Setting(TODAY)).state is State.COVERED
    judged = judge(rule, [report], [], Setting(TODAY, conditions={"7": {(None, 2025): lacking}}))
    assert (judged.state, judged.reason.code) == (State.MISSING, "complaints_open")
    other = Setting(TODAY, conditions={"7": {(None, 2024): lacking, (None, None): lacking}})
    assert judge(rule, [report], [], other).state is State.COVERED


def test_an_exemption_stays_one_whatever_the_condition() -> None:
    waived = [Exemption("7", "work", None, "no such people", "kari")]
    setting = Setting(TODAY, ("day", "work"), conditions={"7": {("work", None): LACKING}})
    assert cell_of(judge(sheet(), [approved()], waived, setting), "work")[0] is State.NOT_APPLICABLE


def test_a_lack_of_one_year_says_nothing_of_another() -> None:
    lack = Proof(
        "f1",
        "7",
        (RECORD,),
        date_from=date(2024, 1, 1),
        date_to=date(2024, 12, 31),
        standing=State.MISSING,
        because=Reason("complaints_open"),
    )
    assert judge_year(lack, 2024, TODAY).reason.code == "complaints_open"
    assert judge_year(lack, 2025, TODAY).reason.code == "other_year"


reasons = st.sampled_from([LACKING, Reason("no_plans_register"), Reason("no_comparison")])
places = st.tuples(st.none() | st.sampled_from(["day", "work"]), st.none() | st.integers(2023, 2026))
conditions = st.dictionaries(st.sampled_from(["7", "8"]), st.dictionaries(places, reasons))
specials = st.sampled_from([None, "results_sheet", "comparison", "plans_register"])


@given(rules(), specials, many_proofs(), exemptions, settings, conditions, st.data())
def test_the_laws_hold_with_conditions(
    asked: IndicatorRule,
    special: str | None,
    proofs: list[Proof],
    waived: list[Exemption],
    setting: Setting,
    lacking: dict[str, dict[tuple[str | None, int | None], Reason]],
    data: st.DataObject,
) -> None:
    rule, bare = replace(asked, special=special), setting
    setting = replace(setting, conditions=lacking)
    before = judge(rule, proofs, waived, setting)
    added = judge(rule, [*proofs, data.draw(one_proof("a-new"))], waived, setting)
    assert BETTER[added.state] >= BETTER[before.state]
    assert judge(rule, list(reversed(proofs)), waived, setting) == before
    met = judge(rule, proofs, waived, bare)
    assert BETTER[met.state] >= BETTER[before.state], "a condition that is met never worsens"
    for cell in before.cells:
        if (
            cell.kinds == (DOC,) or cell.year or (DOC,) not in rule.needs
        ) and cell.state is not State.NOT_APPLICABLE:
            assert (cell.service, cell.year) not in lacking.get("7", {}) or cell.state is State.MISSING
    if before.state not in {State.COVERED, State.NOT_APPLICABLE}:
        assert before.action is not None
    assert before.lens in Lens


# What links and controlled documents may prove


def document(slug: str, instance: str = "", **serves: list[str]) -> Document:
    version = Version(1, DocumentStatus.APPROVED, None, "ff", "kari", DAY, "ola", DAY, DAY, None, "")
    return Document(
        slug, slug, instance, "en", slug.title(), "report", {"equass-2018": serves}, f"{slug}.docx", None,
        (version,), 1,
    )  # fmt: skip


def proven_by(made: Document) -> set[str]:
    found = proofs_of(EQUASS, [], {}, [(made, made.versions[0], True)])
    return {proof.indicator for proof in found}


def test_the_sheet_of_one_indicator_stands_in_for_no_other_and_none_for_the_auditors_report() -> None:
    every = ["16", "70", "67", "75", "26"]
    assert proven_by(document("annual-results", required=every)) == {"16", "70", "75", "26"}
    assert proven_by(document("results-sheet", "70", required=every)) == {"70", "26"}


def test_a_document_that_only_supports_does_not_stand_in_for_a_results_sheet() -> None:
    assert proven_by(document("procedure", supports=["70", "27", "75"])) == {"27"}


def link(evidence: str, ref: str) -> Link:
    return Link(
        f"l{evidence}{ref}", evidence, "equass-2018", ref, (RECORD,), (), DAY, DAY, False, None, "", (), "kari",
        "2026-03-02T12:00:00",
    )  # fmt: skip


def test_a_link_of_the_complaints_register_does_not_cover_what_its_rows_leave_open() -> None:
    held = registers(row("complaints", 2, number="K1", received=DAY), books={"plans": "f2"})
    links = [link("f1", "27"), link("f1", "26"), link("f2", "27"), link("f2", "53")]
    assert links_that_count(EQUASS, links, held.files) == links[1:]
    assert links_that_count(EQUASS, links, ()) == links


def test_topics_are_the_titles_of_documents() -> None:
    made = [
        document("our  ethics", required=["30"], supports=["31"]),
        document("Our Ethics", required=["30"]),
    ]
    assert topics_of(EQUASS, made) == {"our ethics": ("30", "31")}


# From the outside

TOML = """\
frameworks = ["equass-2018"]
languages = ["en"]

[organisation]
name = "Skerry"
country = "IE"

[[services]]
id = "day"
name = "Day Service"
kind = "day"

[[services]]
id = "work"
name = "Work Service"
kind = "day"

[[people]]
id = "ada"
name = "Ada Byrne"
roles = ["quality_coordinator"]

[[groups]]
id = "staff"
name = "Staff"
kind = "staff"
size = 4
"""
HELD = registers(
    row("complaints", 2, "nowhere", number="K1", received=date(2025, 2, 1), answered=date(2025, 2, 20)),
    row("complaints", 3, "nowhere", number="K2", received=date(2025, 3, 1), service=("work",)),
    row(
        "plans", 2, None, code="A1", service=("day",), plan_made=date(2026, 1, 1), evaluated=date(2026, 2, 1)
    ),
    row("plans", 3, None, code="A2", service=("work",), started=date(2026, 1, 1)),
)


@pytest.fixture
def qms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., str]]:
    """Give a workspace whose registers are made by hand, and run commands in it."""
    root = tmp_path / "skerry"
    monkeypatch.setenv("QMS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("QMS_TODAY", "2026-05-10")
    monkeypatch.setenv("QMS_PERSON", "ada")
    monkeypatch.setattr(gather, "_registers", lambda _: HELD)
    complete = Value("m1", date(2025, 1, 1), date(2025, 12, 31), 80.0, 9, "day", source="x")
    complete = replace(complete, origins=(row("results.values", 2, None).origin,))
    monkeypatch.setattr(gather, "_values", lambda *_: {"70": [complete]})

    def run(*arguments: str) -> str:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main(["-C", str(root), "--lang", "en", *arguments])
        assert not left.value.code
        return capsys.readouterr().out

    with pytest.raises(SystemExit):
        cli.main(["init", str(root)])
    (root / "qms.toml").write_text(TOML, encoding="utf-8")
    yield run
    activate("en")


def indicator(answer: str, ref: str) -> dict[str, Any]:
    return next(i for i in json.loads(answer)["indicators"] if i["ref"] == ref)


def test_the_map_tells_counts_and_judges_registers_by_service(qms: Callable[..., str]) -> None:
    answer = qms("coverage", "--json")
    complaints = indicator(answer, "27")
    assert complaints["counts"] == [
        "Complaints of 2025: 2, answered: 1, slowest answer: 19 days.",
        "Complaints of 2025: 2, answered: 1, slowest answer: 19 days (Work Service).",
    ]
    assert {n["service"]: n["reason_code"] for n in complaints["needs"]} == {
        "day": "current",
        "work": "complaints_open",
    }
    assert complaints["state"] == "partial"
    plans = indicator(answer, "53")
    assert [(n["service"], n["state"]) for n in plans["needs"]] == [("day", "covered"), ("work", "missing")]
    assert plans["counts"][0] == "1 of 2 service users have a plan, as of 2026-05-10."
    assert {n["service"]: n["reason_code"] for n in plans["needs"]}["work"] == "plans_overdue"
    assert plans["state"] == "partial"
    # What entries prove for one service, and what they leave open for another.
    assert {e["path"] for e in plans["evidence"]} == {
        "Entries made in the program: Register of individual plans"
    }
    satisfied = indicator(answer, "70")["needs"]
    assert [(n["kinds"], n["service"], n["state"]) for n in satisfied] == [
        (["document"], "day", "missing"),
        (["document"], "work", "missing"),
        (["result"], "day", "covered"),
        (["result"], "work", "missing"),
    ]
    assert [n["reason_code"] for n in satisfied[:2]] == ["nothing_linked", "no_values"]


def test_one_indicator_and_the_gaps_tell_why_and_what_to_do(qms: Callable[..., str]) -> None:
    shown = " ".join(qms("indicator", "show", "27").split())
    assert "Complaints of 2025: 2, answered: 1, slowest answer: 19 days." in shown
    assert "Not answered: 1 of 2 complaints" in shown
    gaps = {g["ref"]: g for g in json.loads(qms("gaps", "--json"))["gaps"]}
    assert "Not answered: 1 of 2 complaints (Work Service, 2025)." in gaps["27"]["reason"]
    assert gaps["27"]["action_code"] == "answer_complaints"
    assert "K2" in gaps["27"]["next_action"]
    assert "qms results template" in gaps["16"]["next_action"]
    assert "qms register template comparisons" in gaps["75"]["next_action"]


def test_the_map_of_one_service_is_judged_by_its_rows(qms: Callable[..., str]) -> None:
    assert indicator(qms("coverage", "--json", "--service", "day"), "27")["state"] == "covered"
    assert indicator(qms("coverage", "--json", "--service", "work"), "27")["reason_code"] == "complaints_open"
