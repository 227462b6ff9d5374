"""Redact a Word file for a pack, which LibreOffice turns into pages first."""

from __future__ import annotations

import io
import os
import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.cli.packing import inflated, members

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Qms

pytestmark = pytest.mark.slow
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(OFFICE is None and not os.environ.get("QMS_ALL_TOOLS"), reason="needs LibreOffice")
def test_a_word_file_becomes_a_redacted_pdf(
    qms: Qms, tmp_path: Path, docx_bytes: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QMS_SOFFICE", OFFICE or "")
    paragraphs = [
        ("Heading 1", "Plan of Quincey Ashdown"),
        "Ashdown wants to bake bread.",
        "The plan was made in May.",
    ]
    qms.write("plan.docx", docx_bytes(*paragraphs))
    qms.sync()
    qms.run(
        "link",
        "plan.docx",
        "52",
        "--kind",
        "record",
        "--date",
        "2025-05-01",
        "--quote",
        "wants to bake bread",
    )
    qms.run("pack", "choose", "plan.docx", "redacted")
    names = tmp_path / "names.txt"
    names.write_text("Quincey Ashdown\n", encoding="utf-8")
    qms.run("pack", "-o", tmp_path / "pack", "--names", names)
    files = members(tmp_path / "pack")
    (copy,) = [name for name in files if name.endswith(".pdf")]
    assert copy == "07_redacted-copies/I52_record_2025-05-01_en.pdf"
    assert b"Ashdown" not in inflated(files)
    assert b"wants to bake bread" in files["00_index/search-index.js"]
    assert "wants to bake bread" in files["index.html"].decode()
    document = pypdfium2.PdfDocument(io.BytesIO(files[copy]))
    assert len(document) == 1
    assert document[0].get_textpage().get_text_range().strip() == ""
    document.close()


def test_without_libreoffice_the_pack_says_so(
    qms: Qms, tmp_path: Path, docx_bytes: Callable[..., bytes]
) -> None:
    qms.write("plan.docx", docx_bytes("Call 087 123 4567."))
    qms.sync()
    qms.run("link", "plan.docx", "52", "--kind", "record", "--date", "2025-05-01")
    qms.run("pack", "choose", "plan.docx", "redacted")
    assert "LibreOffice is not installed" in qms.run("pack", "-o", tmp_path / "pack", code=1).err
