"""Archives, images, old office files, and suffixes that lie: every file is read by what it is, or says why not."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from indexer.extract.model import NeedsOffice, ReadProblem
from indexer.extract.reading import read_bytes
from indexer.extract.registry import choose
from tests.indexer.msg_writer import compound, message
from tests.indexer.packages import Slide, odf, pptx, shape, zipped

if TYPE_CHECKING:
    from indexer.extract import Extraction

Bytes = Callable[..., bytes]


def everything(extraction: Extraction) -> str:
    return "\n".join(unit.text for unit in extraction.units)


class TestZip:
    def test_listed_not_unpacked(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            made.mkdir("referater")
            made.writestr(
                zipfile.ZipInfo("referater/møte 2025-03.pdf", (2025, 3, 12, 10, 0, 0)), b"x" * 1_200_000
            )
            made.writestr("inner.zip", zipped({"secret.txt": "ord"}))
            made.writestr(zipfile.ZipInfo("..\\..\\a\x1bb\n.txt"), b"")
        found = read_bytes(out.getvalue(), "arkiv.zip")
        assert [(unit.kind, unit.number, unit.label) for unit in found.units] == [("part", 1, "")]
        lines = everything(found).split("\n")
        assert lines[0] == "referater/møte 2025-03.pdf\t1 MB\t2025-03-12"
        assert lines[1].startswith("inner.zip\t")
        assert len(lines) == 3
        assert "\x1b" not in lines[2]
        assert "secret" not in everything(found)

    def test_names_of_old_programs(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            made.writestr("xxlsebxr.txt", b"x")
        data = out.getvalue().replace(b"xxlsebxr", "øålsebår".encode("cp865"))
        assert everything(read_bytes(data, "x.zip")).startswith("øålsebår.txt")

    def test_many_names(self) -> None:
        data = zipped({f"{number}.txt": "" for number in range(5_100)})
        found = read_bytes(data, "x.zip")
        assert (len(everything(found).split("\n")), found.problem) == (5_000, "too_large")

    def test_encrypted_is_listed(self) -> None:
        data = bytearray(zipped({"hemmelig.docx": "x"}))
        for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(mark) + flags] |= 1
        assert "hemmelig.docx" in everything(read_bytes(bytes(data), "x.zip"))

    def test_a_bomb_is_only_listed(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("bomb", bytes(200 << 20))
        began = time.monotonic()
        assert everything(read_bytes(out.getvalue(), "x.zip")).startswith("bomb\t210 MB")
        assert time.monotonic() - began < 1

    def test_empty(self) -> None:
        assert read_bytes(zipped({}), "x.zip").problem == "empty"


def picture(form: str, size: tuple[int, int] = (200, 100), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, 200).save(out, form, **more)
    return out.getvalue()


class TestImages:
    @pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP"])
    def test_wants_recognition(self, form: str) -> None:
        found = read_bytes(picture(form), f"skann.{form.lower()}")
        assert (found.wants_ocr, found.units, found.problem) == ((1,), (), "no_text")

    def test_by_what_it_is(self) -> None:
        assert read_bytes(picture("PNG"), "skann.pdf").wants_ocr == (1,)
        assert read_bytes(picture("JPEG"), "skann").wants_ocr == (1,)

    def test_pages_of_a_scan_and_of_an_animation(self) -> None:
        frames = [Image.new("L", (100, 100), shade) for shade in range(3)]
        assert read_bytes(picture("TIFF", save_all=True, append_images=frames), "x.tif").wants_ocr == (
            1,
            2,
            3,
            4,
        )
        assert read_bytes(picture("GIF", save_all=True, append_images=frames), "x.gif").wants_ocr == (1,)
        many = [Image.new("1", (60, 60))] * 70
        assert len(read_bytes(picture("TIFF", save_all=True, append_images=many), "x.tif").wants_ocr) == 50

    def test_icons_are_left_alone(self) -> None:
        found = read_bytes(picture("PNG", (59, 200)), "ikon.png")
        assert (found.wants_ocr, found.problem) == ((), "no_text")

    def test_what_a_camera_says(self) -> None:
        exif = Image.Exif()
        exif[0x010E], exif[0x013B] = "Brukerrådet på tur".encode(), "Kari"
        exif.get_ifd(0x8769)[0x9003] = "2024:06:01 12:30:00"
        found = read_bytes(picture("JPEG", exif=exif), "IMG_1.jpg")
        assert (everything(found), found.author) == ("Brukerrådet på tur", "Kari")
        assert (found.created, found.wants_ocr) == (datetime(2024, 6, 1, 12, 30), (1,))

    @pytest.mark.parametrize(
        "junk", ["OLYMPUS DIGITAL CAMERA", "SAMSUNG", "   ", "DCIM\\100", "Created with GIMP", "bilde"]
    )
    def test_what_a_camera_should_not_say(self, junk: str) -> None:
        exif = Image.Exif()
        exif[0x010E], exif[0x0132] = junk, "0000:00:00 00:00:00"
        found = read_bytes(picture("JPEG", exif=exif), "x.jpg")
        assert (found.units, found.created) == ((), None)

    def test_damaged(self) -> None:
        png = picture("PNG")
        for data in (
            png[:30],
            b"\xff\xd8\xff\xe0 picture",
            b"II*\0" + b"\xff" * 40,
            png[:60] + b"junk" + png[64:],
        ):
            assert read_bytes(data, "x.png").problem == "damaged"

    def test_declared_sizes_are_believed(self) -> None:
        def chunk(name: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

        head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
        data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
        assert read_bytes(data, "x.png").problem == "too_large"

    def test_unsupported(self) -> None:
        assert (
            read_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(60), "IMG_1.heic").problem
            == "unsupported"
        )

    def test_svg(self) -> None:
        svg = (
            '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            '<svg xmlns="http://www.w3.org/2000/svg"><title>Flytskjema</title>'
            '<g><text x="1">Motta <tspan>klage</tspan></text>'
            "<text>Svar &e;</text></g><style>.a{}</style></svg>"
        )
        for name in ("flyt.svg", "flyt.xml"):
            found = read_bytes(svg.encode(), name)
            assert everything(found) == "Flytskjema\nMotta klage\nSvar"
            assert found.title == "Flytskjema"


def old(*streams: str, flags: int = 0) -> bytes:
    return compound(
        {name: b"\xec\xa5" + bytes(8) + struct.pack("<H", flags) + bytes(5_000) for name in streams}
    )


class TestOldOffice:
    @pytest.mark.parametrize(
        ("name", "streams", "target"),
        [
            ("x.doc", ("WordDocument", "1Table"), "docx"), ("x.dot", ("WordDocument",), "docx"),
            ("x.txt", ("WordDocument",), "docx"), ("x.docx", ("WordDocument",), "docx"),
            ("x.ppt", ("PowerPoint Document", "Current User"), "pptx"), ("x.pps", ("PowerPoint Document",), "pptx"),
            ("x.doc", ("PowerPoint Document",), "pptx"),
        ],
    )  # fmt: skip
    def test_only_libreoffice_can(self, name: str, streams: tuple[str, ...], target: str) -> None:
        with pytest.raises(NeedsOffice) as found:
            choose(name, old(*streams))
        assert found.value.target == target

    def test_an_embedded_sheet_does_not_make_a_letter_a_sheet(self) -> None:
        data = compound({"WordDocument": bytes(5_000), "ObjectPool": {"_1": {"Workbook": b"x"}}})
        with pytest.raises(NeedsOffice):
            choose("x.xls", data)

    @pytest.mark.parametrize(
        ("name", "data", "problem"),
        [
            ("x.doc", old("WordDocument", flags=0x0100), "encrypted"),
            ("x.ppt", old("PowerPoint Document", "EncryptedSummary"), "encrypted"),
            ("x.docx", old("EncryptionInfo", "EncryptedPackage"), "encrypted"),
            ("x.pub", old("Contents", "Quill"), "unsupported"),
            ("x.doc", b"\x01\x02\x03" * 100, "damaged"),
            ("x.xls", b"\x01\x02\x03" * 100, "damaged"),
        ],
    )
    def test_problems(self, name: str, data: bytes, problem: str) -> None:
        with pytest.raises(ReadProblem) as found:
            choose(name, data)
        assert found.value.problem == problem


class TestLyingSuffixes:
    def test_every_mark_wins(self, docx_bytes: Bytes, pdf_bytes: Bytes) -> None:
        texts = {
            "docx": docx_bytes(("Normal", "ord i dokument")),
            "pdf": pdf_bytes("ord i dokument"),
            "pptx": pptx(Slide(shape("ord i dokument"))),
            "odt": odf("text", "<text:p>ord i dokument</text:p>"),
            "odp": odf(
                "presentation",
                "<draw:page><draw:frame><text:p>ord i dokument</text:p></draw:frame></draw:page>",
            ),
            "rtf": b"{\\rtf1 ord i dokument}",
            "html": b"<html><p>ord i dokument</p></html>",
            "msg": compound(message({0x37: "x", 0x1000: "ord i dokument"})),
        }
        for kind, data in texts.items():
            for name in (
                f"x.{kind}",
                "x.docx",
                "x.pdf",
                "x.doc",
                "x.pptx",
                "x.xls",
                "x.odt",
                "x.zip",
                "x.txt",
                "x",
                "x.rtf",
            ):
                assert "ord i dokument" in everything(read_bytes(data, name)), (kind, name)

    def test_an_archive_named_docx_is_listed(self) -> None:
        assert "a.txt" in everything(read_bytes(zipped({"a.txt": "x"}), "x.docx"))

    @pytest.mark.parametrize("name", ["bok.epub", "x.pages", "x.key", "x.jar"])
    def test_packed_formats_are_no_archives(self, name: str) -> None:
        assert read_bytes(zipped({"a.txt": "x"}), name).problem == "unsupported"

    def test_a_folder_named_word_does_not_make_a_document(self) -> None:
        assert "word/brev.txt" in everything(read_bytes(zipped({"word/brev.txt": "x"}), "x.zip"))

    def test_text_named_otherwise(self) -> None:
        for name in ("brev.doc", "brev.rtf", "brev"):
            assert everything(read_bytes("Kjære pårørende".encode("cp1252"), name)) == "Kjære pårørende"

    def test_a_text_that_speaks_of_pdf(self) -> None:
        for name in ("x.txt", "x.md", "x.csv"):
            assert "%PDF-1.7" in everything(read_bytes(b"Filen begynner med %PDF-1.7\n", name))

    def test_a_pdf_behind_junk(self, pdf_bytes: Bytes) -> None:
        for name in ("x.pdf", "x"):
            assert read_bytes(b"\r\n\0junk" + pdf_bytes("ord"), name).units[0].kind == "page"


class TestSigned:
    SIGNATURE = '<s xmlns:x="urn:x"><x:SigningTime>{}</x:SigningTime></s>'

    def container(self, mimetype: str) -> bytes:
        return zipped(
            {
                "mimetype": mimetype,
                "META-INF/manifest.xml": "<m/>",
                "META-INF/signatures0.xml": self.SIGNATURE.format("2025-03-14T09:00:00Z"),
                "META-INF/signatures1.xml": self.SIGNATURE.format("2025-03-12T08:30:00Z"),
                "metadata/signableMetadata0.xml": "<m/>",
                "sutartis.pdf": b"%PDF-1",
                "priedai/1 priedas.docx": b"PK",
            }
        )

    @pytest.mark.parametrize(
        ("name", "mimetype"),
        [
            ("sutartis.adoc", "application/vnd.lt.archyvai.adoc-2008"),
            ("avtale.asice", "application/vnd.etsi.asic-e+zip"),
            ("sutartis.zip", "application/vnd.etsi.asic-e+zip"), ("avtale.bdoc", "x"),
        ],
    )  # fmt: skip
    def test_papers_are_files_of_their_own(self, name: str, mimetype: str) -> None:
        found = read_bytes(self.container(mimetype), name)
        assert [(one.index, one.name, one.data) for one in found.attachments] == [
            (1, "sutartis.pdf", b"%PDF-1"), (2, "1 priedas.docx", b"PK"),
        ]  # fmt: skip
        assert (everything(found), found.created) == (
            "sutartis.pdf\n1 priedas.docx",
            datetime(2025, 3, 12, 8, 30),
        )

    def test_a_bomb_in_it_is_left_out(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("bomb.bin", bytes(70 << 20))
            made.writestr("liten.txt", b"ord")
        found = read_bytes(out.getvalue(), "x.asice")
        assert ([one.name for one in found.attachments], found.problem) == (["liten.txt"], "too_large")

    def test_a_text_with_the_same_suffix(self) -> None:
        assert everything(read_bytes(b"= Title\n\nWords.\n", "x.adoc")) == "= Title\nWords."
