"""Measure target 8: pages of PDF per second."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.ground import Ground, Row, at_least, files_below, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES, _EXPORTED = 120, 30


def pdf_pages(ground: Ground) -> Iterator[Row]:
    """Compare the reader of PDF and pypdf on the same files, in this process."""
    paths = files_below(ground.store(ground.sizes[0]))
    written = [Path(path).read_bytes() for path in paths if path.endswith(".pdf")][:_FILES]
    papers = [Path(path).read_bytes() for path in paths if path.endswith(".docx")][:_EXPORTED]
    exported = ground.once("exported", 0, lambda: _exported(papers))
    if exported:
        yield _row("PDF pages a second, exported by LibreOffice, against pypdf", exported)
        plain = _row("the same of the simpler PDFs of the store", written)
        yield Row(plain.target, plain.work, "", plain.measured, True, plain.told)
    else:
        yield _row("PDF pages a second of the store (no LibreOffice here), against pypdf", written)


def _exported(papers: list[bytes]) -> list[bytes]:
    """Return papers as an office program exports them, nothing where there is none."""
    from qms.documents.pdf import find_office, to_pdf

    if find_office() is None:
        return []
    return list(to_pdf({f"{number}.docx": data for number, data in enumerate(papers)}).values())


def _row(work: str, files: list[bytes]) -> Row:
    from pypdf import PdfReader

    from indexer.extract import pdf

    pages = 0

    def ours() -> None:
        for data in files:
            assert pdf.read(data).units

    def theirs() -> None:
        nonlocal pages
        for data in files:
            for page in PdfReader(io.BytesIO(data)).pages:
                pages += bool(page.extract_text())

    pdf.read(files[-1])
    mine, their = seconds(ours), seconds(theirs)
    told = (
        f"{pages / mine:.0f} against {pages / their:.0f} pages a second, on {len(files)} files of {pages} pages; ours "
        "with outline, properties, forms, notes and attachments"
    )
    return at_least(8, work, 10, their / mine, told)
