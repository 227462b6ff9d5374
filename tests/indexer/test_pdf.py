from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import time
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.annotations import FreeText, Highlight, Text
from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from indexer.extract import Extraction, pdf, pdf_found, pdfium
from indexer.extract.model import Content, ReadProblem
from indexer.extract.reading import read_bytes
from tests.indexer.pdf_making import (
    READABLE,
    bare,
    changed,
    drawn,
    embedded_font,
    lines,
    picture,
    scan,
    stream,
)
from tests.indexer.sealed_pdfs import AES_128, AES_256, AES_256_OPEN, sealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pypdf import PdfWriter

NORWEGIAN = "Møtet på Ås handlet om klager og årsplan for brukerne"
LITHUANIAN = "Įmonės darbuotojai svarstė skundų nagrinėjimo tvarką ir žmonių teises"
BOTH = pytest.mark.parametrize("second", [False, True], ids=["pdfium", "pypdf"])


def pages(found: Content | Extraction) -> dict[int, str]:
    return {unit.number: unit.text for unit in found.units if unit.kind == "page"}


def marked(found: Content | Extraction) -> dict[int, str]:
    return {unit.number: unit.label for unit in found.units}


def three_pages(canvas: Canvas) -> None:
    for number in (1, 2, 3):
        lines(canvas, f"This is what page {number} says to its readers")
        canvas.showPage()


