"""Answer the qualifiers of a query, such as `indicator:26` or `etter:2025-01`, in the words of three languages.

A name that is nearly one of ours is refused with a suggestion; any other name is text, so that "kl:12:30" and
"http://…" stay what they are. A value that means nothing is refused with what would.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from indexer.spelling import slips_between
from indexer.text import fold, normalise
from qms.evidence.file_types import possible_types, suffix, suffixes_of
from qms.evidence.filters import Filters, passes
from qms.evidence.moments import read_moment
from qms.locale import LANGUAGES
from qms.locale.sentences import SENTENCES
from qms.locale.translator import translate_in
from qms.model.errors import UsageProblem
from qms.model.reasons import Reason
from qms.model.references import Ref
from qms.model.words import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from qms.evidence.listing import Listed
    from qms.model.framework import Framework
    from qms.model.organisation import Service

NAMES: dict[str, str] = {
    alias: name
    for name, aliases in {
        "indicator": "indicator indicators indikator indikatorer rodiklis rodikliai",
        "principle": "principle principles prinsipp prinsipper principas principai",
        "kind": "kind kinds slag bevistype rusis rusys",
        "type": "type types filtype filetype format tipas tipai",
        "lang": "lang language sprak kalba",
        "path": "path folder file sti mappe fil kelias aplankas failas",
        "after": "after since etter po nuo",
        "before": "before until for til iki",
        "date": "date dato data",
        "service": "service services tjeneste tjenester paslauga paslaugos",
    }.items()
    for alias in aliases.split()
}
"""Every name that is taken, without diacritics, and what it stands for."""

_EVERYDAY = {"for", "po"}
"""Names that are common words as well (før, for; po): a qualifier only where a date follows."""

_LANGUAGES = {
    "nb": "nb no nn nor norsk bokmal norwegian norvegu",
    "en": "en eng english engelsk anglu",
    "lt": "lt lit lithuanian litauisk lietuviu",
}
_SHORTEST_NAME = 4  # letters of a name that may be a mistyped one
_RANGE = re.compile(r"(.+?)(?:\.\.|[-–])(.+)")


class QueryRefused(UsageProblem):
    """Refuse a query that cannot be understood, in words."""

    code = "query_problem"
    hint = "hint_query"


class QualifierRefused(QueryRefused):
    """Refuse a name or value that means nothing; `literal` is how to search for the words themselves."""

    hint = "hint_literal"


@dataclass(frozen=True)
class Qualifiers:
    """Answer the qualifiers of a query with the evidence ids of `register` that they leave."""

    register: Mapping[str, Listed]
    framework: Framework
    frameworks: Callable[[str], Framework | None]
    services: Collection[Service]

    def __call__(self, name: str, value: str) -> set[str] | None:
        """Return the ids that `name:value` leaves, None when it is text; raises QualifierRefused."""
        folded = fold(normalise(name))
        meaning = NAMES.get(folded)
        if meaning is None or value.startswith("//"):
            self._refuse_near(folded, name, value)
            return None
        try:
            return self._path(value) if meaning == "path" else self._matching(meaning, value)
        except _BadValue as bad:
            if folded in _EVERYDAY and not value[:1].isdigit():
                return None
            raise QualifierRefused(why=bad.why, literal=_literal(name, value)) from bad

    def suffixes(self, types: Iterable[str]) -> tuple[str, ...]:
        """Return the suffixes that names of formats stand for; raises QueryRefused."""
        try:
            return _each(self._types, types)
        except _BadValue as bad:
            raise QueryRefused(why=bad.why) from bad

    def _refuse_near(self, folded: str, name: str, value: str) -> None:
        if len(folded) < _SHORTEST_NAME or value.startswith("//"):
            return
        most = 1 if len(folded) < 6 else 2
        near = [(slips_between(folded, known), known) for known in NAMES if len(known) >= _SHORTEST_NAME]
        slips, similar = min(near)
        if slips <= most:
            why = Reason("query_unknown_name", {"name": name, "similar": similar})
            raise QualifierRefused(why=why, literal=_literal(name, value))

    def _path(self, value: str) -> set[str]:
        wanted = fold(normalise(value.replace("\\", "/")))
        if not wanted:
            raise _BadValue("query_no_value", name="path")
        pattern = f"*{_escaped(wanted)}" if re.search(r"[*?]", wanted) else f"*{_escaped(wanted)}*"
        return {
            ident
            for ident, item in self.register.items()
            if fnmatchcase(fold(normalise(item.evidence.path)), pattern)
        }

    def _matching(self, meaning: str, value: str) -> set[str]:
        wanted = self._filters(meaning, value)
        return {ident for ident, item in self.register.items() if passes(item, wanted, self.framework)}

    def _filters(self, meaning: str, value: str) -> Filters:
        if meaning in {"after", "before", "date"}:
            return _dated(meaning, value)
        pieces = [piece for piece in (piece.strip() for piece in re.split(r"[,;]", value)) if piece]
        if not pieces:
            raise _BadValue("query_no_value", name=meaning)
        if meaning == "indicator":
            return Filters(indicators=tuple(ref for piece in pieces for ref in self._refs(piece)))
        if meaning == "principle":
            return Filters(principles=_each(self._principles, pieces))
        if meaning == "kind":
            return Filters(kinds=_each(_kinds, pieces))
        if meaning == "type":
            return Filters(types=_each(self._types, pieces))
        if meaning == "lang":
            return Filters(languages=_each(self._languages, pieces))
        return Filters(services=_each(self._services, pieces))

    def _refs(self, piece: str) -> list[Ref]:
        """Return the references that `26`, `26-29` or `equass-2018:26` names."""
        named, colon, ref = piece.rpartition(":")
        framework = self.frameworks(named) if colon else self.framework
        if framework is None:
            raise _BadValue("query_bad_framework", value=named)
        refs = [indicator.ref for indicator in framework.indicators]
        ref = ref.strip().lstrip("#")
        wanted = {fold(known): known for known in refs}
        if (one := wanted.get(fold(ref))) is not None:
            return [Ref(framework.id, one)]
        ends = _RANGE.fullmatch(ref)
        if ends and all(fold(end.strip()) in wanted for end in ends.groups()):
            first, last = sorted(refs.index(wanted[fold(end.strip())]) for end in ends.groups())
            return [Ref(framework.id, between) for between in refs[first : last + 1]]
        raise _BadValue(
            "query_bad_indicator", value=piece, first=refs[0] if refs else "", last=refs[-1] if refs else ""
        )

    def _principles(self, piece: str) -> list[str]:
        """Return the principles with this reference, or whose title in some language starts so."""
        known = {fold(principle.ref): principle.ref for principle in self.framework.principles}
        wanted = fold(normalise(piece))
        if wanted in known:
            return [known[wanted]]
        titled = [ref for ref in known.values() if any(t.startswith(wanted) for t in self._titles(ref))]
        if not titled or wanted.isdigit():
            raise _BadValue("query_bad_principle", value=piece, choices=list(known.values()))
        return titled

    def _titles(self, ref: str) -> set[str]:
        return {fold(normalise(self.framework.title("principles", ref, language))) for language in LANGUAGES}

    def _types(self, piece: str) -> list[str]:
        held = {suffix(item.evidence.path) for item in self.register.values()} - {""}
        found = suffixes_of(piece, held)
        if not found:
            raise _BadValue("query_bad_type", value=piece, choices=possible_types(held))
        return list(found)

    def _languages(self, piece: str) -> list[str]:
        wanted = fold(normalise(piece))
        held = {item.evidence.language for item in self.register.values()}
        found = [code for code, words in _LANGUAGES.items() if wanted in words.split()]
        found += [wanted] if wanted in held and wanted not in found else []
        if not found:
            raise _BadValue("query_bad_language", value=piece, choices=list(_LANGUAGES))
        return found

    def _services(self, piece: str) -> list[str]:
        """Return the services with this id, or that have it in their name."""
        wanted = fold(normalise(piece))
        exact = [service.id for service in self.services if fold(service.id) == wanted]
        named = [service.id for service in self.services if wanted in fold(normalise(service.name))]
        if not exact and not named:
            choices = [service.id for service in self.services]
            raise _BadValue(
                "query_bad_service" if choices else "query_no_services", value=piece, choices=choices
            )
        return exact or named


class _BadValue(Exception):  # caught above: it becomes a QualifierRefused with the words as typed
    """Say why a value means nothing."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.why = Reason(code, params)


