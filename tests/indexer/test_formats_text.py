"""Text in any encoding, CSV, RTF, HTML, cards: what is written comes back as it was written."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.decoding import decode
from indexer.extract.reading import read_bytes

if TYPE_CHECKING:
    from indexer.extract import Extraction

NORWEGIAN = (
    "Møtet på Ås handlet om klager og årsplan for brukerne.",
    "Vi gjør det vi kan for å følge opp.",
    "Brukerrådet ønsker færre skjemaer og bedre språk.",
    "Avviket er lukket etter samtale med pårørende.",
    "Årsrapporten ble behandlet av styret 12. mars.",
    "Ørjan og Ågot går på kurs i førstehjelp.",
    "Er tjenesten tilgjengelig for alle?",
    "Målet er nådd når ni av ti er fornøyde.",
    "VEDLEGG: RUTINE FOR MÅLING AV TILFREDSHET",
)
LITHUANIAN = (
    "Įmonės darbuotojai svarstė skundų nagrinėjimo tvarką ir žmonių teises.",
    "Šiais metais užtikrinome paslaugų kokybę.",
    "Klientų apklausa parodė, kad dauguma yra patenkinti.",
    "Vaikų dienos centras veikia ir vasarą.",
    "Ar žinote, kaip pateikti skundą?",
    "Už įgyvendinimą atsako socialinė darbuotoja Rūta Žukauskė.",
    "Sprendimą priėmė taryba, posėdžio protokolas pridedamas.",
    "Gąsdinti ar žeminti žmogų draudžiama.",
    "PRIEDAS: SKUNDŲ REGISTRAVIMO ŽURNALAS",
)
WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
OF_NORWAY = (
    *WIDE,
    "cp1252",
    "iso8859_1",
    "iso8859_15",
    "iso8859_4",
    "iso8859_10",
    "cp865",
    "cp850",
    "mac_roman",
)
OF_LITHUANIA = (*WIDE, "cp1257", "iso8859_13", "iso8859_4", "iso8859_10", "cp775")


def everything(extraction: Extraction) -> str:
    return "\n".join(unit.text for unit in extraction.units)


def saved(sentences: tuple[str, ...], encodings: tuple[str, ...]) -> st.SearchStrategy[tuple[str, str]]:
    texts = st.lists(st.sampled_from(sentences), min_size=1, max_size=12).map("\r\n".join)
    return st.tuples(texts, st.sampled_from(encodings))


class TestEncodings:
    @settings(max_examples=400, deadline=None)
    @given(st.one_of(saved(NORWEGIAN, OF_NORWAY), saved(LITHUANIAN, OF_LITHUANIA)))
    def test_sentences_come_back_unchanged(self, given_text: tuple[str, str]) -> None:
        text, encoding = given_text
        assert decode(text.encode(encoding)) == text

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            ("blåbærsyltetøy", "cp1252"),
            ("blåbærsyltetøy", "cp865"),
            ("blåbærsyltetøy", "mac_roman"),
            ("žmonių teisės", "cp1257"),
            ("žmonių teisės", "cp775"),
            ("Müller & Søn, Århus – «sitat»", "cp1252"),
            ("Møtet kostet 5 € og varte lenge", "iso8859_15"),
            ("„Šeimos namai“ – 2025 m.", "cp1257"),
            ("Zażółć gęślą jaźń, proszę o odpowiedź w sprawie skargi", "cp1250"),
            ("Привет, это письмо о правах клиентов и жалобах.", "cp1251"),
        ],
    )
    def test_a_few_words(self, text: str, encoding: str) -> None:
        assert decode(text.encode(encoding)) == text

    def test_utf8_cut_off_or_with_a_line_of_another_program(self) -> None:
        assert decode("Møtet på Ås om årsplan".encode()[:-8] + b"\xc3").startswith("Møtet på Ås om")
        mixed = ("Møtet på Ås, årsplan\n" * 4).encode() + "også på norsk".encode("cp1252")
        assert decode(mixed).endswith("også på norsk")

    def test_large_and_small_take_the_same_time(self) -> None:
        began = time.monotonic()
        text = "\n".join(LITHUANIAN) * 20_000
        assert decode(text.encode("cp1257")) == text
        assert time.monotonic() - began < 5


class TestUnknownSuffixes:
    @pytest.mark.parametrize("name", ["referat", "referat.ini", "notat.2025", "liste.conf"])
    def test_clean_text_is_read(self, name: str) -> None:
        for encoding in ("utf-8", "cp1252", "utf-16"):
            found = read_bytes("\n".join(NORWEGIAN).encode(encoding), name)
            assert found.problem is None
            assert "færre skjemaer" in everything(found)

    @pytest.mark.parametrize(
        "data", [bytes(range(256)) * 4, b"7z\xbc\xaf\x27\x1c" + b"\x00\x04" * 40, b"Rar!\x1a\x07\x00" * 9]
    )  # fmt: skip
    def test_others_are_not(self, data: bytes) -> None:
        for name in ("x.7z", "x.rar", "x.tar.gz", "x.bin", "x.heic", "x"):
            assert read_bytes(data, name).problem == "unsupported"

    def test_large_ones_are_not(self) -> None:
        assert read_bytes(b"word " * 300_000, "dump.sql").problem == "unsupported"


class TestCsv:
    @pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
    def test_delimiters(self, mark: str) -> None:
        rows = [
            ["Nr", "Sak", "Merknad"],
            ["1", "Klage, muntlig; kort", "se | under"],
            ["2", 'Hun sa "nei"', ""],
        ]
        text = "\r\n".join(mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
        assert everything(read_bytes(text.encode(), "x.csv")) == (
            'Nr\tSak\tMerknad\n1\tKlage, muntlig; kort\tse | under\n2\tHun sa "nei"'
        )

    def test_decimal_commas_do_not_cut(self) -> None:
        text = "Tiltak;Snitt;N\nDagtilbud;4,5;12\nBolig;3,9;8\n"
        assert (
            everything(read_bytes(text.encode(), "x.csv"))
            == "Tiltak\tSnitt\tN\nDagtilbud\t4,5\t12\nBolig\t3,9\t8"
        )

    def test_the_hint_for_excel_is_no_row(self) -> None:
        assert everything(read_bytes(b"sep=|\r\na;1|b\r\n", "x.csv")) == "a;1\tb"

    def test_a_cell_of_several_lines_stays_one(self) -> None:
        assert everything(read_bytes(b'a,"one\ntwo",c\n1,2,3\n', "x.csv")) == "a\tone two\tc\n1\t2\t3"

    def test_a_table_named_xls(self) -> None:
        found = read_bytes("Dato;Sum\n2025-03-01;5\n".encode("utf-16"), "utskrift.xls")
        assert (found.units[0].kind, found.units[0].text) == ("sheet", "Dato\tSum\n2025-03-01\t5")


RTF = rb"""{\rtf1\ansi\ansicpg1257\deff0\deflang1063
{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset186 Arial Baltic;}{\f2\fnil\fcharset204 Arial Cyr;}}
{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\s9 Title;}}
{\info{\title Skund\'f8 tvarka}{\author R\'fbta}{\creatim\yr2024\mo5\dy3\hr9\min2}{\revtim\yr2024\mo6\dy4}}
{\header Virsus}{\footerf Apacia}
\pard\s9 Vadovas\par
\pard Darbuotoj\'f8 ir \f1\'e0\'e8\f0\par
\pard\s1 Skundai\par\pard\s2 Kaip {\b pateikti}\par
\pard Tekstas {\v hidden1}{\deleted gone1}\v hidden2\v0 rodomas{\footnote pastaba}{\*\annotation komentaras}\par
\trowd A\cell B\cell\row 1\cell\cell 3\cell\row
\pard {\field{\*\fldinst{HYPERLINK "http://x.example/"}}{\fldrslt nuoroda}} \u281?\u8211? \u-10179?\u-8704?\par
{\pict\pngblip 89504e47}{\*\unknown nothing}{\f2\'cf\'f0}\par}
after the end"""


class TestRtf:
    def test_everything(self) -> None:
        found = read_bytes(RTF, "tvarka.rtf")
        assert [(unit.kind, unit.label, unit.text) for unit in found.units] == [
            ("part", "", "Vadovas\nDarbuotojų ir ąč"),
            (
                "section",
                "Skundai > Kaip pateikti",
                "Skundai\nKaip pateikti\nTekstas rodomas\nA\tB\n1\t\t3\nnuoroda ę– 😀\nПр",
            ),
            ("part", "header", "Virsus"),
            ("part", "footer", "Apacia"),
            ("part", "footnotes", "pastaba"),
            ("part", "comments", "komentaras"),
        ]
        assert (found.title, found.author, found.created) == ("Vadovas", "Rūta", datetime(2024, 5, 3, 9, 2))
        assert found.modified == datetime(2024, 6, 4)

    @pytest.mark.parametrize(
        ("head", "encoding"),
        [
            (rb"\ansi\ansicpg1252", "cp1252"), (rb"\mac", "mac_roman"), (rb"\pca", "cp850"), (rb"\ansi", "cp1252"),
            (rb"\ansi\ansicpg1252\f0", "cp1252"), (rb"\ansi\ansicpg99999", "cp1252"),
        ],
    )  # fmt: skip
    def test_code_pages_masked_and_raw(self, head: bytes, encoding: str) -> None:
        raw = "Blåbær på øya".encode(encoding)
        masked = b"".join(bytes([byte]) if byte < 128 else b"\\'%02x" % byte for byte in raw)
        for text in (raw, masked):
            assert (
                everything(read_bytes(b"{\\rtf1" + head + b" " + text + b"\\par}", "x.rtf"))
                == "Blåbær på øya"
            )

    def test_named_doc_and_cut_off(self) -> None:
        assert "Darbuotojų" in everything(read_bytes(RTF, "x.doc"))
        assert "Darbuotojų" in everything(read_bytes(RTF[: RTF.index(b"Skundai")], "x.rtf"))

    @pytest.mark.parametrize(
        "data", [b"{\\rtf1 " + b"{" * 100_000, b"{\\rtf1 " + b"{\\field{\\*\\fldinst{" * 30_000]
    )
    def test_nested_without_end(self, data: bytes) -> None:
        began = time.monotonic()
        assert read_bytes(data, "x.rtf").problem == "too_large"
        assert time.monotonic() - began < 5

    @pytest.mark.parametrize("fonts", [b"{\\f1 x;}" * 50_000, b"\\f1 \\f1 " * 20_000])
    def test_fonts_without_end(self, fonts: bytes) -> None:
        began = time.monotonic()
        assert everything(read_bytes(b"{\\rtf1{\\fonttbl" + fonts + b"}ord}", "x.rtf")) == "ord"
        assert time.monotonic() - began < 5

    def test_characters_that_do_not_exist(self) -> None:
        assert everything(read_bytes(rb"{\rtf1 a\u9999999?b\u-999999?c\u?d}", "x.rtf")) == "a?b?c?d"

    def test_many_links_in_one_line(self) -> None:
        link = b'{\\field{\\*\\fldinst{HYPERLINK "http://x.example"}}{\\fldrslt ord}} '
        began = time.monotonic()
        assert everything(read_bytes(b"{\\rtf1 " + link * 5_000 + b"}", "x.rtf")).split() == ["ord"] * 5_000
        assert time.monotonic() - began < 10


PAGE = """<!DOCTYPE html><html lang="nb"><head><title>Årsrapport &amp; plan</title><style>p{}</style>
<meta name="author" content="Kari"><meta name="date" content="2025-03-01"></head><body>
<p>Innledning</p><h1>Rapport</h1><p>Første <b>avsnitt</b> her.<p>Andre<br>linje
<h2>Tabell</h2><table><tr><th>A</th><th>B</th></tr><tr><td>1<p>x</p></td><td> 2 </td></tr>
<tr><td></td><td>3</td></tr></table><table><tr><td><h3>Spalte</h3><p>venstre</p></td>
<td>høyre <table><tr><td>i</td><td>j</td></tr></table></td></tr></table>
<div style="display: none">skjult</div><script>kode()</script><ul><li>en<li>to</ul></body></html>"""


class TestHtml:
    def test_sections_tables_and_properties(self) -> None:
        found = read_bytes(PAGE.encode(), "rapport.html")
        assert [(unit.label, unit.text) for unit in found.units] == [
            ("", "Innledning"),
            ("Rapport", "Rapport\nFørste avsnitt her.\nAndre\nlinje"),
            ("Rapport > Tabell", "Tabell\nA\tB\n1 x\t2\n\t3"),
            ("Rapport > Tabell > Spalte", "Spalte\nvenstre\nhøyre\ni\tj\nen\nto"),
        ]
        assert (found.title, found.author, found.created) == ("Rapport", "Kari", datetime(2025, 3, 1))

    @pytest.mark.parametrize(
        ("encoding", "declared"),
        [
            ("cp1252", "iso-8859-1"), ("cp1257", "windows-1257"), ("utf-8", "iso-8859-1"), ("utf-8-sig", "utf-8"),
            ("utf-16", "utf-16"), ("cp1257", ""), ("cp1257", "no-such-set"), ("cp1252", "utf-8"),
        ],
    )  # fmt: skip
    def test_encodings_declared_and_not(self, encoding: str, declared: str) -> None:
        text = (LITHUANIAN if "1257" in encoding else NORWEGIAN)[0]
        page = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'
        assert everything(read_bytes(page.encode(encoding), "x.htm")) == text

    @pytest.mark.parametrize("name", ["kontoutskrift.xls", "brev.doc", "side.txt", "side"])
    def test_by_what_it_is(self, name: str) -> None:
        found = read_bytes(PAGE.encode(), name)
        assert "A\tB\n1 x\t2" in everything(found)
        assert "kode()" not in everything(found)

    @pytest.mark.parametrize(
        "page",
        [
            "<div>" * 5_000 + "ord", "<b>" * 100_000 + "ord", "<table><tr><td>" * 200 + "ord",
            "<p>ord" + "<" * 100_000, "ord<!--" * 9,
        ],
    )  # fmt: skip
    def test_junk(self, page: str) -> None:
        began = time.monotonic()
        assert "ord" in everything(read_bytes(b"<html>" + page.encode(), "x.html"))
        assert time.monotonic() - began < 5

    def test_nothing_is_fetched_or_resolved(self) -> None:
        page = b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><p>ord &e;</p></html>'
        assert "root:" not in everything(read_bytes(page, "x.html"))

    @settings(max_examples=100, deadline=None)
    @given(st.text(alphabet="<>/abptdhr1 =\"'&;!-\n", max_size=300))
    def test_no_page_raises(self, page: str) -> None:
        found = read_bytes(b"<html>" + page.encode(), "x.html")
        assert found.problem in (None, "no_text")

    def test_a_page_saved_as_one_file(self) -> None:
        letter = (
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
            "Content-Type: text/html; charset=windows-1257\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            f"<h1>Tvarka</h1><p>{LITHUANIAN[0]}</p>\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
        ).encode("cp1257")
        for name in ("tvarka.mht", "tvarka.doc"):
            found = read_bytes(letter, name)
            assert (found.units[0].label, found.attachments) == ("Tvarka", ())
            assert LITHUANIAN[0] in everything(found)


class TestCards:
    def test_calendar(self) -> None:
        card = (
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20250312T100000\r\nSUMMARY:Brukerråd og styre\r\n"
            "DESCRIPTION:Sak 1\\nSak 2\\, klager på tjen\r\n esten\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        found = read_bytes(card.encode(), "møte.ics")
        assert found.title == "Brukerråd og styre"
        assert "Sak 1\nSak 2, klager på tjenesten" in everything(found)

    def test_address(self) -> None:
        card = "BEGIN:VCARD\r\nFN:Rūta Žukauskė\r\nEND:VCARD\r\n"
        assert "Rūta Žukauskė" in everything(read_bytes(card.encode(), "x.vcf"))

    @pytest.mark.parametrize("name", ["x.json", "x.xml", "x.yaml"])
    def test_data_as_text(self, name: str) -> None:
        assert "pårørende" in everything(read_bytes("<a>{'x': 'pårørende'}</a>".encode(), name))
