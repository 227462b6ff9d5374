"""Check the templates that we ship: clean, rendered in every skin, and laid out well by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from qms.documents.api import Severity, build_values, lint_templates, load_library, render_document
from qms.documents.samples import sample_answers, sample_context, sample_front

from .conftest import opened

if TYPE_CHECKING:
    from pathlib import Path

COUNTRIES = {"en": "IE", "nb": "NO", "lt": "LT"}


@pytest.mark.slow
def test_packaged_templates_have_no_findings(monkeypatch: pytest.MonkeyPatch):
    # Without the test renderings, four fifths of its time: other fast tests render every template, and the one below
    # renders every text, with all answers and with as few as there may be.
    monkeypatch.setattr("qms.documents.lint._render_findings", lambda *_: [])
    assert [finding for finding in lint_templates() if finding.severity is Severity.ERROR] == []


@pytest.mark.slow  # two renderings of each of more than two hundred texts
def test_every_packaged_text_renders_with_and_without_answers():
    assert [finding for finding in lint_templates() if finding.severity is Severity.ERROR] == []


def test_every_packaged_template_has_three_languages():
    library = load_library()
    assert len(library) >= 3
    assert {template.slug: template.languages for template in library} == {
        template.slug: ("en", "nb", "lt") for template in library
    }


def test_bookmarks_and_their_numbers_are_unique():
    template = next(iter(load_library()))
    values = build_values(template, "nb", sample_answers(template, "nb"), sample_context(full=True))
    document = opened(render_document(template, "nb", "NO", values, sample_front(template, "nb")))
    roots = [
        document.element.body,
        *(
            part._element
            for part in (
                document.sections[0].header,
                document.sections[0].first_page_header,
                document.sections[0].footer,
                document.sections[0].first_page_footer,
            )
        ),
    ]
    starts = [start for root in roots for start in root.iter() if str(start.tag).endswith("}bookmarkStart")]
    for attribute in (0, 1):
        found = [start.values()[attribute] for start in starts]
        assert len(found) > 5
        assert len(set(found)) == len(found)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_pdfs_count_pages_and_leave_no_heading_alone(tmp_path: Path):
    for template in load_library():
        for language in template.languages:
            values = build_values(
                template, language, sample_answers(template, language), sample_context(full=True)
            )
            data = render_document(
                template, language, COUNTRIES[language], values, sample_front(template, language)
            )
            (tmp_path / f"{template.slug}.{language}.docx").write_bytes(data)
    files = sorted(tmp_path.glob("*.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for file in files:
        pages = PdfReader(file.with_suffix(".pdf")).pages
        headings = {
            " ".join(p.text.split()).lower()
            for p in opened(file.read_bytes()).paragraphs
            if p.style.name.startswith(("Heading", "Section"))
        }
        for number, page in enumerate(pages, start=1):
            lines = [" ".join(line.split()) for line in page.extract_text().splitlines() if line.strip()]
            assert re.search(rf"\b{number} (of|av|iš) {len(pages)}\b", " ".join(lines)), (file.name, number)
            text = [
                line
                for line in lines
                if not line.startswith("T-01") and not re.match(r"\w+ \d+ \w+ \d+$", line)
            ]
            # A chapter number before it tells a heading from a table cell with the same word.
            last = re.fullmatch(r"[\dIVX.]+ (.+)", text[-1])
            assert last is None or last.group(1).lower() not in headings, (file.name, number, text[-1])
