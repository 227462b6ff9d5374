"""Prove that what a file says where no page shows it is taken out, and that hostile files cost nothing."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from indexer.extract.beneath import MOST, beneath
from indexer.extract.pool import Extractor
from indexer.extract.said import PLACES
from tests.indexer.packages import zipped
from tests.indexer.pdf_making import drawn, lines
from tests.indexer.sealed_pdfs import AES_256, AES_256_OPEN, sealed

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECRET = "Zebulon Featherstone"


def places(data: bytes, name: str, secret: str = SECRET) -> set[str]:
    return {said.place for said in beneath(data, name) if secret in said.text}


def word(body: str = "", **parts: str | bytes) -> bytes:
    named = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_vml", ".vml").replace("_rels", ".rels"): p
        for name, p in parts.items()
    }
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W}>{body}</w:document>",
            **named,
        }
    )


@pytest.mark.parametrize(
    ("made", "place"),
    [
        (word(docProps__core_xml=f"<c><description>{SECRET}</description></c>"), "properties"),
        (word(docProps__custom_xml=f"<c><property name='x'><v>{SECRET}</v></property></c>"), "properties"),
        (word(docProps__core_xml=f"<c><creator>{SECRET}</creator></c>"), "author"),
        (word(docProps__core_xml=f"<c><lastModifiedBy>{SECRET}</lastModifiedBy></c>"), "author"),
        (word(f"<w:p><w:del w:author='{SECRET}'/></w:p>"), "author"),
        (word("<w:p><w:r><w:delText>Zebulon </w:delText></w:r><w:r><w:t>or</w:t></w:r>"
              "<w:r><w:delText>Featherstone</w:delText></w:r></w:p>"), "beneath"),
        (word("<w:p><w:r><w:t>Zebu</w:t></w:r><w:r><w:t>lon Featherstone</w:t></w:r></w:p>"), "beneath"),
        (word(f"<w:p><w:r><w:instrText>HYPERLINK {SECRET}</w:instrText></w:r></w:p>"), "beneath"),
        (word(f"<w:p><w:docPr descr='{SECRET}'/></w:p>"), "beneath"),
        (word(customXml__item1_xml=f"<a>{SECRET}</a>"), "beneath"),
        (word(word___rels__document_xml_rels="<R><R Target='mailto:Zebulon%20Featherstone'/></R>"), "beneath"),
        (word(word__drawing_vml=f"<xml><br><v alt='{SECRET}'></xml>"), "beneath"),
        (word(word__embeddings__a_bin=word(f"<w:p><w:t>{SECRET}</w:t></w:p>")), "beneath"),
        (zipped({"mimetype": "x", "meta.xml": f"<m><initial-creator>{SECRET}</initial-creator></m>"}), "author"),
        (zipped({"mimetype": "x", "content.xml": f"<d><deletion><p>{SECRET}</p></deletion></d>"}), "beneath"),
    ],
)  # fmt: skip
def test_parts_of_office_files(made: bytes, place: str) -> None:
    assert places(made, "plan.docx") == {place}


def test_workbooks_tell_headers_names_and_long_numbers_only() -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Featherstone Z")
        sheet.set_header(f"&C{SECRET}")
        sheet.write_url(1, 0, "mailto:zebulon@featherstone.example", string="write")
        sheet.write_number(2, 0, 3047130123)
        sheet.write_number(3, 0, 47130123)
    said = "\n".join(one.text for one in beneath(out.getvalue(), "log.xlsx"))
    for wanted in ("Featherstone Z", SECRET, "zebulon@featherstone.example", "03047130123"):
        assert wanted in said
    assert "\n47130123" not in said


def test_tracked_changes_are_told() -> None:
    tracked = {
        said.place for said in beneath(word("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"), "a.docx")
    }
    assert "tracked" in tracked
    assert "tracked" not in {said.place for said in beneath(word("<w:p><w:t>new</w:t></w:p>"), "a.docx")}


def _linked(canvas: Canvas) -> None:
    lines(canvas, "Words that a page shows")
    canvas.linkURL(f"mailto:{SECRET}", (80, 600, 200, 620))


def _marked(canvas: Canvas) -> None:
    lines(canvas, "Words that a page shows")
    canvas.bookmarkPage("a")
    canvas.addOutlineEntry(SECRET, "a")


@pytest.mark.parametrize("draw", [_linked, _marked, lambda canvas: canvas.setSubject(SECRET)])
def test_links_bookmarks_and_properties_of_a_pdf(draw: object) -> None:
    made = drawn(draw)  # type: ignore[arg-type]
    assert places(made, "plan.pdf") == {"beneath"}
    assert "Words that a page shows" not in "".join(said.text for said in beneath(made, "plan.pdf"))


def test_metadata_of_a_pdf_without_its_type() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": SECRET})
    writer.xmp_metadata = (
        b'<x xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><li>Ada Byron</li></dc:creator>'
        b"<dc:source>Quincey Ashdown</dc:source></x>"
    )
    out = io.BytesIO()
    writer.write(out)
    assert places(out.getvalue(), "plan.pdf") == {"author"}
    assert places(out.getvalue(), "plan.pdf", "Ada Byron") == {"author"}
    assert places(out.getvalue(), "plan.pdf", "Quincey Ashdown") == {"properties"}


def test_earlier_versions_of_a_pdf() -> None:
    first = drawn(lambda canvas: lines(canvas, f"Plan of {SECRET}"))
    second = drawn(lambda canvas: lines(canvas, "Plan of a participant"))
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    page = PdfReader(io.BytesIO(second)).pages[0]
    writer.pages[0][NameObject("/Contents")] = page.get_contents().clone(writer)  # type: ignore[union-attr]
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(first)
    assert places(first, "plan.pdf") == set()
    assert places(out.getvalue(), "plan.pdf") == {"beneath"}
    # A whole file inside another is no earlier version of it.
    writer = PdfWriter(io.BytesIO(second))
    writer.add_attachment("first.pdf", first)
    out = io.BytesIO()
    writer.write(out)
    assert places(out.getvalue(), "plan.pdf") == set()


def test_a_pdf_that_may_not_be_printed_is_looked_into() -> None:
    found = beneath(sealed(AES_256_OPEN), "a.pdf")
    assert found
    assert "unseen" not in {said.place for said in found}
    assert {said.place for said in beneath(sealed(AES_256), "a.pdf", ["bl\u00e5b\u00e6r"])} == {
        said.place for said in found
    }
    assert [said.place for said in beneath(sealed(AES_256), "a.pdf", ["no"])] == ["unseen"]


def test_all_texts_of_a_letter_and_what_is_attached() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Reply-To"] = (
        "Plan",
        "ada@brookfield.example",
        f"{SECRET} <z@f.example>",
    )
    mail.set_content("Nothing here.")
    mail.add_alternative("<p>Called <b>Quin</b>cey Ashdown</p><!-- Ada Byron -->", subtype="html")
    mail.add_attachment(
        word("<w:p><w:delText>Mina Harker</w:delText></w:p>"),
        maintype="application",
        subtype="x",
        filename="a.docx",
    )
    made = mail.as_bytes()
    assert places(made, "a.eml") == {"properties"}
    for secret in ("Quincey Ashdown", "Ada Byron", "Mina Harker"):
        assert places(made, "a.eml", secret) == {"beneath"}


def test_rich_text_and_pictures() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1257{\info{\author Zebulon Featherstone}}{\*\revtbl}\deleted R\'fbta Quincey\par}"
    assert places(rtf, "a.rtf") == {"author", "beneath"}
    assert places(rtf, "a.rtf", "Rūta Quincey") == {"beneath"}
    assert "tracked" in {said.place for said in beneath(rtf, "a.rtf")}
    out, image = io.BytesIO(), Image.new("RGB", (8, 8))
    exif = image.getexif()
    exif[0x010E] = SECRET
    exif[0x8825] = {1: "N", 2: (59.0, 54.0, 0.0)}
    image.save(out, "JPEG", exif=exif)
    assert places(out.getvalue(), "a.jpg") == {"properties"}
    assert "location" in {said.place for said in beneath(out.getvalue(), "a.jpg")}


def test_what_is_too_much_is_told_as_unseen() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<T/>")
        package.writestr("word/document.xml", f"<a><p>{'long ' * (MOST // 5 + 9)}</p></a>")
    found = beneath(out.getvalue(), "a.docx")
    assert "unseen" in {said.place for said in found}
    assert sum(len(said.text) for said in found) <= MOST
    assert [said.place for said in beneath(b"PK\x03\x04 cut", "a.docx")] == ["unseen"]
    assert [said.place for said in beneath(b"%PDF-1.4 cut", "a.pdf")] == ["unseen"]


HEADS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"{\\rtf1 ",
    b"<a>",
    b"\x89PNG\r\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]


@given(st.binary(max_size=300), st.sampled_from(HEADS), st.sampled_from(["a.docx", "a.eml", "a.html"]))
def test_no_bytes_raise(data: bytes, head: bytes, name: str) -> None:
    try:
        assert {said.place for said in beneath(head + data, name)} <= PLACES
    except Exception as error:
        from indexer.extract.model import ReadProblem

        assert isinstance(error, ReadProblem)  # noqa: PT017


def test_workers_look() -> None:
    with Extractor(workers=1) as extractor:
        said = extractor.beneath(word("<w:p><w:t>\u0160iauliai \U0001f600</w:t></w:p>"), "a.docx")
        assert not isinstance(said, str)
        assert any("\u0160iauliai \U0001f600" in one.text for one in said)
        assert extractor.beneath("/nowhere/a.docx", "a.docx") == "unreadable"
