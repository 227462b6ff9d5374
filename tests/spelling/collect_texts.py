"""Gather every text that we ship, by language, as plain words without signs, tags, addresses and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import yaml
from babel.messages.pofile import read_po

from cli import root as program
from qms.documents.markup import ANNEX, TAG
from qms.documents.schema import LANGUAGES, ServiceKind
from qms.documents.words import word_names
from qms.resources import data_path
from tests.locale.collect import messages, po_path

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parents[2]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# An ending that hangs on something, such as service{% if many %}s{% endif %}: both words are checked.
_ENDING = re.compile(r"(\w+)\{% *if [^%]*%\}(\w+)(?:\{% *else *%\}(\w*))?\{% *endif *%\}(\w*)")
_VALUE = "\ue000"
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
# What no dictionary knows: options with their value, printed values with what is glued to them, addresses, file
# names, placeholders, names of settings, Roman numbers, codes, and numbers with what is glued to them.
_NO_WORDS = (
    re.compile(rf"(?<![\w{_VALUE}-])--?[a-zA-Z][a-z-]*(?:[ =](?:en|nb|lt|order|minute|[A-Z]{{2,}})\b)?"),
    re.compile(rf"[\w'’]*{_VALUE}[\w'’{_VALUE}]*"),
    re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b[a-z]+(?:-[a-z]+)*\.(?:easy|staff)\b"),
    re.compile(
        r"(?:[\w.*-]*/)*[\w*-]*\.(?:com|csv|docx|ie|jsonl?|lt|md|no|ods|org|pdf|po|toml|xlsx|ya?ml)\b"
    ),
    re.compile(r"\{[^{}]*\}|%\(\w+\)s|%\d|\b(?:YYYY|ÅÅÅÅ|MMMM)-MM-DD\b|\bSLUG\b|\b[IVX]{2,}\b"),
    re.compile(r"\w+(?:_+\w+)+|\[+[a-z_.]+ ?\]+|= (?:true|false)\b"),
    re.compile(r"\b[^\W\d_]{1,4}-?\d[\w/-]*"),
    re.compile(r"\d+(?:[.,]\d+)*\w*"),
)
# Lithuanian endings without their word: the form for women in gavęs (-usi) and pats/-i, and 2026-aisiais.
_LITHUANIAN_ENDING = re.compile(r"\s?\([-–]\w{1,6}\)|(?<=\w)/-\w{1,6}|\d+-[a-ząčęėįšųūž]{1,8}\b")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a line of plain text, its language, and the place where its author finds it."""

    language: str
    source: str
    text: str

    def words(self) -> Iterator[str]:
        """Yield the words with straight apostrophes: compounds with a hyphen by parts, no single letters."""
        for found in (_ENGLISH_WORD if self.language == "en" else _WORD).finditer(self.text):
            word = found.group().replace("’", "'").removesuffix("'s")
            if len(word) > 1:
                yield word


def collect_texts() -> Iterator[Text]:
    """Yield every line that we ship in English, Norwegian and Lithuanian."""
    for language, source, raw in (*_markdown(), *_yaml_files(), *_program()):
        for number, line in enumerate(plain(raw, language).split("\n"), start=1):
            if line.strip():
                place = f"{source}:{number}" if source.endswith(".md") else source
                yield Text(language, place, " ".join(line.split()))


def plain(raw: str, language: str) -> str:
    """Return the words of `raw`, line by line, without Jinja, Markdown and whatever no dictionary knows."""
    text = _ENDING.sub(lambda m: f"{m[1]}{m[2]}{m[4]} {m[1]}{m[3] or ''}{m[4]}", raw)
    text = TAG.sub(lambda m: (_VALUE if m[0].startswith("{{") else " ") + "\n" * m[0].count("\n"), text)
    text = _PICTURE.sub(r"\1", text).replace(ANNEX, "").replace("*", "")
    if language == "lt":
        text = _LITHUANIAN_ENDING.sub("", text)
    for pattern in (_commands(), _tokens(), *_NO_WORDS):
        text = pattern.sub(" ", text)
    return text


@cache
def _commands() -> re.Pattern[str]:
    """Match a command as it is typed: qms template lint."""
    names: set[str] = set()

    def add(command: click.Command, context: click.Context) -> None:
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                names.add(name)
                child = command.get_command(context, name)
                assert child is not None
                add(child, click.Context(child, info_name=name, parent=context))

    add(program, click.Context(program, info_name="qms", **program.context_settings))
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"\bqms\b(?: search [\w-]+|(?: (?:{either})\b)+(?: [A-Z]{{2,}}\b)?)?")


@cache
def _tokens() -> re.Pattern[str]:
    """Match a token of the settings before the word that it stands for: child (barn)."""
    either = "|".join((*word_names(), *get_args(ServiceKind)))
    return re.compile(rf"\b(?:{either}) (?=\()")


def _markdown() -> Iterator[tuple[str, str, str]]:
    """Yield the texts of documents, staff sheets, easy-read versions and sheets."""
    for path in sorted(data_path("templates").rglob("*.md")):
        language = path.stem.rpartition(".")[2]
        if language in LANGUAGES:
            yield language, _label(path), path.read_text(encoding="utf-8")


def _yaml_files() -> Iterator[tuple[str, str, str]]:
    """Yield what is by language in YAML files of templates and catalogue, and the catalogue's file of each language."""
    catalogue = data_path("catalogue")
    beside = (path for folder in ("scales", "questions") for path in catalogue.glob(f"*/{folder}/*.yaml"))
    for path in sorted([*data_path("templates").rglob("*.yaml"), *beside]):
        for language, key, text in _by_language(_read(path), "", ""):
            yield language, f"{_label(path)} {key}", text
    for path in sorted(catalogue.glob("*/*.yaml")):
        if path.stem in LANGUAGES:
            for _, key, text in _by_language(_read(path), path.stem, ""):
                yield path.stem, f"{_label(path)} {key}", text


def _by_language(value: Any, language: str, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield (language, key, text) of all strings that stand somewhere below the key of a language."""
    if isinstance(value, str):
        if language:
            yield language, key, value
    elif isinstance(value, list):
        for item in value:
            yield from _by_language(item, language, key)
    elif isinstance(value, dict):
        named = str(value.get("name") or value.get("id") or "")
        for name, below in value.items():
            if name in LANGUAGES:
                yield from _by_language(below, name, key)
            elif not str(name).startswith("code_"):  # the letters in the number of a document
                step = f"{named}.{name}" if named and not language else str(name)
                yield from _by_language(below, language, f"{key}.{step}" if key else step)


def _program() -> Iterator[tuple[str, str, str]]:
    """Yield the program's own sentences in English and their translations."""
    for message in messages():
        yield "en", f"qms/locale “{message[:40]}”", message
    for language in LANGUAGES:
        if language == "en":
            continue
        with po_path(language).open("rb") as stream:
            for entry in read_po(stream, locale=language):
                if entry.id:
                    yield language, f"{_label(po_path(language))} “{str(entry.id)[:40]}”", str(entry.string)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)


def _label(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))
