"""Prove that the sample providers show every state, with reason and next action, in any year."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from qms.workspace.workspace import Workspace
from tests.cli.conftest import Qms, calm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATES = {"covered", "partial", "suspect", "expired", "missing", "not_applicable"}
NOTHING = {"added": 0, "changed": 0, "moved": 0, "missing": 0}


@pytest.fixture(scope="module", params=["en", "nb", "lt"])
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, user_cache: Path
) -> Iterator[Qms]:
    """Return a sample provider that was just made; the pass below is its first."""
    with pytest.MonkeyPatch.context() as patch:
        calm(patch, user_cache)
        patch.delenv("QMS_PERSON")
        root = tmp_path_factory.mktemp("demo") / request.param
        Qms(root.parent).run("init", root, "--demo", "--lang", request.param)
        made = Qms(root)
        before = (
            made.trail(),
            made.json("coverage"),
            {p.name: p.read_bytes() for p in made.store.rglob("*.*")},
        )
        made.first = {k: v for k, v in made.sync().items() if k != "unreadable"}  # type: ignore[attr-defined]
        made.before = before  # type: ignore[attr-defined]
        yield made


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, _calm: None) -> None:
    monkeypatch.delenv("QMS_PERSON")


def states(qms: Qms, *words: str) -> set[str]:
    """Return every state that an indicator or a need shows, checking reasons and actions on the way."""
    found: set[str] = set()
    for item in qms.json(*words, "coverage")["indicators"]:
        found |= {item["state"], *(n["state"] for n in item["needs"])}
        assert item["reason"].strip()
        assert item["reason_code"]
        if item["state"] not in {"covered", "not_applicable"}:
            assert item["next_action"].strip(), item
        for need in item["needs"]:
            assert need["reason"].strip(), item
    return found


def test_the_first_pass_changes_nothing(demo: Any) -> None:
    trail, _, files = demo.before
    assert demo.first == NOTHING
    assert demo.trail() == trail
    assert {p.name: p.read_bytes() for p in demo.store.rglob("*.*")} == files
    assert {k: v for k, v in demo.sync().items() if k != "unreadable"} == NOTHING


def test_the_first_pass_leaves_the_map_as_it_was(demo: Any) -> None:
    assert demo.json("coverage") == demo.before[1]


def test_every_state_occurs_in_any_year(demo: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    for day in ("2026-06-01", "2031-01-01"):
        monkeypatch.setenv("QMS_TODAY", day)
        assert states(demo) == STATES
        seen.append(demo.json("coverage"))
    assert seen[0] == seen[1]


def test_not_applicable_is_a_need_or_l1_of_the_local_framework(demo: Qms) -> None:
    map_ = demo.json("coverage")
    assert map_["summary"]["not_applicable"] == 0
    needs = [n for i in map_["indicators"] for n in i["needs"] if n["state"] == "not_applicable"]
    assert needs
    local = {i["ref"]: i["state"] for i in demo.json("--framework", "local", "coverage")["indicators"]}
    assert local["L1"] == "not_applicable"


@pytest.mark.slow
def test_a_sample_made_in_another_year_shows_the_same(
    demo: Qms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QMS_TODAY", "2031-01-01")
    Qms(tmp_path).run("init", "later", "--demo", "--lang", demo.root.name)
    later = Qms(tmp_path / "later")
    assert {k: v for k, v in later.sync().items() if k != "unreadable"} == NOTHING
    assert later.json("coverage") == demo.json("coverage")


def test_gaps_have_reason_and_next_action(demo: Qms) -> None:
    gaps = demo.json("gaps")["gaps"]
    assert len({g["state"] for g in gaps}) >= 4
    assert all(g["reason"] and g["next_action"] for g in gaps)
    assert demo.run("gaps", "--limit", "5").out


def test_the_store_is_large_mixed_and_two_services_are_in_scope(demo: Qms) -> None:
    rows = [r for r in demo.register().values() if r["status"] == "present"]
    assert len(rows) >= 45
    kinds = Counter(r["path"].rsplit(".", 1)[-1].lower() for r in rows)
    assert {"docx", "pdf", "xlsx", "eml"} <= set(kinds)
    assert len({n["service"] for i in demo.json("coverage")["indicators"] for n in i["needs"]}) >= 2
    if demo.root.name == "lt":
        assert {"csv", "html", "jpg", "odt", "pptx", "rtf", "txt", "zip"} <= set(kinds)
        assert sum(p.stat().st_size for p in demo.store.rglob("*") if p.is_file()) < 2_500_000


def test_a_sample_is_sound(demo: Qms) -> None:
    assert not [f for f in demo.json("check", code=None)["findings"] if f["severity"] == "damage"]


def test_klagebehandling_finds_the_text_that_says_only_klagebehandlingen(demo: Qms) -> None:
    if demo.root.name != "nb":
        assert demo.json("search", {"en": "complaint", "lt": "skundas"}[demo.root.name])["hits"]
        return
    hits = demo.json("search", "klagebehandling", "--limit", "50")["hits"]
    only = [h for h in hits if "«klagebehandlingen»" in h["snippet"].casefold()]
    assert only
    assert all(h["page"] or h["label"] or h["unit"] == "part" for h in only)
    assert any(h["page"] or h["label"] for h in only)


def test_skundas_finds_its_other_cases_with_and_without_its_letters(demo: Qms) -> None:
    if demo.root.name != "lt":
        return
    hits = demo.json("search", "skundo nagrinėjimas", "--limit", "50")["hits"]
    register = [h for h in hits if h["path"].endswith("Skundų registras 2024-2026.xlsx")]
    assert register or any("«skundų»" in h["snippet"].casefold() for h in hits)
    bare = demo.json("search", "skundu nagrinejimas", "--limit", "50")["hits"]
    assert {h["path"] for h in bare} == {h["path"] for h in hits}
    page = demo.json("search", "banko kortele", "--limit", "5")["hits"]
    assert any("«kortele»" in h["snippet"] and h["page"] == 3 for h in page)


def test_old_code_pages_of_a_lithuanian_centre_are_read(demo: Qms) -> None:
    if demo.root.name != "lt":
        return
    for words, path in (
        ("perkabina dėžutė", "vadovu pasitarimas 2026-03-09.txt"),
        ("korekcinis veiksmas mygtukas", "neatitiktys_2025.csv"),
    ):
        assert any(h["path"].endswith(path) for h in demo.json("search", words)["hits"]), path


def test_whoever_tries_it_acts_as_the_coordinator(demo: Qms) -> None:
    demo.run("indicator", "set", "2", "--statement", "Tried out.", "--service", demo.json(
        "coverage")["indicators"][0]["needs"][0]["service"])  # fmt: skip
    roles = {p.id: p.roles for p in Workspace(demo.root).settings.people}
    assert "quality_coordinator" in roles[demo.json("log", "--limit", "1")["log"][0]["actor"]]
