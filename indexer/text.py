"""Clean text, guess its language, and cut it into the tokens that search works with.

A token is a word or a code. Codes are kept as written (`A-12`, `1.1.1`, `V-45/2025`, `§ 5` as `§5`) beside
the words they consist of. The exact form of a token is lower case without diacritics; its stem forms are made
in `stems`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Language = Literal["en", "nb", "lt"]

# What NFD does not take apart, and the digraphs that people type instead.
_FOLDED = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ß": "ss",
        "ŧ": "t",
        "ŋ": "n",
        "ı": "i",
    }
)
_FOREIGN = re.compile("[^\x00-\x7f]+")
# Typographic hyphens and dashes join codes as "-" does. One character for one, so that offsets stay true.
_DASHES = re.compile("[\u2010\u2011\u2012\u2013\u2212]")
_TOKEN = re.compile(
    r"(?P<section>§+\s{0,2}\d+(?:[-.]\d+)*[A-Za-z]?)"
    r"|(?P<word>[^\W_]+(?:[-./][^\W_]+)*)"
    r"|(?P<own>['’´][Ss]\b)"
)
_RUN = re.compile(re.sub(r"\?P<\w+>", "?:", _TOKEN.pattern))
_DIGIT = re.compile(r"[\d²³¹⁰-⁹₀-₉]")
_PART = re.compile(r"[^\W_]+")
_FILE_SUFFIX = re.compile(r"\.[^\W\d_]{2,5}$")
_LONGEST = 64  # characters; longer runs are noise such as encoded data

_GONE = re.compile("\ufffe(?:\r?\n)?|[\u00ad\u200b\u2060\ufeff\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_BREAK = re.compile("\r\n?|\x85")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_ANY = re.compile("|".join(one.pattern for one in (_GONE, _CONTROL, _BREAK, _SURROGATE, _SPACES)))


class Token(NamedTuple):
    """Hold one token: lower-case `surface`, folded `exact`, its place in the text, its ordinal `position`.

    `whole` is true for codes and paragraph references; they stand beside their parts, at the position of
    the first.
    """

    surface: str
    exact: str
    start: int
    end: int
    position: int
    whole: bool


def normalise(text: str) -> str:
    r"""Return NFC text with `\n` line ends, without soft hyphens, control characters or lone surrogates.

    U+FFFE stands where a PDF hyphenated a word at the end of a line: the word is joined again.
    """
    if _ANY.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        text = _BREAK.sub("\n", _GONE.sub("", text))
        text = _SPACES.sub(" ", _CONTROL.sub(" ", text))
    return unicodedata.normalize("NFC", text)


def fold(word: str) -> str:
    """Return a word in lower case without diacritics: å to a, ø to o, æ to ae, ė to e, š to s."""
    word = word.casefold()
    if word.isascii():
        return word
    bare = unicodedata.normalize("NFD", word.translate(_FOLDED))
    return bare if bare.isascii() else _FOREIGN.sub(_without_marks, bare)


def _without_marks(match: re.Match[str]) -> str:
    return "".join(char for char in match[0] if not unicodedata.combining(char))


def plain_dashes(text: str) -> str:
    """Return text with one kind of hyphen, as long as it was."""
    return text if text.isascii() else _DASHES.sub("-", text)


def runs(text: str) -> list[str]:
    """Return what `tokens` takes one by one, in lower case: each gives the same forms alone as in the text."""
    return _RUN.findall(plain_dashes(text).replace("İ", "I").lower())  # "İ" alone would become two characters


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of normalised text, in order."""
    position = 0
    for match in _TOKEN.finditer(plain_dashes(text)):
        start, found = match.start(), match[0]
        if match.lastgroup == "own":
            continue
        if match.lastgroup == "section":
            code = "".join(found.split())
            yield Token(code, fold(code), start, match.end(), position, True)
        elif not _PART.fullmatch(found):
            for offset, code in _codes(found):
                at = position + len(_PART.findall(found[:offset]))
                yield Token(code.lower(), fold(code), start + offset, start + offset + len(code), at, True)
        for part in _PART.finditer(found):
            word = part[0][:_LONGEST]
            yield Token(word.lower(), fold(word), start + part.start(), start + part.end(), position, False)
            position += 1


def _codes(found: str) -> Iterator[tuple[int, str]]:
    """Yield joined runs with a digit: `V-45/2025`, its pieces between strokes, both without a file suffix."""
    seen = set[tuple[int, int]]()
    for piece, at in ((found, 0), *_pieces(found)):
        for code in (piece, _FILE_SUFFIX.sub("", piece)):
            span = (at, len(code))
            if len(code) <= _LONGEST and span not in seen and _has_digit(code) and not _PART.fullmatch(code):
                seen.add(span)
                yield at, code


def _pieces(found: str) -> Iterator[tuple[str, int]]:
    at = 0
    for piece in found.split("/"):
        yield piece, at
        at += len(piece) + 1


def _has_digit(code: str) -> bool:
    return _DIGIT.search(code) is not None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS: dict[Language, frozenset[str]] = {
    "en": _words(
        "the of and to in is that for it on with as are was be by this from at or an have has not which "
        "were their they we our you your will shall must should can may been would there what when who "
        "how his her its all if than then them these those do does he she a i"
    ),
    "nb": _words(
        "og i det er som på til av en et for å ikke den de med at har vi skal kan ved om fra eller seg "
        "var han hun blir ble være vil dette disse der når hva alle må sin sine sitt etter også oss vår "
        "vårt våre hvor hvordan hvis mellom under mot noe noen jeg du dere deres ha"
    ),
    "lt": _words(
        "ir yra kad tai ar į iš su už apie kaip bei per prie nuo iki arba taip bet jei tik pagal dėl po "
        "savo jų jo jos mes jie jis ji mūsų kurie kuris kuri buvo būti turi gali ne nėra šis ši šio šios "
        "visi tam tarp apie kiek kai kur todėl taip pat o m d"
    ),
}
_LETTERS: dict[Language, frozenset[str]] = {
    "en": frozenset(),
    "nb": frozenset("æøå"),
    "lt": frozenset("ąčęėįšųūž"),
}
_LETTERS_ONLY = re.compile(r"[^\W\d_]+")
_ENOUGH = 3  # marks of a language before a guess is made


def language_marks(words: Mapping[str, int]) -> dict[Language, int]:
    """Count, per language, its stop words and the words with its own letters, of lower-case words with their counts."""
    marks: dict[Language, int] = {"en": 0, "nb": 0, "lt": 0}
    foreign = [word for word in words if not word.isascii()]
    for language, stops in STOP_WORDS.items():
        marks[language] = sum(words[word] for word in words.keys() & stops)
        if letters := _LETTERS[language]:
            own = (word for word in foreign if not letters.isdisjoint(word) and word not in stops)
            marks[language] += sum(words[word] for word in own)
    return marks


def guess_language(text: str) -> Language | None:
    """Return the language that normalised text is probably in; None when too little tells."""
    marks = language_marks(Counter(_LETTERS_ONLY.findall(text[:8_000].lower())))
    best = max(marks, key=lambda language: marks[language])
    second = max(count for language, count in marks.items() if language != best)
    return best if marks[best] >= _ENOUGH and marks[best] > second else None


def stem_languages(words: Mapping[str, int], known: Language | None = None) -> tuple[Language, ...]:
    """Return the languages by whose rules the words of a text should be stemmed: all three when unsure."""
    marks = language_marks(words)
    best = max(marks.values())
    if best < _ENOUGH * 2:
        return ("en", "nb", "lt")
    return tuple(language for language, count in marks.items() if count * 3 >= best or language == known)
