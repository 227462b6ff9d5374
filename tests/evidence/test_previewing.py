"""Prove that files are shown with their passage marked, and that nothing a file holds runs, leads away or stays."""

from __future__ import annotations

import io
import os
import shutil
import time
import unicodedata
import zlib
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import numpy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from PIL import Image

from indexer.preview.model import Wish
from indexer.preview.passage import spans, spans_in
from qms.evidence import preview_html, preview_work, previewing
from qms.evidence.docx_view import document_preview
from qms.evidence.finding import UnknownEvidence
from qms.evidence.preview_cache import PreviewCache
from qms.evidence.previewing import NoPreview, original, page_html, page_picture, picture, preview_of
from qms.locale.sentences import say
from qms.model.evidence import Unit
from qms.workspace.workspace import Workspace
from tests.cli.conftest import Qms, calm
from tests.cli.test_hostile import W, package, pdf, png_bomb, stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSAGE = "every complaint is answered in writing within ten working days"
SCRIPT = "alert('x')"
FILES = {
    "plan.pdf", "sealed.pdf", "form.pdf", "turned.pdf", "swelling.pdf", "mile.pdf", "broken.pdf", "policy.docx",
    "bomb.docx", "laughs.docx", "page.html", "drawing.svg", "rows.csv", "book.xlsx", "photo.jpg", "bomb.png",
    "clear.png", "letter.eml", "notes.txt", "renamed.docx",
}  # fmt: skip


def drawn(*pages: str, password: str | None = None) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    guard = StandardEncryption(password, ownerPassword="owner", strength=128) if password else None
    made = canvas.Canvas(out, encrypt=guard)
    for page in pages:
        for number, line in enumerate(page.split("\n")):
            made.drawString(60, 760 - 20 * number, line)
        made.showPage()
    made.save()
    return out.getvalue()


def turned(data: bytes) -> bytes:
    import pypdf

    made = pypdf.PdfWriter(io.BytesIO(data))
    made.pages[0].rotate(90)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def form() -> bytes:
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    made = canvas.Canvas(out)
    made.drawString(60, 760, "A form to fill")
    made.acroForm.textfield(name="name", value="Written into the field", x=60, y=700, width=300, height=30)
    made.save()
    return out.getvalue()


