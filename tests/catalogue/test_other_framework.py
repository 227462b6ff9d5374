"""Prove with a second, small standard that nothing in the code is EQUASS."""

from __future__ import annotations

import ast
import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cli
from qms.locale.translator import activate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SMALL = Path(__file__).with_name("small.yaml")
CHECKOUT = Path(__file__).resolve().parents[2]
TOML = """\
frameworks = ["small", "equass-2018"]
languages = ["en"]

[organisation]
name = "Skerry Light"
country = "IE"

[[services]]
id = "lamp"
name = "Lamp tours"
kind = "day"

[[services]]
id = "horn"
name = "Horn tours"
kind = "day"

[[people]]
id = "ada"
name = "Ada Byrne"
roles = ["quality_coordinator"]
"""
FILES = {
    "lamp policy.md": "# Lamp policy\n\nThe lamp is lit at dusk, 2026-02-01.\n",
    "lamp log.csv": "date;what\n2026-04-01;oil\n2026-05-01;wick\n",
    "talk.txt": "Talk with the keepers about the lamp policy, 2026-03-03.\n",
    "horn 2025.csv": "month;soundings\n2025-01;12\n2025-12;9\n",
}


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def qms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Answer]]:
    """Give a workspace of the small standard and run commands in it."""
    root = tmp_path / "light"
    monkeypatch.setenv("QMS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("QMS_TODAY", "2026-05-10")
    monkeypatch.setenv("QMS_PERSON", "ada")

    def run(*arguments: str, lang: str = "en") -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main(["-C", str(root), "--lang", lang, *arguments])
        streams = capsys.readouterr()
        return Answer(int(left.value.code or 0), streams.out, streams.err)

    with pytest.raises(SystemExit):
        cli.main(["init", str(root)])
    (root / "qms.toml").write_text(TOML, encoding="utf-8")
    shutil.copy(SMALL, root / "catalogue" / "small.yaml")
    for name, text in FILES.items():
        (root / "evidence_store" / name).write_text(text, encoding="utf-8")
    yield run
    activate("en")


def states(answer: Answer) -> dict[str, str]:
    assert answer.code == 0, answer.err
    return {i["ref"]: i["state"] for i in answer.data["indicators"]}


def test_framework_show_list_and_check(qms: Callable[..., Answer]) -> None:
    listed = {f["id"]: f for f in qms("framework", "list", "--json").data["frameworks"]}
    assert listed["small"]["indicators"] == 7
    assert listed["small"]["name"] == "Lighthouse Standard"
    assert listed["equass-2018"]["indicators"] == 75
    shown = qms("framework", "show", "--json").data
    assert shown["framework"] == "small"
    assert [p["ref"] for p in shown["principles"]] == ["A", "B", "C", "D", "E"]
    assert shown["criteria"] == []
    assert [i["ref"] for i in shown["indicators"]] == ["A.1", "A.2", "A.10", "B.1", "C.1", "D.1", "E.1"]
    assert {i["criterion"] for i in shown["indicators"]} == {None}
    text = qms("framework", "show").out
    assert "5 sections" in text
    assert "7 requirements" in text
    assert "Lamp policy" in qms("framework", "show", "A.1").out
    assert qms("framework", "check").code == 0


def test_its_own_words_in_the_language_of_the_reader(qms: Callable[..., Answer]) -> None:
    assert "7 krav" in qms("framework", "show", lang="nb").out
    assert qms("framework", "show", "A.1", "--json", lang="lt").data["title"] == "Lempos tvarka"


def test_a_standard_without_criteria_does_not_count_them(qms: Callable[..., Answer]) -> None:
    assert "chapter" not in qms("framework", "show").out


def test_framework_check_finds_what_is_missing(qms: Callable[..., Answer], tmp_path: Path) -> None:
    path = tmp_path / "light" / "catalogue" / "small.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Lamp log,", ""), encoding="utf-8")
    answer = qms("framework", "check", "--json")
    assert answer.code == 3
    assert [(f["code"], f["ref"]) for f in answer.data["findings"]] == [("text_missing", "A.2")]


