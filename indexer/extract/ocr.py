"""Recognise the text of one page's picture with Tesseract; runs in the converter worker only."""

from __future__ import annotations

import math
import os
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from indexer.extract.model import ReadProblem
from indexer.text import guess_language

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from indexer.extract.model import Problem
    from indexer.text import Language

VERSION = 1
SECONDS = 180.0  # for one page, turned about where it has to be
_CODES: dict[Language, str] = {"nb": "nor", "lt": "lit", "en": "eng"}
_WORD_ROW = "5"
_COLUMNS = 12
_SURE = 75.0  # mean confidence below which the page may lie on its side
_LEAST = 55.0  # mean confidence below which a page holds no text but noise
_FAINT = 30.0  # confidence below which a word is noise
_FEW = 2  # words that make a text
_TURNS = (90, 180, 270)  # degrees
_WORD = re.compile(r"[^\W\d_]{3,}")
_ROTATE = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)
_NUMBER = re.compile(r"\d{1,3}(\.\d+)?", re.ASCII)
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")


@dataclass(frozen=True)
class PageText:
    """Hold what recognition read on one page.

    `confidence` (0 to 100) is the mean of its words, `seconds` the time that it took, `reader` the program with its
    version and languages, so that a better one can be told. A page without text has the text "".
    """

    page: int
    text: str
    confidence: float
    seconds: float
    problem: Problem | None
    reader: str


class Read(NamedTuple):
    """Hold the text of one look at a picture, the mean confidence of its words, and the languages looked for."""

    text: str
    confidence: float
    codes: tuple[str, ...]


def codes_for(languages: Sequence[Language], installed: Collection[str]) -> tuple[str, ...]:
    """Return Tesseract's codes of the languages that it has, in the order given; of all three where none is given.

    Languages that it lacks give way to those of the three that it has.
    """
    wanted = [_CODES[language] for language in dict.fromkeys(languages)]
    codes = tuple(code for code in wanted if code in installed)
    return codes or tuple(code for code in _CODES.values() if code in installed)


def read_picture(
    picture: bytes | bytearray, dpi: int, tesseract: str, codes: Sequence[str], installed: Collection[str]
) -> Read:
    """Return the text of a picture (a PNM file). Raises ReadProblem: damaged when Tesseract dies of it.

    Where little is recognised, the page is tried turned; where the text turns out to be of another language than
    looked for, it is read again in that.
    """
    best = _look(picture, dpi, tesseract, tuple(codes))
    if best.confidence < _SURE:
        for turned in _turned(picture, dpi, tesseract, "osd" in installed):
            again = _look(turned, dpi, tesseract, tuple(codes))
            if _worth(again) > _worth(best):
                best, picture = again, turned
    language = guess_language(best.text)
    if language is not None and (code := _CODES[language]) not in best.codes and code in installed:
        again = _look(picture, dpi, tesseract, (code, *codes))
        if again.confidence > best.confidence:
            best = again
    return best if best.confidence >= _LEAST else best._replace(text="", confidence=0.0)


def reader_name(tesseract: str, codes: Sequence[str]) -> str:
    """Return the name of the reader: our version, that of Tesseract, and the languages looked for."""
    return f"ocr {VERSION} tesseract {_version(tesseract)} {'+'.join(codes)}".strip()


@cache
def _version(tesseract: str) -> str:
    said = _said(tesseract, "--version", data=b"").stdout.decode("utf-8", "replace").split()
    return said[1].removeprefix("v") if len(said) > 1 else "unknown"


def _worth(read: Read) -> float:
    """Return how much was recognised: sure words count, many count more."""
    return read.confidence * math.sqrt(len(_WORD.findall(read.text)))


def _said(tesseract: str, *words: str, data: bytes | bytearray) -> subprocess.CompletedProcess[bytes]:
    # One thread: two on one core are slower, and other work goes on beside.
    env = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    try:
        return subprocess.run([tesseract, *words], check=False, input=data, capture_output=True, env=env)
    except OSError as error:
        raise ReadProblem("unsupported") from error


def _look(picture: bytes | bytearray, dpi: int, tesseract: str, codes: tuple[str, ...]) -> Read:
    said = _said(
        tesseract,
        "stdin",
        "stdout",
        "-l",
        "+".join(codes),
        "--dpi",
        str(dpi),
        "--psm",
        "3",
        "tsv",
        data=picture,
    )
    if said.returncode:
        raise ReadProblem("damaged")
    text, confidence = text_of(said.stdout.decode("utf-8", "replace"))
    return Read(text, confidence, codes)


def _turned(picture: bytes | bytearray, dpi: int, tesseract: str, knows: bool) -> list[bytes]:
    """Return the picture turned as Tesseract says that it should be, or in all three ways where it cannot say."""
    angles = list(_TURNS)
    if knows:  # a photo without letters costs one more look, not three
        said = _said(tesseract, "stdin", "stdout", "--psm", "0", "--dpi", str(dpi), data=picture)
        found = _ROTATE.search(said.stdout.decode("utf-8", "replace"))
        angles = [int(found[1])] if found else []
    return [_turn(picture, angle) for angle in angles]


def _turn(picture: bytes | bytearray, angle: int) -> bytes:
    """Return a grey PNM file turned clockwise by 90, 180 or 270 degrees."""
    from PIL import Image

    mark, width, height, most = bytes(picture[:64]).split(maxsplit=4)[:4]
    start = bytes(picture[:64]).index(b"\n") + 1
    if (mark, most) != (b"P5", b"255"):
        raise ReadProblem("damaged")
    image = Image.frombuffer(
        "L", (int(width), int(height)), bytes(memoryview(picture)[start:]), "raw", "L", 0, 1
    )
    way = {
        90: Image.Transpose.ROTATE_270,
        180: Image.Transpose.ROTATE_180,
        270: Image.Transpose.ROTATE_90,
    }
    turned = image.transpose(way[angle])
    return b"P5 %d %d 255\n" % turned.size + turned.tobytes()


def text_of(table: str) -> tuple[str, float]:
    """Return the text of Tesseract's table, a line a line and a blank line between paragraphs, and its confidence.

    Words broken at the end of a line are joined. A table of noise gives "".
    """
    paragraphs: dict[tuple[str, ...], dict[str, list[str]]] = {}
    sure: list[float] = []
    for row in table.split("\n")[1:]:
        cells = row.rstrip("\r").split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_ROW or not (word := cells[11].strip()):
            continue
        if not _NUMBER.fullmatch(cells[10]) or (confidence := float(cells[10])) < _FAINT:
            continue
        paragraphs.setdefault(tuple(cells[1:4]), {}).setdefault(cells[4], []).append(word)
        sure.append(confidence)
    pieces = [_joined([" ".join(words) for words in lines.values()]) for lines in paragraphs.values()]
    text = "\n\n".join(piece for piece in pieces if piece.strip())
    if len(_WORD.findall(text)) < _FEW:
        return "", 0.0
    return text, sum(sure) / len(sure)


def _joined(lines: list[str]) -> str:
    """Join lines, and the halves of words that were broken between them."""
    whole: list[str] = []
    for line in lines:
        if whole and _BROKEN_WORD.search(whole[-1]) and line[:1].islower():
            rest, _, line = line.partition(" ")  # noqa: PLW2901
            whole[-1] = _BROKEN_WORD.sub("", whole[-1]) + rest
        if line:
            whole.append(line)
    return "\n".join(whole)