class TestText:
    @BOTH
    def test_letters_of_three_languages(self, second: bool) -> None:
        font = embedded_font()
        found = pdf.read(drawn(lambda c: lines(c, NORWEGIAN, LITHUANIAN, font=font)), second=second)
        assert pages(found)[1].split() == [*NORWEGIAN.split(), *LITHUANIAN.split()]
        assert found.wants_ocr == ()

    def test_the_two_readers_find_the_same_words(self) -> None:
        data = drawn(three_pages)
        first, second = (pages(pdf.read(data, second=choice)) for choice in (False, True))
        assert {number: text.split() for number, text in first.items()} == {
            number: text.split() for number, text in second.items()
        }

    @BOTH
    @pytest.mark.parametrize("turn", [90, 180, 270])
    def test_turned_pages(self, turn: int, second: bool) -> None:
        def turned(writer: PdfWriter) -> None:
            writer.pages[1].rotate(turn)

        found = pdf.read(changed(drawn(three_pages), turned), second=second)
        assert pages(found)[2].split() == ["This", "is", "what", "page", "2", "says", "to", "its", "readers"]

    def test_landscape_and_upright_writing(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.setPageSize(landscape(A4))
            canvas.rotate(90)
            canvas.drawString(100, -400, "Written along the side of the sheet")

        assert pages(pdf.read(drawn(draw)))[1].strip() == "Written along the side of the sheet"

    def test_columns_are_read_one_after_the_other(self) -> None:
        left = [f"left{number} column" for number in range(20)]
        right = [f"right{number} column" for number in range(20)]

        def draw(canvas: Canvas) -> None:
            lines(canvas, *left, x=60)
            lines(canvas, *right, x=320)

        assert pages(pdf.read(drawn(draw)))[1].split() == " ".join([*left, *right]).split()

    def test_broken_words(self) -> None:
        def draw(canvas: Canvas) -> None:
            lines(
                canvas,
                "Alle kan klage på tjenes-", "ten når de vil, også i barne-", "og ungdomsvernet. Se FN-",
                "konvensjonen, hver halv-", "årsmelding og en e-", "post om kvalitets-", "arbeid og HMS-",
                "arbeid; kvalitets-arbeid skrives slik.",
            )  # fmt: skip

        words = pages(read_bytes(drawn(draw), "x.pdf"))[1].split()
        for word in ("tjenesten", "barne-", "ungdomsvernet.", "FN-konvensjonen,", "halvårsmelding", "e-post"):
            assert word in words
        assert words.count("kvalitets-arbeid") == 2  # as it is written elsewhere in the file
        assert "HMS-arbeid;" in words

    def test_pages_without_text_keep_their_numbers(self) -> None:
        def draw(canvas: Canvas) -> None:
            for text in ("", "Words of the second page", "", "Words of the fourth page"):
                lines(canvas, text)
                canvas.showPage()

        found = pdf.read(drawn(draw))
        assert list(pages(found)) == [2, 4]
        assert (found.problem, found.wants_ocr) == (None, ())

    @BOTH
    def test_properties(self, second: bool) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.setTitle("Årsplan – 2025 €")
            canvas.setAuthor("Ona Žukauskienė")
            three_pages(canvas)

        def dated(writer: PdfWriter) -> None:
            writer.add_metadata({"/CreationDate": "D:20250312101500+01'00'", "/ModDate": "D:20250401"})

        found = pdf.read(changed(drawn(draw, lang="nb-NO"), dated), second=second)
        assert (found.title, found.author, found.language) == (
            "Årsplan – 2025 €",
            "Ona Žukauskienė",
            "nb-NO",
        )
        assert (found.created, found.modified) == (datetime(2025, 3, 12, 10, 15), datetime(2025, 4, 1))


@pytest.mark.slow
class TestOffice:
    @pytest.fixture(autouse=True)
    def _office(self) -> None:
        if shutil.which("soffice") is None and os.environ.get("QMS_ALL_TOOLS") != "1":
            pytest.skip("needs LibreOffice")

    def test_a_document_of_headings(self, docx_bytes: Callable[..., bytes], tmp_path: Path) -> None:
        body = [("Normal", f"{NORWEGIAN}. {LITHUANIAN}. ") for _ in range(60)]
        chapters = [
            ("Heading 1", "Klager"),
            ("Heading 2", "Slik klager du"),
            *body,
            ("Heading 1", "Ledelse"),
            *body,
        ]
        (tmp_path / "bok.docx").write_bytes(docx_bytes(*chapters))
        export = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
             "--convert-to", export, "--outdir", tmp_path, tmp_path / "bok.docx"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        data = (tmp_path / "bok.pdf").read_bytes()
        found, other = pdf.read(data), pdf.read(data, second=True)
        assert list(dict.fromkeys(marked(found).values())) == ["Klager > Slik klager du", "Ledelse"]
        assert marked(found) == marked(other)
        text, plain = (" ".join(" ".join(pages(one).values()).split()) for one in (found, other))
        assert text == plain
        assert text.count(LITHUANIAN) == 120


class TestOutline:
    @staticmethod
    def outlined() -> bytes:
        def draw(canvas: Canvas) -> None:
            chapters = {2: [("Complaints", 0), ("How to\ncomplain", 1)], 4: [("Leadership", 0)]}
            chapters[5] = [("Who leads", 1), ("How we are led", 1)]
            for number in range(1, 7):
                for title, level in chapters.get(number, []):
                    canvas.bookmarkPage(title)
                    canvas.addOutlineEntry(title, title, level)
                lines(canvas, f"Words on page {number}")
                canvas.showPage()

        return drawn(draw)

    @BOTH
    def test_labels(self, second: bool) -> None:
        assert marked(pdf.read(self.outlined(), second=second)) == {
            1: "",
            2: "Complaints > How to complain",
            3: "Complaints > How to complain",
            4: "Leadership",
            5: "Leadership > Who leads",
            6: "Leadership > How we are led",
        }

    def test_cycles_end(self) -> None:
        entries = {
            7: b"<</First 8 0 R/Last 9 0 R/Count 2>>",
            8: b"<</Title(One)/Parent 7 0 R/Next 9 0 R/Dest[3 0 R/Fit]/First 8 0 R>>",
            9: b"<</Title(Two)/Parent 7 0 R/Next 8 0 R/Dest[3 0 R/Fit]/First 7 0 R>>",
        }
        assert marked(pdf.read(bare(catalogue=b"/Outlines 7 0 R", more=entries)))[1] == "One"

    @BOTH
    def test_depth_and_length_are_bounded(self, second: bool) -> None:
        entries = {7: b"<</First 8 0 R/Last 8 0 R/Count 1>>"}
        for number in range(8, 3_008):
            links = b"/Parent %d 0 R/First %d 0 R" % (number - 1, number + 1)
            entries[number] = b"<</Title(%s)/Dest[3 0 R/Fit]%s>>" % (b"word " * 90, links)
        data = bare(catalogue=b"/Outlines 7 0 R", more=entries)
        assert len(marked(pdf.read(data, second=second))[1]) <= 8 * 124

    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), max_size=12))
    def test_every_label_is_an_entry_that_has_started(self, made: list[tuple[int, int]]) -> None:
        entries, path = list[pdf_found.Entry](), tuple[str, ...]()
        for number, (level, page) in enumerate(made):
            path = (*path[:level], f"t{number}")
            entries.append(pdf_found.Entry(path, page))
        started = {" > ".join(entry.path): entry.page for entry in entries}
        for number, label in enumerate(pdf_found.labels(entries, 9), 1):
            if any(page <= number for page in started.values()):
                assert started[label] == max(page for page in started.values() if page <= number)
            else:
                assert label == ""


