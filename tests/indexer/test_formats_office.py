"""Presentations, OpenDocument, workbooks, and Word's language: by hand-made packages and by LibreOffice."""

from __future__ import annotations

import io
import os
import re
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from indexer.extract.reading import read_bytes
from tests.indexer.msg_writer import compound
from tests.indexer.packages import (
    DRAWN,
    ODF_SPACES,
    RELATED,
    Slide,
    flat_odf,
    odf,
    pptx,
    relations,
    shape,
    zipped,
)

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.extract import Extraction

Bytes = Callable[..., bytes]


def everything(extraction: Extraction) -> str:
    return "\n".join(unit.text for unit in extraction.units)


class TestPptx:
    def test_slides_in_the_order_of_the_show(self) -> None:
        first = Slide(shape("Klager hos oss", "title") + shape("Første punkt\nAndre punkt"))
        empty = Slide("<p:pic/>")
        last = Slide(shape("Skjult", "ctrTitle") + shape("bak"), hidden=True)
        found = read_bytes(pptx(first, empty, last, order=[3, 2, 1]), "kurs.pptx")
        assert [(unit.kind, unit.number, unit.label, unit.text) for unit in found.units] == [
            ("slide", 1, "Skjult", "Skjult\nbak"),
            ("slide", 3, "Klager hos oss", "Klager hos oss\nFørste punkt\nAndre punkt"),
        ]
        assert (found.title, found.author, found.created) == (
            "Skjult",
            "Kari Nordmann",
            datetime(2024, 5, 1, 10),
        )
        assert (found.language, found.language_source) == ("nb", "properties")

    def test_groups_tables_diagrams_charts_notes_and_comments(self) -> None:
        table = (
            "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>A</a:t></a:r></a:p>"
            "</a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>B</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>"
            "</a:graphicData></a:graphic></p:graphicFrame>"
        )
        drawn = (
            '<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds xmlns:dgm="urn:d" r:dm="d1" r:lo="d2"/>'
            "</a:graphicData></a:graphic></p:graphicFrame>"
            '<p:graphicFrame><c:chart xmlns:c="urn:c" r:id="k1"/></p:graphicFrame>'
        )
        fallback = (
            '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>' + shape("valgt") + "</mc:Choice>"
            "<mc:Fallback>" + shape("reserve") + "</mc:Fallback></mc:AlternateContent>"
        )
        shapes = f"<p:grpSp>{shape('i gruppe')}</p:grpSp>{table}{drawn}{fallback}{shape('7', 'sldNum')}"
        slide = Slide(
            shapes,
            notes="Husk å si",
            comments="Bra bilde",
            beside={"d1": ("diagramData", "../diagrams/data1.xml"), "k1": ("chart", "../charts/chart1.xml")},
        )
        more: dict[str, str | bytes] = {
            "ppt/diagrams/data1.xml": f'<d xmlns:a="{DRAWN}"><a:p><a:r><a:t>Ringen</a:t></a:r></a:p></d>',
            "ppt/charts/chart1.xml": '<c:c xmlns:c="urn:c"><c:strCache><c:v>Tilfredshet</c:v></c:strCache></c:c>',
        }
        found = read_bytes(pptx(slide, more=more), "x.pptx")
        assert found.units[0].text == (
            "i gruppe\nA\tB\nRingen\nTilfredshet\nvalgt\n* * *\nHusk å si\nOla: Bra bilde"
        )
        assert found.units[0].label == ""

    def test_a_damaged_slide_costs_itself(self) -> None:
        whole = pptx(Slide(shape("en")), Slide(shape("to")))
        broken = whole_with(whole, "ppt/slides/slide1.xml", b"<p:sld")
        found = read_bytes(broken, "x.pptx")
        assert ([unit.number for unit in found.units], found.problem) == ([2], "damaged")

    def test_cut_off(self) -> None:
        whole = pptx(Slide(shape("ord " * 500)))
        for share in (0.1, 0.5, 0.95):
            assert read_bytes(whole[: int(len(whole) * share)], "x.pptx").problem == "damaged"


