"""Turn bytes into text, whatever they were saved in.

Marks and UTF-8 tell by themselves. Among the one-byte encodings, nearly every byte is a letter in each of them, so the
candidates that offices in Norway and Lithuania have used are decoded and the one is taken whose letters stand where the
two languages put them: å may end a word, ž does not stand after š. Only what is in neither language is left to
charset-normalizer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.extract.model import ReadProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOMS = (  # the longer ones first: UTF-32 begins like UTF-16
    (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"), (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
# The usual ones first: the first of equals is taken.
CANDIDATES = (
    "cp1252", "cp1257", "iso8859_15", "iso8859_13", "iso8859_4", "iso8859_10",
    "cp865", "cp850", "cp775", "mac_roman", "mac_latin2", "cp437",
)  # fmt: skip
_BALTIC = (
    "cp1257",
    "iso8859_13",
    "cp775",
)  # these have the Norwegian letters too, but nobody wrote Norwegian in them
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5")
# What stands before and after each letter in words of Norwegian and Lithuanian, the most frequent first, "^" for
# the beginning and "$" for the end of a word; neighbours in fewer than 0.4 % of the words are left out.
_NEIGHBOURS = {
    "æ": ("lvnjbts^hfmrpdg", "rlstdv$"),
    "ø": ("jlrftshmbnd^pkvi", "ryklnsvtdpmgf$be"),
    "å": ("rpm^tlvnhgbskåfedi", "$rldtknpseågvbmfi"),
    "ą": ("tkmjlsndrivgpb^", "$ržsjl"),
    "č": ("^išusnaekproylbgė", "iekyaėiųuąįo"),
    "ę": ("ntgrlzkpmšj", "$sžš"),
    "ė": ("nltkdrvmbgspšžzčj", "$jstrlkndgmž"),
    "į": ("^jrtenšlp", "r$sdtvgkpžm"),
    "š": ("i^akeurūopmyąėį", "kiayt$losčvmnėeubrįų"),
    "ų": ("imtjnlsdgšbpčž", "$sj"),
    "ū": ("irbjkltpdm^gszšž", "rtknslšdžgpmbzv"),
    "ž": ("^daureiogąūėylę", "iyaeouvdmėtkblp$nųūąį"),
}
_PREFIXES = ("iš", "už", "på", "nå", "må")  # so many words begin with these that they count one more
_NORWEGIAN, _LITHUANIAN = frozenset("æøåÆØÅ"), frozenset("ąčęėįšųūžĄČĘĖĮŠŲŪŽ")
_OTHER_LETTERS = frozenset("éèêëïóòôöäüáàâíñçßÉÈÓÖÄÜÁÇőłńśćżźēāīģķļņŗ")
_MARKS = frozenset("„“”‘’‚«»–—…•§°·€£©®™±×½¼¾²³µ¹´¨\u00a0\u00ad")
_HIGH = re.compile(rb"[\x80-\xff]")
_BEYOND = re.compile("[^\0-\x7f]")
_SAMPLE = 65_536  # bytes that are looked at
_LONG = 1 << 20  # characters in which broken ones are counted
_LONGEST = 128 << 20  # bytes of a text
_MOST = 2_000  # characters that are weighed for each candidate


def decode(data: bytes) -> str:
    """Return bytes as text. Raises ReadProblem: damaged for what is no text in any likely encoding, or too_large."""
    if len(data) > _LONGEST:
        raise ReadProblem("too_large")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data[:4096] and (wide := _wide(data)) is not None:
        return wide
    text = _narrow(data)
    if "\0" in text or _strange(text[:4096]) * 20 > len(text[:4096]):
        raise ReadProblem("damaged")
    return text


def declared(data: bytes, encoding: str) -> str:
    """Return bytes as text in the encoding that a file declares for itself, else in the one found.

    What is UTF-8 is read as such, whatever is declared: programs convert a page and leave its declaration.
    """
    name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(
        encoding.lower(), encoding or "utf-8"
    )
    marked = any(data.startswith(mark) for mark, _ in _BOMS)
    for each in ("utf-8", name):
        try:
            if not marked and each.lower().replace("_", "-")[:6] not in ("utf-16", "utf-32"):
                return data.decode(each)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return decode(data)


def is_clean(data: bytes) -> bool:
    """Tell whether bytes of unknown kind are surely text: no noise, and UTF or words of our languages."""
    try:
        text = decode(data)
        if not text.strip() or _strange(text):
            return False
        data.decode("utf-8")
    except ReadProblem:
        return False
    except UnicodeDecodeError:
        wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data
        return wide or (_best(data)[1] > 0 and len(_BEYOND.findall(text)) * 4 < len(text))
    return True


def _wide(data: bytes) -> str | None:
    """Return text of two or four bytes a character, without a mark, where zero bytes stand as in such text."""
    start = data[:4096]
    zeros = [start[at::4].count(0) for at in range(4)]
    quarter = max(1, len(start) // 4)
    if len(data) % 4 == 0 and min(zeros[2:]) >= quarter and zeros[1] * 2 > quarter:
        encoding = "utf-32-le"
    elif len(data) % 4 == 0 and min(zeros[:2]) >= quarter and zeros[2] * 2 > quarter:
        encoding = "utf-32-be"
    else:
        even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
        if max(even, odd) < len(start) // 5:
            return None
        encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = data.decode(encoding, "replace")
    return None if "\0" in text[:4096] or _strange(text[:4096]) * 20 > len(text[:4096]) else text


def _narrow(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if (
            error.start > len(data) - 4
            and _HIGH.search(data[: error.start])
            and "end of data" in error.reason
        ):
            return data[: error.start].decode("utf-8")  # cut off within its last character
        text = data.decode("utf-8", "surrogateescape")
    beyond = _BEYOND.findall(text[:_LONG])
    broken = sum(1 for char in beyond if "\udc80" <= char <= "\udcff")
    valid = len(beyond) - broken
    if broken * 10 <= valid or broken <= 3 < valid:
        # UTF-8 cut off, or with a line of another program in it.
        return re.sub("[\udc80-\udcff]+", _mended, text)
    return data.decode(_guess(data), "replace")


def _mended(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _guess(data: bytes) -> str:
    """Return the encoding whose text looks most like Norwegian or Lithuanian, else what statistics say."""
    best, weight = _best(data)
    if weight > 0:
        return best
    sample = data[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    for encoding in _CYRILLIC:
        if sum(sample.decode(encoding, "replace").count(letter) for letter in "оеаинтсрвл") * 2 > high:
            return encoding
    import charset_normalizer

    found = charset_normalizer.from_bytes(sample, enable_fallback=False).best()
    return found.encoding if found else best


def _best(data: bytes) -> tuple[str, float]:
    first = _HIGH.search(data)
    start = max(0, first.start() - 200) if first else 0
    sample = data[start : start + _SAMPLE]
    weights = {name: _weight(sample.decode(name, "replace"), name in _BALTIC) for name in CANDIDATES}
    # Where a word or two leave it open, the usual encoding wins.
    best = max(CANDIDATES, key=lambda name: weights[name] - 0.03 * CANDIDATES.index(name))
    return best, weights[best]


def _weight(text: str, baltic: bool) -> float:
    """Return how well the characters beyond ASCII stand in their places; negative: not at all."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is two characters, which ours are not
        lower = "".join(char.lower()[:1] for char in text)
    total, norwegian, lithuanian = 0.0, 0, 0
    for count, at in enumerate(_places(text)):
        if count == _MOST:
            break
        char = text[at]
        norwegian += char in _NORWEGIAN
        lithuanian += char in _LITHUANIAN
        total += _standing(text, lower, at)
    return total - min(norwegian, lithuanian) - (norwegian if baltic else 0)


