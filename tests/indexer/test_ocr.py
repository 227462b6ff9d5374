from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from indexer.extract import Extractor
from indexer.extract.model import ReadProblem
from indexer.extract.ocr import codes_for, text_of
from indexer.extract.picture import MAX_PIXELS, Picture, take_picture
from indexer.extract.tools import Tools, find_tools

if TYPE_CHECKING:
    from pathlib import Path

Bytes = Callable[..., bytes]
posix = pytest.mark.skipif(os.name != "posix", reason="programs are shell scripts")
NB = """\
Virksomheten skal ha rutiner for å håndtere klager fra brukere og pårørende.
Alle ansatte får opplæring i hvordan en klage tas imot, og lederen svarer innen
tre uker. Årsrapporten viser hvor mange klager som kom inn, hva de gjaldt og
hvilke tiltak som ble satt i verk. Brukerrådet går gjennom rapporten hvert år og
gir råd om forbedringer. Øvelser i førstehjelp holdes to ganger i året."""
LT = """\
Įstaiga turi turėti skundų nagrinėjimo tvarką, su kuria supažindinami visi
paslaugų gavėjai. Darbuotojai mokomi, kaip priimti skundą, o vadovas atsako per
dvidešimt darbo dienų. Metinėje ataskaitoje nurodoma, kiek skundų gauta, dėl ko
skųstasi ir kokių priemonių imtasi. Šeimos taryba kasmet svarsto ataskaitą ir
teikia pasiūlymus dėl paslaugų kokybės gerinimo. Žmonės džiaugiasi."""


def drawn(text: str, font: str = "DejaVuSans.ttf", size: int = 46) -> Image.Image:
    image = Image.new("L", (2480, 1200), 255)
    letters = ImageFont.truetype(font, size)
    for number, line in enumerate(text.split("\n")):
        ImageDraw.Draw(image).text((200, 200 + 90 * number), line, font=letters, fill=0)
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data), formats=["PPM"])