def whole_with(package: bytes, name: str, data: bytes) -> bytes:
    """Return a package with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(package)) as made:
        parts: dict[str, str | bytes] = {each: made.read(each) for each in made.namelist()}
    return zipped({**parts, name: data})


ODT = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>slettet</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
    '<text:p text:style-name="P1">Kvalitetshåndbok</text:p>'
    "<text:p>Før  <text:s text:c=\"2\"/>ord<text:tab/>en<text:line-break/>to"
    "<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation>"
    "<text:note-body><text:p>Fotnote</text:p></text:note-body></text:note>"
    "<text:note text:note-class=\"endnote\"><text:note-body><text:p>Sluttnote</text:p></text:note-body></text:note>"
    "<office:annotation><dc:creator>Ola</dc:creator><dc:date>2024-01-01</dc:date><text:p>Kommentar</text:p>"
    "</office:annotation><draw:frame><draw:text-box><text:p>Tekstboks</text:p></draw:text-box></draw:frame></text:p>"
    '<text:h text:outline-level="1">Klager</text:h><text:h text:outline-level="2">Hvordan</text:h>'
    "<text:section><text:list><text:list-item><text:p>Punkt</text:p></text:list-item></text:list></text:section>"
    "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
    "<table:table-cell><text:p>B</text:p><text:p>C</text:p></table:table-cell></table:table-row>"
    "</table:table-header-rows></table:table>"
    '<text:h text:outline-level="1">Ledelse</text:h><text:p>Hvem <text:span>leder</text:span>.</text:p>'
)  # fmt: skip
AUTOMATIC = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
PAGES = (
    "<office:master-styles><style:master-page><style:header><text:p>Topptekst</text:p></style:header>"
    "<style:header-left><text:p>Topptekst</text:p></style:header-left>"
    "<style:footer><text:p>Bunntekst</text:p></style:footer></style:master-page></office:master-styles>"
)
SHOW = (
    '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Klager hos oss</text:p></draw:text-box>'
    "</draw:frame><draw:g><draw:custom-shape><text:p>Boks</text:p></draw:custom-shape></draw:g>"
    "<presentation:notes><draw:frame><draw:text-box><text:p>Husk å si</text:p></draw:text-box></draw:frame>"
    "</presentation:notes></draw:page><draw:page/><draw:page><draw:frame><draw:text-box><text:p>Tre</text:p>"
    "</draw:text-box></draw:frame></draw:page>"
)


class TestOpenDocument:
    @pytest.mark.parametrize("flat", [False, True])
    def test_text(self, flat: bool) -> None:
        data = flat_odf("text", ODT) if flat else odf("text", ODT, styles=PAGES, automatic=AUTOMATIC)
        found = read_bytes(data, "håndbok.fodt" if flat else "håndbok.odt")
        expected = [
            ("part", "", "Kvalitetshåndbok\nFør   ord\ten\nto\nTekstboks"),
            ("section", "Klager > Hvordan", "Klager\nHvordan\nPunkt\nA\tB C"),
            ("section", "Ledelse", "Ledelse\nHvem leder."),
            ("part", "header", "Topptekst"),
            ("part", "footer", "Bunntekst"),
            ("part", "footnotes", "Fotnote"),
            ("part", "endnotes", "Sluttnote"),
            ("part", "comments", "Ola: Kommentar"),
        ]
        shown = [(unit.kind, unit.label, re.sub(" {2,}", "   ", unit.text)) for unit in found.units]
        assert shown == [each for each in expected if not flat or each[1] not in ("header", "footer")]
        assert (found.title, found.title_source) == ("Klager" if flat else "Kvalitetshåndbok", "heading")
        assert (found.author, found.created) == ("Kari Nordmann", datetime(2024, 5, 1, 10))
        assert found.modified == datetime(2024, 6, 2, 11)

    @pytest.mark.parametrize("flat", [False, True])
    def test_slides(self, flat: bool) -> None:
        data = flat_odf("presentation", SHOW) if flat else odf("presentation", SHOW)
        found = read_bytes(data, "kurs.fodp" if flat else "kurs.odp")
        assert [(unit.kind, unit.number, unit.label, unit.text) for unit in found.units] == [
            ("slide", 1, "Klager hos oss", "Klager hos oss\nBoks\n* * *\nHusk å si"),
            ("slide", 3, "", "Tre"),
        ]
        assert (found.language, found.title) == ("nb", "Klager hos oss")

    def test_a_drawing(self) -> None:
        body = (
            "<draw:page><draw:custom-shape><text:p>Organisasjonskart</text:p></draw:custom-shape></draw:page>"
        )
        body = f"<office:body><office:drawing>{body}</office:drawing></office:body>"
        content = f"<office:document-content {ODF_SPACES}>{body}"
        data = whole_with(odf("graphics", ""), "content.xml", f"{content}</office:document-content>".encode())
        assert [(unit.kind, unit.text) for unit in read_bytes(data, "x.odg").units] == [
            ("slide", "Organisasjonskart")
        ]

    def test_comments_of_a_sheet(self) -> None:
        note = "<office:annotation><dc:creator>Ola</dc:creator><text:p>Sjekk</text:p></office:annotation>"
        cell = f'<table:table-cell office:value-type="string"><text:p>ord</text:p>{note}</table:table-cell>'
        rows = f'<table:table table:name="Ark"><table:table-row>{cell}</table:table-row></table:table>'
        found = read_bytes(odf("spreadsheet", rows), "x.ods")
        assert [(unit.label, unit.text) for unit in found.units] == [("Ark", "ord\n* * *\nOla: Sjekk")]
        assert found.author == "Kari Nordmann"

    @pytest.mark.parametrize("kind", ["text", "presentation", "spreadsheet"])
    def test_encrypted(self, kind: str) -> None:
        manifest = (
            '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
        )
        data = odf(kind, "", more={"META-INF/manifest.xml": manifest, "content.xml": os.urandom(200)})
        assert read_bytes(data, f"x.{kind}").problem == "encrypted"

    def test_entities_stay_unresolved(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("topsecret", "ascii")
        laughs = "".join(
            f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "lol"}{f"&l{n - 1};" * 9 if n else ""}">'
            for n in range(12)
        )
        head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">{laughs}]>'
        body = "<office:body><office:text><text:p>ord &e; &l11;</text:p></office:text></office:body>"
        data = odf(
            "text",
            "",
            more={
                "content.xml": f"{head}<office:document-content {ODF_SPACES}>{body}</office:document-content>"
            },
        )
        began = time.monotonic()
        found = read_bytes(data, "x.odt")
        assert "topsecret" not in everything(found)
        assert len(everything(found)) < 100
        assert time.monotonic() - began < 2

    def test_elements_without_end_are_too_many(self) -> None:
        began = time.monotonic()
        assert read_bytes(odf("text", "<text:p/>" * 3_500_000), "x.odt").problem == "too_large"
        assert time.monotonic() - began < 10

    def test_a_sheet_repeated_to_the_last_cell(self) -> None:
        cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
        row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
        found = read_bytes(odf("spreadsheet", f'<table:table table:name="Ark">{row}</table:table>'), "x.ods")
        assert [(unit.kind, unit.label) for unit in found.units] == [("sheet", "Ark")]
        assert found.units[0].text.split("\t") == ["x"] * 100


def workbook(fill: Callable[..., None]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


class TestWorkbooks:
    def test_hidden_merged_dates_comments_boxes(self) -> None:
        def fill(book):  # type: ignore[no-untyped-def]
            book.add_worksheet("Skjult").hide()
            book.get_worksheet_by_name("Skjult").write("A1", "bak")
            sheet = book.add_worksheet("Avvik")
            sheet.merge_range("A1:C1", "Register")
            sheet.write_row("A2", [1, 0.1 + 0.2, 1234567890123])
            for place, value, form in (
                ("A3", datetime(2025, 3, 1, 12, 30), "dd.mm.yyyy hh:mm"),
                ("B3", 0.3125, "hh:mm"),
                ("C3", 1.25, "[h]:mm"),
            ):
                sheet.write(place, value, book.add_format({"num_format": form})) if isinstance(
                    value, float
                ) else sheet.write_datetime(place, value, book.add_format({"num_format": form}))
            sheet.write_comment("A2", "Må følges opp", {"author": "Kari"})
            sheet.insert_textbox("E1", "Slik fyller du ut")

        found = read_bytes(workbook(fill), "avvik.xlsx")
        assert [(unit.number, unit.label, unit.text) for unit in found.units] == [
            (1, "Skjult", "bak"),
            (
                2,
                "Avvik",
                (
                    "Register\n1\t0.3\t1234567890123\n2025-03-01 12:30\t07:30\t30:00\n* * *\n"
                    "Slik fyller du ut\nA2 Kari: Må følges opp"
                ),
            ),
        ]

    @pytest.mark.parametrize("place", ["XFD1048576", "CV1048576", "T1048576"])
    def test_cells_in_far_corners(self, place: str) -> None:
        def fill(book):  # type: ignore[no-untyped-def]
            sheet = book.add_worksheet("Stor")
            sheet.write("A1", "først")
            sheet.write("B1", 5)
            sheet.write(place, "sist")
            book.add_worksheet("Liten").write("A1", "ord")

        began = time.monotonic()
        found = read_bytes(workbook(fill), "x.xlsx")
        assert [unit.text for unit in found.units] == ["først\t5\nsist", "ord"]
        assert time.monotonic() - began < 2

    def test_a_far_corner_of_an_old_sheet(self) -> None:
        begin = struct.pack("<HH16x", 0x0809, 16)
        cells = b"".join(struct.pack("<HHHHHI", 0xFD, 10, place, place, 0, 0) for place in (0, 65_000))
        assert read_bytes(compound({"Workbook": begin + cells}), "x.xls").problem == "too_large"

    def test_formatted_to_the_last_cell_is_not_vast(self) -> None:
        def fill(book):  # type: ignore[no-untyped-def]
            sheet = book.add_worksheet()
            sheet.write_datetime("A1", datetime(2025, 3, 1), book.add_format({"num_format": "yyyy"}))
            sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))

        assert read_bytes(workbook(fill), "x.xlsx").units[0].text == "2025-03-01"

    def test_threaded_comments_replace_their_copies(self) -> None:
        def fill(book):  # type: ignore[no-untyped-def]
            sheet = book.add_worksheet()
            sheet.write("A1", "ord")
            sheet.write_comment("A1", "[Threaded comment] Your version of Excel ..")

        made = workbook(fill)
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            listed = package.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
        target = "../threadedComments/t1.xml"
        one = f'<Relationship Id="t1" Type="{RELATED}/threadedComment" Target="{target}"/></Relationships>'
        made = whole_with(
            made, "xl/worksheets/_rels/sheet1.xml.rels", listed.replace("</Relationships>", one).encode()
        )
        thread = '<T xmlns="urn:t"><threadedComment ref="A1"><text>Sjekket</text></threadedComment></T>'
        made = whole_with(made, "xl/threadedComments/t1.xml", thread.encode())
        assert read_bytes(made, "x.xlsx").units[0].text == "ord\n* * *\nA1 Sjekket"


EXCEL_2003 = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><DocumentProperties xmlns="urn:o"><Author>Banken</Author>'
    '</DocumentProperties><Worksheet ss:Name="Konto"><Table><Row><Cell><Data ss:Type="String">Dato</Data></Cell>'
    '<Cell ss:Index="3"><Data ss:Type="String">Sum</Data></Cell></Row><Row><Cell><Data ss:Type="DateTime">'
    '2025-03-01T00:00:00.000</Data><Comment><Data>Sjekk</Data></Comment></Cell><Cell/><Cell ss:Index="999999999">'
    '<Data ss:Type="Number">5</Data></Cell></Row></Table></Worksheet></Workbook>'
)


class TestExcelXml:
    @pytest.mark.parametrize("name", ["utskrift.xls", "utskrift.xml"])
    def test_what_banks_call_xls(self, name: str) -> None:
        found = read_bytes(EXCEL_2003.encode(), name)
        assert [(unit.kind, unit.number, unit.label) for unit in found.units] == [("sheet", 1, "Konto")]
        assert found.units[0].text == "Dato\t\tSum\n2025-03-01" + "\t" * 1_000 + "5\n* * *\nSjekk"
        assert found.author == "Banken"

    def test_other_xml_is_text(self) -> None:
        data = b'<?xml version="1.0"?><document xmlns:x="http://www.w3.org/1999/xhtml"><a>ord</a></document>'
        assert "<a>ord</a>" in everything(read_bytes(data, "x.xml"))


class TestDocxLanguage:
    @pytest.mark.parametrize(
        ("code", "language"), [("nb-NO", "nb"), ("lt-LT", "lt"), ("nn-NO", "nb"), ("de-DE", None)]
    )
    def test_declared_by_the_styles(self, code: str, language: str | None) -> None:
        w = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # strict
        inner = f'<w:rPrDefault><w:rPr><w:lang w:val="{code}"/></w:rPr></w:rPrDefault>'
        styles = f'<w:styles xmlns:w="{w}"><w:docDefaults>{inner}</w:docDefaults></w:styles>'
        data = zipped(
            {
                "_rels/.rels": relations({"r1": ("officeDocument", "word/document.xml")}),
                "word/document.xml": (
                    f'<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t>17</w:t></w:r></w:p></w:body></w:document>'
                ),
                "word/_rels/document.xml.rels": relations({"s": ("styles", "styles.xml")}),
                "word/styles.xml": styles,
            }
        )
        found = read_bytes(data, "x.docx")
        assert (found.language, everything(found)) == (language, "17")
