"""Prove `framework import` and `export` from outside: taken in, doubted, refused, shown beside our words, private."""

from __future__ import annotations

import csv
import io
import shutil
import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indexer.extract.grid import read_grid
from indexer.extract.tools import find_office
from tests.catalogue.wording.layout import EN, FOLDER, Layout, lighthouse, print_copy
from tests.cli.conftest import TOML, Qms

if TYPE_CHECKING:
    from collections.abc import Callable

    from qms.catalogue.official import Key

OFFICE = find_office()
FYR = FOLDER / "fyr.txt"
WATCH = "Fyret holder vakt hele natten etter en plan"


@pytest.fixture
def light(qms: Qms) -> Qms:
    """Return a workspace that works by the invented standard."""
    shutil.copy(FOLDER / "lighthouse.yaml", qms.root / "catalogue")
    qms.configure(toml=TOML.replace("equass-2018", "lighthouse"))
    return qms


def flat(text: str) -> str:
    """Return printed text without its line breaks."""
    return " ".join(text.split())


def overlay(qms: Qms, language: str = "nb") -> Path:
    return qms.root / "catalogue" / "official" / f"lighthouse.{language}.yaml"


def english(tmp_path: Path, texts: dict[Key, str] | None = None, layout: Layout | None = None) -> Path:
    path = tmp_path / "standard.txt"
    path.write_text(print_copy(lighthouse(), EN | (texts or {}), layout or Layout()), encoding="utf-8")
    return path


def test_a_copy_is_taken_in_and_shown_beside_our_words(light: Qms) -> None:
    done = light.run("framework", "import", FYR).out
    for line in (
        "2 of 2 principles",
        "5 of 5 criteria",
        "7 of 7 indicators",
        "6 of 6 scales",
        "4 of 4 notes",
    ):
        assert line in done
    assert "Doubtful" not in done
    assert "catalogue/official/lighthouse.nb.yaml" in done
    assert light.trail()[-1] == "wording.imported"
    shown = light.run("framework", "show", "4").out
    assert "Official wording (Norwegian), from your own copy:" in shown
    assert "Fyret fører en båtliste over alle båter som passerer." in shown
    assert "(Dokumentasjon av båtlista er påkrevd)" in flat(shown)
    assert "Boats counted" in shown
    assert "Official wording (Norwegian)" in light.run("indicator", "show", "4").out
    found = light.indicator("4")
    assert found["official"] == {
        "language": "nb",
        "text": "Fyret fører en båtliste over alle båter som passerer.",
    }
    assert found["official_document"]["text"] == "Dokumentasjon av båtlista er påkrevd"
    assert found["official_criterion"]["text"].startswith("Fyret kjenner hver båt")
    whole = light.json("framework", "show")
    assert whole["principles"][0]["official"]["text"].startswith("Den som vokter")
    assert whole["criteria"][0]["official"]["text"].startswith(WATCH)
    assert light.json("framework", "show", "6")["official"]["text"] == "Lampa og glasset pusses av vokterne."
    assert light.json("framework", "list")["frameworks"][-1]["official_languages"] == ["nb"]
    assert "official wording: Norwegian" in " ".join(light.run("framework", "list").out.split())


def test_without_wording_nothing_of_it_is_shown(light: Qms) -> None:
    assert "Official" not in light.run("framework", "show", "4").out
    assert "Official" not in light.run("indicator", "show", "4").out
    assert light.indicator("4")["official"] is None
    assert {p["official"] for p in light.json("framework", "show")["principles"]} == {None}


def test_the_overlay_is_for_its_owner_only(light: Qms) -> None:
    light.run("framework", "import", FYR)
    assert stat.S_IMODE(overlay(light).stat().st_mode) == 0o600
    assert stat.S_IMODE(overlay(light).parent.stat().st_mode) == 0o700
    assert [p.name for p in overlay(light).parent.iterdir()] == ["lighthouse.nb.yaml"]