def _each(read: Callable[[str], Iterable[str]], pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple(found for piece in pieces for found in read(piece))


def _dated(meaning: str, value: str) -> Filters:
    """Return the filter of a day, month, quarter or year; both ends of it belong to it."""
    moment = read_moment(value)
    if moment is None:
        raise _BadValue("query_bad_date", value=value)
    first, last = moment
    return Filters(since=None if meaning == "before" else first, until=None if meaning == "after" else last)


def _kinds(piece: str) -> list[str]:
    """Return the kinds with this token, or whose word in some language it is or starts."""
    wanted = fold(normalise(piece))
    found = [
        kind.value for kind in EvidenceKind if any(_same_word(wanted, word) for word in kind_words(kind))
    ]
    if not found:
        raise _BadValue("query_bad_kind", value=piece, kind=[kind.value for kind in EvidenceKind])
    return found


def kind_words(kind: EvidenceKind) -> set[str]:
    """Return the token of a kind and its word in every language, folded."""
    sentence = SENTENCES[f"word_{kind.value}"]
    return {kind.value} | {fold(normalise(translate_in(language, sentence))) for language in LANGUAGES}


def _same_word(wanted: str, word: str) -> bool:
    """Say whether two words are one, give or take an ending such as that of a plural."""
    shared = min(len(wanted), len(word))
    return wanted == word or (shared >= _SHORTEST_NAME and wanted[:shared] == word[:shared])


def _escaped(text: str) -> str:
    return re.sub(r"([\[\]])", r"[\1]", text)


def _literal(name: str, value: str) -> str:
    return f'"{name}:{value}"'