class TestNotes:
    @staticmethod
    def noted() -> bytes:
        def add(writer: PdfWriter) -> None:
            box = (100, 100, 200, 200)
            note = Text(text="Dette må\nrettes før møtet", rect=box)
            note[NameObject("/T")] = TextStringObject("Kari Nordmann")
            writer.add_annotation(0, note)
            writer.add_annotation(0, FreeText(text="Pastaba: patvirtinta", rect=box))
            mark = Highlight(rect=box, quad_points=ArrayObject())
            mark[NameObject("/Contents")] = TextStringObject("important passage")
            writer.add_annotation(2, mark)
            hidden = Text(text="unseen", rect=box)
            hidden[NameObject("/F")] = NumberObject(2)
            writer.add_annotation(2, hidden)

        def draw(canvas: Canvas) -> None:
            canvas.linkURL("https://example.org/secretlink", (60, 700, 300, 800))
            three_pages(canvas)

        return changed(drawn(draw), add)

    @BOTH
    def test_they_follow_the_text_of_their_page(self, second: bool) -> None:
        found = pages(pdf.read(self.noted(), second=second))
        first = found[1].split("\n")
        assert first[1:] == ["Kari Nordmann: Dette må rettes før møtet", "Pastaba: patvirtinta"]
        assert found[3].split("\n")[1:] == ["important passage"]
        assert "secretlink" not in "".join(found.values())

    def test_a_note_on_a_scan_is_found_and_the_scan_still_to_be_recognised(self) -> None:
        def add(writer: PdfWriter) -> None:
            writer.add_annotation(0, Text(text="Mottatt og besvart i tide", rect=(1, 1, 9, 9)))

        found = pdf.read(changed(drawn(scan), add))
        assert (pages(found), found.wants_ocr) == ({1: "Mottatt og besvart i tide"}, (1,))


