"""Bring the inflected forms of a word together, in English, Norwegian and Lithuanian.

The Snowball stemmers leave common families apart (`bruker`, `brukere`, `brukerne`; `sutartis`, `sutarčių`
typed without diacritics). So each stem is folded and then shortened once more by light rules. A stem form
carries its language (`n:klagebehandl`), because the language of a query is unknown: it is looked up under all
three.
"""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

from indexer.text import STOP_WORDS, Language, fold

LANGUAGES: tuple[Language, ...] = ("en", "nb", "lt")
RULES_VERSION = "1"
_SNOWBALL = {"en": "english", "nb": "norwegian", "lt": "lithuanian"}
_MARK: dict[Language, str] = {"en": "e:", "nb": "n:", "lt": "l:"}

# Whole families that no ending explains, by folded form.
_IRREGULAR: dict[Language, dict[str, str]] = {
    "en": {"people": "person", "persons": "person", "children": "child", "men": "man", "women": "woman"},
    "nb": {
        **dict.fromkeys(("ar", "aret", "arets", "arene", "arenes"), "ar"),
        **dict.fromkeys(("bok", "boka", "boken", "boker", "bokene"), "bok"),
        **dict.fromkeys(("mann", "mannen", "menn", "mennene"), "mann"),
        **dict.fromkeys(("dag", "dagen", "dager", "dagene", "dagens"), "dag"),
        **dict.fromkeys(("lov", "loven", "lover", "lovene", "lovens"), "lov"),
    },
    "lt": {
        **dict.fromkeys(
            ("zmogus", "zmones", "zmoniu", "zmogaus", "zmogui", "zmogu", "zmonems", "zmonemis"), "zmog"
        ),
        **dict.fromkeys(("asmuo", "asmens", "asmenys", "asmenu", "asmenims", "asmeni", "asmenis"), "asmen"),
        **dict.fromkeys(("menuo", "menesio", "menesi", "menesiai", "menesiu", "menesius"), "menes"),
    },
}
IRREGULAR = frozenset(word for words in _IRREGULAR.values() for word in words) | {"dying", "lying", "tying"}
"""Folded words whose stem may begin otherwise than they do."""

# Endings of folded stems, longest first; at least _SHORTEST letters must remain.
_NB_ENDINGS = (
    "ernes", "enes", "erne", "ering", "else", "ene", "ane", "ern", "ens", "ets", "ert", "els", "ing",
    "en", "et", "er", "es", "a", "e", "s",
)  # fmt: skip
_NB_VERBAL = {"ing", "ering", "ert", "else", "els"}
_LT_ENDINGS = ("im", "ym", "um", "iuj", "uj", "ej", "em")
_LT_SOFT = (("dzi", "d"), ("ci", "t"), ("dz", "d"), ("c", "t"), ("i", ""))
# One spelling for what the British and the Americans spell differently.
_EN_SPELLINGS = (
    (re.compile(r"(?<=\w{4})is(e|ed|es|er|ers|ing|ation|ations|ational)$"), r"iz\1"),
    (re.compile(r"(?<=\w{3})our(s|al|ed|ing|able)?$"), r"or\1"),
    (re.compile(r"(?<=\w{3})tre(s)?$"), r"ter\1"),
    (re.compile(r"^programme(s)?$"), r"program\1"),
)
_SHORTEST = 3
_VOWELS = frozenset("aeiouy")


def stem_forms(word: str, languages: tuple[Language, ...] = LANGUAGES) -> tuple[str, ...]:
    """Return the stem forms of a lower-case NFC word, one per language in which it is no stop word."""
    return tuple(
        _MARK[language] + _stem(language, word) for language in languages if word not in STOP_WORDS[language]
    )


def query_forms(word: str) -> frozenset[str]:
    """Return every stem form under which a word of a query may be found, also when `aa` stands for å."""
    forms = set(stem_forms(word))
    respelt = word.replace("aa", "å").replace("oe", "ø")
    if respelt != word:
        forms.add(_MARK["nb"] + _stem("nb", respelt))
    if word.endswith("ti"):  # an infinitive, or sutartį typed without its ogonek
        forms.add(_MARK["lt"] + _stem("lt", word[:-1] + "į"))
    return frozenset(forms)


def norwegian_stem(word: str) -> str:
    """Return the folded stem of a lower-case Norwegian word, without a mark."""
    return _stem("nb", word)


@lru_cache(maxsize=100_000)
def _stem(language: Language, word: str) -> str:
    folded = fold(word)
    if (irregular := _IRREGULAR[language].get(folded)) is not None:
        return irregular
    if len(word) < 3 or not word.isalpha():
        return folded
    if language == "lt" and folded.endswith("inti") and len(folded) > 6:
        return _light_lithuanian(folded[:-2])
    if language == "en":
        word = _one_spelling(word)
    stemmed = fold(str(_stemmer(language).stemWord(word)))
    if language == "nb":
        return _light_norwegian(stemmed)
    return _light_lithuanian(stemmed) if language == "lt" else stemmed


@lru_cache(maxsize=3)
def _stemmer(language: Language) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_SNOWBALL[language])


def _one_spelling(word: str) -> str:
    for pattern, spelling in _EN_SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def _light_norwegian(stem: str) -> str:
    """Strip endings until none is left, then make a double consonant single: brukerne to bruk."""
    shorter = True
    while shorter:
        shorter = False
        for ending in _NB_ENDINGS:
            left = len(stem) - len(ending)
            if ending == "s" and stem.endswith("ss"):
                continue
            if stem.endswith(ending) and left >= (_SHORTEST + 1 if ending in _NB_VERBAL else _SHORTEST):
                stem, shorter = stem[:left], True
                break
    if len(stem) > _SHORTEST and stem[-2:] in ("lt", "dt"):  # neuter: individuelt
        stem = stem[:-1]
    if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
        stem = stem[:-1]
    if len(stem) > _SHORTEST + 1 and stem.endswith("el") and stem[-3] not in _VOWELS:  # varsel, varsler
        stem = stem[:-2] + "l"
    return stem


def _light_lithuanian(stem: str) -> str:
    """Undo what softening does to the end of a stem (sutarc, sutart), and take verbal nouns to their verb."""
    for soft, hard in _LT_SOFT:
        if stem.endswith(soft) and len(stem) - len(soft) >= _SHORTEST - len(hard):
            stem = stem[: -len(soft)] + hard
            break
    for ending in _LT_ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
            return stem[: -len(ending)]
    return stem