def _places(text: str) -> Iterator[int]:
    return (match.start() for match in _BEYOND.finditer(text))


def _standing(text: str, lower: str, at: int) -> float:
    """Weigh one character by its neighbours."""
    char = text[at]
    before, after = (text[at - 1] if at else " "), (text[at + 1] if at + 1 < len(text) else " ")
    if char in _MARKS:
        inside = before.isalpha() and after.isalpha()
        if char in "¼½¾¹" and (before.isalpha() or after.isalpha()):  # these stand by digits
            return -3.0
        return (-0.5 if char in "’–\u00a0\u00ad·" else -3.0) if inside else 0.5
    if not char.isalpha():
        return -4.0
    cased = -3.0 if char.isupper() and before.islower() else 0.0
    if char.isupper() and after.isupper() and before.islower():
        cased -= 1.0
    elif char.islower() and before.isupper() and len(text) > at + 1 and after.isupper():
        cased -= 3.0
    if (neighbours := _NEIGHBOURS.get(lower[at])) is None:
        return cased + (0.1 if char in _OTHER_LETTERS else -2.5)
    left = lower[at - 1] if before.isalpha() else "^"
    right = lower[at + 1] if after.isalpha() else "$"
    prefix = lower[at - 1 : at + 1] in _PREFIXES and not text[max(at - 2, 0) : at - 1].isalpha()
    return cased + _rank(neighbours[0], left) + _rank(neighbours[1], right) + prefix


def _rank(neighbours: str, found: str) -> float:
    place = neighbours.find(found)
    return -1.5 if place < 0 else 1.5 - place / len(neighbours)


def _strange(text: str) -> int:
    return sum(1 for char in text if (char < " " and char not in "\t\n\r\f\x1b\x1a") or char == "\ufffd")
