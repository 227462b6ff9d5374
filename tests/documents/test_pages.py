"""Convert all documents with LibreOffice in one call and look at the pages: full, numbered and free of marks."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from qms.documents.api import build_values, load_library, load_skin, render
from qms.documents.pdf import find_office, to_pdf
from qms.documents.samples import sample_answers, sample_context, sample_front

SKINS = ("neutral", "norway", "lithuania")
FOOTER = 70  # points from the lower edge in which the footer stands
HEADER = 765  # points from the lower edge above which only the running header stands
MIDDLE = 421  # half the height of A4 in points
MARKS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


def rendered() -> dict[str, bytes]:
    made = {}
    for template in load_library():
        for language in template.languages:
            answers = sample_answers(template, language)
            values = build_values(template, language, answers, sample_context(full=True))
            draft = sample_front(template, language)
            day = date(2026, 2, 1)
            approved = replace(draft, status="approved", approved_by="A", approved_on=day, review_due=day)
            for skin in SKINS:
                for front in (draft, approved):
                    name = f"{template.slug}.{language}.{skin}.{front.status}"
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
        if len(pages) < 2:
            problems.append(f"{name}: one page only")
        if any(MARKS.search(text) for text in texts):
            problems.append(f"{name}: template marks")
        if lowest(pages[-1]) > HEADER:
            problems.append(f"{name}: the last page is empty")
        starts = [is_annex(text, language) for text in texts]
        for number, page in enumerate(pages[:-1], start=1):
            # What stands before an annex or in one may end early: an annex has a page of its own.
            if lowest(page) > MIDDLE and not starts[number] and not starts[number - 1]:
                problems.append(f"{name}: page {number} of {len(pages)} is half empty")
    assert problems == []
