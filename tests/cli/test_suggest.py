"""Prove proposals from outside: what is offered and why, accepted with its passage, rejected for good."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import TOML, Qms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROCEDURE = (
    "Complaints procedure\nEverybody may make a complaint, orally or with the complaint form.\nWe listen."
)
LOG = "Complaints log 2025\nNo complaints were left open; all complaints received were answered within ten days."


@pytest.fixture
def filled(qms: Qms, pdf_bytes: Callable[..., bytes]) -> Qms:
    qms.write("Policies/Complaints procedure.pdf", pdf_bytes("Brookfield", PROCEDURE))
    qms.write("Complaints/Day Service log 2025.txt", LOG)
    qms.write("Odds/menu.txt", "Monday soup, Tuesday fish.")
    qms.sync()
    return qms


def offers(qms: Qms, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = qms.json("suggest", *words)["suggestions"]
    return found


def pairs(qms: Qms, *words: str) -> list[tuple[str, str]]:
    return [(one["path"], one["indicator"]) for one in offers(qms, *words)]


def test_files_for_an_indicator_with_place_quote_and_reasons(filled: Qms) -> None:
    one = offers(filled, "--indicator", "26")[0]
    assert one["path"] == "Policies/Complaints procedure.pdf"
    assert 0.9 < one["score"] <= 1
    assert (one["unit"], one["page"]) == ("page", 2)
    assert one["quote"] == "Everybody may make a complaint, orally or with the complaint form."
    assert one["kinds"] == ["document"]
    assert one["because"][0] == "its name says: complaints procedure"
    assert one["because_codes"][:2] == ["speaks_title", "speaks_text"]
    assert "speaks_kind" in one["because_codes"]
    shown = filled.run("suggest", "--indicator", "26").out
    assert "page 2: “Everybody may make" in " ".join(shown.split())


def test_indicators_for_a_file_and_a_service_that_it_names(filled: Qms) -> None:
    found = offers(filled, "Day Service log 2025.txt")
    assert found[0]["indicator"] == "27"
    assert found[0]["services"] == ["day"]
    assert any("Day Service" in reason for reason in found[0]["because"])
    assert len(found) <= 3
    assert offers(filled, "menu.txt") == []
    assert "Nothing in menu.txt" in filled.run("suggest", "menu.txt").out
    assert offers(filled, "Day Service log 2025.txt", "--indicator", "34") == []


def test_what_speaks_against_a_proposal_is_told_with_it(filled: Qms) -> None:
    filled.write("Odds/Complaints procedure with log.txt", PROCEDURE + "\nEach is answered on the day.")
    filled.sync()
    (one,) = offers(filled, "Complaints procedure with log.txt", "--indicator", "26")
    assert one["because_codes"][-1] == "speaks_against"
    assert "log" in one["because"][-1]
    shown = " ".join(filled.run("suggest", "Complaints procedure with log.txt").out.split())
    assert "speaks against it: log" in shown


def test_the_gaps_are_asked_for_without_arguments(filled: Qms) -> None:
    assert pairs(filled) == pairs(filled, "--gaps")
    assert ("Policies/Complaints procedure.pdf", "26") in pairs(filled)
    assert len(offers(filled, "--limit", "1")) == len({ref for _, ref in pairs(filled, "--limit", "1")})
    day, work = pairs(filled, "--service", "day"), pairs(filled, "--service", "work")
    assert ("Complaints/Day Service log 2025.txt", "27") in day
    assert ("Complaints/Day Service log 2025.txt", "27") not in work


def test_accepting_makes_a_link_with_the_passage(filled: Qms) -> None:
    told = filled.run("accept", "Complaints procedure.pdf", "26").out
    assert "page 2: “Everybody may make a complaint, orally or with the complaint form.”" in told
    linked = filled.indicator("26")["evidence"][0]
    assert (linked["path"], linked["page"]) == ("Policies/Complaints procedure.pdf", 2)
    assert linked["kinds"] == ["document"]
    assert filled.sql("select quote from pins") == [
        ("Everybody may make a complaint, orally or with the complaint form.",)
    ]
    assert filled.trail()[-2:] == ["link.made", "suggestion.accepted"]
    assert ("Policies/Complaints procedure.pdf", "26") not in pairs(filled, "--indicator", "26")
    assert "Services: Day Service" in filled.run("accept", "Day Service log 2025.txt", "27").out
    assert filled.indicator("27")["evidence"][0]["services"] == ["day"]


def test_what_a_person_names_goes_before_the_proposal(filled: Qms) -> None:
    filled.run(
        "accept", "Complaints procedure.pdf", "26", "--page", "1", "--kind", "record", "--service", "work"
    )
    linked = filled.indicator("26")["evidence"][0]
    assert (linked["page"], linked["kinds"], linked["services"]) == (1, ["record"], ["work"])
    filled.run("accept", "menu.txt", "9", "26", "--whole")
    assert filled.sql("select count(*) from pins") == [(1,)]
    refused = filled.run("accept", "menu.txt", "9", "--whole", "--page", "1", code=2)
    assert "not both" in refused.err
    filled.run("accept", "Complaints procedure.pdf", "27", "34", "--quote", "no such words", code=1)
    assert filled.sql("select count(*) from links") == [(3,)], "nothing is linked unless all can be"


def test_a_rejection_is_remembered_with_its_reason(filled: Qms, tmp_path: Path) -> None:
    pair = ("Policies/Complaints procedure.pdf", "26")
    assert "Error" in filled.run("reject", pair[0], "26", code=2).err
    filled.run("reject", pair[0], "26", "--because", "the old building's")
    assert pair not in pairs(filled, "--indicator", "26")
    (filled.store / pair[0]).rename(filled.store / "Policies" / "Complaints procedure v2.pdf")
    filled.sync()
    assert all(ref != "26" for _, ref in pairs(filled, "Complaints procedure v2.pdf"))
    listed = filled.json("reject", "--list")["rejected"]
    assert [(r["path"], r["indicator"], r["because"], r["by"], r["on"]) for r in listed] == [
        ("Policies/Complaints procedure v2.pdf", "26", "the old building's", "ada", "2026-06-01")
    ]
    page = filled.run("reject", "--list").out
    assert "the old building's" in page
    # The table may break between the names, and never within the day.
    assert "Byrne" in page
    assert "2026-06-01" in page
    filled.run("export", tmp_path / "out")
    new = Qms(tmp_path / "new")
    Qms(tmp_path).run("init", new.root)
    new.run("import", "--replace", tmp_path / "out")
    assert new.json("reject", "--list")["rejected"] == listed
    filled.run("reject", "--take-back", "Complaints procedure v2.pdf", "26")
    assert ("Policies/Complaints procedure v2.pdf", "26") in pairs(filled, "--indicator", "26")
    assert [a for a in filled.trail() if a.startswith("sugg")] == [
        "suggestion.rejected",
        "suggestion.taken_back",
    ]
    assert filled.run("reject", "--take-back", "menu.txt", "26", code=1).err.count("--list") == 1


def test_what_is_linked_is_not_rejected_and_linking_ends_a_rejection(filled: Qms) -> None:
    filled.run("reject", "menu.txt", "9", "--because", "food only")
    filled.run("link", "menu.txt", "9")
    assert filled.json("reject", "--list")["rejected"] == []
    assert "unlink" in filled.run("reject", "menu.txt", "9", "--because", "food only", code=1).err


def test_forgetting_takes_the_answers_along(filled: Qms) -> None:
    filled.run("reject", "menu.txt", "9", "--because", "names Mrs Quill")
    filled.run("reject", "menu.txt", "--newer-than", "Day Service log 2025.txt", "--because", "no")
    (filled.store / "Odds/menu.txt").unlink()
    filled.sync()
    filled.run("evidence", "forget", "menu.txt", "--because", "asked for")
    assert filled.json("reject", "--list") == {"rejected": [], "unrelated": []}
    assert b"Mrs Quill" not in (filled.root / ".qms" / "state" / "qms.db").read_bytes()


def test_answers_follow_a_file_that_is_joined_to_its_successor(filled: Qms) -> None:
    old = filled.register()["Odds/menu.txt"]["id"]
    filled.run("reject", "menu.txt", "9", "--because", "food only")
    filled.run("reject", "menu.txt", "--newer-than", "Day Service log 2025.txt", "--because", "food")
    (filled.store / "Odds/menu.txt").unlink()
    filled.write("Odds/dishes.txt", "Monday soup, Tuesday eggs.")
    filled.sync()
    filled.run("reject", "dishes.txt", "9", "--because", "soup only")
    filled.run("evidence", "set", "dishes.txt", "--same-as", old)
    kept = filled.json("reject", "--list")
    assert [(r["path"], r["indicator"]) for r in kept["rejected"]] == [("Odds/dishes.txt", "9")]
    assert [(u["path"], u["because"]) for u in kept["unrelated"]] == [("Odds/dishes.txt", "food")]


def test_missing_damaged_and_equal_files_are_not_offered_twice(filled: Qms) -> None:
    filled.write(
        "Copy/Complaints procedure.pdf", (filled.store / "Policies/Complaints procedure.pdf").read_bytes()
    )
    filled.write("Policies/Complaints procedure old.pdf", b"%PDF-1.4 broken")
    filled.sync()
    assert [p for p, _ in pairs(filled, "--indicator", "26")].count(
        "Policies/Complaints procedure old.pdf"
    ) == 0
    assert len([p for p, _ in pairs(filled, "--indicator", "26") if "procedure" in p]) == 1
    filled.run("link", "Policies/Complaints procedure.pdf", "26")
    assert [p for p, _ in pairs(filled, "--indicator", "26") if "procedure" in p] == [], (
        "a copy proves no more"
    )
    (filled.store / "Complaints/Day Service log 2025.txt").unlink()
    filled.sync()
    assert pairs(filled, "--indicator", "27") == []
    assert filled.run("suggest", "Day Service log 2025.txt", code=1).err.startswith("Error:")


def test_files_told_apart_are_not_taken_for_versions_again(qms: Qms) -> None:
    words = " ".join(f"word{n} of the plan" for n in range(80))
    qms.write("plan 2025.txt", f"Annual plan 2025. {words}")
    qms.sync()
    qms.run("link", "plan 2025.txt", "6")
    qms.write("plan 2026.txt", f"Annual plan 2026. {words}")
    qms.sync()
    newer = qms.json("evidence", "duplicates")["newer"]
    assert [n["path"] for n in newer] == ["plan 2026.txt"]
    qms.run("reject", "plan 2026.txt", "--newer-than", "plan 2025.txt", "--because", "another year")
    assert qms.json("evidence", "duplicates")["newer"] == []
    assert qms.json("reject", "--list")["unrelated"][0]["because"] == "another year"
    qms.run("reject", "--take-back", "plan 2026.txt", "--newer-than", "plan 2025.txt")
    assert len(qms.json("evidence", "duplicates")["newer"]) == 1
    assert (
        "itself"
        in qms.run("reject", "plan 2026.txt", "--newer-than", "plan 2026.txt", "--because", "x", code=2).err
    )


def test_a_folder_rule_comes_first_with_the_passage_of_the_words(filled: Qms) -> None:
    filled.run("rule", "add", "Complaints", "27", "40", "--kind", "record", "--every", "12")
    found = offers(filled, "Day Service log 2025.txt")
    assert [one["indicator"] for one in found[:2]] == ["27", "40"]
    assert found[0]["rule"]
    assert found[0]["quote"]
    filled.run("accept", "Day Service log 2025.txt", "27")
    assert filled.sql("select count(*) from links where series is not null") == [(1,)]


@pytest.mark.parametrize(
    ("language", "name", "text", "ref", "quote", "why"),
    [
        (
            "nb",
            "Klager/Klageprosedyre.txt",
            "Klageprosedyre. Slik klager du: fyll ut klageskjemaet, eller ring oss.",
            "26",
            "Slik klager du: fyll ut klageskjemaet, eller ring oss.",
            "klageprosedyre",
        ),
        (
            "lt",
            "Skundai/Skundų registras.txt",
            "Skundų registras. Šiais metais gauti skundai: trys. Į visus atsakyta laiku.",
            "27",
            "Šiais metais gauti skundai: trys.",
            "skundų registras",
        ),
    ],
)
def test_norwegian_and_lithuanian_files(
    qms: Qms, language: str, name: str, text: str, ref: str, quote: str, why: str
) -> None:
    qms.configure(toml=TOML.replace('languages = ["en"]', f'languages = ["{language}"]'))
    qms.write(name, text)
    qms.sync()
    one = offers(qms, "--indicator", ref)[0]
    assert (one["path"], one["quote"]) == (name, quote)
    assert why in one["because"][0]
    qms.run("--lang", language, "accept", name, ref)
    assert qms.sql("select quote from pins") == [(quote,)]


def test_wrong_calls_say_what_is_meant(filled: Qms) -> None:
    for words in (
        ("suggest", "menu.txt", "--gaps"),
        ("reject",),
        ("reject", "menu.txt", "--because", "x"),
        ("reject", "menu.txt", "9", "--newer-than", "x", "--because", "x"),
    ):
        err = filled.run(*words, code=2).err
        assert err.startswith("Error: ")
        assert "Hint: For example: qms " in err
    assert filled.run("suggest", "--indicator", "99", code=1).err.startswith("Error:")
    assert json.loads(filled.run("suggest", "--indicator", "67", "--json").out)["suggestions"] == []


def test_accepting_what_was_not_proposed_is_told(qms: Qms) -> None:
    qms.write("menu.txt", "Soup on Monday, fish on Tuesday.\n")
    qms.sync()
    assert "was not proposed" in qms.run("accept", "menu.txt", "26").out


def test_texts_that_were_not_read_here_are_told(qms: Qms) -> None:
    qms.write("complaints.txt", "Everybody may make a complaint.\n")
    qms.sync()
    assert qms.run("suggest").err == ""
    shutil.rmtree(qms.root / ".qms" / "cache")
    assert "qms sync" in qms.run("suggest").err


def test_a_reason_with_an_identity_number_is_refused(qms: Qms) -> None:
    qms.write("menu.txt", "Soup on Monday, fish on Tuesday.\n")
    qms.sync()
    for words in (
        ("reject", "menu.txt", "26", "--because", "a.k. 48503121230"),
        ("indicator", "set", "26", "--statement", "a.k. 48503121230"),
    ):
        assert qms.run(*words, code=1).err
    assert qms.json("reject", "--list")["rejected"] == []
