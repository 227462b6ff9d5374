"""Prove the contract of the map and the gaps as scripts see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Qms

STATES = {"covered", "partial", "suspect", "expired", "missing", "not_applicable"}
TOP = {"framework", "as_of", "summary", "indicators"}
INDICATOR = {
    "ref", "criterion", "principle", "title", "state", "on_audit_day", "lens", "reason", "reason_code",
    "next_action", "action_code", "needs", "document_required", "evidence",
}  # fmt: skip
NEED = {"kinds", "service", "year", "state"}
EVIDENCE = {
    "id", "path", "kinds", "state", "page", "label", "evidence_date", "date_assumed", "valid_until", "services",
}  # fmt: skip
GAP = {"ref", "title", "state", "reason", "reason_code", "next_action", "action_code", "owner", "due"}


@pytest.fixture(scope="module")
def shared(make_qms: Callable[[], Qms]) -> Qms:
    """Return a workspace with one linked file and one owned indicator; tests only read it."""
    qms = make_qms()
    qms.write("m.txt", "Council of 1 May 2025")
    qms.sync()
    qms.run(
        "link",
        "m.txt",
        "40",
        "--kind",
        "voice",
        "--service",
        "day",
        "--quote",
        "Council",
        "--date",
        "2025-08-01",
    )
    qms.run("indicator", "set", "40", "--owner", "ada", "--due", "2026-09-01")
    return qms


def entry(qms: Qms, ref: str, *words: str) -> dict[str, Any]:
    """Return one indicator of the map."""
    found: dict[str, Any] = next(i for i in qms.json("coverage", *words)["indicators"] if i["ref"] == ref)
    return found


def test_the_map_has_the_fields_of_the_contract(shared: Qms) -> None:
    found = shared.json("coverage")
    assert set(found) >= TOP
    assert (found["framework"], found["as_of"]) == ("equass-2018", "2026-06-01")
    assert set(found["summary"]) == STATES
    assert sum(found["summary"].values()) == len(found["indicators"]) == 75
    for item in found["indicators"]:
        assert set(item) >= INDICATOR
        assert item["state"] in STATES
        assert isinstance(item["ref"], str)
        assert item["needs"]
        assert item["reason"]
        assert "…" not in item["reason"] + str(item["next_action"]).replace("qms link …", "").replace(
            "set …", ""
        )
        assert (item["next_action"] is None) == (item["state"] in {"covered", "not_applicable"}), item
        for need in item["needs"]:
            assert set(need) >= NEED
        for evidence in item["evidence"]:
            assert set(evidence) >= EVIDENCE
    (hanging,) = entry(shared, "40")["evidence"]
    assert hanging["services"] == ["day"]
    assert hanging["evidence_date"] == "2025-08-01"


def test_the_gaps_have_the_fields_of_the_contract(shared: Qms) -> None:
    found = shared.json("gaps")
    assert set(found) >= {"as_of", "gaps"}
    assert len(found["gaps"]) == 75
    for gap in found["gaps"]:
        assert set(gap) >= GAP
        assert gap["next_action"]
    (own,) = [g for g in found["gaps"] if g["ref"] == "40"]
    assert (own["owner"], own["due"], own["state"]) == ("ada", "2026-09-01", "partial")


def test_as_of_moves_dates_only(shared: Qms) -> None:
    def need(*words: str) -> dict[str, str]:
        return {n["service"]: n["state"] for n in entry(shared, "40", *words)["needs"]}

    assert need() == {"day": "covered", "work": "missing"}
    assert need("--as-of", "2026-08-01")["day"] == "covered"
    assert need("--as-of", "2026-08-02")["day"] == "expired"
    assert need("--as-of", "2025-07-31")["day"] != "covered"
    assert shared.json("coverage", "--as-of", "2027-01-01")["as_of"] == "2027-01-01"
    shared.run("coverage", "--as-of", "soon", code=2)


def test_service_narrows(shared: Qms) -> None:
    assert entry(shared, "40", "--service", "day")["state"] == "covered"
    assert entry(shared, "40", "--service", "work")["state"] == "missing"
    assert "40" not in {g["ref"] for g in shared.json("gaps", "--service", "day")["gaps"]}
    assert "Day Service" in shared.run("coverage", "--service", "day").out


def test_unknown_service_and_standard(shared: Qms) -> None:
    for name in ("coverage", "gaps"):
        failed = shared.run(name, "--service", "night", code=2)
        assert failed.err.splitlines()[1] == "Hint: Known: day, work"
    failed = shared.run("--framework", "iso-9001", "coverage", code=1)
    assert "equass-2018" in failed.err


def test_gaps_fail(shared: Qms) -> None:
    assert shared.run("gaps").code == 0
    assert shared.run("gaps", "--fail", code=3).out
    assert shared.json("gaps", "--fail", code=3)["gaps"]


def test_limit_shows_fewer(shared: Qms) -> None:
    full, short = shared.run("gaps").out, shared.run("gaps", "--limit", "2").out
    assert short.count("Next action") == 2 < full.count("Next action")


def test_every_output_says_what_covered_means(shared: Qms) -> None:
    notice = "Covered means that current evidence is linked, not that a level is reached"
    for words in (("coverage",), ("gaps",)):
        assert notice in " ".join(shared.run(*words).out.split())
    said = " ".join(shared.run("coverage").out.split())
    assert "not affiliated with EPR/EQUASS" in said
    assert "%" not in said
    assert any(notice in text for text in shared.json("coverage")["notice"])


def test_assessed_on_comes_before_today_and_is_shown(qms: Qms) -> None:
    toml = (qms.root / "qms.toml").read_text()
    qms.configure(toml="assessed_on = 2025-12-31\n" + toml)
    assert qms.json("coverage")["as_of"] == "2025-12-31"
    assert "2025-12-31" in qms.run("coverage").out
    assert qms.json("coverage", "--as-of", "2026-01-05")["as_of"] == "2026-01-05"


def test_the_audit_day_gives_a_second_state(qms: Qms) -> None:
    qms.configure("\n[certification]\naudit_on = 2026-10-01\n")
    qms.write("m.txt", "Council")
    qms.sync()
    qms.run("link", "m.txt", "40", "--kind", "voice", "--date", "2025-08-01")
    item = entry(qms, "40")
    assert (item["state"], item["on_audit_day"]) == ("covered", "expired")
    qms.configure("\n[certification]\naudit_on = 2027-10-01\n")
    assert entry(qms, "40")["on_audit_day"] is None


def test_the_map_speaks_the_reader_s_language(shared: Qms) -> None:
    titles = {
        shared.json("--lang", lang, "coverage")["indicators"][0]["title"] for lang in ("en", "nb", "lt")
    }
    assert len(titles) == 3
    states = {i["state"] for i in shared.json("--lang", "nb", "coverage")["indicators"]}
    assert states <= STATES


def test_exemption_needs_a_reason_and_is_allowed_only_where_the_standard_says(qms: Qms) -> None:
    qms.run("indicator", "set", "40", "--not-applicable", "--service", "work", code=2)
    assert qms.run("indicator", "set", "40", "--not-applicable", "--because", "x", code=None).code in {1, 2}
    qms.run("indicator", "set", "40", "--not-applicable", "--service", "work", "--because", "no users there")
    states = {n["service"]: n["state"] for n in entry(qms, "40")["needs"]}
    assert states == {"day": "missing", "work": "not_applicable"}
    qms.run("indicator", "set", "40", "--applicable", "--service", "work")
    assert {n["state"] for n in entry(qms, "40")["needs"]} == {"missing"}


def test_statement_and_nothing_to_set(qms: Qms) -> None:
    qms.run("indicator", "set", "40", code=2)
    qms.run("indicator", "set", "40", "--statement", "We listen every month.", "--service", "day")
    (statement,) = qms.json("indicator", "show", "40")["statements"]
    assert (statement["text"], statement["service"], statement["by"]) == (
        "We listen every month.",
        "day",
        "ada",
    )
    page = qms.run("indicator", "show", "40").out
    assert "We listen" in page
    assert "Ada Byrne" in page


def test_deleting_derived_data_changes_nothing(qms: Qms) -> None:
    import shutil

    qms.write("m.txt", "Council of 1 May 2026")
    qms.sync()
    qms.run("link", "m.txt", "40", "--kind", "voice")
    before = qms.json("coverage")
    shutil.rmtree(qms.root / ".qms" / "cache")
    shutil.rmtree(qms.index.parent)
    assert qms.json("coverage") == before
    qms.sync()
    assert qms.json("coverage") == before
