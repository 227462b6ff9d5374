"""Assess oneself from the command line: rounds, ticks, services that differ, warnings, schemes and comparison."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qms.catalogue.scales import load_scales
from qms.locale.sentences import say as sentence
from tests.cli.conftest import TOML

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.cli.conftest import Qms

SMALL = Path(__file__).resolve().parents[1] / "catalogue" / "small.yaml"
GROUPS = """
[[groups]]
id = "team"
name = "The team"
kind = "staff"
size = 20

[[groups]]
id = "guests"
name = "Guests"
kind = "users"
size = 30

[[groups]]
id = "kin"
name = "Families"
kind = "families"
size = 10
"""
AWARENESS = "Date;Topic;Indicators;Group;Present;Understood\n2026-03-02;Charter;21;team;{team};{team}\n"
BECAUSE = ("--because", "Seen in the team meeting")


@pytest.fixture
def open_round(qms: Qms) -> Qms:
    """Return a workspace with an open round."""
    qms.run("assess", "round", "open", "Autumn 2026")
    return qms


def scale(qms: Qms, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = qms.json("assess", "show", *words)
    return found


def codes(found: dict[str, Any]) -> set[str]:
    return {warning["code"] for warning in found["warnings"]}


# Rounds


def test_nothing_is_written_without_an_open_round(qms: Qms) -> None:
    refused = qms.run("assess", "set", "26", "--level", "2", *BECAUSE, code=1)
    assert "No round of self-assessment is open." in refused.err
    assert "qms assess round open" in refused.err
    shown = qms.json("assess", "show")
    assert (shown["round"], shown["of"], len(shown["not_assessed"])) == (None, 56, 56)
    assert "There is no round" in qms.run("assess", "show").out


def test_rounds_are_opened_one_at_a_time_closed_and_read_only(open_round: Qms) -> None:
    qms = open_round
    assert "one round at a time" in qms.run("assess", "round", "open", "Second", code=1).err
    qms.run("assess", "set", "26", "--level", "2", *BECAUSE)
    assert qms.run("assess", "round", "close", "--on", "2026-05-31", code=2).err.startswith("Error: Round")
    qms.run("assess", "round", "close", "--on", "2026-06-01")
    for words in (("set", "26", "--none", *BECAUSE), ("follow", "26", "--service", "day")):
        assert "open" in qms.run("assess", *words, code=1).err
        named = qms.run("assess", *words, "--round", "autumn 2026", code=1)
        assert "was closed on 2026-06-01 and can only be read" in named.err
    assert qms.run("assess", "round", "close", "Autumn 2026", code=1).err
    assert qms.run("assess", "round", "open", " AUTUMN  2026 ", code=2).err
    assert scale(qms, "26")["level"] == 2
    rounds = qms.json("assess", "round", "list")["rounds"]
    assert [(r["name"], r["open"], r["closed_on"], r["by"]) for r in rounds] == [
        ("Autumn 2026", False, "2026-06-01", "ada")
    ]
    assert qms.run("assess", "round", "open", "  ", code=2).err
    early = qms.run("assess", "round", "open", "Spring", "--on", "2026-05-31", code=2)
    assert "lasted until 2026-06-01" in early.err
    assert qms.run("assess", "round", "open", "Spring", "--on", "2026-06-02", code=2).err
    assert "Autumn 2026" in qms.run("assess", "show", "--round", "Spring", code=2).err
    actions = [action for action in qms.trail() if action.startswith("assessment.")]
    assert actions == ["assessment.opened", "assessment.set", "assessment.closed"]


# Setting


def test_ticks_make_levels_and_every_decision_is_kept(open_round: Qms) -> None:
    qms = open_round
    assert scale(qms, "18")["level"] is None
    qms.run("assess", "set", "18", "--tick", "1", "--tick", "known", *BECAUSE)
    found = scale(qms, "18")
    assert (found["level"], found["ticks"], found["by"]) == (1, ["policy", "known"], "ada")
    assert found["lacking"] == ["all_know", "all_understand"]
    printed = qms.run("assess", "set", "18", "--level", "3", "--because", "Asked everybody").out
    assert "level 3" in printed
    assert "Before: level 1, below the bar" in printed
    assert "All 5 conditions up to level 3 were ticked." in printed
    qms.run("--as", "dora", "assess", "set", "18", "--untick", "all_understand", "--because", "Not all")
    found = scale(qms, "18")
    assert (found["level"], found["by"], found["because"]) == (1, "dora", "Not all")
    assert [(h["number"], h["by"]) for h in found["history"]] == [(1, "ada"), (2, "ada"), (3, "dora")]
    rows = qms.sql("select number, ticks from assessments order by number")
    assert [number for number, _ in rows] == [1, 2, 3]
    qms.run("assess", "set", "18", "--none", *BECAUSE)
    assert "not yet level 1" in qms.run("assess", "show", "18").out
    # The same decision of the same person again is none.
    assert "Nothing changed" in qms.run("assess", "set", "18", "--none", *BECAUSE).out
    assert len(scale(qms, "18")["history"]) == 4


def test_a_stronger_condition_counts_for_the_weaker(open_round: Qms) -> None:
    open_round.run("assess", "set", "18", "--tick", "policy", "--tick", "all_know", *BECAUSE)
    rows = {row["key"]: row for row in scale(open_round, "18")["conditions"]}
    assert (rows["known"]["ticked"], rows["known"]["met"]) == (False, True)
    assert scale(open_round, "18")["level"] == 1
    assert "counts as ticked" in open_round.run("assess", "show", "18").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("27", "--level", "2", *BECAUSE), "approach, results"),
        (("99", "--level", "2", *BECAUSE), "There is no scale"),
        (("26", "results", "--level", "2", *BECAUSE), "26 approach"),
        (("18", "--tick", "polcy", *BECAUSE), "Did you mean: policy"),
        (("18", "--tick", "99", *BECAUSE), "by its number (1 to 7)"),
        (("18", "--level", "6", *BECAUSE), "levels 0 to 5"),
        (("18", "--level", "2"), "--because"),
        (("18", "--level", "2", "--because", "  "), "--because"),
        (("18", *BECAUSE), "Say what to tick"),
        (("18", "--level", "2", "--none", *BECAUSE), "not several"),
        (("18", "--met", *BECAUSE), "This standard has levels"),
        (("18", "--level", "2", "--service", "night", *BECAUSE), "night"),
    ],
)
def test_a_wrong_decision_is_refused_and_writes_nothing(
    open_round: Qms, words: tuple[str, ...], said: str
) -> None:
    refused = open_round.run("assess", "set", *words, code=None)
    assert refused.code in {1, 2}
    assert said in refused.err
    assert open_round.sql("select count(*) from assessments") == [(0,)]


def test_the_level_of_a_service_that_differs_stands_beside_the_organisation(open_round: Qms) -> None:
    qms = open_round
    qms.run("assess", "set", "26", "--level", "2", *BECAUSE)
    qms.run("assess", "set", "26", "--service", "day", "--untick", "4", "--because", "New staff")
    found = scale(qms, "26")
    assert (found["level"], found["services"]["day"]["level"], found["below"]) == (2, 1, True)
    assert set(found["services"]["day"]["ticks"]) < set(found["ticks"])
    assert (
        scale(qms, "26", "--service", "day")["level"],
        scale(qms, "26", "--service", "work")["level"],
    ) == (1, 2)
    page = qms.run("assess", "show").out
    assert "Day Service: ○ level 1" in " ".join(page.split())
    assert "1 of 56 scales below the bar: 26 approach" in page
    assert "Not assessed yet: 55 of 56." in page
    assert "%" not in "".join(line for line in page.splitlines() if not line.lstrip().startswith("!"))
    for service, below, told in (("day", 1, "1 of 56"), ("work", 0, "0 of the 1 scales")):
        shown = qms.json("assess", "show", "--service", service)
        assert (shown["service"], len(shown["below"]), len(shown["not_assessed"])) == (service, below, 55)
        assert told in qms.run("assess", "show", "--service", service).out
    qms.run("assess", "follow", "26", "--service", "day")
    found = scale(qms, "26")
    assert (found["services"], found["below"]) == ({}, False)
    assert "follows the organisation" in qms.run("assess", "follow", "26", "--service", "day", code=2).err
    assert qms.sql("select number, withdrawn from assessments where service='day' order by number") == [
        (1, 0),
        (2, 1),
    ]
    # Set again, it differs again.
    qms.run("assess", "set", "26", "--service", "day", "--none", *BECAUSE)
    assert scale(qms, "26")["services"]["day"]["level"] == 0


# Claim and evidence


def test_warnings_appear_and_vanish_with_the_evidence(open_round: Qms) -> None:
    qms = open_round
    qms.configure(GROUPS)
    qms.run("assess", "set", "13", "--level", "1", *BECAUSE)
    assert scale(qms, "13")["warnings"] == []
    printed = qms.run("assess", "set", "13", "--level", "2", *BECAUSE).out
    assert "! Indicator 21: the required document is not in force." in printed
    found = scale(qms, "13")
    assert {"claim_document", "claim_evidence", "claim_no_statement", "claim_awareness_none"} <= codes(found)
    texts = [warning["text"] for warning in found["warnings"]]
    assert "The team (20): no current awareness proof. Asked is: understood by the group." in texts
    for ref in ("21", "22"):
        qms.run("indicator", "set", ref, "--statement", "We do it so.")
    qms.write("charter.txt", "Charter of rights of service users\n" * 5)
    qms.write("awareness.csv", AWARENESS.format(team=12))
    qms.sync()
    qms.run("link", "charter.txt", "21", "--kind", "document")
    qms.run("evidence", "set", "charter.txt", "--in-force-from", "2026-01-10", "--approved-by", "Dora Quinn")
    found = scale(qms, "13")
    assert not codes(found) & {"claim_document", "claim_no_statement"}
    assert not any("The team" in warning["text"] for warning in found["warnings"])
    assert any("Guests (30)" in warning["text"] for warning in found["warnings"])
    # A lower claim needs less.
    qms.run("assess", "set", "13", "--level", "1", *BECAUSE)
    assert scale(qms, "13")["warnings"] == []


def test_too_few_who_know_are_told_with_number_and_threshold(open_round: Qms) -> None:
    qms = open_round
    qms.configure(GROUPS)
    qms.write("awareness.csv", AWARENESS.format(team=10).replace(";21;", ";4;"))
    qms.sync()
    qms.run("assess", "set", "3", "--level", "2", *BECAUSE)
    texts = [warning["text"] for warning in scale(qms, "3")["warnings"]]
    assert "The team: 10 of 20, 50 %. Asked is: known by most (more than 50 %)." in texts
    qms.write("awareness.csv", AWARENESS.format(team=11).replace(";21;", ";4;"))
    qms.sync()
    assert not any("The team" in warning["text"] for warning in scale(qms, "3")["warnings"])


def test_a_service_that_lacks_evidence_is_named_unless_it_differs(open_round: Qms) -> None:
    qms = open_round
    qms.run("assess", "set", "26", "--level", "2", *BECAUSE)
    qms.write("minutes.txt", "Minutes of the users' council\n" * 5)
    qms.sync()
    link = ("link", "minutes.txt", "40", "--service", "work", "--period", "2026-01-01..2026-05-01")
    qms.run(*link, "--kind", "voice", "--kind", "record", "--kind", "observation", "--kind", "awareness")
    lines = [w["text"] for w in scale(qms, "26")["warnings"] if w["code"] == "claim_evidence"]
    assert lines == ["Indicator 40: the evidence does not bear the claim (missing) (Day Service)."]
    qms.run("assess", "set", "26", "--service", "day", "--level", "1", *BECAUSE)
    assert "claim_evidence" not in codes(scale(qms, "26"))


def test_results_without_a_value_for_the_last_year_are_told(open_round: Qms) -> None:
    qms = open_round
    qms.run("assess", "set", "27", "results", "--level", "2", *BECAUSE)
    found = scale(qms, "27", "results")
    assert "Indicator 42: no value with period, number and source for 2025." in [
        warning["text"] for warning in found["warnings"]
    ]
    qms.run("assess", "set", "27", "approach", "--level", "2", *BECAUSE)
    assert "claim_no_value" not in codes(scale(qms, "27", "approach"))


# Standards without levels


def test_requirements_are_met_or_not(qms: Qms) -> None:
    (qms.root / "catalogue").mkdir(exist_ok=True)
    (qms.root / "catalogue" / "small.yaml").write_bytes(SMALL.read_bytes())
    qms.configure(toml=TOML.replace('["equass-2018"]', '["equass-2018", "small"]'))
    small = ("--framework", "small", "assess")
    qms.run(*small, "round", "open", "Autumn 2026")
    qms.run("assess", "round", "open", "Autumn 2026")  # names are unique in each standard
    assert "A.1: requirement met" in qms.run(*small, "set", "A.1", "--met", *BECAUSE).out
    assert "A.2: requirement not met" in qms.run(*small, "set", "A.2", "--unmet", *BECAUSE).out
    assert "--met" in qms.run(*small, "set", "A.10", "--level", "1", *BECAUSE, code=2).err
    assert "--met" in qms.run(*small, "set", "A.10", *BECAUSE, code=2).err
    shown = qms.json(*small, "show")
    assert (shown["scheme"], shown["bar"], shown["of"]) == ("met", 1, 7)
    assert shown["below"] == [{"criterion": "A.2", "perspective": "requirement"}]
    assert len(shown["not_assessed"]) == 5
    page = qms.run(*small, "show").out
    assert "1 of 7 requirements not met: A.2" in page
    assert "Not assessed yet: 5 of 7." in page
    assert "level" not in page.replace("not that a level", "").casefold().replace("level  ", "")
    found = qms.json(*small, "show", "A.1")
    assert {"claim_evidence", "claim_document"} & codes(found)
    assert "The keeper has written down" in qms.run(*small, "show", "A.1").out
    assert qms.json("assess", "show")["below"] == []


def test_ticks_that_contradict_each_other_are_refused(open_round: Qms) -> None:
    both = ("assess", "set", "26", "--tick", "1", "--untick", "1", *BECAUSE)
    assert "--tick and --untick: 1" in open_round.run(*both, code=2).err
    assert "--none" in open_round.run("assess", "set", "26", "--none", "--tick", "1", *BECAUSE, code=2).err
    assert scale(open_round, "26")["level"] is None


def test_a_statement_that_is_lacking_is_told_last(open_round: Qms) -> None:
    open_round.run("assess", "set", "26", "--level", "2", *BECAUSE)
    found = [warning["code"] for warning in scale(open_round, "26")["warnings"]]
    assert len(found) > 1
    assert found[-1] == "claim_no_statement"


# Comparison


def test_two_rounds_are_compared_scale_by_scale(open_round: Qms) -> None:
    qms = open_round
    qms.run("assess", "set", "18", "--level", "2", *BECAUSE)
    qms.run("assess", "set", "26", "--level", "2", *BECAUSE)
    qms.run("assess", "set", "1", "--level", "1", *BECAUSE)
    assert "compared with itself" in qms.run("assess", "compare", "Autumn 2026", code=2).err
    assert "Two rounds" in qms.run("assess", "compare", code=1).err
    qms.run("assess", "round", "close")
    qms.run("assess", "round", "open", "Spring 2027")
    qms.run("--as", "dora", "assess", "set", "18", "--level", "3", "--because", "Measured")
    qms.run("--as", "dora", "assess", "set", "26", "--level", "2", "--because", "As before")
    qms.run("assess", "set", "26", "--service", "day", "--level", "1", *BECAUSE)
    compared = qms.json("assess", "compare", "autumn 2026")
    assert (compared["before"]["name"], compared["after"]["name"]) == ("Autumn 2026", "Spring 2027")
    assert (compared["raised"], compared["lowered"]) == (1, 1)
    found = {(row["criterion"], row["service"]): row for row in compared["scales"]}
    assert set(found) == {("18", None), ("26", "day"), ("1", None)}
    assert (found["18", None]["before"], found["18", None]["after"]) == (2, 3)
    assert found["18", None]["gained"] == ["how_well"]
    assert (found["18", None]["by_before"], found["18", None]["by_after"]) == ("ada", "dora")
    assert found["26", "day"]["lost"]
    assert (found["1", None]["before"], found["1", None]["after"]) == (1, None)
    assert found["1", None]["lost"] == []
    # Whatever the order in which they are named, the earlier round stands first.
    assert qms.json("assess", "compare", "Spring 2027", "Autumn 2026") == compared
    # Without names it is the newest and the one before it.
    assert qms.json("assess", "compare") == compared
    page = qms.run("assess", "compare", "Autumn 2026").out
    assert "decided by Ada Byrne, then by Dora Quinn" in " ".join(page.split())
    assert "(Day" in page
    # What was claimed long ago is not compared with the evidence of now.
    old = scale(qms, "18", "--round", "Autumn 2026")
    assert (old["level"], old["warnings"]) == (2, [])
    assert scale(qms, "18")["warnings"]


# Interview


def test_the_interview_goes_on_where_it_was_left(open_round: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    qms = open_round

    def say(*lines: str, words: tuple[str, ...] = ()) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return qms.run("assess", "interview", "--principle", "4", *words).out

    out = say("?", "perhaps", "yes", "y", "n", "", "", "Seen on the wall", "q")
    assert "Answer yes or no." in out
    assert "Level 2 is not reached" in out
    found = scale(qms, "18")
    assert (found["level"], found["because"]) == (1, "Seen on the wall")
    out = say("-", "n", "q")
    assert "1/5 19 approach" in out
    assert scale(qms, "19")["level"] is None
    # Again: Enter keeps what stands, the reason too.
    say("", "", "y", "y", "n", "", "q", words=("--again",))
    found = scale(qms, "18")
    assert (found["level"], found["because"]) == (2, "Seen on the wall")
    # A service that answers like the organisation keeps nothing of its own.
    out = say("", "", "", "", "", "-", "q", words=("--service", "day"))
    assert "As the organisation" in out
    assert scale(qms, "18")["services"] == {}
    say("n", "", "The day service is new", "q", words=("--service", "day"))
    assert scale(qms, "18")["services"]["day"]["level"] == 0
    assert "99" in qms.run("assess", "interview", "--principle", "99", code=1).err


def test_the_interview_shows_what_stood_in_the_round_before(
    open_round: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    qms = open_round
    qms.run("assess", "set", "1", "--level", "2", *BECAUSE)
    qms.run("assess", "round", "close")
    qms.run("assess", "round", "open", "Spring 2027")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n\nn\n\nq\n"))
    out = qms.run("assess", "interview", "--principle", "1").out
    assert "in round “Autumn 2026”" in out
    assert out.count("[x]") == 3
    assert scale(qms, "1")["level"] == 2
    assert scale(qms, "1", "--round", "Autumn 2026")["because"] == BECAUSE[1]


def test_what_was_not_asked_is_not_taken_over_from_the_round_before(
    open_round: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    qms = open_round
    qms.run("assess", "set", "1", "--level", "5", *BECAUSE)
    qms.run("assess", "round", "close")
    qms.run("assess", "round", "open", "Spring 2027")
    first = [c["key"] for c in scale(qms, "1")["conditions"] if c["level"] == 1]
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n" + "\n" * (len(first) - 1) + "Taken down\nq\n"))
    qms.run("assess", "interview", "--principle", "1")
    assert scale(qms, "1")["ticks"] == first[1:]


# Languages and keeping


@pytest.mark.slow
def test_pages_fit_80_columns(open_round: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    qms = open_round
    qms.configure(GROUPS)
    qms.run("assess", "set", "18", "--level", "2", *BECAUSE)
    qms.run("assess", "set", "27", "results", "--level", "3", *BECAUSE)
    qms.run("assess", "set", "27", "results", "--service", "day", "--level", "1", *BECAUSE)
    for language in ("en", "lt"):
        monkeypatch.setenv("QMS_LANG", language)
        for words in (("show",), ("show", "18"), ("show", "27", "results"), ("round", "list")):
            page = qms.run("assess", *words).out
            assert max(len(line) for line in page.splitlines()) <= 80, (language, words)
            assert "…" not in page
    own = load_scales("equass-2018")["18", "approach"].conditions[0].text["lt"]
    assert own in " ".join(qms.run("assess", "show", "18").out.split())


def test_official_wording_stands_beside_our_own_once_it_was_imported(open_round: Qms) -> None:
    qms = open_round
    assert scale(qms, "18")["official"] == {}
    folder = qms.root / "catalogue" / "official"
    folder.mkdir(parents=True, exist_ok=True)
    levels = {"18": {"approach": {"2": "Invented wording of the second stage."}}}
    wording = {"framework": "equass-2018", "language": "nb", "levels": levels}
    (folder / "equass-2018.nb.yaml").write_text(json.dumps(wording), encoding="utf-8")
    assert scale(qms, "18")["official"] == {
        "2": {"language": "nb", "text": "Invented wording of the second stage."}
    }
    assert "Invented wording of the second stage." in " ".join(qms.run("assess", "show", "18").out.split())


def test_the_interview_takes_the_words_of_the_language(
    open_round: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QMS_LANG", "lt")
    monkeypatch.setattr("qms.commands.assess_interview.say", in_lithuanian)
    monkeypatch.setattr("sys.stdin", io.StringIO("taip\nT\nn\nne\nMatyti\nq\n"))
    open_round.run("assess", "interview", "--principle", "4")
    found = scale(open_round, "18")
    assert (found["level"], found["because"]) == (1, "Matyti")


def in_lithuanian(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Return the words of the catalogue to be, so that this test does not wait for it."""
    return {"assess_yes": "taip", "assess_no": "ne"}.get(code) or sentence(code, params)


def test_an_export_keeps_rounds_and_decisions(open_round: Qms, tmp_path: Path) -> None:
    from tests.cli.conftest import Qms as Runner

    qms = open_round
    qms.run("assess", "set", "18", "--level", "2", *BECAUSE)
    qms.run("assess", "set", "18", "--service", "day", "--level", "1", *BECAUSE)
    qms.run("assess", "set", "26", "--service", "day", "--level", "1", *BECAUSE)
    qms.run("assess", "follow", "26", "--service", "day")
    qms.run("assess", "round", "close")
    qms.run("assess", "round", "open", "Spring 2027")
    qms.run("export", tmp_path / "out")
    back = Runner(tmp_path / "back")
    Runner(tmp_path).run("import", tmp_path / "out", "--into", back.root)
    for words in (
        ("show", "--round", "Autumn 2026"),
        ("show", "18", "--round", "Autumn 2026"),
        ("round", "list"),
    ):
        assert back.json("assess", *words) == qms.json("assess", *words)