class TestForms:
    @staticmethod
    def form() -> bytes:
        def draw(canvas: Canvas) -> None:
            lines(canvas, "Application for a place")
            fields = canvas.acroForm
            fields.textfield(name="navn", tooltip="Navn på søker", value="Ola Bråten", x=60, y=700)
            fields.textfield(name="tomt", tooltip="Left empty", value="", x=60, y=660)
            fields.textfield(name="kode", value="hemmeligord", x=60, y=640, fieldFlags="password")
            fields.checkbox(name="samtykke", tooltip="Samtykke gitt", checked=True, x=60, y=600)
            fields.checkbox(name="reservert", tooltip="Reservert", checked=False, x=60, y=580)
            fields.radio(name="bo", tooltip="Bolig", value="egen", selected=True, x=60, y=560)
            fields.radio(name="bo", tooltip="Bolig", value="felles", selected=False, x=90, y=560)
            fields.choice(
                name="sted", tooltip="Sted", value="tr", x=60, y=500, width=90, height=20,
                options=[("Tromsø by", "tr"), ("Ås", "as")],
            )  # fmt: skip
            canvas.showPage()
            lines(canvas, "Second page of the form")

        return drawn(draw)

    def test_filled_fields_follow_the_text_of_their_page(self) -> None:
        found = pages(pdf.read(self.form()))
        assert found[1].split("\n")[1:] == [
            "Navn på søker: Ola Bråten", "Samtykke gitt: ☑", "Bolig: ☑ egen", "Sted: Tromsø by",
        ]  # fmt: skip
        assert found[2].strip() == "Second page of the form"

    def test_with_pypdf_too(self) -> None:
        found = pages(pdf.read(self.form(), second=True))[1]
        assert "Navn på søker: Ola Bråten" in found
        assert "Samtykke gitt: ☑" in found
        assert "Bolig: ☑ egen" in found
        for word in ("Reservert", "hemmeligord", "felles", "Left empty"):
            assert word not in found

    @BOTH
    def test_fields_on_no_page(self, second: bool) -> None:
        form = {7: b"<</Fields[8 0 R]>>", 8: b"<</FT/Tx/T(vedtak)/TU(Vedtak)/V(innvilget i mars)>>"}
        found = pdf.read(bare(catalogue=b"/AcroForm 7 0 R", more=form), second=second)
        assert [(unit.kind, unit.number, unit.label, unit.text) for unit in found.units[1:]] == [
            ("part", 2, "form", "Vedtak: innvilget i mars"),
        ]  # fmt: skip

    def test_data_of_an_xfa_form(self) -> None:
        data = (
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><d:datasets xmlns:d="urn:x"><d:data><skjema>'
            b"<navn>Kari Moe</navn><tom/><adresse><gate>Storgata 5 &e;</gate></adresse></skjema></d:data></d:datasets>"
        )
        form = {7: b"<</Fields[]/XFA[(template)8 0 R(datasets)9 0 R]>>", 8: stream(b"<t/>"), 9: stream(data)}
        found = pdf.read(bare(catalogue=b"/AcroForm 7 0 R", more=form))
        assert found.units[-1].text.split("\n") == ["navn: Kari Moe", "gate: Storgata 5"]


