"""Prove that redacted copies hold nothing of what was removed, and that there is no copy where that is not sure."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any

import pypdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from qms.evidence.identifiers import OwnContacts, own_contacts
from qms.evidence.name_list import NameList
from qms.evidence.redaction import RedactionRefused, Removal, redact
from tests.indexer.pdf_making import drawn, lines, picture

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

NAMES = ["Ola Nordmann", "Jonas Petraitis"]


def removal(
    *texts: str, names: list[str] = NAMES, own: OwnContacts | None = None, **expected: Any
) -> Removal:
    return Removal(NameList(names), own or OwnContacts(), texts, expected.get("expected"))


def letter(canvas: Canvas) -> None:
    canvas.setTitle("Brev fra Ola Nordmann")
    canvas.setAuthor("Ola Nordmann")
    lines(
        canvas,
        "Ola Nordmann bor i Storgata 1.",
        "Ring 22 33 44 55 eller skriv til ola@example.no.",
        "En vanlig linje.",
    )
    canvas.showPage()
    lines(canvas, "Side to handler om ham: Nord-", "mann kom klokka ti.")


def all_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "".join(texts)


def black_share(data: bytes, number: int, box: tuple[int, int, int, int]) -> float:
    """Return how much of a box (points from the top left) is black."""
    document = pypdfium2.PdfDocument(data)
    image = document[number].render(scale=1).to_pil().convert("L").crop(box)
    document.close()
    return sum(image.histogram()[:60]) / (image.width * image.height)


def test_words_are_gone_from_the_bytes_and_black_on_the_page() -> None:
    copy = redact(drawn(letter), removal("Storgata 1"))
    inflated = b"".join(
        zlib.decompressobj().decompress(copy.data[match.end() :])
        for match in re.finditer(rb"/FlateDecode[^>]*>>\s*stream\r?\n", copy.data)
    )
    for word in (b"Nordmann", b"Storgata", b"22 33", b"ola@", "Nordmann".encode("utf-16-be")):
        assert word not in copy.data
        assert word not in inflated
    assert all_text(copy.data).strip() == ""
    reader = pypdf.PdfReader(io.BytesIO(copy.data))
    assert len(reader.pages) == 2
    assert not any("Nordmann" in str(value) for value in (reader.metadata or {}).values())
    assert reader.xmp_metadata is None
    # "Ola Nordmann" begins the first line at 60 points from the left and 62 from the top.
    assert black_share(copy.data, 0, (62, 53, 130, 62)) > 0.95
    assert 0.01 < black_share(copy.data, 0, (62, 83, 140, 92)) < 0.5
    assert [text for text in copy.texts if "Nordmann" in text or "mann" in text] == []
    assert "En vanlig linje." in copy.texts[0]
    assert copy.bars >= 5


def test_the_same_file_gives_the_same_copy() -> None:
    data = drawn(letter)
    assert redact(data, removal()).data == redact(data, removal()).data


def test_turned_and_cut_pages_are_black_at_the_right_place() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn(letter)))
    writer.pages[0].rotate(90)
    writer.pages[0].cropbox.lower_left = (30, 30)
    out = io.BytesIO()
    writer.write(out)
    copy = redact(out.getvalue(), removal())
    document = pypdfium2.PdfDocument(copy.data)
    page = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    assert page.width > page.height
    # The first line runs down the right side; its name is black, the words behind it are not.
    column = page.crop((page.width - 64, 32, page.width - 52, 105))
    assert sum(column.histogram()[:60]) / (column.width * column.height) > 0.8


def test_photographs_are_covered_and_small_marks_stay() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, "Ola Nordmann på tur")
        canvas.drawImage(ImageReader(Image.new("L", (400, 400), 200)), 100, 300, 200, 200)
        canvas.drawImage(ImageReader(Image.new("L", (60, 60), 200)), 400, 700, 40, 40)

    copy = redact(drawn(draw), removal())
    assert black_share(copy.data, 0, (110, 350, 290, 530)) > 0.99
    assert black_share(copy.data, 0, (402, 104, 438, 140)) == 0


def test_what_stands_in_notes_and_fields_is_removed_too() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, "Skjema for Ola Nordmann")
        canvas.acroForm.textfield(name="hvem", value="Jonas Petraitis", x=60, y=600, width=200, height=20)

    copy = redact(drawn(draw), removal())
    assert black_share(copy.data, 0, (66, 228, 110, 236)) > 0.5


def refused(data: bytes, wanted: Removal) -> tuple[str, int]:
    with pytest.raises(RedactionRefused) as error:
        redact(data, wanted)
    return error.value.why, error.value.page


def test_what_cannot_be_located_is_refused_with_its_page() -> None:
    data = drawn(letter)
    assert refused(data, removal(expected={2: ["Kari Moe"]})) == ("redaction_not_located", 2)
    assert refused(data, removal("Kari Moe")) == ("redaction_not_located", 0)
    assert redact(data, removal(expected={1: ["OLA  nordmann"], 2: ["Nordmann"]})).bars


def test_a_page_that_is_a_picture_is_refused() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, "Ola Nordmann")
        canvas.showPage()
        canvas.drawImage(picture(), 0, 0, 595, 842)
        lines(canvas, "side 2", y=20)

    assert refused(drawn(draw), removal()) == ("redaction_picture", 2)


def test_what_recognition_laid_over_a_scan_is_not_trusted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture(), 0, 0, 595, 842)
        text = canvas.beginText(60, 700)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 12)
        for number in range(20):
            text.textLine(f"Line {number}: Ola Nordmann and many other words that were recognised")
        canvas.drawText(text)

    assert refused(drawn(draw), removal()) == ("redaction_picture", 1)


def test_nothing_to_redact_and_no_pdf_are_refused() -> None:
    assert refused(drawn(lambda canvas: lines(canvas, "En vanlig linje.")), removal()) == (
        "redaction_nothing",
        0,
    )
    assert refused(b"no pdf at all", removal()) == ("redaction_unreadable", 0)


def test_the_providers_own_contacts_stay() -> None:
    own = own_contacts(["22 33 44 55"], [], [], [])
    copy = redact(drawn(letter), removal(own=own))
    assert "22 33 44 55" in copy.texts[0]


def test_what_is_to_go_is_never_in_an_error_or_a_value() -> None:
    wanted = removal("Storgata 1")
    assert "Storgata" not in repr(wanted)
    assert "Nordmann" not in repr(wanted)
    with pytest.raises(RedactionRefused) as error:
        redact(drawn(letter), removal("Hemmelig Hansen"))
    assert "Hemmelig" not in str(error.value)
