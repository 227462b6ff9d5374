"""Put all that breaks readers into one folder: a pass ends well, names what it could not read, finds the rest."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import struct
import threading
import time
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.powers import NO_LIMITS, no_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Qms

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is measured by /proc"),
]
MOST_MEMORY = 1_200 << 20  # bytes of the whole process tree
MOST_SECONDS = 400
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "<!DOCTYPE x [" + '<!ENTITY a0 "lol">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip
SECRET = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
# Whatever a reader makes of a bomb, one of these must be said of it.
CLOSED = {"too_large", "damaged", "timeout", "unsupported", "encrypted", "no_text"}

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
ODF = "application/vnd.oasis.opendocument."
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="{base}/officeDocument" Target="{target}"/></Relationships>'
)


class Many(NamedTuple):
    """Stand for one piece repeated to so many bytes, between a head and a tail."""

    head: str
    piece: str
    tail: str
    size: int = 120 << 20

    def write(self, part: IO[bytes]) -> None:
        part.write(self.head.encode("utf-8"))
        block = self.piece.encode("utf-8") * ((1 << 20) // len(self.piece))
        for _ in range(self.size // len(block)):
            part.write(block)
        part.write(self.tail.encode("utf-8"))


def package(main: str, parts: dict[str, str | Many], base: bytes | None = None) -> bytes:
    """Return an Office file of these parts, the others those of `base`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if main:
            made.writestr("[Content_Types].xml", TYPES)
            made.writestr("_rels/.rels", RELATIONS.format(base=RELATED, target=main))
        if base is not None:
            with zipfile.ZipFile(io.BytesIO(base)) as old:
                for name in set(old.namelist()) - set(parts):
                    made.writestr(name, old.read(name))
        for name, content in parts.items():
            if name == "mimetype":  # must stand there as it is
                made.writestr(name, str(content), zipfile.ZIP_STORED)
                continue
            with made.open(name, "w", force_zip64=True) as part:
                if isinstance(content, Many):
                    content.write(part)
                else:
                    part.write(content.encode("utf-8"))
    return out.getvalue()


def declared(data: bytes, size: int) -> bytes:
    """Return a package whose parts all say that they unpack to so many bytes."""
    whole = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        found = whole.find(mark)
        while found >= 0:
            whole[found + at : found + at + 4] = struct.pack("<I", size)
            found = whole.find(mark, found + 4)
    return bytes(whole)


def pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, the first its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes, filters: bytes) -> bytes:
    return b"<< /Length %d /Filter %s >>\nstream\n" % (len(data), filters) + data + b"\nendstream"


def pdf_bombs() -> Iterator[tuple[str, bytes]]:
    head = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    packer, inner = zlib.compressobj(9), bytearray()
    for _ in range(1_024):
        inner += packer.compress(b" " * (1 << 20))
    inner += packer.flush()
    yield "flate once.pdf", pdf(*head, page, stream(bytes(inner), b"/FlateDecode"))
    twice = zlib.compress(bytes(inner), 9)
    yield "flate twice.pdf", pdf(*head, page, stream(twice, b"[/FlateDecode /FlateDecode]"))
    many = b"<< /Type /Pages /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000 >>"
    yield "pages repeated.pdf", pdf(head[0], many, page, stream(zlib.compress(b" "), b"/FlateDecode"))
    lie = b"<< /Type /Pages /Kids [3 0 R] /Count 100000 >>"
    yield "pages declared.pdf", pdf(head[0], lie, page, stream(zlib.compress(b" "), b"/FlateDecode"))
    ring = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 100000 /Parent 2 0 R >>"
    yield "pages in a ring.pdf", pdf(head[0], ring)
    vast = page.replace(b"595 842", b"2000000 2000000")
    yield "page of a mile.pdf", pdf(*head, vast, stream(zlib.compress(b" "), b"/FlateDecode"))


