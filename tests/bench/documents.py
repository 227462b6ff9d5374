"""Measure target 9: all documents against plain docxtpl, and their PDFs against one LibreOffice call each.

Every figure is a ratio against a reference that runs in the same process on the same templates and values.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from qms.documents import compile as compiling
from qms.documents.api import build_values, load_library, load_skin, render
from qms.documents.engine import environment
from qms.documents.frontmatter import document_context
from qms.documents.pdf import find_office, to_pdf
from qms.documents.samples import sample_answers, sample_context, sample_front
from tests.bench.ground import at_most

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qms.documents.library import Template
    from tests.bench.ground import Ground, Row

ROUNDS = 5
SINGLE = 6
SKIN = {"en": "neutral", "nb": "norway", "lt": "lithuania"}


def pieces() -> list[tuple[Template, str]]:
    """Return every document of the library with what goes with it, in English."""
    library = load_library()
    found = []
    for template in library:
        found += [
            template,
            *(template.companion(part) for part, texts in template.companions.items() if texts),
        ]
    return [(template, "en") for template in found]


def given(template: Template, language: str):
    """Return values and front matter for one document."""
    answers = sample_answers(template, language)
    values = build_values(template, language, answers, sample_context(full=True, language=language))
    return values, sample_front(template, language)


def ours(work: list[tuple[Template, str]]) -> None:
    """Generate as the program does, from compiled templates."""
    for template, language in work:
        values, front = given(template, language)
        render(template, language, SKIN[language], values, front)


def plain(work: list[tuple[Template, str]]) -> None:
    """Render the same compiled templates and values with docxtpl as its manual shows."""
    for template, language in work:
        values, front = given(template, language)
        skin = load_skin(SKIN[language])
        word = DocxTemplate(io.BytesIO(compiling.compile_document(template, language, skin)))
        context = {**values.values, "document": document_context(front, skin, language), "language": language}
        env = Environment(autoescape=True, undefined=StrictUndefined, finalize=environment().finalize)
        env.filters.update(environment().filters)
        word.render(context, env, autoescape=True)
        word.save(io.BytesIO())


def seconds(work: Callable[[], None]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def languages_ratio() -> tuple[float, float, float]:
    """Return the median times of ours and of plain docxtpl, and the median of their ratios, over several rounds.

    Both start from templates that were compiled to Word before; ours also remembers the Jinja code, as in a session.
    """
    work = pieces()
    ours(work)
    plain(work)
    pairs = [(seconds(lambda: ours(work)), seconds(lambda: plain(work))) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return mine, theirs, statistics.median(a / b for a, b in pairs)


def pdf_ratio() -> tuple[float, float, float] | None:
    """Return seconds per document in one batch and in one call each, and their ratio; None without LibreOffice."""
    office = find_office()
    if office is None:
        return None
    files = {}
    for template, language in pieces():
        values, front = given(template, language)
        front = replace(front, status="approved")
        files[f"{template.slug}.{template.part}.{language}.docx"] = render(
            template, language, SKIN[language], values, front
        )
    batch = seconds(lambda: to_pdf(files)) / len(files)
    chosen = list(files.items())[:: max(1, len(files) // SINGLE)][:SINGLE]
    with tempfile.TemporaryDirectory() as folder:
        single = seconds(lambda: [_one(office, folder, name, data) for name, data in chosen]) / len(chosen)
    return batch, single, batch / single


def _one(office: str, folder: str, name: str, data: bytes) -> None:
    path = Path(folder) / name
    path.write_bytes(data)
    profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
    subprocess.run(command, check=True, capture_output=True)


def generation(_ground: Ground) -> Iterator[Row]:
    """Compare generating every document, and converting them to PDF, with doing the same plainly."""
    mine, theirs, ratio = languages_ratio()
    told = f"{mine:.1f} s against {theirs:.1f} s, median of {ROUNDS}"
    yield at_most(9, f"generate all {len(pieces())} texts, against plain docxtpl", 0.6, ratio, told)
    pdf = pdf_ratio()
    if pdf is None:
        return
    told = f"{pdf[0]:.2f} s against {pdf[1]:.2f} s a document"
    yield at_most(9, "PDFs in batches, against one LibreOffice call each", 0.3, pdf[2], told)