def right(text: str, wanted: str) -> float:
    """Return the share of the wanted words that stand in a text, in order."""
    words = wanted.split()
    blocks = SequenceMatcher(None, words, text.split(), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(words)


def table(*words: tuple[int, int, int, float, str]) -> str:
    """Return Tesseract's table of words given as (block, paragraph, line, confidence, word)."""
    rows = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    rows.append("1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t")
    rows += [f"5\t1\t{b}\t{p}\t{n}\t1\t0\t0\t9\t9\t{sure}\t{word}" for b, p, n, sure, word in words]
    return "\n".join(rows) + "\n"


class TestText:
    def test_lines_and_paragraphs_stay(self) -> None:
        text, confidence = text_of(
            table((1, 1, 1, 90, "One"), (1, 1, 1, 80, "line"), (1, 1, 2, 90, "two"), (2, 1, 1, 100, "More"))
        )
        assert text == "One line\ntwo\n\nMore"
        assert confidence == 90

    def test_words_broken_at_the_end_of_a_line_are_joined(self) -> None:
        lines = [
            "the complaint proce-",
            "dure of Oslo-",
            "Bergen is 2024-",
            "2025 and well-known",
            "to all \u2010",
            "x",
        ]
        rows = [(1, 1, n, 90.0, word) for n, line in enumerate(lines) for word in line.split()]
        assert text_of(table(*rows))[0] == (
            "the complaint procedure\nof Oslo-\nBergen is 2024-\n2025 and well-known\nto all \u2010\nx"
        )

    def test_faint_words_and_noise_are_left_out(self) -> None:
        text, confidence = text_of(table((1, 1, 1, 95, "word"), (1, 1, 1, 5, "wörd"), (1, 1, 1, 95, "more")))
        assert (text, confidence) == ("word more", 95)
        assert text_of(table((1, 1, 1, 90, "|"), (1, 1, 2, 90, "~_-"), (1, 1, 3, 90, "ab"))) == ("", 0)
        assert text_of("") == ("", 0)

    @given(st.text())
    def test_no_table_raises(self, said: str) -> None:
        assert isinstance(text_of(f"x\n{said}\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\tx{said}"), tuple)

    def test_languages_are_those_that_are_installed_in_the_order_given(self) -> None:
        every = ("eng", "lit", "nor", "osd")
        assert codes_for(["lt", "nb", "lt"], every) == ("lit", "nor")
        assert codes_for(["nb", "en"], ("eng", "osd")) == ("eng",)
        assert codes_for([], every) == ("nor", "lit", "eng")
        assert codes_for(["lt"], ("nor", "eng")) == ("nor", "eng")
        assert codes_for(["lt"], ("deu", "osd")) == ()


class TestPicture:
    def test_a_pdf_page_at_300_dpi(self, pdf_bytes: Bytes) -> None:
        made = take_picture(pdf_bytes("one", "two"), 2)
        assert made.dpi == 300
        width, height = opened(made).size
        assert (abs(width - 2480) < 3, abs(height - 3508) < 3) == (True, True)

    def test_a_page_that_is_turned_and_one_that_is_huge(self) -> None:
        import pypdf

        writer = pypdf.PdfWriter()
        writer.add_blank_page(595, 842).rotate(90)
        writer.add_blank_page(14_000, 14_000)
        writer.add_blank_page(14_000, 3)
        out = io.BytesIO()
        writer.write(out)
        width, height = opened(take_picture(out.getvalue(), 1)).size
        assert width > height
        for page in (2, 3):
            made = take_picture(out.getvalue(), page)
            width, height = opened(made).size
            assert 0 < width * height <= MAX_PIXELS * 1.01
        assert take_picture(out.getvalue(), 2).dpi < 50 or take_picture(out.getvalue(), 2).dpi == 70

    def test_a_password_opens(self, pdf_bytes: Bytes) -> None:
        data = pdf_bytes("secret", encrypt="open sesame")
        assert take_picture(data, 1, ("wrong", "open sesame")).dpi == 300
        for passwords in ((), ("wrong",)):
            with pytest.raises(ReadProblem) as told:
                take_picture(data, 1, passwords)
            assert told.value.problem == "encrypted"

    @pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "PA"])
    def test_what_is_transparent_is_white(self, mode: str) -> None:
        image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
        ImageDraw.Draw(image).rectangle((100, 100, 200, 200), fill=(0, 0, 0, 255))
        if mode == "P":
            image = image.quantize(4)
        elif mode != "RGBA":
            image = image.convert(mode) if mode == "LA" else image
        made = opened(take_picture(saved(image), 1))
        edge = made.size[0] // 60
        assert made.getpixel((edge, edge)) > 250
        assert made.getpixel((made.size[0] // 2, made.size[1] // 2)) < 5

    @pytest.mark.parametrize("mode", ["1", "L", "I;16", "I", "F", "CMYK", "RGB"])
    def test_dark_stays_dark_in_every_mode(self, mode: str) -> None:
        grey = Image.new("L", (400, 400), 230)
        ImageDraw.Draw(grey).rectangle((100, 100, 300, 300), fill=10)
        if mode == "I;16":
            image = Image.frombytes(
                "I;16", grey.size, b"".join(struct.pack("<H", v * 257) for v in grey.tobytes())
            )
        elif mode in ("I", "F"):
            image = grey.convert("F").point(lambda value: value * 200 + 0).convert(mode)
        else:
            image = grey.convert(mode)
        made = opened(take_picture(saved(image, "TIFF"), 1))
        assert made.getpixel((10, 10)) > 200
        assert made.getpixel((made.size[0] // 2, made.size[1] // 2)) < 60

    def test_a_camera_held_on_its_side(self) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        made = opened(take_picture(saved(Image.new("RGB", (900, 300)), "JPEG", exif=exif), 1))
        assert made.size[1] == made.size[0] * 3

    def test_the_pages_of_a_scan(self) -> None:
        pages = [Image.new("L", (2000 + 100 * n, 2828), 255) for n in range(3)]
        data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(240, 240))
        assert [take_picture(data, n).dpi for n in (1, 2, 3)] == [240] * 3
        assert [opened(take_picture(data, n)).size[0] for n in (1, 2, 3)] == [2000, 2100, 2200]
        with pytest.raises(ReadProblem):
            take_picture(data, 4)

    def test_small_letters_are_made_larger_and_large_pictures_smaller(self) -> None:
        assert opened(take_picture(saved(Image.new("L", (800, 1130))), 1)).size == (1600, 2260)
        made = take_picture(saved(Image.new("L", (9000, 9000)), "JPEG"), 1)
        assert MAX_PIXELS * 0.9 < opened(made).size[0] ** 2 <= MAX_PIXELS

    def test_a_bomb_is_judged_by_what_it_declares(self) -> None:
        def chunk(kind: bytes, data: bytes) -> bytes:
            return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

        head = chunk(b"IHDR", struct.pack("!IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0))
        bomb = (
            b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")
        )
        with pytest.raises(ReadProblem) as told:
            take_picture(bomb, 1)
        assert told.value.problem == "too_large"

    @pytest.mark.parametrize(
        ("data", "problem"),
        [(b"", "unsupported"), (b"words", "unsupported"), (saved(Image.new("L", (500, 500)))[:60], "damaged"),
         (b"%PDF-1.7 nothing", "damaged")],
    )  # fmt: skip
    def test_what_is_no_picture(self, data: bytes, problem: str) -> None:
        with pytest.raises(ReadProblem) as told:
            take_picture(data, 1)
        assert told.value.problem == problem


def program(folder: Path, body: str) -> str:
    path = folder / "tesseract"
    version = 'case "$1" in --version) echo "tesseract v9.9"; exit 0;; esac'
    path.write_text(f"#!/bin/sh\n{version}\ncat > {folder}/picture\n{body}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


@posix
class TestProgram:
    """A program in the place of Tesseract shows how it is asked, and what its death costs."""

    def test_how_it_is_asked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        said = table((1, 1, 1, 91, "Klage"), (1, 1, 1, 93, "mottatt"))
        (tmp_path / "said").write_text(said, "utf-8")
        path = program(tmp_path, f'echo "$OMP_THREAD_LIMIT $@" >> {tmp_path}/asked\ncat {tmp_path}/said')
        image = tmp_path / "letter.png"
        image.write_bytes(saved(Image.new("L", (2480, 3508), 255), dpi=(300, 300)))
        with Extractor(1, tools=Tools(tesseract=path, languages=("nor", "eng"))) as extractor:
            found = extractor.recognise(image, image.name, 1, ["lt", "nb"])
            assert (found.page, found.text, found.confidence, found.problem) == (1, "Klage mottatt", 92, None)
            assert found.reader == "ocr 1 tesseract 9.9 nor"
            assert found.seconds > 0
            asked = (tmp_path / "asked").read_text("ascii").split()
            assert asked == ["1", "stdin", "stdout", "-l", "nor", "--dpi", "300", "--psm", "3", "tsv"]
            assert (tmp_path / "picture").read_bytes().startswith(b"P5 2480 3508 255\n")
            again = extractor.recognise(image.read_bytes(), "a.png", 1, [])
            assert (again.text, again.reader) == (found.text, "ocr 1 tesseract 9.9 nor+eng")

    @pytest.mark.parametrize(
        ("body", "problem"),
        [("kill -9 $$", "damaged"), ("exit 1", "damaged"), ("sleep 60", "timeout"), ("echo junk", None)],
    )
    def test_its_death_costs_one_page(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, problem: str | None
    ) -> None:
        monkeypatch.setattr("indexer.extract.ocr.SECONDS", 2.0)
        data = saved(Image.new("L", (400, 400), 255))
        with Extractor(1, tools=Tools(tesseract=program(tmp_path, body), languages=("nor",))) as extractor:
            found = extractor.recognise(data, "a.png", 1, [])
            assert (found.text, found.problem) == ("", problem)
            assert extractor.extract_bytes("a.txt", b"words").problem is None

    def test_without_program_language_or_picture(self, tmp_path: Path) -> None:
        data = saved(Image.new("L", (400, 400), 255))
        path = program(tmp_path, "exit 0")
        with Extractor(1) as extractor:
            assert extractor.recognise(data, "a.png", 1, []).problem == "unsupported"
        with Extractor(1, tools=Tools(tesseract=path, languages=("deu",))) as extractor:
            assert extractor.recognise(data, "a.png", 1, ["nb"]).problem == "unsupported"
        with Extractor(1, tools=Tools(tesseract=path, languages=("nor",))) as extractor:
            assert extractor.recognise(b"words", "a.png", 1, []).problem == "unsupported"
            assert extractor.recognise(tmp_path / "none.png", "none.png", 1, []).problem == "unreadable"
        gone = Tools(tesseract=str(tmp_path / "none"), languages=("nor",))
        with Extractor(1, tools=gone) as extractor:
            assert extractor.recognise(data, "a.png", 1, []).problem == "unsupported"


@pytest.fixture(scope="module")
def reader() -> Iterator[Extractor]:
    with pytest.MonkeyPatch.context() as patch:  # tests of the commands switch it off for the whole session
        patch.delenv("QMS_TESSERACT", raising=False)
        tools = find_tools()
    lacking = {"nor", "lit", "eng", "osd"} - set(tools.languages)
    if lacking and os.environ.get("QMS_ALL_TOOLS") == "1":
        pytest.fail(f"Tesseract lacks {lacking}")
    if lacking:
        pytest.skip("needs Tesseract with Norwegian, Lithuanian and English")
    with Extractor(1, tools=tools) as made:
        yield made


class TestTesseract:
    @pytest.mark.parametrize("font", ["DejaVuSans.ttf", "LiberationSerif-Regular.ttf"])
    @pytest.mark.parametrize(("text", "language"), [(NB, "nb"), (LT, "lt")])
    def test_words_are_right(self, reader: Extractor, text: str, language: str, font: str) -> None:
        found = reader.recognise(saved(drawn(text, font)), "a.png", 1, [language, "en"])  # type: ignore[list-item]
        assert found.problem is None
        assert right(found.text, text) >= 0.95
        assert found.confidence > 85
        assert found.text.count("\n") >= 5
        assert ("nor" if language == "nb" else "lit") in found.reader

    @pytest.mark.slow
    @pytest.mark.parametrize("text", [NB, LT])
    def test_a_scanned_pdf_of_unknown_language(self, reader: Extractor, tmp_path: Path, text: str) -> None:
        path = tmp_path / "scan.pdf"
        blank = Image.new("L", (2480, 1200), 255)
        blank.save(path, resolution=300, save_all=True, append_images=[drawn(text)])
        found = reader.recognise(path, path.name, 2, [])
        assert right(found.text, text) >= 0.95
        assert found.reader.endswith(" nor+lit+eng")
        assert (empty := reader.recognise(path, path.name, 1, [])).text == ""
        assert (empty.problem, empty.confidence) == (None, 0)

    @pytest.mark.slow
    @pytest.mark.parametrize("turn", [90, 180, 270])
    def test_a_page_on_its_side(self, reader: Extractor, turn: int) -> None:
        turned = drawn(NB).rotate(turn, expand=True, fillcolor=255)
        assert right(reader.recognise(saved(turned), "a.png", 1, ["nb"]).text, NB) >= 0.95

    @pytest.mark.slow
    def test_another_language_than_thought(self, reader: Extractor) -> None:
        found = reader.recognise(saved(drawn(LT)), "a.png", 1, ["nb", "en"])
        assert right(found.text, LT) >= 0.95
        assert found.reader.endswith(" lit+nor+eng")

    @pytest.mark.slow
    def test_a_photo_without_text(self, reader: Extractor) -> None:
        tiny = Image.effect_noise((40, 30), 120)
        hills = tiny.resize((1600, 1200), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(3))
        grain = Image.blend(hills, Image.effect_noise(hills.size, 60), 0.3)
        for photo in (hills, grain):
            found = reader.recognise(saved(photo.convert("RGB"), "JPEG"), "a.jpg", 1, [])
            assert (found.text, found.problem, found.confidence) == ("", None, 0)

    @pytest.mark.slow
    def test_a_photo_of_a_letter(self, reader: Extractor) -> None:
        shade = Image.linear_gradient("L").resize((2480, 1200)).point(lambda value: 150 + value // 3)
        page = Image.composite(drawn(NB), Image.new("L", shade.size, 20), shade.point(lambda _: 255))
        page = Image.merge("RGB", [Image.blend(page, shade, 0.4)] * 3).rotate(2, fillcolor=(150, 150, 150))
        data = saved(page.resize((1500, 726)).filter(ImageFilter.GaussianBlur(0.6)), "JPEG", quality=75)
        assert right(reader.recognise(data, "IMG_2041.jpg", 1, ["nb"]).text, NB) >= 0.9