def png_bomb() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack("!IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1 << 20))) + chunk(b"IEND", b"")


def nested_mail(levels: int) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Innermost"
    message.set_content("innermost words")
    for level in range(levels):
        outer = EmailMessage()
        outer["Subject"] = f"Level {level}"
        outer.set_content(f"words of level {level}")
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


def broad_mail(parts: int) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Broad letter"
    message.set_content("broadletterwords in the body")
    for number in range(parts):
        message.add_attachment(f"attached {number}", filename=f"{number}.txt")
    return message.as_bytes()


def xml_bombs() -> Iterator[tuple[str, bytes]]:
    for label, head, body in (("laughs", LAUGHS, "&a9;"), ("secret", SECRET, "&e;")):
        word = f"{head}<w:document {W}><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
        yield f"{label}.docx", package("word/document.xml", {"word/document.xml": word})
        text = (
            f'{head}<office:document-content xmlns:office="{OASIS}office:1.0" xmlns:text="{OASIS}text:1.0">'
        )
        text += f"<office:body><office:text><text:p>{body}</text:p></office:text></office:body>"
        text += "</office:document-content>"
        yield f"{label}.odt", package("", {"mimetype": f"{ODF}text", "content.xml": text})
        drawing = f'{head}<svg xmlns="http://www.w3.org/2000/svg"><text>{body}</text></svg>'
        yield f"{label}.svg", drawing.encode("ascii")
        yield f"{label}.html", f"{head}<html><body><p>{body}</p></body></html>".encode("ascii")


def zip_bombs() -> Iterator[tuple[str, bytes]]:
    document, spaces = "word/document.xml", Many("<a>", " ", "</a>")
    yield "spaces.docx", package(document, {document: spaces})
    paragraphs = Many(
        f"<w:document {W}><w:body>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>", "</w:body></w:document>"
    )
    yield "paragraphs.docx", package(document, {document: paragraphs})
    yield "declares little.docx", declared(package(document, {document: paragraphs}), 900)
    yield "declares a gigabyte.docx", declared(package(document, {document: f"<w:document {W}/>"}), 1 << 30)
    yield "deep.docx", package(document, {document: f"<w:document {W}><w:body>" + "<w:p>" * 200_000})
    shapes = Many("<p:sld xmlns:p='x' xmlns:a='y'>", "<a:p><a:r><a:t>a</a:t></a:r></a:p>", "</p:sld>")
    yield (
        "shapes.pptx",
        package("ppt/presentation.xml", {"ppt/presentation.xml": spaces, "ppt/slides/slide1.xml": shapes}),
    )
    text = (
        f'<office:document-content xmlns:office="{OASIS}office:1.0" xmlns:text="{OASIS}text:1.0" xmlns:table="{OASIS}'
        'table:1.0"><office:body>'
    )
    end = "</office:body></office:document-content>"
    words = Many(f"{text}<office:text>", "<text:p>a</text:p>", f"</office:text>{end}")
    yield "paragraphs.odt", package("", {"mimetype": f"{ODF}text", "content.xml": words})
    cells = Many(
        f'{text}<office:spreadsheet><table:table table:name="a"><table:table-row>',
        '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>',
        f"</table:table-row></table:table></office:spreadsheet>{end}",
    )
    yield "cells.ods", package("", {"mimetype": f"{ODF}spreadsheet", "content.xml": cells})
    yield from sheet_bombs()


def sheet_bombs() -> Iterator[tuple[str, bytes]]:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("Log").write_string(0, 0, "word")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet, strings = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    cells = Many(
        f'<worksheet xmlns="{main}"><sheetData><row>',
        '<c t="inlineStr"><is><t>x</t></is></c>',
        "</row></sheetData></worksheet>",
    )
    yield "cells.xlsx", package("", {sheet: cells}, out.getvalue())
    yield (
        "strings.xlsx",
        package(
            "", {strings: Many(f'<sst xmlns="{main}">', "<si><t>word</t></si>", "</sst>")}, out.getvalue()
        ),
    )
    far = f'<worksheet xmlns="{main}"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1">'
    yield (
        "far apart.xlsx",
        package("", {sheet: f"{far}<c r='A1'><v>1</v></c></row></sheetData></worksheet>"}, out.getvalue()),
    )


def text_bombs() -> Iterator[tuple[str, bytes]]:
    yield "quotes.csv", b'"' * 5_000_001  # nothing but long: it may be read
    yield "packed.gz", gzip.compress(bytes(200 << 20))
    yield "groups.rtf", b"{\\rtf1 " + b"{" * 500_000
    yield "boxes.html", b"<html><body>" + b"<div>" * 300_000
    yield "zeros.txt", bytes(50 << 20)


@pytest.fixture
def hostile(
    qms: Qms, eml_bytes: Callable[..., bytes], pdf_bytes: Callable[..., bytes]
) -> dict[str, set[str]]:
    """Fill the store; return what may be said of each bad file, by its path."""
    wanted: dict[str, set[str]] = {}
    for folder, maker in (("zip", zip_bombs), ("pdf", pdf_bombs), ("xml", xml_bombs), ("text", text_bombs)):
        for name, data in maker():
            qms.write(f"{folder}/{name}", data)
            wanted[f"{folder}/{name}"] = CLOSED
    for name in ("secret.docx", "secret.odt", "secret.svg", "secret.html", "laughs.html"):
        wanted[f"xml/{name}"] = CLOSED | {""}  # what remains when the entity is left out may be read
    # Long, but within bounds: these may be read.
    for name in ("text/quotes.csv", "zip/cells.xlsx", "zip/strings.xlsx", "zip/far apart.xlsx"):
        wanted[name] = CLOSED | {""}
    qms.write("pictures/bomb.png", png_bomb())
    wanted["pictures/bomb.png"] = {"too_large", "damaged"}
    for name, size in (("sparse.pdf", 1 << 30), ("sparse.txt", 1 << 30)):
        with qms.write(f"sparse/{name}", b"").open("r+b") as file:
            file.truncate(size)
        wanted[f"sparse/{name}"] = {"too_large"}
    qms.write("mail/nested.eml", nested_mail(50))
    qms.write("mail/broad.eml", broad_mail(2_000))
    wanted["mail/broad.eml"] = {"too_large"}
    _names_and_kinds(qms, wanted)
    for number in range(20):
        qms.write(f"good/minutes {number}.txt", f"goodword{number} in the minutes of the council")
    qms.write("good/page.pdf", pdf_bytes("goodpage of the report"))
    qms.write("good/letter.eml", eml_bytes(("notes.txt", b"goodattachment of the letter")))
    return wanted


def _names_and_kinds(qms: Qms, wanted: dict[str, set[str]]) -> None:
    store = os.fsencode(qms.store)
    os.mkdir(os.path.join(store, b"names"))
    for name in (b"n" * 251 + b".txt", b"\xff\xfe" * 125 + b".txt", b"line\nbreak.txt", b"-rf.txt", b" .txt"):
        with open(os.path.join(store, b"names", name), "wb") as file:
            file.write(b"oddlynamed words")
    os.mkfifo(qms.store / "names" / "pipe.txt")
    wanted["names/pipe.txt"] = {"unreadable", "refused"}
    (qms.store / "names" / "loop.txt").symlink_to("loop.txt")
    wanted["names/loop.txt"] = {"unreadable", "refused"}
    (qms.store / "names" / "up").symlink_to("..")
    (qms.store / "names" / "passwd.txt").symlink_to("/etc/passwd")
    wanted["names/passwd.txt"] = {"refused", "unreadable"}
    os.chdir(qms.store)
    for _ in range(500):
        os.mkdir("d")
        os.chdir("d")
    Path("deep.txt").write_text("deepdownword", "ascii")
    os.chdir(qms.root)
    qms.write("late/swapped.txt", "swapped words")
    qms.write("late/grows.txt", "growing words\n")
    if not no_limits():
        qms.write("late/closed.txt", "closed words").chmod(0)
        wanted["late/closed.txt"] = {"unreadable"}


class Memory:
    """Measure the memory of a process and all that it started, until it ends."""

    def __init__(self, pid: int) -> None:
        self.pid, self.most = pid, 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.25):
            self.most = max(self.most, sum(_proportional(pid) for pid in family(self.pid)))


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    parents: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, IndexError):
                text = Path(f"/proc/{entry}/stat").read_text("ascii", "replace")
                parents.setdefault(int(text.rpartition(")")[2].split()[1]), []).append(int(entry))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _proportional(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


SWAP = """\
import os
try:
    from indexer.extract.pool import Extractor
    real = Extractor.extract_many
    def swapped(self, paths):
        path = os.environ['SWAPPED']
        if os.path.isfile(path):
            os.unlink(path)
            os.mkdir(path)
        return real(self, paths)
    Extractor.extract_many = swapped
except ImportError:
    pass
"""


@contextlib.contextmanager
def growing(path: Path) -> Iterator[None]:
    """Let a file grow all the time."""
    stop = threading.Event()

    def grow() -> None:
        while not stop.wait(0.005):
            with path.open("ab") as file:
                file.write(b"growing words\n" * 50)

    thread = threading.Thread(target=grow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_a_pass_over_a_hostile_folder_ends_well(
    qms: Qms, hostile: dict[str, set[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "front").mkdir()
    (tmp_path / "front" / "sitecustomize.py").write_text(SWAP, "ascii")
    env = {"PYTHONPATH": str(tmp_path / "front"), "SWAPPED": str(qms.store / "late" / "swapped.txt")}
    started = time.monotonic()
    with (
        growing(qms.store / "late" / "grows.txt"),
        qms.start("sync", "--json", env=env) as process,
        Memory(process.pid) as memory,
    ):
        _, err = process.communicate(timeout=MOST_SECONDS)
    took = time.monotonic() - started
    assert (process.returncode, "Traceback" in err) == (0, False), err
    assert memory.most < MOST_MEMORY, f"{memory.most >> 20} MB in {took:.0f} s"
    told = {row["path"]: row["problem"] for row in qms.json("evidence", "unreadable")["evidence"]}
    wrong = {
        path: told.get(path, "") for path, problems in hostile.items() if told.get(path, "") not in problems
    }
    assert wrong == {}
    _good_ones_are_found(qms)
    again = time.monotonic()
    with qms.start("sync") as process:
        process.communicate(timeout=MOST_SECONDS)
    assert process.returncode == 0
    assert time.monotonic() - again < took + 10
    assert "late/grows.txt" in {hit["path"] for hit in qms.json("search", "growing words")["hits"]}
    assert [row["path"] for row in qms.json("evidence", "missing")["missing"]] == ["late/swapped.txt"]


def _good_ones_are_found(qms: Qms) -> None:
    def paths(words: str) -> set[str]:
        hits: Any = qms.json("search", words)
        return {hit["path"] for hit in hits["hits"]}

    for number in range(20):
        assert paths(f"goodword{number}") == {f"good/minutes {number}.txt"}
    assert paths("goodpage") == {"good/page.pdf"}
    assert paths("goodattachment") == {"good/letter.eml#1/notes.txt"}
    assert len(paths("oddlynamed")) == 5
    assert any(path.endswith("/deep.txt") for path in paths("deepdownword"))
    assert paths("broadletterwords") >= {"mail/broad.eml"}
    hostname = Path("/etc/hostname")
    if hostname.exists() and (name := hostname.read_text("utf-8").strip()):
        assert paths(name) == set()


@pytest.mark.skipif(no_limits(), reason=NO_LIMITS)
def test_a_file_without_permission_is_named(qms: Qms) -> None:
    qms.write("closed.txt", "closed words").chmod(0)
    qms.write("open.txt", "open words")
    assert qms.spawn("sync").code == 0
    told = {row["path"]: row["problem"] for row in qms.json("evidence", "unreadable")["evidence"]}
    assert told == {"closed.txt": "unreadable"}
