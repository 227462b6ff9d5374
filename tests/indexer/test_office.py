"""Have LibreOffice read old files: their words, and that it fetches and runs nothing of what they hold."""

from __future__ import annotations

import io
import os
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from indexer.extract import Extractor
from indexer.extract.tools import Tools, find_tools

pytestmark = pytest.mark.slow
Bytes = Callable[..., bytes]
Convert = Callable[[str, bytes, str], bytes]


@pytest.fixture(scope="module")
def office() -> str:
    with pytest.MonkeyPatch.context() as patch:  # tests of the commands switch it off for the whole session
        patch.delenv("QMS_SOFFICE", raising=False)
        found = find_tools().office
    if found is None and os.environ.get("QMS_ALL_TOOLS") == "1":
        pytest.fail("LibreOffice is not installed")
    if found is None:
        pytest.skip("needs LibreOffice")
    return found


@pytest.fixture(scope="module")
def convert(office: str, tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return a maker of old files, by LibreOffice with a plain profile."""
    folder = tmp_path_factory.mktemp("made")

    def make(name: str, data: bytes, target: str) -> bytes:
        source = folder / name
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(folder),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{target.partition(':')[0]}").read_bytes()

    return make


@pytest.fixture(scope="module")
def extractor(office: str) -> Iterator[Extractor]:
    with Extractor(2, tools=Tools(office=office)) as made:
        yield made


def test_an_old_word_file(extractor: Extractor, convert: Convert, docx_bytes: Bytes, tmp_path: Path) -> None:
    words = "Brukermedvirkning på årsmøtet; įstaigos šeimų žmonės"
    new = docx_bytes(
        ("Heading 1", "Klager"), ("Normal", words), ("Heading 2", "Svar"), ("Normal", "Innen tre uker.")
    )
    old = convert("letter.docx", new, "doc")
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    path = tmp_path / "Rutine 2025-03-12.doc"
    path.write_bytes(old)
    before = sorted(tmp_path.iterdir())
    found = extractor.extract(path)
    assert found.problem is None
    assert [(unit.kind, unit.label) for unit in found.units] == [
        ("section", "Klager"),
        ("section", "Klager > Svar"),
    ]
    assert words in found.units[0].text
    assert found.reader.startswith("doc 1 libreoffice + docx ")
    assert found.title == "Klager"
    assert sorted(tmp_path.iterdir()) == before  # nothing is left beside the evidence
    attached = extractor.extract_bytes("x.doc", old)
    assert (attached.units, attached.reader) == (found.units, found.reader)


def test_broken_ones_cost_themselves(extractor: Extractor, convert: Convert, docx_bytes: Bytes) -> None:
    old = convert("plain.docx", docx_bytes(("Normal", "words " * 3000)), "doc")
    for size in (600, len(old) // 2):
        found = extractor.extract_bytes("x.doc", old[:size])
        assert found.problem in ("damaged", "unsupported", "no_text") or found.units
    assert "words" in extractor.extract_bytes("x.doc", old).units[0].text


def test_many_at_once(extractor: Extractor, convert: Convert, docx_bytes: Bytes, tmp_path: Path) -> None:
    paths = []
    for number in range(4):
        paths.append(tmp_path / f"{number}.doc")
        paths[-1].write_bytes(convert(f"n{number}.docx", docx_bytes(("Normal", f"word{number}")), "doc"))
    found = dict(extractor.extract_many(paths))
    assert [found[path].units[0].text for path in paths] == [f"word{number}" for number in range(4)]


def test_nothing_is_fetched(
    extractor: Extractor, convert: Convert, docx_bytes: Bytes, tmp_path: Path
) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/seen.png"
        page = f'<html><body><p>plainwords</p><img src="{address}" width="50" height="50"></body></html>'
        old = convert("linked.html", page.encode("ascii"), "doc:MS Word 97")
        assert address.encode("utf-16-le") in old
        assert "/seen.png" in asked  # an ordinary profile does fetch
        asked.clear()
        found = extractor.extract_bytes("linked.doc", old)
        server.shutdown()
    assert "plainwords" in found.units[0].text
    assert asked == []


def test_no_other_file_is_read(
    extractor: Extractor, convert: Convert, docx_bytes: Bytes, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("topsecretwords", "ascii")
    found = extractor.extract_bytes(
        "linked.doc", convert("secret.docx", _including(docx_bytes, secret), "doc")
    )
    assert "plainwords" in found.units[0].text
    assert "topsecretwords" not in "".join(unit.text for unit in found.units)


def _including(docx_bytes: Bytes, secret: Path) -> bytes:
    """Return a Word file that asks for the text of another file."""
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'INCLUDETEXT "{secret}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t>old</w:t>"
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx_bytes(("Normal", "plainwords")))) as source,
        zipfile.ZipFile(out, "w") as made,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:sectPr", field.encode("utf-8") + b"<w:sectPr", 1)
            made.writestr(name, data)
    return out.getvalue()


def test_a_presentation(extractor: Extractor, office: str) -> None:
    """Without the part of LibreOffice for presentations, the file is unsupported rather than damaged."""
    registry = Path(office).resolve().parent.parent / "share" / "registry"
    old = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "PowerPoint Document".encode("utf-16-le")
        + b"\0" * 600
    )
    found = extractor.extract_bytes("Old slides.ppt", old)
    assert found.title == "Old slides"
    if (registry / "main.xcd").exists() and not (registry / "impress.xcd").exists():
        assert found.problem == "unsupported"
    else:
        assert found.problem in ("damaged", "no_text")