def test_link_coverage_and_gaps(qms: Callable[..., Answer]) -> None:
    assert qms("sync").code == 0
    before = qms("coverage", "--json")
    assert before.data["framework"] == "small"
    assert set(states(before).values()) == {"missing"}
    for arguments in (
        ("lamp log.csv", "A.2", "--kind", "record", "--period", "2026-04-01..2026-05-01"),
        ("talk.txt", "A.1", "--kind", "awareness", "--period", "2026-03-03..2026-03-03"),
        (
            "horn 2025.csv",
            "small:B.1",
            "--kind",
            "result",
            "--period",
            "2025-01-01..2025-12-31",
            "--service",
            "horn",
        ),
    ):
        answer = qms("link", *arguments)
        assert answer.code == 0, answer.err
    assert states(qms("coverage", "--json")) == {
        "A.1": "partial",
        "A.2": "covered",
        "A.10": "missing",
        "B.1": "partial",
        "C.1": "missing",
        "D.1": "missing",
        "E.1": "missing",
    }
    needs = next(i for i in qms("coverage", "--json").data["indicators"] if i["ref"] == "B.1")["needs"]
    assert {(n["service"], n["year"], n["state"]) for n in needs} == {
        ("lamp", 2025, "missing"),
        ("horn", 2025, "covered"),
    }
    gaps = qms("gaps", "--json").data["gaps"]
    assert [g["ref"] for g in gaps] == ["A.10", "C.1", "D.1", "E.1", "A.1", "B.1"]
    assert all(g["reason"] and g["next_action"] for g in gaps)
    assert qms("gaps", "--fail").code == 3
    printed = qms("coverage").out
    assert "Lighthouse Standard" in printed
    assert "Lamp log" in printed


def test_a_document_declared_in_force_meets_its_requirement(qms: Callable[..., Answer]) -> None:
    qms("sync")
    qms("link", "lamp policy.md", "A.1", "D.1", "--kind", "document")
    judged = {i["ref"]: i for i in qms("coverage", "--json").data["indicators"]}
    assert (judged["A.1"]["state"], judged["A.1"]["document_required"]) == ("missing", True)
    answer = qms(
        "evidence", "set", "lamp policy.md", "--in-force-from", "2026-02-01", "--approved-by", "Ada Byrne"
    )
    assert answer.code == 0, answer.err
    after = states(qms("coverage", "--json"))
    assert (after["A.1"], after["D.1"]) == ("partial", "covered")


def test_indicator_set_and_what_may_be_left_out(qms: Callable[..., Answer]) -> None:
    qms("sync")
    assert qms("indicator", "set", "C.1", "--owner", "ada", "--due", "2026-09-01").code == 0
    gap = next(g for g in qms("gaps", "--json").data["gaps"] if g["ref"] == "C.1")
    assert (gap["owner"], gap["due"]) == ("ada", date(2026, 9, 1).isoformat())
    assert qms("indicator", "set", "E.1", "--not-applicable", "--because", "no sea").code == 0
    assert states(qms("coverage", "--json"))["E.1"] == "not_applicable"
    assert qms("indicator", "show", "E.1", "--json").data["state"] == "not_applicable"
    assert qms("indicator", "set", "E.1", "--applicable").code == 0
    assert states(qms("coverage", "--json"))["E.1"] == "missing"
    refused = qms("indicator", "set", "equass-2018:26", "--not-applicable", "--because", "no")
    assert refused.code == 1, "the framework file says where it is allowed"


def test_an_unknown_reference_is_an_error_with_a_suggestion(qms: Callable[..., Answer]) -> None:
    qms("sync")
    answer = qms("link", "talk.txt", "A.3")
    assert answer.code == 1
    assert "A.1" in answer.err
    assert qms("link", "talk.txt", "26").code == 1, "26 is of the other standard"
    assert qms("link", "talk.txt", "equass-2018:26").code == 0
    assert set(states(qms("coverage", "--json")).values()) == {"missing"}
    other = states(qms("--framework", "equass-2018", "coverage", "--json"))
    assert len(other) == 75


# No module knows the one standard

ALLOWED = {
    "qms/commands/base.py": 1,  # the default outside a workspace
    "qms/workspace/creation.py": 1,  # the default of a new workspace
}


def _modules() -> list[Path]:
    found = [CHECKOUT / "cli.py", *(CHECKOUT / "qms").rglob("*.py"), *(CHECKOUT / "indexer").rglob("*.py")]
    return [p for p in found if "frameworks" not in p.parts]


def _literals(path: Path) -> list[str]:
    """Return the strings of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs
    ]


def test_no_module_mentions_the_one_standard() -> None:
    found = {p.relative_to(CHECKOUT).as_posix(): _mentions(p) for p in _modules()}
    assert len(found) > 100
    assert {name: texts for name, texts in found.items() if texts} == {}


def _mentions(path: Path) -> list[str]:
    """Return the strings that name the standard, other than the notice and the default id where it is allowed."""
    name = path.relative_to(CHECKOUT).as_posix()
    words = [t for t in _literals(path) if re.search("equass", t, re.IGNORECASE)]
    words = [t for t in words if "not affiliated with EPR/EQUASS" not in t]
    # In the reader of dates, a word before a number that is no date belongs to no standard's rules.
    words = [t for t in words if not (name == "indexer/extract/dates.py" and "iso|iec" in t)]
    default = [t for t in words if re.search(r"\bequass-2018\b(?!:\d)", t)]
    allowed = ALLOWED.get(name, 0)
    return [t for t in words if t not in default] + default[allowed:]
