"""Convert all documents with LibreOffice in one call and look at the pages: full, numbered and free of marks."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from indexer.extract.tools import find_office
from qms.documents.api import build_values, load_library, load_skin, render
from qms.documents.pdf import to_pdf
from qms.documents.samples import sample_answers, sample_context, sample_front

SKINS = ("neutral", "norway", "lithuania")
FOOTER = 70  # points from the lower edge in which the footer stands
HEADER = 765  # points from the lower edge above which only the running header stands
MIDDLE = 421  # half the height of A4 in points
MARKS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


HOME = {"en": "neutral", "nb": "norway", "lt": "lithuania"}
ABROAD = {"complaints-procedure", "individual-plan-form", "service-user-charter"}
"""Documents that are laid out in every form of country; the others in that of their language."""


def pieces():
    """Return every document with what goes with it."""
    return [
        template.companion(part)
        for template in load_library()
        for part in ("", *(part for part, texts in template.companions.items() if texts))
    ]


def rendered() -> dict[str, bytes]:
    made = {}
    for template in pieces():
        kind = template.part or ("form" if template.one_page else "document")
        everywhere = kind == "form" or (not template.part and template.slug in ABROAD)
        for language in template.languages:
            answers = sample_answers(template, language)
            values = build_values(template, language, answers, sample_context(full=True, language=language))
            draft = sample_front(template, language)
            day = date(2026, 2, 1)
            approved = replace(draft, status="approved", approved_by="A", approved_on=day, review_due=day)
            for skin in SKINS if everywhere else (HOME[language],):
                for front in (draft, approved) if kind == "document" else (draft,):
                    name = f"{template.slug}.{language}.{skin}.{front.status}.{kind}"
                    made[name] = render(template, language, skin, values, front)
    return made


def lowest(page) -> float:
    """Return how far above the lower edge the text of a page ends, its footer left out."""
    heights = []

    def see(text, transform, matrix, *_):
        if text.strip():
            heights.append(matrix[4] * transform[1] + matrix[5] * transform[3] + transform[5])

    page.extract_text(visitor_text=see)
    return min((height for height in heights if height > FOOTER), default=1000.0)


def is_annex(text: str, language: str) -> bool:
    label = re.escape(load_skin("neutral").label("annex", language)).replace("%1", r"\d+")
    return re.search(rf"(?m)^\s*{label}\s*$", text) is not None


@pytest.mark.slow
@pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")
def test_every_document_fills_its_pages():
    files = rendered()
    pdfs = to_pdf(files)
    assert pdfs.keys() == files.keys()
    problems = []
    for name, data in pdfs.items():
        language = name.split(".")[1]
        pages = PdfReader(io.BytesIO(data)).pages
        texts = [page.extract_text() for page in pages]
        part = name.split(".")[-1]
        if part in {"form", "staff"} and len(pages) != 1:
            problems.append(f"{name}: {len(pages)} pages")
        if part in {"document", "easy"} and len(pages) < 2:
            problems.append(f"{name}: one page only")
        if any(MARKS.search(text) for text in texts):
            problems.append(f"{name}: template marks")
        if len(pages) > 1 and lowest(pages[-1]) > HEADER:
            problems.append(f"{name}: the last page is empty")
        starts = [is_annex(text, language) for text in texts]
        for number, page in enumerate(pages[:-1], start=1):
            # What stands before an annex or in one may end early: an annex has a page of its own.
            if lowest(page) > MIDDLE and not starts[number] and not starts[number - 1]:
                problems.append(f"{name}: page {number} of {len(pages)} is half empty")
    assert problems == []
