"""Hold the words of cells in three languages that no book defines: yes and no, nothing, all, totals, units."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.text import fold, normalise

SIGNS = re.compile(r"[^\w%]+|_+")

YES = frozenset(
    (
        "yes",
        "y",
        "ja",
        "j",
        "taip",
        "t",
        "x",
        "true",
        "sann",
        "tiesa",
        "1",
        "✓",
        "✔",
        "☑",
        "☒",
        "✅",
        "v",
        "ok",
    )
)
NO = frozenset(("no", "n", "nei", "ne", "false", "usann", "netiesa", "0", "☐", "✗", "✘", "❌"))
EMPTY = frozenset(
    (
        "", "n a", "na", "not applicable", "none", "ikke aktuelt", "ikke relevant", "uaktuelt", "ia", "i a",
        "ingen", "nera", "netaikoma", "neaktualu", "nezinoma", "ukjent", "unknown",
    )
)  # fmt: skip
NO_FILL = frozenset({"-", "–", "—"})
"""What a provider writes who does not want a measure counted."""
ALL = frozenset(
    (
        "all", "all services", "alle", "alle tjenester", "hele virksomheten", "felles", "visos", "visi",
        "visos paslaugos", "visa istaiga", "bendra",
    )
)  # fmt: skip
BOTH = frozenset(("both", "both services", "begge", "begge tjenester", "abi", "abi paslaugos"))
TOTALS = frozenset(
    (
        "sum", "total", "totals", "totalt", "subtotal", "grand total", "i alt", "til sammen", "tilsammen",
        "delsum", "antall", "is viso", "viso", "suma", "bendra suma", "tarpine suma",
    )
)  # fmt: skip
UNITS = frozenset(
    (
        "kr", "kroner", "nok", "eur", "euro", "euros", "eurai", "euru", "€", "%", "prosent", "percent", "proc",
        "h", "t", "time", "timer", "hour", "hours", "val", "valandos", "valandu", "poeng", "points", "balai", "balu",
        "dager", "days", "dienos", "dienu", "d",
    )
)  # fmt: skip
PIECES = frozenset(
    (
        "stk", "vnt", "pcs", "pers", "person", "personer", "persons", "people", "asm", "asmuo", "asmenys", "asmenu",
        "ansatte", "brukere", "deltakere", "staff", "users", "participants", "darbuotojai", "darbuotoju",
        "dalyviai", "dalyviu", "klientai", "klientu", "svar", "answers", "atsakymai", "atsakymu", "mal", "goals",
        "tikslai", "tikslu", "niva", "level", "lygis",
    )
)  # fmt: skip
_AND = re.compile(r"\s+(?:and|og|ir|&)\s+|\s&\s")


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Return a heading or a word as it is compared: folded, without signs, single blanks."""
    return SIGNS.sub(" ", folded(text)).strip()


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """Return text in lower case and without diacritics, its signs kept."""
    return fold(normalise(text))


def is_empty(text: str) -> bool:
    """Tell whether a cell says that there is nothing to say: a dash, n/a, ikke aktuelt, nėra."""
    return len(text) <= 24 and plain(text) in EMPTY and not any(sign in text for sign in "✓✔☑☒✅☐✗✘❌?€")


def parts_of(text: str) -> list[str]:
    """Return what a list in a cell names, between commas, semicolons, strokes and lines."""
    return [piece.strip() for piece in re.split(r"[,;/\n|]+", text) if piece.strip()]


def joined_by_and(text: str) -> list[str]:
    """Return what stands around the words for "and"."""
    return [piece.strip() for piece in _AND.split(text) if piece.strip()]
