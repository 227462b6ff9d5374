"""Prove that the privacy guard looks where no page shows a text, and remembers what a list of names found."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.cli.conftest import PROGRAM
from tests.cli.packing import NUMBER, inflated, members
from tests.indexer.pdf_making import drawn, lines

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

    from tests.cli.conftest import Qms

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def word(author: str, comments: str = "", deleted: str = "") -> bytes:
    from docx import Document
    from docx.oxml import parse_xml

    out, document = io.BytesIO(), Document()
    document.add_paragraph("Minutes of the users' council, 12 March 2025. The bus waits ten minutes.")
    document.core_properties.author, document.core_properties.comments = author, comments
    if deleted:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        text = f'<w:del w:id="1"><w:r><w:delText>{deleted}</w:delText></w:r></w:del>'
        document.element.body.insert(0, parse_xml(f"<w:p {space}>{text}</w:p>"))
    document.save(out)
    return out.getvalue()


def outlined(canvas: Canvas) -> None:
    lines(canvas, "The plan of the year, 3 March 2025")
    canvas.bookmarkPage("a")
    canvas.addOutlineEntry(f"Case {NUMBER}", "a")


def sheet() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Log")
        page.write_row(0, 0, ["Number", "Telefon"])
        page.write_row(1, 0, [valid_with_lost_zero(), 91234568])
    return out.getvalue()


def valid_with_lost_zero() -> int:
    from qms.evidence.identifiers import is_norwegian

    return next(number for number in range(304713_0000, 304713_9999) if is_norwegian(f"0{number}"))


def link(qms: Qms, *names: str) -> None:
    qms.sync()
    for name in names:
        qms.run("link", name, "7", "--kind", "record", "--date", "2025-03-03")


def findings(qms: Qms, *words: str | Path) -> dict[str, set[tuple[str, str, bool]]]:
    found = qms.json("pack", "guard", "--all", *words)["files"]
    return {
        one["path"]: {(f["kind"], "/".join(f["places"]), f["own"]) for f in one["findings"]} for one in found
    }


def test_properties_deletions_bookmarks_and_cells_are_looked_into(qms: Qms, tmp_path: Path) -> None:
    qms.write("own.docx", word("Byrne, Ada"))
    qms.write("other.docx", word("Mina Harker"))
    qms.write("listed.docx", word("Quincey Ashdown", comments=f"about {NUMBER}"))
    qms.write("deleted.docx", word("python-docx", deleted=f"about {NUMBER}"))
    qms.write("outline.pdf", drawn(outlined))
    qms.write("log.xlsx", sheet())
    link(qms, "own.docx", "other.docx", "listed.docx", "deleted.docx", "outline.pdf", "log.xlsx")
    names = tmp_path / "names.txt"
    names.write_text("Quincey Ashdown\n", encoding="utf-8")
    assert findings(qms, "--names", names) == {
        "own.docx": {("author", "properties", True)},
        "other.docx": {("author", "properties", False)},
        "listed.docx": {("name", "properties", False), ("pps_number", "properties", False)},
        "deleted.docx": {("pps_number", "beneath", False), ("tracked_changes", "", False)},
        "outline.pdf": {("pps_number", "page 1", False)},
        "log.xlsx": {("norwegian_number", "sheet 1", False), ("phone", "sheet 1", False)},
    }
    told = " ".join(qms.run("pack", "guard", "--names", names).out.split())
    assert "author in the properties M…r" in told
    assert "where no page shows it" in told
    for word_ in ("Ashdown", "Harker", NUMBER):
        assert word_ not in told
    # Who takes the file in does not have its bookmark printed on our pages.
    for name in ("other.docx", "listed.docx", "deleted.docx", "log.xlsx"):
        qms.run("pack", "choose", name, "leave-out")
    qms.run("pack", "choose", "outline.pdf", "include")
    qms.run("pack", "-o", tmp_path / "pack")
    files = members(tmp_path / "pack")
    ours = {name: data for name, data in files.items() if not name.endswith(".pdf")}
    assert NUMBER.encode() not in inflated(ours)
    assert "Case ████".encode() in files["00_index/search-index.js"]


def test_what_a_list_found_is_not_packed_without_it(qms: Qms, tmp_path: Path) -> None:
    qms.write("thanks.txt", "Quincey Ashdown thanked everybody. Dated 3 March 2025.\n")
    link(qms, "thanks.txt")
    names = tmp_path / "names.txt"
    names.write_text("Quincey Ashdown\n", encoding="utf-8")
    assert qms.json("pack", "guard")["open"] == 0
    assert qms.json("pack", "guard", "--names", names)["open"] == 1
    (one,) = qms.json("pack", "guard")["files"]
    assert [f["kind"] for f in one["findings"]] == ["found_with_list"]
    assert one["choice"] is None
    assert "found earlier with a list" in " ".join(
        qms.run("pack", "-o", tmp_path / "pack", code=3).out.split()
    )
    assert qms.sql("select count(*) from trail where action = 'pack.found'") == [(1,)]
    qms.run("pack", "choose", "thanks.txt", "include")
    assert qms.json("pack", "guard")["open"] == 0
    assert qms.json("pack", "guard", "--names", names)["open"] == 0
    qms.run("pack", "-o", tmp_path / "pack")


def described(canvas: Canvas) -> None:
    lines(canvas, "The plan of the year, 3 March 2025")
    canvas.setSubject(f"Case {NUMBER}")


def test_a_copy_of_the_pages_is_rid_of_properties(qms: Qms, tmp_path: Path) -> None:
    qms.write("plan.pdf", drawn(described))
    qms.write("values.pdf", drawn(lambda canvas: lines(canvas, "Our values, 20 January 2025")))
    link(qms, "plan.pdf", "values.pdf")
    qms.run("pack", "choose", "plan.pdf", "redacted")
    qms.run("pack", "-o", tmp_path / "pack")
    files = members(tmp_path / "pack")
    assert [name for name in files if name.startswith("07_")] == [
        "07_redacted-copies/I7_plan_2025-03-03_en.pdf"
    ]
    assert NUMBER.encode() not in inflated(files)
    qms.run("pack", "choose", "values.pdf", "redacted")
    assert "nothing to redact" in qms.run("pack", "-o", tmp_path / "pack", code=1).err


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None and not os.environ.get("QMS_ALL_TOOLS"), reason="needs LibreOffice")
def test_a_redacted_letter_has_no_attachment(
    qms: Qms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from base64 import b64encode

    monkeypatch.setenv("QMS_SOFFICE", OFFICE or "")
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Kla\u0117jimas <b>", "ada@brookfield.example"
    mail["Date"] = "Mon, 03 Mar 2025 10:00:00 +0000"
    mail.set_content(f"The review is attached. It is about {NUMBER}.")
    secret = b"The number that is meant is 1234567FA and no other."
    mail.add_attachment(secret, maintype="application", subtype="octet-stream", filename="note.txt")
    qms.write("mail.eml", mail.as_bytes())
    link(qms, "mail.eml")
    qms.run("pack", "choose", "mail.eml", "redacted")
    qms.run("pack", "-o", tmp_path / "pack")
    files = members(tmp_path / "pack")
    index = files["00_index/search-index.js"].decode()
    assert "The review is attached. It is about ████." in index
    assert "Kla\u0117jimas <b>" in index
    assert "Attachments that are not in this copy: 1" in index
    (copy,) = [data for name, data in files.items() if name.endswith(".pdf")]
    document = pypdfium2.PdfDocument(copy)
    assert len(document) == 1
    document.close()
    everything = inflated(files)
    for gone in (NUMBER.encode(), b64encode(secret)[:20], b"Content-Type"):
        assert gone not in everything


def test_foreign_folders_and_links_are_left_alone(qms: Qms, tmp_path: Path) -> None:
    qms.write("values.txt", "Our values. Adopted 20 January 2025.\n")
    link(qms, "values.txt")
    other = tmp_path / "other"
    (other / "sub").mkdir(parents=True)
    (other / "sub" / "mine.txt").write_text("mine")
    refused = qms.run("pack", "-o", other, "--force", code=1).err
    assert "--force" not in refused
    assert (other / "sub" / "mine.txt").read_text() == "mine"
    around = qms.run("pack", "-o", qms.root.parent, code=2).err
    assert f"{qms.root.parent} holds {qms.root}" in around
    qms.run("pack", "-o", tmp_path / "pack")
    (tmp_path / "link").symlink_to(tmp_path / "pack", target_is_directory=True)
    qms.run("pack", "-o", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "pack" / "manifest.json").is_file()


def test_a_killed_run_is_swept_and_a_running_one_is_not(qms: Qms, tmp_path: Path) -> None:
    qms.write("values.txt", "Our values. Adopted 20 January 2025.\n")
    link(qms, "values.txt")
    code = "import sys,time,pathlib;from indexer.lock import hold\nwith hold(pathlib.Path(sys.argv[1])/'lock'):\n"
    code += " (pathlib.Path(sys.argv[1])/'held').touch();time.sleep(60)"
    stages = [tmp_path / ".qms-pack-a", tmp_path / ".qms-pack-b"]
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(stage)], cwd=PROGRAM.parent) for stage in stages
    ]
    try:
        until = time.monotonic() + 20
        while not all((stage / "held").exists() for stage in stages) and time.monotonic() < until:
            time.sleep(0.05)
        running[0].kill()
        running[0].wait()
        qms.run("pack", "-o", tmp_path / "pack")
        assert [stage.exists() for stage in stages] == [False, True]
    finally:
        for process in running:
            process.kill()
            process.wait()
