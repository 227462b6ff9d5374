"""Prove, without Tesseract, that recognition never takes a page of other bytes for one of the file that waited."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Qms


def picture(shade: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (1240, 560), shade).save(out, "PNG")
    return out.getvalue()


def test_a_scan_replaced_while_it_is_recognised_gets_no_foreign_text(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indexer.extract.ocr import PageText
    from indexer.extract.pool import Extractor
    from indexer.extract.tools import Tools
    from qms.upkeep import recognition

    scan = qms.write("scan.png", picture(250))
    qms.sync()
    qms.run("link", "scan.png", "26", "--kind", "record", "--date", "2026-01-10")
    replacing = [picture(200)]

    def recognise(self: Extractor, source: Path, name: str, page: int, languages: Any) -> PageText:
        if replacing:
            source.write_bytes(replacing.pop())
        return PageText(page, "the walrus of the other scan", 90.0, 0.1, None, "ocr 1")

    monkeypatch.setattr(Extractor, "recognise", recognise)
    monkeypatch.setattr(recognition, "workspace_tools", lambda _workspace: Tools(tesseract="tesseract"))
    old = qms.sql("select sha256 from evidence")[0][0]
    qms.run("sync")
    recognition.recognise_waiting(_opened(qms))
    assert scan.read_bytes() == picture(200)
    assert qms.sql("select confirmed_text from links") == [(None,)]
    assert not list((qms.root / ".qms" / "cache").glob(f"ocr/{old}*"))
    qms.run("sync")
    recognition.recognise_waiting(_opened(qms))
    assert qms.json("search", "walrus")["total"] == 1  # the bytes that are there now have been recognised


def _opened(qms: Qms) -> Any:
    from qms.workspace.workspace import Workspace

    return Workspace(qms.root)