def word() -> bytes:
    """Return a Word file with a script behind a link, a picture from elsewhere, and a passage in several runs."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    made = docx.Document()
    made.add_paragraph("Handling of complaints", style="Title")
    made.add_heading("How to complain", 2)
    paragraph = made.add_paragraph("We promise that every ")
    paragraph.add_run("complaint is").bold = True
    paragraph.add_run(" answered in ")
    paragraph.add_run("writing within ten working\u00a0days").italic = True
    paragraph.add_run(".")
    for number, target in enumerate((f"javascript:{SCRIPT}", "https://example.org/track")):
        ident = made.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        paragraph._p.append(parse_xml(
            f'<w:hyperlink {W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            f'r:id="{ident}"><w:r><w:t>press {number}</w:t></w:r></w:hyperlink>'
        ))  # fmt: skip
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "<script>alert(1)</script>", "Second cell"
    image = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(image, "PNG")
    image.seek(0)
    made.add_picture(image)
    ident = made.part.relate_to("http://example.org/pixel.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    blip = made.element.body.xpath(".//a:blip")[0]
    copied = made.add_paragraph()
    run = parse_xml(made.paragraphs[-2]._p.xml if hasattr(made.paragraphs[-2]._p, "xml") else "")
    copied._p.getparent().replace(copied._p, run)
    second = made.element.body.xpath(".//a:blip")[1]
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    del second.attrib[f"{space}embed"]
    second.set(f"{space}link", ident)
    assert blip is not second
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def book() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        first = made.add_worksheet("Complaints")
        first.write_row(0, 0, ["Day", "What", "<img src=x onerror=alert(1)>"])
        for row in range(1, 700):
            first.write_row(row, 0, [row, f"entry number {row}", "answered"])
        second = made.add_worksheet("Wide")
        second.write_row(1, 1, [f"column {number}" for number in range(1, 61)])
    return out.getvalue()


def photo() -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (3000, 2000), "blue")
    image.paste("yellow", (0, 0, 3000, 400))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Kari Nordmann at home"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def letter() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Minutes", "ada@example.org"
    message.set_content("The minutes are attached.\n")
    message.add_attachment(
        drawn("Attached minutes\nof the quality team"),
        maintype="application",
        subtype="pdf",
        filename="minutes.pdf",
    )
    return message.as_bytes()


def fill(store: Path) -> None:
    store.mkdir(parents=True, exist_ok=True)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents 4 0 R>>"
    head = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    spaces = stream(zlib.compress(b" " * (100 << 20), 9), b"/FlateDecode")
    clear = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(clear, "PNG")
    paragraphs = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 60_000
    laughs = '<!DOCTYPE x [<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + "]>"  # fmt: skip
    body = f"<w:document {W}><w:body>{{}}</w:body></w:document>"
    made: dict[str, bytes] = {
        "plan.pdf": drawn(
            "Plan of the year\nEvery com-\nplaint is answered in writing\nwithin ten  working days.",
            "Page two",
        ),
        "sealed.pdf": drawn("Sealed words on a page", password="open sesame"),
        "form.pdf": form(),
        "turned.pdf": turned(drawn("A page that lies on its side")),
        "swelling.pdf": pdf(*head, page % b"595 842", spaces),
        "mile.pdf": pdf(*head, page % b"2000000 2000000", stream(zlib.compress(b" "), b"/FlateDecode")),
        "broken.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 20,
        "policy.docx": word(),
        "renamed.docx": drawn("A PDF in spite of its name"),
        "bomb.docx": package("word/document.xml", {"word/document.xml": body.format(paragraphs)}),
        "laughs.docx": package("word/document.xml", {"word/document.xml": laughs + body.format("&j;")}),
        "page.html": f"<h1>News</h1><p onclick='x'>Words of the page</p><script>{SCRIPT}</script>".encode(),
        "drawing.svg": f'<svg xmlns="http://www.w3.org/2000/svg" onload="{SCRIPT}"><script>{SCRIPT}</script>'
        "<text>Words of the drawing</text></svg>".encode(),
        "rows.csv": b"what;count\n<b>bold</b>;3\nlast;4\n",
        "book.xlsx": book(),
        "photo.jpg": photo(),
        "bomb.png": png_bomb(),
        "clear.png": clear.getvalue(),
        "letter.eml": letter(),
        "notes.txt": f"Notes <script>{SCRIPT}</script>\n\nWe hold that {PASSAGE}.\n".encode(),
    }
    assert set(made) == FILES
    for name, data in made.items():
        (store / name).write_bytes(data)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qms]:
    with pytest.MonkeyPatch.context() as patch:
        calm(patch, tmp_path_factory.mktemp("cache"))
        qms = Qms(tmp_path_factory.mktemp("previews") / "w")
        Qms(qms.root.parent).run("init", qms.root)
        qms.configure('\n[evidence]\npasswords = ["wrong", "open sesame"]\n')
        fill(qms.store)
        qms.run("sync", code=None)
        yield qms
    preview_work.close_previews()


@pytest.fixture
def workspace(shared: Qms) -> Iterator[Workspace]:
    made = Workspace(shared.root, "ada")
    yield made
    made.close()


@pytest.fixture(scope="module")
def ids(shared: Qms) -> dict[str, str]:
    return {path: row["id"] for path, row in shared.register().items()}


@pytest.fixture
def own(tmp_path: Path, shared: Qms, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Qms, Workspace]]:
    """Give a copy of the workspace that a test may change."""
    calm(monkeypatch, tmp_path / "cache")
    shutil.copytree(shared.root, tmp_path / "w", copy_function=shutil.copy2)
    workspace = Workspace(tmp_path / "w", "ada")
    yield Qms(tmp_path / "w"), workspace
    workspace.close()


def opened(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return Image.open(io.BytesIO(png))


def tinted(png: bytes) -> Any:
    """Tell of each pixel, by row and column, whether it has the colour of a mark."""
    pixels = numpy.asarray(opened(png).convert("RGB"))
    return (pixels[..., 0] > 230) & (pixels[..., 1] > 200) & (pixels[..., 2] < 140)


def why(trouble: pytest.ExceptionInfo[NoPreview]) -> str:
    assert "…" not in say(trouble.value.code, trouble.value.params)
    code: str = trouble.value.params["why"].code
    return code


def check_plain(html: str) -> Any:
    """Look at every element and attribute, and return the tree."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for each in root.iterdescendants():
        assert isinstance(each.tag, str)
        assert each.tag in preview_html._TAGS
        for name, value in each.attrib.items():
            assert name in {"src", "alt", "id", "colspan", "rowspan", "scope"}, name
            if name == "src":
                assert value.startswith("data:image/png;base64,")
    assert [each.get("id") for each in root.iterdescendants() if each.get("id")] in ([], ["passage"])
    levels = [each.tag for each in root.iterdescendants() if each.tag in {"h1", "h2"}]
    assert levels == []
    return root


