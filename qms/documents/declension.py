"""Put the name of a Lithuanian organisation into the genitive, for the line below PATVIRTINTA."""

from __future__ import annotations

import re

# The longest ending first. Nouns and adjectives of names end regularly; the second value is the genitive.
_NOUNS = (
    ("jai", "jų"),
    ("iai", "ių"),
    ("ai", "ų"),
    ("ius", "iaus"),
    ("us", "aus"),
    ("as", "o"),
    ("is", "io"),
    ("ys", "io"),
    ("ė", "ės"),
    ("a", "os"),
)
_FORMS = {
    "viešoji": "viešosios",
    "biudžetinė": "biudžetinės",
    "bendrovė": "bendrovės",
    "uždaroji": "uždarosios",
    "akcinė": "akcinės",
    "labdaringoji": "labdaringosios",
    "asociacija": "asociacijos",
    "įstaiga": "įstaigos",
}
_QUOTE = re.compile(r"""\s*["„“”«].*""", re.DOTALL)


def genitive(name: str) -> str:
    """Return `name` in the genitive: its last word, and words for a legal form before it.

    What stands in quotation marks stays, as does an abbreviation: VšĮ „Takas“.
    """
    quoted = _QUOTE.search(name)
    head, tail = (name[: quoted.start()], quoted.group()) if quoted else (name, "")
    words = head.split(" ")
    for place, word in enumerate(words):
        if word.lower() in _FORMS:
            words[place] = word[0] + _FORMS[word.lower()][1:]
        elif place == len(words) - 1:
            words[place] = _noun(word)
    return " ".join(words) + tail


def _noun(word: str) -> str:
    if len(word) < 4 or not word.isalpha() or any(char.isupper() for char in word[1:]):
        return word
    for ending, other in _NOUNS:
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word
