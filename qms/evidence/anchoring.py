"""Find a quoted passage again after its file changed: word by word, across a page break, or in nearly the same words.

Nearly the same is never enough where the sense may have turned: numbers, negations and words of extent or duty have to
be those that were quoted. What counts as found is told with its present words, so that a person can look.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qms.evidence.passages import find_quote, flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qms.model.evidence import Unit

LIKENESS = 85.0
"""How alike, in percent, the words have to be (RapidFuzz's ratio of the best stretch)."""
_MOST_COMPARED = (
    100_000_000  # letters of a text times those of a quote: under two seconds where all is repeated
)
LEAST_LETTERS, LEAST_WORDS = 25, 4
"""A shorter quote has too few words to be known again by likeness."""

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_WEIGHTY = frozenset((
    "not", "no", "none", "never", "without", "cannot", "nobody", "nothing", "unless", "except", "may", "must",
    "shall", "should", "can", "all", "every", "each", "most", "many", "some", "few", "any", "only", "always",
    "sometimes", "before", "after", "least", "partly", "almost", "hardly", "rarely", "seldom", "former", "half",
    "ikke", "ingen", "intet", "aldri", "uten", "unntatt", "kan", "må", "skal", "bør", "alle", "hver", "hvert",
    "mest", "fleste", "mange", "noen", "få", "bare", "alltid", "før", "etter", "minst", "delvis", "nesten",
    "sjelden", "tidligere", "halve", "halvparten", "neppe", "nėra", "be", "niekada", "niekas", "išskyrus",
    "gali", "privalo", "turi", "visi", "visos", "visų", "visus", "kiekvienas", "dauguma", "daugelis", "kai",
    "kurie", "tik", "visada", "prieš", "po", "mažiausiai", "dalies", "beveik", "retai", "vos", "pusė", "buvęs",
    "buvusi",
))  # fmt: skip
_COUNTED = frozenset((
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "daily", "weekly",
    "monthly", "yearly", "quarterly", "fourteen", "fifteen", "sixteen", "thirty", "forty", "fifty", "hundred",
    "én", "ett", "to", "tre", "fire", "fem", "seks", "sju", "syv", "åtte", "ni", "ti", "elleve", "tolv",
    "seksten", "fjorten", "femten", "tjue", "tretti", "førti", "femti", "hundre", "januar", "februar", "mars",
    "mai", "juni", "juli", "oktober", "desember", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag",
    "søndag", "daglig", "ukentlig", "månedlig", "årlig", "kvartalsvis", "vienas", "viena", "du", "dvi", "trys",
    "keturi", "penki", "šeši", "septyni", "aštuoni", "devyni", "dešimt", "dvidešimt", "trisdešimt", "šimtas",
    "sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos", "rugpjūčio", "rugsėjo", "spalio",
    "lapkričio", "gruodžio", "kasdien", "kasmet",
))  # fmt: skip
"""Numbers and times in words; their inflections begin alike, so they are compared by their first letters."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold where a passage stands now; `words` are its present words where they differ from the quoted ones."""

    unit: Unit
    words: str | None = None

    @property
    def kind(self) -> str:
        """Return the kind of the unit."""
        return self.unit.kind

    @property
    def number(self) -> int:
        """Return the number of the unit."""
        return self.unit.number

    @property
    def label(self) -> str:
        """Return the label of the unit."""
        return self.unit.label


def is_quick(units: Sequence[Unit], quote: str) -> bool:
    """Tell whether nearly the same words are found soon, whatever the text is: the longer both, the longer it takes."""
    return sum(len(unit.text) for unit in units) * len(quote) <= _MOST_COMPARED


def find_again(units: Sequence[Unit], quote: str, near: int | None = None) -> Found | None:
    """Return where `quote` stands: exactly, else across the break between two units, else in nearly the same words.

    Of several equally good places the one nearest to unit number `near` counts.
    """
    exact = find_quote(units, quote, near)
    if exact is not None:
        return Found(exact)
    wanted = flat(quote)
    if not wanted:
        return None
    for first, second in pairwise(units):
        if wanted in flat(f"{first.text} {second.text}"):
            return Found(first)
    return _nearly(units, wanted, near)


def _nearly(units: Sequence[Unit], wanted: str, near: int | None) -> Found | None:
    if len(wanted) < LEAST_LETTERS or len(wanted.split()) < LEAST_WORDS:
        return None
    best: tuple[float, int, Found] | None = None
    for unit in units:
        for likeness, words in _stretches(unit.text, wanted):
            away = abs(unit.number - near) if near is not None else 0
            if (best is None or (likeness, -away) > best[:2]) and same_sense(wanted, words):
                best = (likeness, -away, Found(unit, words))
    return best[2] if best else None


def _stretches(text: str, wanted: str) -> Iterator[tuple[float, str]]:
    """Yield the stretch of a text that is most like the wanted words, as it is written, cut at whole words."""
    from rapidfuzz import fuzz

    words = [match.group() for match in _WORD.finditer(unicodedata.normalize("NFC", text))]
    folded = [word.casefold() for word in words]
    found = fuzz.partial_ratio_alignment(wanted, " ".join(folded), score_cutoff=LIKENESS)
    if found is None or len(wanted) > sum(map(len, folded)) + len(folded):
        return
    first, last = _words_between(folded, found.dest_start, found.dest_end)
    # The stretch is as long as the quote; a word put in or left out moves its ends by a few words.
    spans = {(first + a, last + b) for a in range(-2, 3) for b in range(-2, 3)}
    sized = [(a, b) for a, b in sorted(spans) if 0 <= a < b <= len(words)]
    likeness, a, b = max(
        ((fuzz.ratio(wanted, " ".join(folded[a:b])), a, b) for a, b in sized),
        key=lambda one: (one[0], one[1] - one[2]),
    )
    if likeness >= LIKENESS:
        yield likeness, " ".join(words[a:b])


def _words_between(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Return which words of a text joined by blanks lie between two letters of it, the last one not included."""
    at, first, last = 0, 0, len(words)
    for number, word in enumerate(words):
        if at + len(word) <= start:
            first = number + 1
        if at >= end:
            last = number
            break
        at += len(word) + 1
    return first, last


def same_sense(one: str, other: str) -> bool:
    """Say whether two passages agree in their numbers, their negations and their words of extent and duty."""
    if Counter(_NUMBER.findall(one)) != Counter(_NUMBER.findall(other)):
        return False
    mine, yours = Counter(_letters(one)), Counter(_letters(other))
    if _weighty(mine) != _weighty(yours):
        return False
    gone, come = set(mine - yours), set(yours - mine)
    if _denied(gone, come) or _denied(come, gone) or any(word in _COUNTED for word in gone | come):
        return False
    # Words may be put in or left out, or stand in another form; a word in place of another is another sense.
    fewer, more = sorted((gone, come), key=len)
    return all(any(_same_word(word, other_form) for other_form in more) for word in fewer)


def _same_word(one: str, other: str) -> bool:
    """Say whether two words may be forms of one: they begin alike, and only their ends differ."""
    shared = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return shared >= 3 and 5 * shared >= 3 * max(len(one), len(other))


def _denied(words: Iterable[str], among: set[str]) -> bool:
    """Say whether a word stands there denied: Lithuanian says "not" with the beginning of the word, others with u-."""
    before = ("ne", "u", "un", "in", "mis", "dis", "im", "ir", "il", "under", "av", "over", "non")
    return any(prefix + word in among for word in words for prefix in before)


def _letters(text: str) -> list[str]:
    return _LETTERS.findall(flat(text))


def _weighty(words: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in words.items() if word in _WEIGHTY})
