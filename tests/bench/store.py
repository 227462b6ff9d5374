"""Generate the folder that is measured: the papers of a provider, the same files whenever they are asked for."""

from __future__ import annotations

import os
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from tests.bench import formats
from tests.bench.words import LANGUAGES, number, paragraph, paragraphs, some_words, title

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("docx", "pdf", "xlsx", "eml", "txt")
SHARES = (40, 25, 15, 10, 10)  # per cent of the files
_FOLDER = 50  # files in one folder
_ATTACHED = 5  # every so many e-mails carry a file


def make_store(folder: Path, count: int) -> Path:
    """Write the first `count` files of the store below `folder` and return it."""
    for index in range(count):
        name, data = make_file(index)
        path = folder / name
        if index % _FOLDER == 0 or not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        day = 1_600_000_000 + index * 9_000
        os.utime(path, (day, day))
    return folder


def make_file(index: int) -> tuple[str, bytes]:
    """Return the relative path and the bytes of one file."""
    random = Random(f"file {index}")
    kind = random.choices(FORMATS, SHARES)[0]
    language = random.choice(LANGUAGES)
    heading = title(random, language)
    stem = "".join(sign if sign.isalnum() else " " for sign in heading)
    return f"{_folder_name(index // _FOLDER)}/{index:05} {stem}.{kind}", _WRITERS[kind](
        random, language, heading
    )


@cache
def _folder_name(place: int) -> str:
    random = Random(f"folder {place}")
    return f"{2019 + place % 7}/{place:03} {title(random, random.choice(LANGUAGES)).replace('/', ' ')}"


def _size(random: Random, middle: int, least: int, most: int) -> int:
    """Return a number of words: many small files, few large ones."""
    return max(least, min(most, int(random.lognormvariate(0, 0.8) * middle)))


def _docx(random: Random, language: str, heading: str) -> bytes:
    blocks: list[tuple[str, str]] = []
    for at, text in enumerate(paragraphs(random, language, _size(random, 700, 60, 8000))):
        if at % 4 == 0:
            blocks.append(("Heading1", title(random, language)))
        blocks.append(("", text))
    return formats.word(heading, blocks)


def _pdf(random: Random, language: str, heading: str) -> bytes:
    texts = paragraphs(random, language, _size(random, 1000, 80, 12_000))
    return formats.pdf(heading, formats.wrapped([heading, *texts]))


def _xlsx(random: Random, language: str, heading: str) -> bytes:
    tables: dict[str, list[list[str | int]]] = {}
    for sheet in range(random.randint(1, 3)):
        rows = [_row(random, language, at + 1) for at in range(_size(random, 50, 8, 600))]
        tables[f"{heading[:20]} {sheet + 1}"] = [list(some_words(random, language, 6)), *rows]
    return formats.sheets(tables)


def _row(random: Random, language: str, at: int) -> list[str | int]:
    what = " ".join(some_words(random, language, 2))
    note = " ".join(some_words(random, language, random.randint(2, 9)))
    return [at, number(random), what, note, random.randint(0, 100), random.choice(("x", "ok", "-"))]


def _eml(random: Random, language: str, heading: str) -> bytes:
    attached = None
    if random.randrange(_ATTACHED) == 0:
        ending = random.choice(("pdf", "docx"))
        data = (_pdf if ending == "pdf" else _docx)(random, language, heading)
        attached = (f"attachment.{ending}", data)
    body = "\n\n".join(paragraphs(random, language, _size(random, 120, 20, 900)))
    return formats.mail(random, heading, body, attached)


def _txt(random: Random, language: str, heading: str) -> bytes:
    body = "\n\n".join(paragraphs(random, language, _size(random, 200, 20, 3000)))
    return f"{heading}\n\n{body}\n".encode()


def sentence(index: int) -> str:
    """Return a short text of its own for one file, such as what a person adds to it."""
    random = Random(f"sentence {index}")
    return paragraph(random, random.choice(LANGUAGES), 12)


_WRITERS = {"docx": _docx, "pdf": _pdf, "xlsx": _xlsx, "eml": _eml, "txt": _txt}
