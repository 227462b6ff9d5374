"""Make running text in three languages: real words in Zipf's proportions, with numbers, dates and codes."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LANGUAGES = ("en", "nb", "lt")
_WORD = re.compile(r"[^\W\d_]{2,}")
_JINJA = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_RARE = 20_000  # joined words of a language, of which each text holds a few: what makes an index grow with its store
_RARE_SHARE = 0.03
_NUMBER_SHARE = 0.02


class Vocabulary(NamedTuple):
    """Hold the words of a language, most frequent first, the sums of their weights, and rare joined words."""

    words: list[str]
    sums: list[float]
    rare: list[str]


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the words of the packaged templates in one language."""
    counts: Counter[str] = Counter()
    for path in sorted(TEMPLATES.rglob(f"{language}.md")):
        counts.update(_WORD.findall(_JINJA.sub(" ", path.read_text("utf-8")).lower()))
    words = sorted(counts, key=lambda word: (-counts[word], word))
    random = Random(f"rare {language}")
    long = [word for word in words if len(word) > 4]
    joint = "" if language == "nb" else "-"
    rare = sorted({random.choice(long) + joint + random.choice(long) for _ in range(_RARE)})
    return Vocabulary(words, list(accumulate(1 / rank for rank in range(1, len(words) + 1))), rare)


def some_words(random: Random, language: str, count: int) -> list[str]:
    """Return words in Zipf's proportions, a few of them rare ones, numbers, dates and codes."""
    found = vocabulary(language)
    words = random.choices(found.words, cum_weights=found.sums, k=count)
    for _ in range(int(count * _RARE_SHARE)):
        words[random.randrange(count)] = random.choice(found.rare)
    for _ in range(int(count * _NUMBER_SHARE)):
        words[random.randrange(count)] = number(random)
    return words


def number(random: Random) -> str:
    """Return a date, a code or a plain number."""
    kind = random.random()
    if kind < 0.25:
        return f"{random.randint(1, 28):02}.{random.randint(1, 12):02}.{random.randint(2019, 2026)}"
    if kind < 0.5:
        return f"{random.choice('ABCDEFGHKLMNPRSTV')}-{random.randint(1, 9999)}"
    return str(random.randint(1, 5000))


def title(random: Random, language: str) -> str:
    """Return a title of two to five words."""
    return " ".join(some_words(random, language, random.randint(2, 5))).capitalize()


def paragraph(random: Random, language: str, count: int) -> str:
    """Return sentences that hold `count` words together."""
    words = some_words(random, language, count)
    sentences, at = [], 0
    while at < count:
        length = random.randint(6, 18)
        sentences.append(" ".join(words[at : at + length]).capitalize() + ".")
        at += length
    return " ".join(sentences)


def paragraphs(random: Random, language: str, count: int) -> list[str]:
    """Return paragraphs of 30 to 120 words that hold about `count` words together."""
    found = []
    while count > 0:
        length = min(count, random.randint(30, 120))
        found.append(paragraph(random, language, max(length, 3)))
        count -= length
    return found
