"""Propose what a file proves from its name and format, in the three languages; a person decides."""

from __future__ import annotations

import unicodedata

from qms.model.words import EvidenceKind

# Word beginnings, folded; the first kind with a match wins, so the more telling words stand first.
_SIGNS: tuple[tuple[EvidenceKind, tuple[str, ...]], ...] = (
    (EvidenceKind.AWARENESS, (
        "training", "attendance", "induction", "quiz", "read and understood", "opplaering", "kurs", "deltakerliste",
        "mokym", "dalyvi", "susipazin", "signed receipt",
    )),
    (EvidenceKind.OBSERVATION, (
        "inspection", "walkabout", "walkaround", "photo", "drill", "internal audit", "vernerunde", "internrevisjon",
        "bilde", "ovelse", "apziur", "vidaus audit", "nuotrauk",
    )),
    (EvidenceKind.VOICE, (
        "users council", "users' council", "council", "house meeting", "feedback", "interview", "brukerutvalg",
        "brukerrad", "allmote", "intervju", "tilbakemelding", "taryb", "pokalb",
    )),
    (EvidenceKind.RESULT, (
        "survey", "results", "statistics", "kpi", "accounts", "undersokelse", "resultat", "statistikk", "regnskap",
        "maltall", "apklaus", "rezultat", "ataskait", "annual report", "arsrapport", "arsregnskap",
    )),
    (EvidenceKind.DOCUMENT, (
        "policy", "procedure", "charter", "code of", "plan", "concept", "prosedyre", "retningslinj", "rettighet",
        "konsept", "politik", "tvark", "chartij", "koncepcij", "planas", "kodeks",
    )),
    (EvidenceKind.RECORD, (
        "minutes", "log", "register", "agreement", "referat", "logg", "avtale", "protokol", "zurnal", "sutart",
    )),
)  # fmt: skip


def propose_kinds(path: str, title: str) -> tuple[EvidenceKind, ...]:
    """Return the likely kind of a file, `record` when nothing tells."""
    name = _fold(f"{path.rsplit('/', 1)[-1]} {title}").replace("_", " ").replace("-", " ")
    for kind, words in _SIGNS:
        if any(word in name for word in words):
            return (kind,)
    return (EvidenceKind.RECORD,)


def _fold(text: str) -> str:
    text = text.casefold().replace("ø", "o").replace("æ", "ae").replace("å", "a")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
