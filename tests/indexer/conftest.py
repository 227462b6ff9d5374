from __future__ import annotations

import io
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from indexer.extract import Extractor, Unit
from indexer.index import Index, IndexDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def extractor() -> Iterator[Extractor]:
    with Extractor(2) as made:
        yield made


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index(tmp_path / "cache" / "index") as made:
        yield made


@pytest.fixture
def document() -> Callable[..., IndexDocument]:
    def make(key: str, *texts: str, title: str = "", path: str = "", stamp: str = "s") -> IndexDocument:
        units = [Unit("page", number, "", text) for number, text in enumerate(texts, 1)]
        return IndexDocument(key, stamp, title, path, units)

    return make


@pytest.fixture(scope="session")
def pdf_bytes() -> Callable[..., bytes]:
    def make(*pages: str, encrypt: str | None = None, title: str | None = None) -> bytes:
        from reportlab.lib.pdfencrypt import StandardEncryption
        from reportlab.pdfgen import canvas

        out = io.BytesIO()
        protection = StandardEncryption(encrypt, ownerPassword="owner", strength=128) if encrypt else None
        drawn = canvas.Canvas(out, encrypt=protection)
        if title:
            drawn.setTitle(title)
        for text in pages:
            for number, line in enumerate(text.split("\n")):
                drawn.drawString(60, 780 - 14 * number, line)
            drawn.showPage()
        drawn.save()
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def docx_bytes() -> Callable[..., bytes]:
    def make(*paragraphs: tuple[str, str]) -> bytes:
        import docx

        made = docx.Document()
        for style, text in paragraphs:
            made.add_paragraph(text, style=style)
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def mail() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Klage på tjenesten – svar"
    message["From"] = "Kari Nordmann <kari@example.org>"
    message["To"] = "post@example.org"
    message["Date"] = "Wed, 12 Mar 2025 10:00:00 +0100"
    message.set_content("Hei,\n\ntakk for svaret på klagen.\n")
    message.add_alternative("<p>Hei,</p><p>HTML-utgaven</p>", subtype="html")
    return message