class TestAttachments:
    @staticmethod
    def carrier(*files: tuple[str, bytes]) -> bytes:
        def attach(writer: PdfWriter) -> None:
            for name, data in files:
                writer.add_attachment(name, data)

        return changed(drawn(three_pages), attach)

    @BOTH
    def test_files_of_the_document(self, second: bool) -> None:
        data = self.carrier(("svar på klage.txt", b"svar"), ("../../etc/pa:ss", b"\0\1"))
        found = pdf.read(data, second=second).attachments
        assert sorted((one.name, one.data, one.size) for one in found) == [
            ("pa_ss", b"\0\1", 2), ("svar på klage.txt", b"svar", 4),
        ]  # fmt: skip
        assert [one.index for one in found] == [1, 2]

    @BOTH
    def test_a_file_pinned_to_a_page(self, second: bool) -> None:
        pinned = {
            7: b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/Contents(see this)/FS 8 0 R>>",
            8: b"<</Type/Filespec/F(plan.csv)/UF(plan.csv)/EF<</F 9 0 R>>>>",
            9: stream(b"a;b"),
        }
        names = b"/Names<</EmbeddedFiles<</Names[(plan.csv)8 0 R]>>>>"
        found = pdf.read(bare(page=b"/Annots[7 0 R]", catalogue=names, more=pinned), second=second)
        assert [(one.index, one.name, one.data) for one in found.attachments] == [(1, "plan.csv", b"a;b")]
        assert "see this" in pages(found)[1]

    @BOTH
    def test_number_and_size_are_bounded(self, second: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_found, "MAX_FILES", 3)
        monkeypatch.setattr(pdf_found, "MAX_FILE_BYTES", 250)
        many = self.carrier(*((f"{number}.txt", b"%d" % number) for number in range(9)))
        found = pdf.read(many, second=second)
        assert (len(found.attachments), len(pages(found)), found.problem) == (3, 3, "too_large")
        large = self.carrier(*((f"{number}.txt", bytes([number]) * 100) for number in range(3)))
        assert len(pdf.read(large, second=second).attachments) == 2

    @BOTH
    def test_a_tree_that_multiplies_ends(self, second: bool) -> None:
        tree = {n: b"<</Kids[%d 0 R %d 0 R %d 0 R]>>" % (n + 1, n + 1, n + 1) for n in range(7, 40)}
        tree[40] = b"<</Names[(a)41 0 R]>>"
        tree[41] = b"<</Type/Filespec/F(a.txt)/EF<</F 42 0 R>>>>"
        data = bare(catalogue=b"/Names<</EmbeddedFiles 7 0 R>>", more={**tree, 42: stream(b"x")})
        assert pages(pdf.read(data, second=second))


class TestPasswords:
    @staticmethod
    def locked(strength: int, user: str = "hemmelig") -> bytes:
        return drawn(three_pages, encrypt=StandardEncryption(user, ownerPassword="eier", strength=strength))

    @BOTH
    @pytest.mark.parametrize("strength", [40, 128])
    def test_rc4(self, strength: int, second: bool) -> None:
        data = self.locked(strength)
        for words in ((), ("feil",)):
            with pytest.raises(ReadProblem, match="encrypted"):
                pdf.read(data, passwords=words, second=second)
        assert len(pages(pdf.read(data, passwords=("feil", "hemmelig"), second=second))) == 3
        assert len(pages(pdf.read(self.locked(strength, ""), second=second))) == 3

    @pytest.mark.parametrize(("packed", "word"), [(AES_128, "hemmelig"), (AES_256, "blåbær")])
    def test_aes(self, packed: str, word: str) -> None:
        data = sealed(packed)
        with pytest.raises(ReadProblem, match="encrypted"):
            pdf.read(data, passwords=("feil", "\ud800", "nul\0", "x" * 500))
        assert pages(pdf.read(data, passwords=("feil", word))) == {1: "Lukket møtereferat om klager"}

    def test_aes_with_an_empty_password(self) -> None:
        assert pages(read_bytes(sealed(AES_256_OPEN), "x.pdf")) == {1: "Lukket møtereferat om klager"}


