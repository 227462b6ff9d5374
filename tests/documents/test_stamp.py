"""Stamp the approval into a document that a person edited in Word, and keep their edits."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from qms.documents.api import Change
from qms.documents.stamp import stamp

from .conftest import FRONT, all_text, body_text, opened, tables

DRAFT = {"status": "draft", "approved_by": "", "approved_on": None, "valid_from": None}
APPROVED = replace(
    FRONT,
    version="2",
    status="approved",
    changes=(
        Change("1", date(2026, 1, 2), "First", "Ola"),
        Change("2", date(2026, 3, 4), "All & more", "Liv"),
    ),
)


@pytest.mark.parametrize(("language", "country"), [("en", "IE"), ("nb", "NO"), ("lt", "LT")])
def test_approval_is_written_into_an_edited_copy(made, language, country):
    word = opened(made(language, country, changes=FRONT.changes[:1], **DRAFT))
    word.paragraphs[-1].insert_paragraph_before("Edited by hand.")
    stream = io.BytesIO()
    word.save(stream)
    done = stamp(stream.getvalue(), APPROVED, language, country)
    text = all_text(done)
    assert "Edited by hand." in body_text(done)
    assert "Mary Byrne" in text
    assert {"en": "4 March 2026", "nb": "4. mars 2026", "lt": "2026\u00a0m. kovo 4\u00a0d."}[language] in text
    assert not any(mark in text for mark in ("Draft", "Utkast", "Projektas"))
    assert [row[0] for row in tables(done)[-1][1:]] == ["1", "2"]
    assert tables(done)[-1][2][2:] == ["All & more", "Liv"]
    assert opened(done).core_properties.version == "2"
    assert done == stamp(stream.getvalue(), APPROVED, language, country)


def test_stamp_equals_a_fresh_rendering_in_words(made):
    fresh = made("nb", "NO", version="2", status="approved", changes=APPROVED.changes)
    stamped = stamp(made("nb", "NO", **DRAFT), APPROVED, "nb", "NO")
    assert all_text(stamped).split() == all_text(fresh).split()
