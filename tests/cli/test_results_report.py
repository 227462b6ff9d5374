"""Make the results report and its sheets from a workbook in the evidence folder, as a coordinator does."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document

from qms.documents.package import part_texts
from qms.reports.workbooks import write_book
from qms.results.definitions import find_book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Qms

MEASURES = [
    {
        "code": "T1",
        "name": "Staff with a yearly talk",
        "indicator": ("16",),
        "unit": "percent",
        "better": "higher",
    },
    {
        "code": "P1",
        "name": "Partners content with us",
        "indicator": ("39",),
        "unit": "percent",
        "better": "higher",
    },
]


def workbook(talks: float = 83.5, *, told: bool = True) -> bytes:
    """Return a workbook with two measures, their values of two years, and what is said of staff learning."""

    def value(measure: str, year: int, number: float, n: int, **more: Any) -> dict[str, Any]:
        period = (date(year, 1, 1), date(year, 12, 31))
        return {
            "measure": measure,
            "period": period,
            "value": number,
            "n": n,
            "source": "Yearly count",
            **more,
        }

    values = [
        value("T1", 2024, 71.2, 45),
        value("T1", 2025, talks, 48),
        value("P1", 2024, 75, 12, asked="partners"),
        value("P1", 2025, 66.7, 3, asked="partners"),
    ]
    texts = {
        "indicator": ("16",),
        "year": 2025,
        "interpretation": "More talks, because they are booked in January.",
        "action": "We go on like this.",
    }
    rows = {
        "results.measures": [{**m, "target": 80} for m in MEASURES],
        "results.values": values,
        "results.texts": [texts] if told else [],
    }
    return write_book(find_book("results"), "en", rows=rows, sample=False)


@pytest.fixture
def provider(qms: Qms) -> Qms:
    from tests.cli.conftest import ANSWERS

    qms.configure(ANSWERS)
    qms.write("results/results.xlsx", workbook())
    qms.sync()
    return qms


def said(path: Path) -> str:
    return "\n".join(part_texts(path.read_bytes()).values())


def test_the_report_tells_the_numbers_of_the_workbook(provider: Qms):
    provider.run("document", "generate", "annual-results")
    text = said(provider.root / "documents" / "annual-results.en.docx")
    for piece in (
        "83.5%",
        "71.2%",
        "More talks, because they are booked in January.",
        "results/results.xlsx",
    ):
        assert piece in text
    assert "Results sheet 75: learning from comparison" in text
    shown = provider.json("document", "list")["documents"]
    assert [d["serves"][0] for d in shown] == ["16"]
    # Nothing changed, so nothing is written again.
    again = provider.json("document", "generate", "annual-results")
    assert [d["outcome"] for d in again["documents"]] == ["unchanged"]


def test_a_sheet_alone_is_approved_once_it_is_in_own_words(provider: Qms):
    provider.run("document", "generate", "results-sheet@16", "results-sheet@39")
    shown = {d["instance"]: d for d in provider.json("document", "list")["documents"]}
    assert shown["16"]["serves"] == ["16"]
    assert shown["39"]["title"] == "Results: working in partnership"
    refused = provider.run("--as", "dora", "document", "approve", "results-sheet@39", code=1)
    assert "«" in refused.err
    provider.run("--as", "dora", "document", "approve", "results-sheet@16")
    shown = {d["instance"]: d for d in provider.json("document", "list")["documents"]}
    assert shown["16"]["status"] == "approved"
    assert shown["39"]["status"] == "draft"


def test_the_numbers_that_were_read_are_approved(provider: Qms):
    provider.run("document", "generate", "results-sheet@16")
    provider.write("results/results.xlsx", workbook(88.8))
    provider.sync()
    provider.run("--as", "dora", "document", "approve", "results-sheet@16")
    text = said(provider.root / "documents" / "results-sheet.16.en.docx")
    assert "83.5%" in text
    assert "88.8%" not in text


def test_new_numbers_reach_a_copy_that_was_edited(provider: Qms):
    provider.run("document", "generate", "results-sheet@16")
    path = provider.root / "documents" / "results-sheet.16.en.docx"
    document = Document(io.BytesIO(path.read_bytes()))
    document.paragraphs[-3].insert_paragraph_before("A sentence of our own.")
    document.save(path)
    provider.write("results/results.xlsx", workbook(88.8))
    provider.sync()
    provider.run("document", "generate", "results-sheet@16")
    text = said(path)
    assert "A sentence of our own." in text
    assert "88.8%" in text
    assert "83.5%" not in text


def test_a_sheet_that_does_not_exist_is_refused(provider: Qms):
    for address in ("results-sheet@17", "results-sheet@67"):
        refused = provider.run("document", "generate", address, code=None)
        assert refused.code != 0
        assert "16" in refused.out + refused.err


@pytest.mark.slow
def test_every_document_without_the_single_sheets(provider: Qms):
    made = provider.json("document", "generate", "--all", code=None)["documents"]
    slugs = {d["slug"] for d in made}
    assert "annual-results" in slugs
    assert "results-sheet" not in slugs


def test_public_copies_leave_out_small_numbers_and_files(provider: Qms, tmp_path: Path):
    full, public = tmp_path / "full.docx", tmp_path / "public.docx"
    provider.run("results", "report", "--year", "2025", "-o", full)
    said_of_full = provider.run("results", "report", "--year", "2024", "-o", tmp_path / "2024.docx").out
    told = provider.run("results", "report", "--year", "2025", "--public", "-o", public).out
    assert "check that they tell no number under five" in " ".join(told.split())
    assert "under five" not in said_of_full
    assert "66.7%" in said(full)
    assert "results.xlsx" in said(full)
    text = said(public)
    assert "66.7" not in text
    assert "not shown" in text
    assert "results.xlsx" not in text
    assert "Small numbers are left out" in text
    assert "83.5%" in text
    assert "outside document control" in text


def test_a_copy_is_never_written_over_a_file(provider: Qms, tmp_path: Path):
    target = tmp_path / "there.docx"
    target.write_text("mine")
    provider.run("results", "report", "-o", target, code=1)
    assert target.read_text() == "mine"


def test_the_year_of_the_report_is_an_answer(provider: Qms):
    from tests.cli.conftest import ANSWERS

    provider.configure(ANSWERS + '\n[answers.annual-results]\nresults_year = "2024"\n')
    provider.run("document", "generate", "annual-results")
    text = said(provider.root / "documents" / "annual-results.en.docx")
    assert "71.2%" in text
    assert "83.5%" not in text
