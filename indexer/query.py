"""Read what a person typed: words, "phrases", prefix*, OR, -not, (groups) and name:value. No text makes it fail.

Words that stand side by side must all be there. OR binds the two beside it more closely than that: `a b OR c d` asks
for a, for b or c, and for d. What a qualifier means is the caller's to say; one it does not know is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from indexer.compounds import MARK as PART_MARK
from indexer.compounds import asked_forms, parts
from indexer.stems import query_forms
from indexer.text import STOP_WORDS, Token, fold, normalise, tokens

LONGEST = 1_000  # characters
_MOST_TERMS = 64
_DEEPEST = 16  # parentheses inside parentheses; deeper ones are no longer told apart
_EVERY_STOP_WORD = frozenset().union(*STOP_WORDS.values())
# Words of questions: they are no stop words, for a text may be about them, but they are not what is asked for.
_ASKING = {
    *("who", "whom", "whose", "which", "where", "why", "how", "many", "much", "get", "make", "need"),
    *("hvem", "hvilken", "hvilket", "hvilke", "hvorfor", "mange", "mye", "gjør", "gjøre", "får", "få"),
    *("kas", "ką", "kam", "koks", "kokia", "kokie", "kokios", "kodėl", "kada", "kiek", "reikia", "daryti"),
}
_NOT_ASKED_FOR = _EVERY_STOP_WORD | _ASKING
# The quotation marks of three languages, as phones and word processors write them; each for one, so places stay true.
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'))
_OR = {"OR", "ELLER", "ARBA", "|"}
_AND = {"AND", "OG", "IR", "&", "+"}
_LEXEME = re.compile(
    r"(?P<open>[-−]?\()|(?P<close>\))|"
    r"(?P<minus>[-−](?=[^\s)]))?(?:(?P<name>[^\W\d_][\w-]*):(?=[^\s)]))?"
    r'(?:"(?P<phrase>[^"]*)"?|(?P<section>§+\s*\d[^\s"()]*)|(?P<word>[^\s"()]+))'
)

ProblemCode = Literal["empty", "bare_star", "too_long", "only_negative"]
_IN_WORDS: dict[ProblemCode, str] = {
    "empty": "there is no word to search for",
    "bare_star": "a star needs at least one letter or digit before it",
    "too_long": f"the query is longer than {LONGEST} characters or {_MOST_TERMS} words",
    "only_negative": "there are only words to leave out; add one to look for",
}

Resolver = Callable[[str, str], "Collection[str] | None"]


class QueryProblem(Exception):  # a state of affairs, not a fault
    """Say why a query cannot be answered: a `code` to translate, and a sentence in English."""

    def __init__(self, code: ProblemCode) -> None:
        super().__init__(_IN_WORDS[code])
        self.code: ProblemCode = code


@dataclass(frozen=True)
class Term:
    """Hold one thing to look for.

    `exact` are folded forms, adjacent when there are several (a phrase), and `places` where each stands in the
    normalised query; `also` are codes that must be there too. `stems` widen a single word to its other forms,
    `within` to the compounds that hold it; `apart` are the forms of the parts of a word that is itself a compound.
    `prefix` means every word that starts with `exact[0]`.
    """

    typed: str
    exact: tuple[str, ...]
    stems: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    apart: tuple[frozenset[str], ...] = ()
    prefix: bool = False
    also: tuple[str, ...] = ()
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Keys:
    """Stand for the files that a qualifier names."""

    keys: frozenset[str]


@dataclass(frozen=True)
class Not:
    """Stand for every file but those of a node."""

    node: Node


@dataclass(frozen=True)
class Every:
    """Stand for the files that all nodes have in common."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Some:
    """Stand for the files of at least one node."""

    nodes: tuple[Node, ...]


Node = Term | Keys | Not | Every | Some


@dataclass(frozen=True)
class Query:
    """Hold a query: `wanted` decides which files answer; `required` are its words, for order and for marking.

    Each group of `required` is met by one of its terms; words to leave out are in none.
    """

    wanted: Node
    required: tuple[tuple[Term, ...], ...]

    def terms(self) -> tuple[Term, ...]:
        """Return every term to look for."""
        return tuple(term for group in self.required for term in group)


@dataclass
class _Frame:
    """Hold an open parenthesis: whether all in it is negated, its nodes so far, whether OR came last."""

    negated: bool = False
    nodes: list[Node] = field(default_factory=list)
    joining: bool = False

    def add(self, node: Node | None, *, negated: bool) -> None:
        joining, self.joining = self.joining, False
        if node is None:
            return
        if negated:
            node = Not(_narrowed(node))
        if joining and self.nodes:
            before = self.nodes[-1]
            self.nodes[-1] = Some((*(before.nodes if isinstance(before, Some) else (before,)), node))
        else:
            self.nodes.append(node)

    def node(self) -> Node | None:
        return _every(self.nodes)


def parse(text: str, resolve: Resolver | None = None) -> Query:
    """Parse a query.

    `resolve(name, value)` answers a qualifier with keys, None for a name that is none of its own; what it raises
    passes through. Raises QueryProblem.
    """
    text = normalise(text).translate(_QUOTES)
    if len(text) > LONGEST:
        raise QueryProblem("too_long")
    frames = [_Frame()]
    for match in _LEXEME.finditer(text):
        if match["open"]:
            if len(frames) <= _DEEPEST:
                frames.append(_Frame(negated=len(match["open"]) > 1))
        elif match["close"]:
            if len(frames) > 1:
                closed = frames.pop()
                frames[-1].add(closed.node(), negated=closed.negated)
        elif not _is_operator(match, frames[-1]):
            frames[-1].add(_leaf(match, resolve), negated=bool(match["minus"]))
    while len(frames) > 1:
        closed = frames.pop()
        frames[-1].add(closed.node(), negated=closed.negated)
    return _checked(text, frames[0].node())


