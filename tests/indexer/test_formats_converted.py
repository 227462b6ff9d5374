"""What LibreOffice writes says the same as what was given to it, in every format that it writes."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from indexer.extract.reading import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.extract import Extraction


def everything(extraction: Extraction) -> str:
    return "\n".join(unit.text for unit in extraction.units)


SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import docx

    folder = tmp_path_factory.mktemp("office")
    text = docx.Document()
    text.add_paragraph("Kvalitetshåndbok", "Title")
    text.add_paragraph("Før overskriftene")
    text.add_heading("Klager", 1)
    text.add_heading("Hvordan klage", 2)
    text.add_paragraph("Skriv til oss på Ås. Įmonės darbuotojai „ąčęėįšųūž“ – og 😀.")
    table = text.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "A", "B"
    text.add_heading("Ledelse", 1)
    text.add_paragraph("Hvem leder.")
    text.sections[0].header.paragraphs[0].text = "Topptekst"
    text.core_properties.author, text.core_properties.title = "Kari Nordmann", "Håndbok"
    text.core_properties.created = datetime(2024, 5, 1, 10, 0)
    text.save(str(folder / "text.docx"))

    import xlsxwriter

    with xlsxwriter.Workbook(str(folder / "sheet.xlsx")) as book:
        sheet = book.add_worksheet("Avvik")
        sheet.write_row("A1", ["Dato", "Sak"])
        sheet.write_datetime("A2", datetime(2025, 3, 1), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write("B2", "Žala på øya")
        book.add_worksheet("Tom").hide()
    for source, targets in (
        ("text.docx", ("odt", "fodt", "rtf", "html")),
        ("sheet.xlsx", ("ods", "xls", "fods")),
    ):
        for target in targets:
            subprocess.run(
                [SOFFICE or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                 "--convert-to", target, "--outdir", str(folder), str(folder / source)],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
    return folder


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
class TestByLibreOffice:
    """One start of LibreOffice for each target: what it writes says the same as what was given to it."""

    @pytest.mark.parametrize("target", ["odt", "fodt", "rtf", "html"])
    def test_text(self, made: Path, target: str) -> None:
        found = read_bytes((made / f"text.{target}").read_bytes(), f"text.{target}")
        sections = {unit.label: unit.text for unit in found.units if unit.kind == "section"}
        assert list(sections) == ["Klager > Hvordan klage", "Ledelse"]
        assert "Įmonės darbuotojai „ąčęėįšųūž“ – og 😀.\nA\tB" in sections["Klager > Hvordan klage"]
        assert everything(found).count("Topptekst") == 1
        assert (found.author, found.created) == ("Kari Nordmann", datetime(2024, 5, 1, 10, 0))
        assert found.language == "nb"

    @pytest.mark.parametrize("target", ["ods", "xls", "fods"])
    def test_sheet(self, made: Path, target: str) -> None:
        found = read_bytes((made / f"sheet.{target}").read_bytes(), f"sheet.{target}")
        assert [(unit.kind, unit.number, unit.label) for unit in found.units] == [("sheet", 1, "Avvik")]
        assert found.units[0].text == "Dato\tSak\n2025-03-01\tŽala på øya"
