"""Prove that everything the program says has a sentence, and every sentence its translations."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from qms.commands.names import COMMANDS
from qms.coverage.actions import _BY_REASON
from qms.locale.sentences import SENTENCES, say
from qms.locale.translator import activate, translate
from qms.model import words
from tests.locale.codes import Said, raised, said
from tests.locale.collect import messages, po_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

TRANSLATED = ("nb", "lt")
ENUMS = (words.EvidenceKind, words.State, words.Problem, words.DocumentStatus, words.Rhythm)
OUTCOMES = (
    "written", "unchanged", "merged", "edited", "approved", "in_review", "withdrawn", "chapter", "open", "missing",
    "failed",
)  # fmt: skip
# Made by the reports out of what the parameters hold, so never given by whoever names the code.
MADE_LATER = {"because"}
# Between two functions of the rules only: such proofs are left out before anything is said.
NEVER_SAID = {"other_year"}

MESSAGES = messages()
SAID = said()


def catalogue(language: str) -> Catalog:
    with po_path(language).open("rb") as stream:
        return read_po(stream, locale=language)


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    yield
    activate("en")


# Sentences


def test_the_search_for_codes_finds_them() -> None:
    found = {s.code for s in SAID}
    assert len(found) > 200
    assert found >= {
        "nothing_linked",
        "partly_met",
        "log_link_made",
        "lint_jinja_syntax",
        "hint_did_you_mean",
        "package_missing",
        "workspace_taken",
        "sync_done",
        "stage_scan",
    }


def test_every_code_has_a_sentence() -> None:
    lacking = sorted(
        {(s.code, s.place) for s in SAID if s.code not in SENTENCES and s.code not in NEVER_SAID}
    )
    assert lacking == []


def test_every_reason_and_every_action_of_the_rules_has_a_sentence() -> None:
    assert [code for code in _BY_REASON if code not in SENTENCES] == []
    actions = {*_BY_REASON.values(), "renew_before_audit", "provide_document", "link_evidence"}
    assert [code for code in sorted(actions) if f"act_{code}" not in SENTENCES] == []


def test_every_token_has_a_word() -> None:
    lacking = [m.value for enum in ENUMS for m in enum if f"word_{m.value}" not in SENTENCES]
    assert lacking == []
    assert [s.value for s in words.EvidenceStatus if f"status_{s.value}" not in SENTENCES] == []
    assert [o for o in OUTCOMES if f"draft_{o}" not in SENTENCES] == []


def _blank(found: list[Said]) -> list[tuple[str, str, list[str]]]:
    """Return where a sentence would show an ellipsis because a parameter was not given."""
    return sorted(
        (s.code, s.place, lacking)
        for s in found
        if s.given is not None
        and (lacking := sorted({*placeholders(SENTENCES.get(s.code, ""))} - s.given - MADE_LATER))
    )


def test_every_sentence_gets_the_parameters_that_it_shows() -> None:
    assert _blank([s for s in SAID if s.given]) == []


def test_every_error_gets_the_parameters_that_it_shows() -> None:
    assert _blank(raised()) == []


def test_sentences_are_plain() -> None:
    for code, sentence in SENTENCES.items():
        assert sentence == sentence.strip() or code in {"or", "more_problems"}, code
        assert "  " not in sentence, code
        assert all(name.isidentifier() for name in placeholders(sentence)), code


# Catalogues


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_in_the_catalogue_and_none_is_stale(language: str) -> None:
    ids = [str(m.id) for m in catalogue(language) if m.id]
    assert sorted(set(MESSAGES) - set(ids)) == []
    assert sorted(set(ids) - set(MESSAGES)) == []
    assert catalogue(language).obsolete == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    found = [m for m in catalogue(language) if m.id]
    assert [m.id for m in found if not m.string] == []
    assert [m.id for m in found if m.fuzzy] == []
    # Names, signs and parameters may stay as they are; a sentence may not.
    same = [m.id for m in found if m.string == m.id and len(re.sub(r"{.*?}", "", str(m.id)).split()) > 3]
    assert same == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_show_the_same_parameters(language: str) -> None:
    different = [
        (m.id, m.string)
        for m in catalogue(language)
        if m.id and m.string and placeholders(str(m.string)) != placeholders(str(m.id))
    ]
    assert different == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_commands_options_and_line_ends(language: str) -> None:
    option, command = (
        re.compile(r"--[a-z][a-z-]+"),
        re.compile(rf"\bqms (?:{'|'.join(COMMANDS)})\b|qms\.toml"),
    )
    changed = []
    for message in catalogue(language):
        ours, theirs = str(message.id or ""), str(message.string or "")
        if not ours or not theirs:
            continue
        kept = ours.endswith("\n") == theirs.endswith("\n")
        for pattern in (option, command):
            kept = kept and set(pattern.findall(ours)) <= set(pattern.findall(theirs))
        if not kept:
            changed.append((ours, theirs))
    assert changed == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_header_names_the_language(language: str) -> None:
    found = catalogue(language)
    assert str(found.locale).startswith(language)
    assert found.charset == "utf-8"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_translator_speaks_the_language(language: str) -> None:
    activate(language)
    assert say("no_gaps") != SENTENCES["no_gaps"]
    assert translate("Error") != "Error"


def test_an_unknown_language_leaves_english() -> None:
    activate("tlh")
    assert say("no_gaps") == SENTENCES["no_gaps"]


def test_a_parameter_that_is_not_given_shows_as_an_ellipsis() -> None:
    code = next(c for c, s in SENTENCES.items() if placeholders(s))
    assert "…" in say(code)
