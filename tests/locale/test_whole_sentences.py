"""Prove how sentences are put together: capitals of errors, alternatives, and the service beside a command."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from qms.locale.sentences import SENTENCES, either, whole_sentence
from qms.locale.translator import activate
from qms.model.reasons import Action
from qms.reports.coverage_forms import action_text

NAMES = {"day": "Day Service"}


@pytest.fixture(autouse=True)
def english() -> None:
    """Speak English."""
    activate("en")


def test_an_error_begins_with_a_capital_unless_it_begins_with_a_name() -> None:
    assert whole_sentence("output_no_folder", {"folder": "x"}) == "There is no folder x"
    assert whole_sentence("output_taken", {"path": "k.ics"}) == "k.ics exists already."
    assert whole_sentence("unknown_person", {"person": "x"}).startswith("qms.toml")
    activate("nb")
    assert whole_sentence("output_no_folder", {"folder": "x"}).startswith("Det")


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "a, b or c"), ("nb", "a, b eller c"), ("lt", "a, b arba c")],
)
def test_alternatives_have_commas_and_one_or(language: str, told: str) -> None:
    activate(language)
    assert either(["a", "b", "c"]) == told
    assert (either(["a"]), either([])) == ("a", "")


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
def test_a_service_never_reads_as_part_of_a_command(language: str) -> None:
    activate(language)
    codes = [code.removeprefix("act_") for code in SENTENCES if code.startswith("act_")]
    assert "review_link" in codes
    for code in codes:
        text = action_text(Action(code, {"service": "day", "year": 2025}), NAMES)
        head, _, tail = text.partition("Day Service, 2025")
        assert "qms " not in head, text
        assert tail, text


def test_the_place_stands_before_the_command_and_every_step_ends() -> None:
    told = action_text(Action("review_link", {"service": "day"}), NAMES)
    assert told == "Look at the change and confirm the link (Day Service): qms review."
    assert action_text(Action("mend_register", {"service": "day"}), NAMES).startswith("Day Service: Mend")
    plans = action_text(Action("evaluate_plans", {"codes": ["V-05", "V-19"], "service": "day"}), NAMES)
    assert plans.endswith("V-05, V-19 (Day Service).")


def test_a_group_within_a_group_speaks_the_language() -> None:
    from qms.commands.assess import assess_command
    from qms.commands.base import Group

    inner = assess_command.commands["round"]
    assert isinstance(inner, Group)
    activate("nb")
    assert "Bruk:" in CliRunner().invoke(inner, ["--help"]).output
