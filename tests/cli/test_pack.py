"""Write audit packs from the command line, and look at what is in them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from python_calamine import CalamineWorkbook

from qms.catalogue.official import Official, Wording, wording_bytes
from tests.cli.conftest import ANSWERS
from tests.cli.packing import decide, furnish, inflated, links_of, members

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Qms


@pytest.fixture(scope="session")
def _furnished(make_qms: Callable[[], Qms]) -> Qms:
    made = make_qms()
    furnish(made)
    return made


@pytest.fixture
def provider(_furnished: Qms, tmp_path: Path) -> Qms:
    """Return a workspace of its own with linked evidence, about which nobody decided yet."""
    shutil.copytree(_furnished.root, tmp_path / "w")
    return type(_furnished)(tmp_path / "w")


def test_one_answer_for_all_that_are_open(provider: Qms, tmp_path: Path) -> None:
    made = provider.json("pack", "-o", tmp_path / "pack", "--unchecked", "leave-out")
    assert made["evidence"] == {"include": 2, "leave_out": 3, "on_site": 0, "redacted": 0}
    everything = inflated(members(tmp_path / "pack"))
    for word in ("minutes 2025", "minutes-of", "day-out", "day out", "Murphy", "murphy", "bus waits"):
        assert word.encode() not in everything
    assert b"Files that the provider left out: 3" in everything


def test_the_pack_holds_what_was_decided(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    target = tmp_path / "pack"
    made = provider.json("pack", "-o", target)
    assert made["evidence"] == {"include": 3, "leave_out": 0, "on_site": 1, "redacted": 1}
    files = members(target)
    assert "03_approach-documents/I1_values_2025-01-20_en.txt" in files
    names = {name.rpartition("/")[2] for name in files}
    assert {"I20_day-out_2025-06-01.jpg", "I7_plan-review_2025-02-28_en.pdf"} <= names
    (copy,) = [name for name in files if name.startswith("07_redacted-copies/")]
    assert re.fullmatch(r"07_redacted-copies/I19_\S+_2025-03-12_en\.pdf", copy)
    page = files["index.html"].decode()
    assert page.count(f'href="{copy}#page=2"') == 2  # it serves two indicators, and is there once
    assert "<q>the bus waits ten minutes</q>" in page
    assert "Users decide on the bus." in page
    assert page.index('id="i19"') < page.index('id="i20"') < page.index('id="i40"')
    assert "(assumed)" in page[page.index('id="i1"') : page.index('id="i2"')]
    assert "(assumed)" not in page[page.index('id="i19"') : page.index('id="i20"')]
    assert "Murphy" not in page
    assert "to be seen on site" in page[page.index('id="i12"') : page.index('id="i13"')]
    assert "pack.written" in provider.trail()
    for sentence in (
        "Covered means that current evidence is linked",
        "qms is not affiliated with EPR/EQUASS.",
    ):
        assert sentence in page


def test_a_file_that_changed_since_the_last_sync_is_refused(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.write("values.txt", "Something else")
    result = provider.run("pack", "-o", tmp_path / "pack", code=1)
    assert "values.txt changed or vanished since the last sync" in result.err
    assert not (tmp_path / "pack").exists()


def test_suspect_links_are_left_out_and_told(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.write("values.txt", "Our values\n\nWe answer before we listen. Adopted 20 January 2025.\n")
    provider.sync()
    result = provider.run("pack", "-o", tmp_path / "pack")
    assert "Suspect files that are not in the pack: 1" in result.out
    page = (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")
    assert "I1_values" not in page
    assert "Not shown, because the file changed after it was confirmed: 1" in page
    provider.run("pack", "-o", tmp_path / "pack", "--with-suspect")
    page = (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")
    assert '<span class="tag warn">suspect</span>' in page


def test_only_registers_are_called_registers(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.configure(ANSWERS)
    provider.run("document", "generate", "complaints-procedure")
    provider.write("values.txt", "Our values\n\nWe answer before we listen. Adopted 20 January 2025.\n")
    provider.sync()
    (suspect,), (draft, *_) = (provider.indicator(ref)["evidence"] for ref in ("1", "26"))
    assert (suspect["path"], draft["path"].endswith(".docx")) == ("values.txt", True)
    result = provider.run("pack", "-o", tmp_path / "pack")
    assert "Registers that count without a link" not in result.out
    page = (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")
    assert "Counted from" not in page
    row = ("number=K-1", "received=2025-03-02", "answered=2025-03-05", "service=day")
    provider.run("register", "add", "complaints", *row)
    provider.run(
        "register", "add", "complaints.reviews", "year=2025", "service=day", "reviewed_on=2026-01-15"
    )
    result = provider.run("pack", "-o", tmp_path / "pack")
    assert "without a link by a person are named in the pack and not copied: 2" in " ".join(
        result.out.split()
    )


def test_every_link_of_every_page_leads_somewhere(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.run("pack", "-o", tmp_path / "pack")
    pages = list((tmp_path / "pack").rglob("*.html"))
    assert len(pages) == 5
    anchors = {page: set(re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8"))) for page in pages}
    for page in pages:
        for link in links_of(page.read_text(encoding="utf-8")):
            path, _, anchor = link.partition("#")
            assert not path.startswith(("http", "/", "data:", "//"))
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), link
            if anchor and not anchor.startswith("page="):
                known = anchors[next(one for one in pages if one.resolve() == target.resolve())]
                assert anchor in known, link


def test_pages_are_built_for_screen_readers(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.run("pack", "-o", tmp_path / "pack", "--lang", "nb")
    for path in (tmp_path / "pack").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert '<html lang="nb">' in page
        assert page.index('class="skip"') < page.index("<header")
        assert page.count("<main") == page.count("<h1") == 1
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page[page.index("<main") :])]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert page.count("<table") == page.count("<caption")
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        named = re.findall(r'aria-labelledby="([^"]+)"', page) + re.findall(r'<label for="([^"]+)"', page)
        assert set(named) <= set(ids)
        assert "onclick" not in page
        assert "style=" not in page


def test_the_manifest_lists_every_file(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    made = provider.json("pack", "-o", tmp_path / "pack")
    files = members(tmp_path / "pack")
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    manifest = json.loads(files["manifest.json"])
    assert {f["path"]: f["sha256"] for f in manifest["files"]} == {
        name: value for name, value in sums.items() if name not in {"manifest.json", "SHA256SUMS", "seal.js"}
    }
    assert made["manifest_sha256"] == sums["manifest.json"]
    assert sums["manifest.json"] in files["seal.js"].decode()
    lines = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert lines == {name: value for name, value in sums.items() if name != "SHA256SUMS"}
    told = provider.run("pack", "-o", tmp_path / "pack").out
    assert sums["manifest.json"][:4] in told
    (entry,) = provider.json("log", "--limit", "1")["log"]
    assert entry["details"]["manifest"] == sums["manifest.json"]


def test_a_zip_holds_the_same_as_the_folder(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.run("pack", "-o", tmp_path / "pack")
    provider.run("pack", "-o", tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as package:
        inside = {name: package.read(name) for name in package.namelist()}
    assert inside == members(tmp_path / "pack")


def test_the_workbook_has_a_row_for_each_place(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.run("pack", "-o", tmp_path / "pack")
    book = CalamineWorkbook.from_path(tmp_path / "pack" / "00_index" / "index.xlsx")
    rows = book.get_sheet_by_index(0).to_python()
    head = next(row for row in rows if row[0] == "No.")
    table = [dict(zip(head, row, strict=True)) for row in rows[rows.index(head) + 1 :]]
    assert {row["No."] for row in table} == {str(number) for number in range(1, 76)}
    (row,) = [row for row in table if row["No."] == "40"]
    assert row["Place"] == "page 2"
    assert row["Quote"] == "the bus waits ten minutes"
    assert row["Date"] == "2025-03-12"
    assert len(row["SHA-256"]) == 64
    (row,) = [row for row in table if row["No."] == "1"]
    assert row["Date assumed"] == "Yes"


def test_every_link_of_the_workbook_leads_to_a_file(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.run("pack", "-o", tmp_path / "pack")
    folder = tmp_path / "pack" / "00_index"
    with zipfile.ZipFile(folder / "index.xlsx") as book:
        rels = b"".join(book.read(n) for n in book.namelist() if n.startswith("xl/worksheets/_rels/"))
    ways = re.findall(r'Target="([^"]+)"', rels.decode("utf-8"))
    assert ways
    assert [way for way in ways if not (folder / unquote(way)).is_file()] == []


def test_targets_that_are_no_pack_are_left_alone(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    assert "is not a pack" in provider.run("pack", "-o", other, code=1).err
    provider.run("pack", "-o", tmp_path / "pack")
    provider.run("pack", "-o", tmp_path / "pack")  # a pack of ours may be written anew
    (tmp_path / "pack" / "remarks.txt").write_text("by the auditor")
    provider.run("pack", "-o", tmp_path / "pack", code=1)
    assert (tmp_path / "pack" / "remarks.txt").is_file()
    provider.run("pack", "-o", tmp_path / "pack", "--force")
    assert not (tmp_path / "pack" / "remarks.txt").exists()
    for place in (provider.store / "pack", provider.root, tmp_path, provider.root / "documents" / "pack"):
        assert provider.run("pack", "-o", place, "--force", code=2).err
    assert (other / "mine.txt").read_text() == "mine"
    assert (provider.root / "qms.toml").is_file()


def test_a_killed_or_failed_pack_leaves_the_old_one(
    provider: Qms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(provider)
    provider.run("pack", "-o", tmp_path / "pack")
    before = members(tmp_path / "pack")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qms.audit.pack.making.seal", full)
    assert "No space left" in provider.run("pack", "-o", tmp_path / "pack", code=1).err
    assert members(tmp_path / "pack") == before
    assert list(tmp_path.glob(".qms-*")) == []


def test_titles_and_texts_stay_text(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    evil = "<script>alert(1)</script> & \u2028 {{ 7 * 7 }}"
    provider.run("indicator", "set", "1", "--statement", evil)
    provider.run("evidence", "set", "values.txt", "--title", "</a><img src=x onerror=alert(1)>")
    provider.run("pack", "-o", tmp_path / "pack")
    page = (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page
    assert "&lt;script&gt;alert(1)" in page


def test_another_standard_has_a_pack_of_its_own(provider: Qms, tmp_path: Path) -> None:
    small = Path(__file__).resolve().parents[1] / "catalogue" / "small.yaml"
    (provider.root / "catalogue").mkdir(exist_ok=True)
    shutil.copy(small, provider.root / "catalogue" / "small.yaml")
    toml = (provider.root / "qms.toml").read_text(encoding="utf-8")
    changed = toml.replace('["equass-2018"]', '["equass-2018", "small"]')
    (provider.root / "qms.toml").write_text(changed, encoding="utf-8")
    provider.run("link", "values.txt", "small:A.1", "--kind", "document")
    provider.run("--framework", "small", "assess", "round", "open", "First")
    provider.run("--framework", "small", "assess", "set", "A.1", "--met", "--because", "Seen")
    provider.run("--framework", "small", "pack", "-o", tmp_path / "pack")
    page = (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")
    assert 'class="indicator"' in page
    assert "A-1_values" in page
    assert "I19_" not in page
    claimed = page[page.index('id="iA.1"') : page.index('id="iA.2"')]
    assert re.search(r'class="claimed"><strong>[^<]+</strong> met', claimed)
    assert "Seen" in (tmp_path / "pack" / "02_self-assessment" / "self-assessment.html").read_text("utf-8")


def test_imported_wording_stands_where_the_pack_names_a_reference(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    texts = {
        ("principles", "1", "", ""): "OFFICIAL P1",
        ("criteria", "1", "", ""): "OFFICIAL C1",
        ("indicators", "19", "", ""): "OFFICIAL I19",
        ("levels", "1", "approach", "2"): "OFFICIAL L2",
    }
    own = Official(provider.root / "catalogue", "equass-2018")
    own.folder.mkdir(parents=True, exist_ok=True)
    own.path("nb").write_bytes(wording_bytes(Wording("equass-2018", "nb", texts)))
    provider.run("finding", "add", "Asked too late", "--indicator", "19", "--severity", "minor",
                 "--source", "internal_audit", "--date", "2026-02-01")  # fmt: skip
    provider.run("finding", "close", "F-2026-1", "--as", "declined", "--because", "The council decided it")
    provider.run("assess", "round", "open", "First")
    provider.run("assess", "set", "1", "--level", "2", "--because", "Asked")
    provider.run("pack", "-o", tmp_path / "pack")
    files = members(tmp_path / "pack")
    pages = {name.rpartition("/")[2]: data.decode() for name, data in files.items() if name.endswith(".html")}
    assert {name: [text for text in texts.values() if text in page] for name, page in pages.items()} == {
        "index.html": ["OFFICIAL P1", "OFFICIAL C1", "OFFICIAL I19"],
        "organisation-and-services.html": [],
        "self-assessment.html": ["OFFICIAL P1", "OFFICIAL C1", "OFFICIAL L2"],
        "improvement-log.html": ["OFFICIAL I19"],
        "interview-plan.html": ["OFFICIAL I19"],
    }
    for name, page in pages.items():
        assert page.count("OFFICIAL") == page.count("Official wording (Norwegian), from your own copy"), name
    assert "The council decided it" in pages["improvement-log.html"]
    assert 'Ada Byrne, <span class="day">2026-06-01</span>' in pages["self-assessment.html"]
    rows = CalamineWorkbook.from_path(tmp_path / "pack" / "00_index" / "index.xlsx").get_sheet_by_index(0)
    told = [str(cell) for row in rows.to_python() for cell in row if "OFFICIAL" in str(cell)]
    assert told == ["Official wording (Norwegian), from your own copy:\nOFFICIAL I19"]
