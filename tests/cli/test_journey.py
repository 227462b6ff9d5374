"""Go the whole way on untouched folders: from the files of a provider to a pack, by commands only, within an hour."""

from __future__ import annotations

import hashlib
import shutil
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qms.catalogue.loader import load_framework

if TYPE_CHECKING:
    from tests.cli.conftest import Qms

ROOT = Path(__file__).resolve().parents[2]
FAR_LESS_THAN_AN_HOUR = 600.0  # seconds of commands; what is left of the hour is for whoever types and thinks
JOURNEYS = [
    ("ireland", "en", "03 Staff/Meetings", "19"),
    ("norway", "nb", "Brukerråd", "40"),
    ("lithuania", "lt", "Posėdžiai 2026", "40"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("country", "language", "folder", "ref"), JOURNEYS)
def test_from_an_untouched_folder_to_a_pack(
    outside: Qms,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    country: str,
    language: str,
    folder: str,
    ref: str,
) -> None:
    begun = time.monotonic()
    outside.run("init", tmp_path / "w", "--lang", language)
    qms = type(outside)(tmp_path / "w")
    shutil.copy(ROOT / "tests" / "samples" / country / "qms.toml", qms.root)
    shutil.copytree(ROOT / "evidence_store" / country, qms.store, dirs_exist_ok=True)
    people = tomllib.loads((qms.root / "qms.toml").read_text(encoding="utf-8"))["people"]
    monkeypatch.setenv("QMS_PERSON", next(p["id"] for p in people if "quality_coordinator" in p["roles"]))
    monkeypatch.setenv("QMS_LANG", language)
    qms.run("sync")
    before = qms.json("coverage")["summary"]["covered"]

    qms.run("rule", "add", folder, ref, "--kind", "record")
    qms.run("rule", "accept", folder)
    proposals = qms.json("suggest", "--limit", "2")["suggestions"]
    for one in proposals:
        if one["score"] >= 0.6:
            qms.run("accept", one["path"], one["indicator"])
    after = qms.json("coverage")["summary"]["covered"]
    assert after > before

    qms.run("assess", "round", "open", "1")
    for criterion in load_framework("equass-2018").criteria:
        for scale in criterion.scales:
            qms.run("assess", "set", criterion.ref, scale.perspective, "--level", "1", "--because", "…")
    assert len(qms.json("assess", "show")["below"]) == 56
    qms.run("audit", "open", "2026", "--kind", "internal", "--indicator", "26")
    qms.run("audit", "answer", "2026", "26", "staff", "--verdict", "partly", "--note", "…")
    finding = qms.run(
        "finding", "add", "…", "--audit", "2026", "--indicator", "26", "--severity", "minor"
    ).out.split()[0]
    qms.run("action", "add", "…", "--finding", finding, "--due", "2026-12-01")
    qms.run("snapshot", "take", "1")

    guarded = qms.json("pack", "guard", code=None)
    for file in guarded["files"]:
        qms.run("pack", "choose", file["path"], "on-site")
    qms.run("pack", "-o", tmp_path / "pack", "--lang", language)
    spent = time.monotonic() - begun
    assert spent < FAR_LESS_THAN_AN_HOUR

    sums = {name: digest for digest, name in _sums(tmp_path / "pack")}
    assert len(sums) > 20
    for name, digest in sums.items():
        assert hashlib.sha256((tmp_path / "pack" / name).read_bytes()).hexdigest() == digest, name
    page = (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")
    assert page.count('class="indicator') >= 75


def _sums(pack: Path) -> list[tuple[str, str]]:
    """Return digest and name of each line of SHA256SUMS."""
    lines = (pack / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return [(line[:64], line[66:]) for line in lines if line]