def _narrowed(node: Node) -> Node:
    """Return a node to leave out: without compounds, for who leaves out "klage" may still want "klagerett"."""
    if isinstance(node, Term):
        return replace(node, within=frozenset(), apart=())
    if isinstance(node, Every | Some):
        return replace(node, nodes=tuple(map(_narrowed, node.nodes)))
    return node


def _is_operator(match: re.Match[str], frame: _Frame) -> bool:
    """Take OR and AND, which are operators only in capitals and by themselves."""
    if match["minus"] or match["name"] or match["word"] not in _OR | _AND:
        return False
    if match["word"] in _OR:
        frame.joining = bool(frame.nodes)
    return True


def _checked(text: str, wanted: Node | None) -> Query:
    if wanted is None:
        raise QueryProblem("bare_star" if "*" in text else "empty")
    if sum(1 for node in leaves(wanted) if isinstance(node, Term)) > _MOST_TERMS:
        raise QueryProblem("too_long")
    positive = list(leaves(wanted, without_negated=True))
    if not positive:
        raise QueryProblem("only_negative")
    return Query(wanted, tuple(_groups(wanted)))


def leaves(node: Node, *, without_negated: bool = False) -> Iterator[Term | Keys]:
    """Yield the words and qualifiers of a node, with those to leave out unless `without_negated`."""
    if isinstance(node, Term | Keys):
        yield node
    elif isinstance(node, Not):
        if not without_negated:
            yield from leaves(node.node)
    else:
        for inner in node.nodes:
            yield from leaves(inner, without_negated=without_negated)


def _groups(node: Node) -> Iterator[tuple[Term, ...]]:
    if isinstance(node, Every):
        for inner in node.nodes:
            yield from _groups(inner)
    elif terms := tuple(leaf for leaf in leaves(node, without_negated=True) if isinstance(leaf, Term)):
        yield terms


def _every(nodes: list[Node]) -> Node | None:
    """Join nodes; words that are in every text are not asked for beside words that tell something."""
    telling = [node for node in nodes if not _is_stop_word(node)]
    if any(leaf for node in telling for leaf in leaves(node, without_negated=True) if isinstance(leaf, Term)):
        nodes = telling
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return Every(tuple(nodes))


def _is_stop_word(node: Node) -> bool:
    if isinstance(node, Some):
        return all(_is_stop_word(inner) for inner in node.nodes)
    if not isinstance(node, Term):
        return False
    return not node.prefix and len(node.exact) == 1 and node.typed.lower() in _NOT_ASKED_FOR


def _leaf(match: re.Match[str], resolve: Resolver | None) -> Node | None:
    """Return the node of one lexeme; the name of an unknown qualifier is a word like any other."""
    found: list[Node] = []
    if match["name"]:
        value = match["phrase"] if match["phrase"] is not None else match["section"] or match["word"]
        keys = None if resolve is None else resolve(match["name"].casefold(), value.strip())
        if keys is not None:
            return Keys(frozenset(keys))
        found.extend(_words(match["name"], match.start("name")))
    if match["phrase"] is not None:
        found.extend(_phrase(match["phrase"], match.start("phrase")))
    else:
        group = "section" if match["section"] else "word"
        found.extend(_words(match[group], match.start(group)))
    return _every(found)


def _phrase(text: str, at: int) -> list[Term]:
    cut = list(tokens(text))
    words = [token for token in cut if not token.whole]
    codes = tuple(token.exact for token in cut if token.whole)
    if not words:
        return []
    return [Term(text.strip(), tuple(w.exact for w in words), also=codes, places=_places(words, at))]


def _words(text: str, at: int) -> list[Term]:
    if text.endswith("*"):
        return _prefix(text.rstrip("*"), at)
    cut = list(tokens(text))
    spans: list[list[Token]] = []
    for token in cut:  # what was typed in one piece without a digit (follow-up) is looked for in one piece
        if (spans and token.start == spans[-1][-1].end + 1 and text[spans[-1][-1].end] in "-./_") or (
            spans and token.start < max(other.end for other in spans[-1])
        ):
            spans[-1].append(token)
        else:
            spans.append([token])
    return [_one(text, span, at) for span in spans]


def _one(text: str, span: list[Token], at: int) -> Term:
    typed = text[span[0].start : max(token.end for token in span)]
    if span[0].whole:
        return Term(typed, (span[0].exact,))
    words = [token for token in span if not token.whole]
    if len(words) > 1:
        codes = tuple(token.exact for token in span if token.whole)
        return Term(typed, tuple(token.exact for token in words), also=codes, places=_places(words, at))
    return word_term(typed, words[0], at)


def word_term(typed: str, token: Token, at: int = 0) -> Term:
    """Return the term of a single word, widened to its other forms and to compounds."""
    stems = query_forms(token.surface)
    return Term(
        typed,
        (token.exact,),
        stems=stems,
        within=asked_forms(stems),
        apart=tuple(frozenset({f"n:{part}", f"{PART_MARK}{part}"}) for part in parts(token.surface)),
        places=_places([token], at),
    )


def _prefix(text: str, at: int) -> list[Term]:
    found = list(re.finditer(r"§?[^\W_]+(?:[-./_][^\W_]+)*[-./_]?", text))
    if not found:
        return []
    last = found[-1]
    return [
        *(term for part in found[:-1] for term in _words(part[0], at + part.start())),
        Term(text + "*", (fold(last[0]),), prefix=True, places=((at + last.start(), at + last.end()),)),
    ]


def _places(words: list[Token], at: int) -> tuple[tuple[int, int], ...]:
    return tuple((at + word.start, at + word.end) for word in words)
