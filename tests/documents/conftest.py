"""Give the test library and short ways to render from it and to read Word files."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qms.documents.api import Change, FrontMatter, build_values, load_library, render_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from qms.documents.api import Library

LIBRARY = Path(__file__).parent / "fixtures" / "library"
ANSWERS = {"common": {"director": "Mary Byrne"}, "visit-policy": {"contact": "Tom & Jerry"}}
CONTEXT = {
    "organisation": {"name": "Harbour House", "phone": "1"},
    "services": [{"id": "d", "name": "Day", "kind": "day"}],
    "service_kinds": {"day"},
    "sites": [],
    "country": "IE",
}
FRONT = FrontMatter(
    title="Visiting policy",
    document_id="P-01",
    organisation="Harbour House",
    version="1.2",
    status="draft",
    dated=date(2026, 3, 3),
    kind="policy",
    services=("Day", "Home"),
    prepared_by="Ola Hansen",
    owner="Liv Berg",
    approved_by="Mary Byrne",
    approved_on=date(2026, 3, 4),
    valid_from=date(2026, 3, 5),
    review_due=date(2028, 3, 5),
    indicators="EQUASS 2018: 4, 5",
    changes=(
        Change("1.1", date(2026, 1, 2), "First", "Ola"),
        Change("1.2", date(2026, 3, 3), "More & better", "Liv"),
    ),
)


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(packaged=LIBRARY)


@pytest.fixture(scope="session")
def made(library: Library) -> Callable[..., bytes]:
    def make(
        language: str = "en",
        country: str = "IE",
        *,
        answers: dict[str, Any] | None = None,
        context: dict[str, Any] | None = None,
        word: str = "",
        slug: str = "visit-policy",
        **front: Any,
    ) -> bytes:
        template = library.get(slug)
        merged = {**ANSWERS, slug: {**ANSWERS["visit-policy"], **(answers or {})}}
        values = build_values(template, language, merged, {**CONTEXT, **(context or {})}, word=word)
        assert values.complete, (values.missing, values.invalid)
        return render_document(template, language, country, values, replace(FRONT, **front))

    return make


@pytest.fixture
def own_library(tmp_path: Path) -> Path:
    """Copy the test library so that a test can break it."""
    return Path(shutil.copytree(LIBRARY, tmp_path / "library"))


def opened(data: bytes) -> Document:
    from docx import Document as open_docx

    return open_docx(io.BytesIO(data))


def body_text(data: bytes) -> str:
    from qms.documents.package import part_texts

    return part_texts(data)["word/document.xml"]


def all_text(data: bytes) -> str:
    from qms.documents.package import part_texts

    return "\n".join(part_texts(data).values())


def paragraphs(data: bytes, *styles: str) -> list[str]:
    return [p.text for p in opened(data).paragraphs if p.style is not None and p.style.name in styles]


def tables(data: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(data).tables]


@pytest.fixture(scope="module", autouse=True)
def _with_office():
    """Let the programs of this machine be found: tests of the commands switch them off for the whole session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("QMS_SOFFICE", raising=False)
        patch.delenv("QMS_TESSERACT", raising=False)
        yield
