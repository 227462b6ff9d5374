"""Read what a person typed: words, "phrases", OR, -not, prefix*, name:value. No punctuation makes it fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from indexer.stems import query_forms
from indexer.text import STOP_WORDS, Token, fold, normalise, tokens

LONGEST = 1_000  # characters
_MOST_TERMS = 64
_EVERY_STOP_WORD = frozenset().union(*STOP_WORDS.values())
_OR = {"OR", "ELLER", "ARBA", "|"}
_AND = {"AND", "OG", "IR", "&", "+"}
_LEXEME = re.compile(
    r"(?P<minus>[-−](?=\S))?(?:(?P<field>[^\W\d_][\w-]*):(?=\S))?"
    r'(?:"(?P<phrase>[^"]*)"?|(?P<section>§+\s*\d[^\s"]*)|(?P<word>[^\s"]+))'
)

ProblemCode = Literal["empty", "bare_star", "too_long", "only_negative"]
_IN_WORDS: dict[ProblemCode, str] = {
    "empty": "there is no word to search for",
    "bare_star": "a star needs at least one letter or digit before it",
    "too_long": f"the query is longer than {LONGEST} characters or {_MOST_TERMS} words",
    "only_negative": "there are only words to leave out; add one to look for",
}

Resolver = Callable[[str, str], "set[str] | frozenset[str] | None"]


class QueryProblem(Exception):  # a state of affairs, not a fault
    """Say why a query cannot be answered: a `code` to translate, and a sentence in English."""

    def __init__(self, code: ProblemCode) -> None:
        super().__init__(_IN_WORDS[code])
        self.code: ProblemCode = code


@dataclass(frozen=True)
class Term:
    """Hold one thing to look for.

    `exact` are folded forms, adjacent when there are several (a phrase); `also` are codes that must be
    there too. `stems` widen a single word to its other forms; `prefix` means every word that starts with
    `exact[0]`.
    """

    typed: str
    exact: tuple[str, ...]
    stems: frozenset[str] = frozenset()
    prefix: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """Hold a query: every group of `required` must be met by one of its terms, none of `excluded` may be.

    `keys` is what the qualifiers leave (None: no qualifier), `without` what negated qualifiers take away.
    """

    required: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...]
    keys: frozenset[str] | None
    without: frozenset[str] = frozenset()


def parse(text: str, resolve: Resolver | None = None) -> Query:
    """Parse a query.

    `resolve(name, value)` answers a qualifier with keys, None for an unknown name. Raises QueryProblem.
    """
    text = normalise(text)
    if len(text) > LONGEST:
        raise QueryProblem("too_long")
    groups: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    keys: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    joined = False
    for match in _LEXEME.finditer(text):
        if not match["minus"] and match["word"] in _OR and not match["field"]:
            joined = bool(groups)
            continue
        if not match["minus"] and match["word"] in _AND and not match["field"]:
            continue
        if (found := _qualified(match, resolve)) is not None:
            if match["minus"]:
                without |= found
            else:
                keys = found if keys is None else keys & found
            continue
        terms = _terms(match)
        if match["minus"]:
            excluded.extend(terms)
        elif joined and terms:
            groups[-1] = (*groups[-1], *terms)
        else:
            groups.extend((term,) for term in terms)
        joined = False
    return _checked(text, groups, excluded, keys, without)


def _checked(
    text: str,
    groups: list[tuple[Term, ...]],
    excluded: list[Term],
    keys: frozenset[str] | None,
    without: frozenset[str],
) -> Query:
    if not groups and keys is None:
        raise QueryProblem(
            "only_negative" if excluded or without else "bare_star" if "*" in text else "empty"
        )
    if len(groups) > _MOST_TERMS or sum(map(len, groups)) + len(excluded) > _MOST_TERMS:
        raise QueryProblem("too_long")
    telling = [group for group in groups if not all(_is_stop_word(term) for term in group)]
    return Query(tuple(telling or groups), tuple(excluded), keys, without)


def _qualified(match: re.Match[str], resolve: Resolver | None) -> frozenset[str] | None:
    if not match["field"] or resolve is None:
        return None
    value = match["phrase"] or match["section"] or match["word"] or ""
    found = resolve(match["field"].casefold(), value)
    return None if found is None else frozenset(found)


def _terms(match: re.Match[str]) -> list[Term]:
    """Return the terms of one lexeme; the name of an unknown qualifier is a word like any other."""
    found = [*_words(match["field"])] if match["field"] else []
    if match["phrase"] is not None:
        return [*found, *_phrase(match["phrase"])]
    return [*found, *_words(match["section"] or match["word"])]


def _phrase(text: str) -> list[Term]:
    cut = list(tokens(text))
    words = tuple(token.exact for token in cut if not token.whole)
    codes = tuple(token.exact for token in cut if token.whole)
    return [Term(text.strip(), words, also=codes)] if words else []


def _words(text: str) -> list[Term]:
    if text.endswith("*"):
        return _prefix(text.rstrip("*"))
    cut = list(tokens(text))
    spans: list[list[Token]] = []
    for token in cut:  # what was typed in one piece without a digit (follow-up) is looked for in one piece
        if (spans and token.start == spans[-1][-1].end + 1 and text[spans[-1][-1].end] in "-./_") or (
            spans and token.start < max(other.end for other in spans[-1])
        ):
            spans[-1].append(token)
        else:
            spans.append([token])
    return [_one(text, span) for span in spans]


def _one(text: str, span: list[Token]) -> Term:
    typed = text[span[0].start : max(token.end for token in span)]
    if span[0].whole:
        return Term(typed, (span[0].exact,))
    words = [token for token in span if not token.whole]
    if len(words) > 1:
        codes = tuple(token.exact for token in span if token.whole)
        return Term(typed, tuple(token.exact for token in words), also=codes)
    return Term(typed, (words[0].exact,), stems=query_forms(words[0].surface))


def _prefix(text: str) -> list[Term]:
    parts = re.findall(r"§?[^\W_]+(?:[-./_][^\W_]+)*[-./_]?", text)
    if not parts:
        return []
    return [
        *(term for part in parts[:-1] for term in _words(part)),
        Term(text + "*", (fold(parts[-1]),), prefix=True),
    ]


def _is_stop_word(term: Term) -> bool:
    return not term.prefix and len(term.exact) == 1 and term.typed.lower() in _EVERY_STOP_WORD
