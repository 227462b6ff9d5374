"""Prove that questions of auditors are read whole or refused with their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qms.catalogue.build import CatalogueProblem
from qms.catalogue.loader import UnknownFramework, load_framework
from qms.catalogue.questions import _packaged, load_questions
from qms.locale import LANGUAGES
from qms.model.audit import AUDIT_ROLES
from tests.audit.asking import QUESTIONS, small_standard

if TYPE_CHECKING:
    from pathlib import Path

COMPLAINTS = """\
26:
  - role: staff
    ask: {en: How is a complaint made?, nb: Hvordan klager man?, lt: Kaip pateikiamas skundas?}
    good: {en: The form and the helper., nb: Skjema og hjelper., lt: Forma ir padėjėjas.}
"""
LOG = """\
27:
  - role: records
    ask: {en: Is there a log?, nb: Finnes det en logg?, lt: Ar yra žurnalas?}
    good: {en: Dates and answers., nb: Datoer og svar., lt: Datos ir atsakymai.}
"""


def packaged(folder: Path, **files: str) -> Path:
    """Write files of questions as the standard of the program has them."""
    place = folder / "equass-2018" / "questions"
    place.mkdir(parents=True)
    for name, text in files.items():
        (place / f"{name[1:]}.yaml").write_text(text, encoding="utf-8")
    return place


def test_files_are_joined_in_the_order_of_the_standard(tmp_path: Path) -> None:
    found = _packaged(packaged(tmp_path, n09=COMPLAINTS, n03=LOG))
    assert list(found) == ["26", "27"]
    (one,) = found["26"]
    assert (one.indicator, one.role, one.ask["nb"]) == ("26", "staff", "Hvordan klager man?")


def test_a_standard_of_the_workspace_brings_its_own(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(small_standard(), encoding="utf-8")
    found = load_questions("small", tmp_path)
    assert [q.role for q in found["A.1"]] == ["staff", "staff", "users"]
    (tmp_path / "small.yaml").write_text(small_standard(""), encoding="utf-8")
    assert load_questions("small", tmp_path) == {}
    with pytest.raises(UnknownFramework):
        load_questions("smal", tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("C.1:", "C.9:", "C.9"),
        ("role: records", "role: clerks", "role"),
        ("role: records", "rolle: records", "C.1"),
        ("{en: A survey., nb: En undersøkelse., lt: Apklausa.}", "{en: A survey.}", "same languages"),
        ("{en: A survey., nb: En undersøkelse., lt: Apklausa.}", "A survey.", "same languages"),
        ("{en: A survey., nb: En undersøkelse., lt: Apklausa.}", "{en: '', nb: x, lt: y}", "same languages"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in QUESTIONS
    (tmp_path / "small.yaml").write_text(small_standard(QUESTIONS.replace(before, after)), encoding="utf-8")
    with pytest.raises(CatalogueProblem) as raised:
        load_questions("small", tmp_path)
    assert raised.value.params["file"] == "small.yaml"
    assert told in raised.value.params["expected"]


def test_an_indicator_stands_in_one_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem):
        _packaged(packaged(tmp_path, n01=COMPLAINTS, n02=COMPLAINTS))


def test_packaged_questions_are_whole() -> None:
    found = load_questions("equass-2018")
    assert set(found) <= set(load_framework("equass-2018").by_ref)
    for question in (one for own in found.values() for one in own):
        assert question.role in AUDIT_ROLES
        assert set(question.ask) == set(question.good) == set(LANGUAGES)