def test_a_dry_run_shows_all_and_writes_nothing(light: Qms) -> None:
    before = light.trail()
    done = light.run("framework", "import", FYR, "--dry-run").out
    assert "5 of 5 criteria" in done
    assert "Nothing was written" in done
    assert not overlay(light).parent.exists()
    assert light.trail() == before


def test_again_changes_nothing_and_a_difference_needs_replace(light: Qms, tmp_path: Path) -> None:
    light.run("framework", "import", english(tmp_path))
    first = overlay(light, "en").read_bytes()
    assert "Nothing has changed" in light.run("framework", "import", english(tmp_path)).out
    changed = english(tmp_path, {("criteria", "2", "", ""): "The lighthouse warns in fog and in snow."})
    refused = light.run("framework", "import", changed, code=1)
    told = (
        "criterion 2: “…lighthouse warns in fog. No boat runs aground.” becomes “…lighthouse warns in fog and"
    )
    assert told in flat(refused.out)
    assert "--replace" in refused.err
    assert overlay(light, "en").read_bytes() == first
    light.run("framework", "import", changed, "--replace")
    assert "fog and in snow" in overlay(light, "en").read_text(encoding="utf-8")


def test_what_is_doubtful_or_missing_is_named(light: Qms, tmp_path: Path) -> None:
    text = english(tmp_path, layout=Layout(width=200)).read_text(encoding="utf-8")
    cut = tmp_path / "cut.txt"
    cut.write_text(
        text[: text.index("Criterion 5")].replace(" (Documentation of the watch plan is needed).", ""),
        encoding="utf-8",
    )
    done = light.run("framework", "import", cut, code=3).out
    assert "Doubtful, please compare with your copy (1):" in done
    assert "indicator 1 (line " in done
    assert "Not found in this file (3):" in done
    for place in ("criterion 5\n", "indicator 7\n", "criterion 5, results\n"):
        assert f"  {place}" in done
    assert "qms framework export" in done
    found = light.json("framework", "import", cut, "--dry-run", code=3)
    assert found["counts"]["criterion"] == {"found": 4, "of": 5}
    assert [d["code"] for d in found["doubts"]] == ["doubt_note_missing"]
    assert {"section": "criteria", "ref": "5", "perspective": None, "level": None} in found["missing"]
    assert found["written"] is False


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", "", "No text could be read from"),
        ("blank.txt", " \n\n ", "No text could be read from"),
        (
            "letter.txt",
            "Dear keeper, the oil has come.",
            "Read: 6 words, with 0 criteria, 0 indicators and 0 tables",
        ),
        ("standard.xlsx", "not a workbook", "No text could be read from"),
        ("table.csv", "a,b\n1,2\n", "holds no official wording of lighthouse"),
        ("broken.pdf", "%PDF-1.7 nothing", "No text could be read from"),
    ],
)
def test_bad_input_is_refused_with_one_line_and_a_hint(
    light: Qms, tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    left = light.run("framework", "import", tmp_path / name, code=1)
    assert left.out == ""
    assert said in left.err
    assert left.err.startswith("Error: ")
    assert len(left.err.strip().split("\nHint: ")) == 2
    assert not overlay(light).parent.exists()


def test_an_older_edition_without_tables_is_refused(light: Qms, tmp_path: Path) -> None:
    lines = english(tmp_path).read_text(encoding="utf-8").splitlines()
    (tmp_path / "old.txt").write_text(
        "\n".join(x for x in lines if not x.startswith("Level 1")), encoding="utf-8"
    )
    left = light.run("framework", "import", tmp_path / "old.txt", code=1)
    assert "5 criteria" in left.err
    assert "0 tables" in left.err


def test_a_scan_is_refused(light: Qms, tmp_path: Path) -> None:
    from tests.indexer.pdf_making import drawn, scan

    (tmp_path / "scan.pdf").write_bytes(drawn(scan))
    left = light.run("framework", "import", tmp_path / "scan.pdf", code=1)
    assert "no text" in left.err
    assert "recognition" in left.err


def test_a_file_that_is_not_there(light: Qms) -> None:
    assert "Error:" in light.run("framework", "import", "nowhere.pdf", code=1).err
    assert "Error:" in light.run("framework", "import", "nowhere.xlsx", code=1).err
    light.run("framework", "import", code=2)


def test_a_word_file_with_tables_is_read(light: Qms, tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    levels: list[str] = []
    for line in print_copy(lighthouse(), EN, Layout(tabs=True, blank=False, width=5000)).splitlines():
        cells = line.split("\t")
        if len(cells) == 1:
            made.add_paragraph(line)
            continue
        levels = cells
        table = made.add_table(rows=1, cols=5)
        for cell, text in zip(table.rows[0].cells, levels, strict=True):
            cell.text = text
    made.save(str(tmp_path / "standard.docx"))
    light.run("framework", "import", tmp_path / "standard.docx")
    from qms.catalogue.official import read_wording

    assert read_wording(overlay(light, "en"), "lighthouse", "en").texts == EN


# The spreadsheet


def rows(path: Path) -> list[list[Any]]:
    grid = read_grid(path.read_bytes(), path.name)
    return [[row.cells.get(column, "") for column in range(1, 8)] for row in grid.sheets[0].rows]


def test_the_spreadsheet_goes_out_is_filled_in_and_comes_back(light: Qms, tmp_path: Path) -> None:
    path = tmp_path / "wording.xlsx"
    done = light.run("framework", "export", "-o", path, "--wording-lang", "lt").out
    assert "qms framework import" in done
    found = rows(path)
    assert len(found) == 1 + len(EN)
    assert found[0][0] == "key"
    assert found[0][6] == "Official wording (Lithuanian), from your own copy"
    assert [row[6] for row in found[1:]] == [""] * len(EN)
    assert ["criterion", "2", "", "", "Fog"] in [row[1:6] for row in found]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    light.run("framework", "import", path, code=1)
    table = io.StringIO()
    csv.writer(table).writerows([*found[:1], *([*row[:6], "=Ž " + row[0]] for row in found[1:])])
    (tmp_path / "filled.csv").write_text(table.getvalue(), encoding="utf-8")
    light.run("framework", "import", tmp_path / "filled.csv")
    assert overlay(light, "lt").exists()
    assert light.json("framework", "show", "3")["official"] == {
        "language": "lt",
        "text": "=Ž lighthouse:lt:indicators/3",
    }
    light.run("framework", "export", "-o", path, code=1)
    light.run("framework", "export", "-o", path, "--force", "--wording-lang", "lt")
    assert [row[6] for row in rows(path)[1:]] == ["=Ž " + row[0] for row in found[1:]]
    assert "Nothing has changed" in light.run("framework", "import", path).out


def test_an_emptied_cell_takes_its_text_away_only_with_replace(light: Qms, tmp_path: Path) -> None:
    light.run("framework", "import", english(tmp_path))
    path = tmp_path / "w.csv"
    path.write_text(
        "key,official\nlighthouse:en:criteria/2,\nlighthouse:en:criteria/1,Watch.\n", encoding="utf-8"
    )
    left = light.run("framework", "import", path, code=1)
    assert "criterion 2: “The lighthouse warns in fog." in left.out
    assert "is taken away" in flat(left.out)
    light.run("framework", "import", path, "--replace", code=3)
    shown = light.json("framework", "show")["criteria"]
    assert shown[1]["official"] is None
    assert shown[0]["official"]["text"] == "Watch."
    assert shown[2]["official"]["text"] == EN["criteria", "3", "", ""]


def test_a_language_can_be_said_and_removed(light: Qms, tmp_path: Path) -> None:
    light.run("framework", "import", english(tmp_path), "--wording-lang", "en")
    light.run("framework", "import", "--remove", "nb", code=1)
    light.run("framework", "import", "--remove", "en")
    assert not overlay(light).parent.exists()
    assert light.trail()[-1] == "wording.removed"


def test_a_reader_sees_his_own_language_first(light: Qms, tmp_path: Path) -> None:
    light.run("framework", "import", FYR)
    light.run("framework", "import", english(tmp_path))
    assert light.indicator("3")["official"]["language"] == "en"
    assert light.json("--lang", "nb", "framework", "show", "3")["official"]["language"] == "nb"


# Where it goes


def test_the_wording_travels_with_an_export_and_a_backup_and_stays_private(
    light: Qms, tmp_path: Path
) -> None:
    light.run("framework", "import", FYR)
    light.run("export", tmp_path / "out")
    assert (tmp_path / "out" / "catalogue" / "official" / "lighthouse.nb.yaml").is_file()
    Qms(tmp_path).run("import", tmp_path / "out", "--into", tmp_path / "in")
    light.run("backup", tmp_path / "b.zip")
    Qms(tmp_path).run("restore", tmp_path / "b.zip", "--into", tmp_path / "again")
    for root in (tmp_path / "in", tmp_path / "again"):
        there = overlay(Qms(root))
        assert there.read_bytes() == overlay(light).read_bytes()
        assert stat.S_IMODE(there.stat().st_mode) == 0o600
        assert stat.S_IMODE(there.parent.stat().st_mode) == 0o700


def test_damaged_wording_is_found_by_check(light: Qms) -> None:
    light.run("framework", "import", FYR)
    overlay(light).write_text("framework: lighthouse\nlanguage: nb\ncriteria: [", encoding="utf-8")
    assert "lighthouse.nb.yaml" in light.run("check", code=None).out
    assert "lighthouse.nb.yaml" in light.run("framework", "show", "3", code=1).err


# A real PDF


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
@pytest.mark.parametrize("source", ["fyr", "official"])
def test_a_pdf_is_read_as_its_text_is(
    qms: Qms, light: Qms, tmp_path: Path, source: str, official_file: Callable[[], Path]
) -> None:
    text = FYR if source == "fyr" else official_file()
    if source == "official":
        qms.configure()
    copy = tmp_path / "standard.txt"
    copy.write_text(text.read_text(encoding="utf-8"), encoding="utf-8")
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(tmp_path), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    light.run("framework", "import", text)
    again = light.json("framework", "import", tmp_path / "standard.pdf", "--dry-run")
    assert again["missing"] == []
    assert again["changes"] == []


@pytest.fixture
def official_file() -> Callable[[], Path]:
    """Return what finds the official text, or skips by name."""

    def find() -> Path:
        import os

        named = os.environ.get("QMS_OFFICIAL_TEXT")
        if not named:
            pytest.skip("official text: QMS_OFFICIAL_TEXT is not set")
        return next(Path(named).glob("004_*.txt"))

    return find


@pytest.mark.parametrize(
    "name", ["evidence_store/w.xlsx", "documents/w.xlsx", ".qms/state/w.xlsx", "catalogue/w.xlsx"]
)
def test_the_spreadsheet_is_never_written_where_the_program_keeps_things(qms: Qms, name: str) -> None:
    (qms.root / name).parent.mkdir(parents=True, exist_ok=True)
    assert qms.run("framework", "export", "-o", qms.root / name, "--force", code=1).err
    assert not (qms.root / name).exists()
    before = (qms.root / "qms.toml").read_bytes()
    qms.run("framework", "export", "-o", qms.root / "qms.toml", "--force", code=2)
    assert (qms.root / "qms.toml").read_bytes() == before
    qms.run("audit", "cards", "-o", qms.root / "evidence_store" / "cards.docx", code=1)
    assert not (qms.store / "cards.docx").exists()


def test_a_spreadsheet_of_another_language_is_refused(qms: Qms, tmp_path: Path) -> None:
    sheet = tmp_path / "wording.xlsx"
    qms.run("framework", "export", "-o", sheet, "--wording-lang", "lt")
    assert "lt" in qms.run("framework", "import", sheet, "--wording-lang", "nb", code=2).err