class TestScans:
    @BOTH
    def test_a_scan(self, second: bool) -> None:
        found = pdf.read(drawn(scan), second=second)
        assert (found.units, found.wants_ocr, found.problem) == ((), (1,), None)
        assert read_bytes(drawn(scan), "scan.pdf").problem == "no_text"

    @BOTH
    def test_a_scan_among_pages(self, second: bool) -> None:
        def draw(canvas: Canvas) -> None:
            lines(canvas, "A page that has its own words")
            canvas.showPage()
            scan(canvas)
            lines(canvas, "side 2")
            canvas.showPage()
            canvas.showPage()  # blank
            lines(canvas, "A page with a mark and many words")
            canvas.drawImage(picture(), 500, 800, 30, 30)

        found = pdf.read(drawn(draw), second=second)
        assert (list(pages(found)), found.wants_ocr, found.problem) == ([1, 2, 4], (2,), None)

    def test_letters_that_are_drawings(self) -> None:
        def draw(canvas: Canvas) -> None:
            for row in range(30):
                path = canvas.beginPath()
                path.moveTo(60, 60 + 20 * row)
                for number in range(12):
                    path.curveTo(60 + number, 70, 70, 80 + number, 90, 60 + row)
                canvas.drawPath(path)
            canvas.showPage()
            canvas.rect(20, 20, 500, 700)  # a frame is no letter
            canvas.line(20, 100, 500, 100)

        assert pdf.read(drawn(draw)).wants_ocr == (1,)

    def test_a_small_mark_is_no_scan(self) -> None:
        assert pdf.read(drawn(lambda c: c.drawImage(picture(), 500, 800, 30, 30))).wants_ocr == ()

    def test_a_picture_within_a_form(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.beginForm("letter")
            scan(canvas)
            canvas.endForm()
            canvas.doForm("letter")

        assert pdf.read(drawn(draw)).wants_ocr == (1,)

    def test_a_layer_whose_characters_nobody_can_name(self) -> None:
        font = embedded_font()

        def draw(canvas: Canvas) -> None:
            lines(canvas, *["Ęįš žųū ęėš įųž šąč ėęį ūųž " * 2] * 12, font=font)
            canvas.showPage()
            lines(canvas, "Plain words on the second page")

        whole = drawn(draw, pageCompression=0)
        found = pdf.read(re.sub(rb"/ToUnicode \d+ 0 R", lambda m: b" " * len(m[0]), whole))
        assert pdf.read(whole).wants_ocr == ()
        assert (list(pages(found)), found.wants_ocr) == ([2], (1,))

    def test_private_characters(self) -> None:
        assert pdf_found.is_junk("\ue012\ue034 \ue055" * 9 + "abc")
        assert not pdf_found.is_junk("\uf0b7 first\n\uf0b7 second")  # the bullets of Word
        assert pdf_found.mended("\uf0b7 first") == "• first"


class TestSecondOpinion:
    def test_pages_in_which_pdfium_finds_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = pdfium._page

        def blind(document: Any, number: int, *rest: Any) -> pdf_found.Page:
            if number == 2:
                return pdf_found.Page(number)
            return pdf_found.Page(number, broken=True) if number == 3 else real(document, number, *rest)

        monkeypatch.setattr(pdfium, "_page", blind)
        found = pdf.read(drawn(three_pages))
        assert [text.split()[4] for text in pages(found).values()] == ["1", "2", "3"]
        assert found.problem is None

    def test_what_pdfium_cannot_open(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdfium, "read", lambda *_: None)
        assert len(pages(pdf.read(drawn(three_pages)))) == 3

    def test_plain_text_is_not_read_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from indexer.extract import pdf_second

        monkeypatch.setattr(pdf_second, "Second", None)
        assert len(pages(pdf.read(drawn(three_pages)))) == 3


class TestBadFiles:
    @BOTH
    def test_truncated(self, second: bool) -> None:
        whole = drawn(three_pages)
        for share in range(5, 100, 5):
            data = whole[: len(whole) * share // 100]
            try:
                found = pdf.read(data, second=second)
            except ReadProblem as problem:
                found = Content(problem=problem.problem)
            assert found.problem == "damaged"

    @BOTH
    @pytest.mark.parametrize("lost", ["end", "catalogue", "tail of the text"])
    def test_what_stands_before_the_cut_is_kept(self, lost: str, second: bool) -> None:
        late = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R>>"
        whole = bare(pages=b"/Kids[3 0 R 8 0 R]/Count 2", more={7: stream(b" " * 500), 8: late})
        if lost == "end":
            data = whole[: whole.rfind(b"xref", 0, -60)]
        elif lost == "catalogue":
            data = b"%PDF-1.7\n" + whole[whole.find(b"3 0 obj") : whole.rfind(b"xref", 0, -60)]
        else:
            data = whole[: whole.find(b"7 0 obj") + 100]
        found = pdf.read(data, second=second)
        assert (pages(found)[1].strip(), found.problem) == ("Readable words on a page", "damaged")

    def test_padding_after_the_end_is_no_damage(self) -> None:
        assert pdf.read(drawn(three_pages) + b"\0" * 9_000).problem is None

    @BOTH
    def test_declared_pages_that_are_not_there(self, second: bool) -> None:
        started = time.monotonic()
        found = pdf.read(bare(pages=b"/Kids[3 0 R]/Count 100000"), second=second)
        assert pages(found)[1] == READABLE[23:47].decode()
        assert time.monotonic() - started < 10

    def test_a_hundred_thousand_pages(self) -> None:
        started = time.monotonic()
        found = pdf.read(bare(pages=b"/Kids[%s]/Count 100000" % (b"3 0 R " * 100_000)))
        assert (len(found.units), found.problem) == (5_000, "too_large")
        assert time.monotonic() - started < 15

    @BOTH
    def test_more_text_than_anybody_reads(self, second: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_found, "MAX_TEXT", 100)
        found = pdf.read(drawn(three_pages), second=second)
        assert (list(pages(found)), found.problem) == ([1, 2], "too_large")

    @BOTH
    def test_what_was_read_is_kept_when_time_is_over(
        self, second: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        late = iter([False, False, True])
        monkeypatch.setattr(pdf_found.Budget, "is_late", lambda _: next(late))
        found = pdf.read(drawn(three_pages), second=second)
        assert (list(pages(found)), found.problem) == ([1, 2], "timeout")

    @pytest.mark.parametrize("filters", [b"/FlateDecode", b"[/FlateDecode/FlateDecode]"])
    def test_bombs_never_reach_pdfium(self, filters: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdfium, "read", lambda *_: pytest.fail("unpacked"))
        content = zlib.compress(b" " * (100 << 20), 9)
        if b"[" in filters:
            content = zlib.compress(content, 9)
        found = read_bytes(bare(content=content, head=b"/Filter" + filters), "bomb.pdf")
        assert (found.units, found.problem) == ((), "too_large")

    def test_a_bomb_that_is_attached_costs_itself(self) -> None:
        file = {
            7: b"<</Type/Filespec/F(a.txt)/EF<</F 8 0 R>>>>",
            8: stream(zlib.compress(b" " * (100 << 20), 9), b"/Filter/FlateDecode"),
        }
        found = pdf.read(bare(catalogue=b"/Names<</EmbeddedFiles<</Names[(a)7 0 R]>>>>", more=file))
        assert (pages(found)[1].strip(), found.attachments) == ("Readable words on a page", ())
        assert found.problem == "too_large"

    def test_fields_in_a_circle(self) -> None:
        form = {
            7: b"<</Fields[8 0 R]>>",
            8: b"<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/FT/Tx/T(a)/V(b)/Parent 9 0 R/Kids[8 0 R 9 0 R]>>",
            9: b"<</T(x)/Kids[8 0 R]/Parent 8 0 R>>",
        }
        data = bare(catalogue=b"/AcroForm 7 0 R", page=b"/Annots[8 0 R]", more=form)
        for second in (False, True):
            assert pages(pdf.read(data, second=second))

    @settings(max_examples=80, deadline=None, derandomize=True)  # PDFium may end the process that it is in
    @given(st.data())
    def test_no_change_of_bytes_raises_anything_else(self, data: st.DataObject) -> None:
        whole = bytearray(_small())
        for _ in range(data.draw(st.integers(1, 6))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        try:
            found = pdf.read(bytes(whole))
        except ReadProblem:
            return
        assert all(unit.number >= 1 for unit in found.units)


def _small() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.bookmarkPage("a")
    canvas.addOutlineEntry("Chapter", "a")
    canvas.acroForm.textfield(name="n", value="value", x=60, y=700)
    lines(canvas, "Some words")
    canvas.save()
    return out.getvalue()