class TestWhatCanBeShown:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [("plan.pdf", "pages"), ("sealed.pdf", "pages"), ("policy.docx", "html"), ("page.html", "text"),
         ("drawing.svg", "text"), ("rows.csv", "table"), ("book.xlsx", "table"), ("photo.jpg", "image"),
         ("letter.eml", "text"), ("letter.eml#1/minutes.pdf", "pages"), ("broken.pdf", "none"),
         ("renamed.docx", "pages")],
    )  # fmt: skip
    def test_the_kind_follows_what_the_file_is(
        self, workspace: Workspace, ids: dict[str, str], name: str, kind: str
    ) -> None:
        found = preview_of(workspace, ids[name])
        assert found.kind == kind
        assert (found.reason is not None) == (kind == "none")

    def test_units_name_pages_and_sheets(self, workspace: Workspace, ids: dict[str, str]) -> None:
        pages = preview_of(workspace, ids["plan.pdf"]).units
        assert [(one.number, one.unit, one.has_text) for one in pages] == [
            (1, "page", True),
            (2, "page", True),
        ]
        assert [one.label for one in preview_of(workspace, ids["book.xlsx"]).units] == ["Complaints", "Wide"]

    def test_no_file_is_opened(self, own: tuple[Qms, Workspace], ids: dict[str, str]) -> None:
        qms, workspace = own
        shutil.rmtree(qms.store)
        assert preview_of(workspace, ids["plan.pdf"]).kind == "pages"

    def test_the_file_itself(self, workspace: Workspace, ids: dict[str, str], shared: Qms) -> None:
        assert original(workspace, ids["notes.txt"]) == (
            "notes.txt",
            (shared.store / "notes.txt").read_bytes(),
        )
        name, data = original(workspace, ids["letter.eml#1/minutes.pdf"])
        assert (name, data[:5]) == ("minutes.pdf", b"%PDF-")

    def test_what_nobody_knows(self, workspace: Workspace) -> None:
        for call in (preview_of, picture):
            with pytest.raises(UnknownEvidence):
                call(workspace, "e-nothing")


class TestPagesOfPdf:
    def test_a_passage_is_marked_across_lines_and_a_hyphen(
        self, workspace: Workspace, ids: dict[str, str]
    ) -> None:
        plain = page_picture(workspace, ids["plan.pdf"], 1)
        found = page_picture(workspace, ids["plan.pdf"], 1, PASSAGE)
        assert (found.marked, found.width, plain.marked) == (True, 1000, False)
        assert opened(found.png).size == (found.width, found.height)
        assert not tinted(plain.png).any()
        assert tinted(found.png).sum() > 5_000
        marks = numpy.flatnonzero(tinted(found.png).any(axis=1))
        scale = found.height / 841.89
        assert marks.min() > (841.89 - 755) * scale  # below the first line, which is not part of it
        assert marks.max() < (841.89 - 690) * scale

    def test_what_is_not_there_is_not_marked(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = page_picture(workspace, ids["plan.pdf"], 2, PASSAGE, width=400)
        assert (found.marked, found.width, tinted(found.png).sum()) == (False, 400, 0)

    def test_nearly_the_same_words_are_marked(self, workspace: Workspace, ids: dict[str, str]) -> None:
        said = "Every complaint is answered in writing, within ten working days"
        assert page_picture(workspace, ids["plan.pdf"], 1, said).marked

    def test_passwords_of_the_settings_open_a_file(self, workspace: Workspace, ids: dict[str, str]) -> None:
        assert page_picture(workspace, ids["sealed.pdf"], 1, "sealed words").marked

    def test_a_turned_page(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = page_picture(workspace, ids["turned.pdf"], 1, "lies on its side", width=800)
        assert found.marked
        assert found.width == 800 > found.height
        assert tinted(found.png).sum() > 500

    def test_what_was_written_into_a_form_is_seen(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = opened(page_picture(workspace, ids["form.pdf"], 1, width=595).png).convert("L")
        field = found.crop((62, 842 - 728, 300, 842 - 702))
        assert numpy.asarray(field).min() < 120

    def test_an_attachment(self, workspace: Workspace, ids: dict[str, str]) -> None:
        assert page_picture(workspace, ids["letter.eml#1/minutes.pdf"], 1, "the quality team").marked

    def test_a_page_that_is_not_there(self, workspace: Workspace, ids: dict[str, str]) -> None:
        with pytest.raises(NoPreview) as trouble:
            page_picture(workspace, ids["plan.pdf"], 3)
        assert why(trouble) == "preview_no_page"

    @pytest.mark.parametrize(
        ("name", "code"), [("swelling.pdf", "why_too_large"), ("broken.pdf", "why_damaged")]
    )
    def test_hostile_files_cost_themselves(
        self, workspace: Workspace, ids: dict[str, str], name: str, code: str
    ) -> None:
        with pytest.raises(NoPreview) as trouble:
            page_picture(workspace, ids[name], 1)
        assert why(trouble) == code
        assert page_picture(workspace, ids["plan.pdf"], 2, width=410).png

    def test_a_page_of_a_mile_is_bounded(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = page_picture(workspace, ids["mile.pdf"], 1, width=900)
        assert found.width * found.height <= 12_000_000

    def test_the_text_of_a_page(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = page_html(workspace, ids["plan.pdf"], 2, "page two")
        check_plain(found.html)
        assert (found.html, found.marked) == ('<p><mark id="passage">Page two</mark></p>', True)

    def test_a_warm_worker_is_quick(self, workspace: Workspace, ids: dict[str, str]) -> None:
        page_picture(workspace, ids["plan.pdf"], 1, width=411)
        started = time.monotonic()
        page_picture(workspace, ids["plan.pdf"], 1, width=412)
        assert time.monotonic() - started < 1.0


class TestPictures:
    def test_a_photograph_is_upright_and_says_nothing_of_itself(
        self, workspace: Workspace, ids: dict[str, str]
    ) -> None:
        found = picture(workspace, ids["photo.jpg"], width=600)
        image = opened(found.png)
        assert image.size == (found.width, found.height) == (400, 600)
        assert image.convert("RGB").getpixel((395, 300))[2] < 100  # the yellow stripe lies to the right now
        assert not image.getexif()
        assert b"Nordmann" not in found.png

    def test_what_is_clear_is_white(self, workspace: Workspace, ids: dict[str, str]) -> None:
        assert opened(picture(workspace, ids["clear.png"]).png).convert("RGB").getpixel((3, 3)) == (
            255,
            255,
            255,
        )

    def test_a_bomb_costs_itself(self, workspace: Workspace, ids: dict[str, str]) -> None:
        with pytest.raises(NoPreview) as trouble:
            picture(workspace, ids["bomb.png"])
        assert why(trouble) == "why_too_large"

    @pytest.mark.parametrize("name", ["drawing.svg", "page.html", "plan.pdf", "notes.txt"])
    def test_nothing_else_is_a_picture(self, workspace: Workspace, ids: dict[str, str], name: str) -> None:
        with pytest.raises(NoPreview):
            picture(workspace, ids[name])


class TestWord:
    def test_a_passage_is_marked_across_runs(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = page_html(workspace, ids["policy.docx"], 1, PASSAGE)
        root = check_plain(found.html)
        assert found.marked
        said = " ".join("".join(each.text_content() for each in root.iter("mark")).split())
        assert said == PASSAGE
        assert root.xpath(".//strong//mark")

    def test_headings_start_at_the_third_level_and_tables_stay(
        self, workspace: Workspace, ids: dict[str, str]
    ) -> None:
        root = check_plain(page_html(workspace, ids["policy.docx"], 1).html)
        assert [each.text_content() for each in root.iter("h3")] == ["Handling of complaints"]
        assert [each.text_content() for each in root.iter("h4")] == ["How to complain"]
        assert [each.text_content() for each in root.iter("td")] == [
            "<script>alert(1)</script>",
            "Second cell",
        ]

    def test_nothing_leads_away_and_nothing_runs(self, workspace: Workspace, ids: dict[str, str]) -> None:
        html = page_html(workspace, ids["policy.docx"], 1).html
        root = check_plain(html)
        for bad in ("javascript", "example.org", "<script", "href", "style=", "class="):
            assert bad not in html
        assert "press 0" in root.text_content()
        (image,) = root.iter("img")  # the one that is in the file, drawn anew
        assert image.get("src").startswith("data:image/png;base64,")

    @pytest.mark.parametrize("name", ["bomb.docx", "laughs.docx"])
    def test_bombs(self, workspace: Workspace, ids: dict[str, str], name: str) -> None:
        try:
            html = page_html(workspace, ids[name], 1).html
        except NoPreview:
            return
        assert len(html) < 2_000_000  # what could be read of it
        check_plain(html)

    def test_a_document_that_is_no_evidence(self, workspace: Workspace, tmp_path: Path) -> None:
        path = tmp_path / "Order of complaints.docx"
        path.write_bytes(word())
        for _ in range(2):
            html = document_preview(path, workspace)
            check_plain(html)
            assert "How to complain" in html
        path.write_bytes(b"PK\x03\x04 nothing")
        with pytest.raises(NoPreview):
            document_preview(path, workspace)
        with pytest.raises(NoPreview):
            document_preview(tmp_path / "none.docx", workspace)


class TestTextsAndTables:
    @pytest.mark.parametrize("name", ["page.html", "drawing.svg"])
    def test_pages_and_drawings_are_text(self, workspace: Workspace, ids: dict[str, str], name: str) -> None:
        found = page_html(workspace, ids[name], 1, "words of the")
        root = check_plain(found.html)
        assert found.marked
        assert SCRIPT not in root.text_content()

    def test_text_is_text(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = page_html(workspace, ids["notes.txt"], 1, PASSAGE)
        root = check_plain(found.html)
        assert f"<script>{SCRIPT}</script>" in root.text_content()
        assert root.xpath("string(.//mark)") == PASSAGE

    def test_sheets(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = page_html(workspace, ids["book.xlsx"], 1, "entry number 7")
        root = check_plain(found.html)
        assert len(list(root.iter("tr"))) == 1 + preview_html.MOST_ROWS
        assert say("preview_rows", {"first": 1, "last": 500, "count": 700}) in root.text_content()
        assert [each.text for each in root.xpath(".//thead//th")] == ["A", "B", "C"]
        (row,) = root.xpath(".//tr[.//mark]")
        assert (row.xpath("string(th)"), row.xpath("string(.//mark)")) == ("8", "entry number 7")

    def test_a_passage_far_down_is_shown(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = page_html(workspace, ids["book.xlsx"], 1, "650\tentry number 650\tanswered")
        (row,) = check_plain(found.html).xpath(".//tr[.//mark]")
        assert [each.text_content() for each in row.iter("mark")] == ["650", "entry number 650", "answered"]

    def test_wide_sheets_are_cut_and_say_so(self, workspace: Workspace, ids: dict[str, str]) -> None:
        root = check_plain(page_html(workspace, ids["book.xlsx"], 2).html)
        assert len(root.xpath(".//thead//th")) == preview_html.MOST_COLUMNS
        assert say("preview_columns", {"count": 40}) in root.text_content()
        assert root.xpath("string(.//tbody/tr/th)") == "2"

    def test_a_sheet_that_is_not_there_is_told(self, workspace: Workspace, ids: dict[str, str]) -> None:
        with pytest.raises(NoPreview) as trouble:
            page_html(workspace, ids["book.xlsx"], 9)
        assert why(trouble) == "preview_no_page"

    def test_separated_values(self, workspace: Workspace, ids: dict[str, str]) -> None:
        found = page_html(workspace, ids["rows.csv"], 1, "last\t4")
        root = check_plain(found.html)
        assert [each.text_content() for each in root.iter("mark")] == ["last", "4"]
        assert "<b>bold</b>" in root.text_content()

    def test_a_long_text_is_shown_from_its_passage_on(self) -> None:
        units = [Unit("section", at, f"Part {at}", f"words of part {at} " * 4_000) for at in range(1, 40)]
        found = preview_html.text_html(units, "part 30 words of part 30")
        root = check_plain(found.html)
        assert found.marked
        assert root.xpath("string(.//h3)") == "Part 30"
        assert say("preview_part") in root.text_content()
        assert len(found.html) < 2 * preview_html.MOST_LETTERS


class TestWhatChanges:
    def test_a_file_that_changed(self, own: tuple[Qms, Workspace], ids: dict[str, str]) -> None:
        qms, workspace = own
        assert page_picture(workspace, ids["plan.pdf"], 1).png
        qms.write("plan.pdf", drawn("Other words"))
        qms.write("notes.txt", "other words")
        for call in (page_picture, page_html):
            with pytest.raises(NoPreview) as trouble:
                call(workspace, ids["plan.pdf"], 1)
            assert why(trouble) == "preview_changed"
            assert trouble.value.hint_code() == "hint_sync"
        with pytest.raises(NoPreview):
            page_html(workspace, ids["notes.txt"], 1)
        qms.run("sync", code=None)
        assert page_picture(workspace, ids["plan.pdf"], 1, "other words").marked

    def test_a_file_that_is_gone(self, own: tuple[Qms, Workspace], ids: dict[str, str]) -> None:
        qms, workspace = own
        (qms.store / "letter.eml").unlink()
        with pytest.raises(NoPreview) as trouble:
            page_picture(workspace, ids["letter.eml#1/minutes.pdf"], 1)
        assert why(trouble) == "preview_gone"
        qms.run("sync", "--accept-missing", code=None)
        assert preview_of(workspace, ids["letter.eml#1/minutes.pdf"]).kind == "none"

    def test_touching_a_file_changes_nothing(self, own: tuple[Qms, Workspace], ids: dict[str, str]) -> None:
        qms, workspace = own
        os.utime(qms.store / "plan.pdf", (1, 1))
        assert page_picture(workspace, ids["plan.pdf"], 1).png

    def test_a_lost_cache_of_texts(self, own: tuple[Qms, Workspace], ids: dict[str, str]) -> None:
        _, workspace = own
        shutil.rmtree(workspace.cache)
        assert preview_of(workspace, ids["plan.pdf"]).kind == "pages"
        assert page_html(workspace, ids["notes.txt"], 1, PASSAGE).marked
        assert page_html(workspace, ids["policy.docx"], 1, PASSAGE).marked

    def test_forgetting_erases_what_was_shown(self, own: tuple[Qms, Workspace], ids: dict[str, str]) -> None:
        qms, workspace = own
        shutil.rmtree(workspace.cache / "previews", ignore_errors=True)
        page_picture(workspace, ids["letter.eml#1/minutes.pdf"], 1)
        page_html(workspace, ids["policy.docx"], 1)
        kept = list((workspace.cache / "previews").iterdir())
        assert len(kept) == 2
        (workspace.cache / "previews" / ".qms-half.tmp").write_bytes(b"half")
        (qms.store / "letter.eml").unlink()
        qms.run("sync", "--accept-missing", code=None)
        qms.run("evidence", "forget", ids["letter.eml"], "--because", "asked to")
        sha256 = next(r["sha256"] for p, r in qms.register().items() if p == "policy.docx")
        left = list((workspace.cache / "previews").iterdir())
        assert [path.name.partition(".")[0] for path in left] == [sha256]


class TestWhatIsKept:
    def test_it_is_private_and_serves_without_a_worker(
        self, own: tuple[Qms, Workspace], ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, workspace = own
        first = page_picture(workspace, ids["plan.pdf"], 1, PASSAGE)
        html = page_html(workspace, ids["policy.docx"], 1, PASSAGE)
        folder = workspace.cache / "previews"
        if os.name == "posix":
            assert folder.stat().st_mode & 0o777 == 0o700
            assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
        monkeypatch.setattr(previewing, "view", lambda *_: pytest.fail("made again"))
        assert page_picture(workspace, ids["plan.pdf"], 1, PASSAGE) == first
        assert page_html(workspace, ids["policy.docx"], 1, PASSAGE) == html

    def test_what_has_no_end_is_not_tried_again_and_again(
        self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[int] = []

        class Endless:
            def view(self, *_: object) -> str:
                asked.append(1)
                return "timeout"

        monkeypatch.setattr(preview_work, "extractor_of", lambda _: Endless())
        for number in (1, 1, 2, 1):
            with pytest.raises(NoPreview) as trouble:
                preview_work.view(workspace, b"x", "x.pdf", "b" * 64, Wish("page", number))
            assert why(trouble) == "why_timeout"
        assert len(asked) == 2

    def test_several_ask_at_once(self, own: tuple[Qms, Workspace], ids: dict[str, str]) -> None:
        _, workspace = own
        with ThreadPoolExecutor(6) as many:
            made = list(many.map(
                lambda width: page_picture(workspace, ids["plan.pdf"], 1, PASSAGE, width=300 + width % 4), range(24)
            ))  # fmt: skip
        assert [one.width for one in made] == [300 + at % 4 for at in range(24)]
        assert all(one.marked for one in made)

    def test_what_is_damaged_is_made_anew(self, own: tuple[Qms, Workspace], ids: dict[str, str]) -> None:
        _, workspace = own
        first = page_picture(workspace, ids["plan.pdf"], 1)
        for path in (workspace.cache / "previews").iterdir():
            path.write_bytes(path.read_bytes()[:-9])
        assert page_picture(workspace, ids["plan.pdf"], 1) == first

    def test_the_oldest_make_room(self, tmp_path: Path) -> None:
        cache = PreviewCache(tmp_path, most=5_000)
        asked = [("page", number) for number in range(1, 8)]
        for at, one in enumerate(asked):
            cache.put("a" * 64, one, (bytes(1_000), False, 1, 1))
            for path in cache.folder.iterdir():
                if path.stat().st_mtime > 1_000:
                    os.utime(path, (at + 1, at + 1))
        assert sum(path.stat().st_size for path in cache.folder.iterdir()) <= 5_000
        assert [cache.get("a" * 64, one) is not None for one in asked] == [False] * 3 + [True] * 4


class TestHostileHtml:
    @pytest.mark.parametrize(
        "html",
        [f"<script>{SCRIPT}</script>", f"<img src=x onerror={SCRIPT}>", f'<svg onload="{SCRIPT}"></svg>',
         f'<a href="javascript:{SCRIPT}">a</a>', '<img src="data:image/svg+xml;base64,AA">', '<p style="x">a</p>',
         '<p class="x" id="passage">a</p>', '<img src="https://example.org/a.png">', "<iframe src=x></iframe>",
         '<mark id="other">a</mark>', "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
         '<form action="x"><input></form>', "<base href=x><meta http-equiv=refresh content=0>"],
    )  # fmt: skip
    def test_only_plain_html_passes(self, html: str) -> None:
        check_plain(preview_html.clean(html))
        assert "onerror" not in preview_html.clean(html)


class TestPassages:
    def test_pieces(self) -> None:
        assert spans_in(["Every ", "com", "plaint", "\n", "counts"], "complaint counts") == [
            (1, 0, 3),
            (2, 0, 6),
            (4, 0, 6),
        ]

    @pytest.mark.parametrize(
        ("text", "passage", "found"),
        [("An of\ufb01ce", "office", ["of\ufb01ce"]), ("co\u00ad-\noperation", "cooperation", ["co\u00ad-\noperation"]),
         ("Straße", "STRASSE", ["Straße"]), ("A\u030als", "åls", ["A\u030als"]), ("unable, able", "able", ["able"]),
         ("a | b | c", "b\tc", ["b | c"]), ("nothing", "something", []), ("", "a", []), ("a", " - ", []),
         ("ends with the begin of it", "the begin of it and more", ["the begin of it"]),
         ("and much more of it begins", "this was before and much more of it", ["and much more of it"])],
    )  # fmt: skip
    def test_words_are_found_however_they_are_set(self, text: str, passage: str, found: list[str]) -> None:
        assert [text[start:end] for start, end in spans(text, passage)] == found

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=60), st.text("abcåž -\n", min_size=1, max_size=30), st.text(max_size=60))
    @example("\u00aa", "a", "")  # a small raised a is that letter to a reader
    def test_what_stands_there_is_found(self, before: str, words: str, after: str) -> None:
        text = f"{before}\n{words}\n{after}"
        wanted = "".join(sign for sign in words if sign not in " -\n")
        found = spans(text, words)
        assert bool(found) == bool(wanted)
        for start, end in found:
            assert 0 <= start < end <= len(text)
        if found:
            (start, end), *others = found
            assert others == []
            said = unicodedata.normalize("NFKD", text[start:end]).casefold()
            letters = unicodedata.normalize("NFKD", wanted)
            assert "".join(sign for sign in said if sign in letters) == letters
