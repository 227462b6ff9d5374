"""Read the tags of a Word part one by one: each defect with its place, and what is left as Jinja that can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError

from qms.documents.balance import unbalanced
from qms.documents.engine import environment
from qms.documents.markup import TAG, Problem, statement_word
from qms.documents.wordfile import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qms.documents.places import Spot

# A name that stands for anything, so that one broken tag does not make others look broken.
UNKNOWN = "unreadable__"
LARGEST = 500_000  # letters of a Markdown text
LONGEST = 1_000  # letters of a tag
DEEPEST = 20  # brackets within brackets
LOOPS = 3  # loops within loops
BLOCKS = 40
_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PREFIX = re.compile(r"^(\{[{%#])(p|tr|tc|r)(?=\s)")
# Signs that nobody sees; docxtpl's prefixes want a plain space behind them, elsewhere Jinja takes any.
_HIDDEN = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08]|(?<=\\{%)(?:p|tr|tc|r)[^\\S ]"
)
_QUOTES = re.compile("[„‚«»‹›]")  # docxtpl mends the English ones
_MENDED = str.maketrans("“”‘’", "\"\"''")
_OWN = re.compile(r"\{%\s*(cellbg|colspan|vm|hm)\b")


class Piece:
    """Hold one tag with its paragraph; `source` is what Jinja reads of it, `prefix` the docxtpl letter."""

    def __init__(self, spot: Spot, tag: str) -> None:
        self.spot = spot
        self.tag = tag
        found = _PREFIX.match(tag)
        self.prefix = found.group(2) if found else ""
        self.source = (_PREFIX.sub(r"\1", tag) if found else tag).translate(_MENDED)
        self.word = statement_word(self.source)

    @property
    def home(self) -> Any:
        """Return the element in which the tag and its partner must both stand."""
        kind = {"tr": "tbl", "tc": "tr"}.get(self.prefix)
        return self.spot.around(kind) if kind else self.spot.element.getparent()

    def problem(self, code: str, **params: Any) -> Problem:
        """Make a problem at the place of the tag."""
        return at(self.spot, code, tag=self.tag[:120], **params)


def at(spot: Spot, code: str, **params: Any) -> Problem:
    """Make a problem at the place of a paragraph, with the text around it."""
    around = " ".join(spot.text.split())[:120]
    return Problem(code, spot.line, {**params, "place": dict(spot.place), "around": around})


def read_tags(spots: Sequence[Spot]) -> tuple[list[Problem], list[str]]:
    """Return all problems of the tags, and one line of Jinja for each paragraph in which they are mended."""
    problems: list[Problem] = []
    pieces: list[Piece] = []
    for spot in spots:
        text = spot.text
        problems += [at(spot, "tag_cut", tag=mark) for mark in _MARK.findall(TAG.sub(" ", text))]
        pieces += [Piece(spot, tag) for tag in TAG.findall(text) if not tag.startswith("{#")]
    for piece in pieces:
        found = list(_piece_problems(piece))
        if found:
            piece.source = _stand_in(piece)
        problems += found
    return problems + _partners(pieces) + _alone(pieces), _lines(spots, pieces)


def _piece_problems(piece: Piece) -> Iterator[Problem]:
    inside = piece.tag[2:-2]
    hidden = _HIDDEN.search(piece.tag)
    if hidden:
        yield piece.problem("hidden_sign_in_tag", sign=f"U+{ord(hidden.group()[-1]):04X}")
    elif _QUOTES.search(inside):
        yield piece.problem("quotes_in_tag")
    elif inside.startswith(("-", "+")) or inside.endswith(("-", "+")):
        yield piece.problem("whitespace_control")
    elif piece.tag.startswith("{%") and re.search(r"[%}]", inside):
        yield piece.problem("sign_in_tag")
    elif piece.prefix and piece.tag.startswith("{{"):
        yield piece.problem("tag_not_allowed")
    elif len(piece.tag) > LONGEST or depth(piece.tag) > DEEPEST:
        yield piece.problem("tag_too_deep")
    elif not _OWN.match(piece.source):
        yield from _unreadable(piece)


def depth(tag: str) -> int:
    """Return how many brackets stand within each other at most."""
    deepest = now = 0
    for char in tag:
        now += (char in "([{") - (char in ")]}")
        deepest = max(deepest, now)
    return deepest


def _unreadable(piece: Piece) -> Iterator[Problem]:
    """Let Jinja read one tag by itself, with the partner that it needs."""
    source = piece.source
    around = {"if": "{}{{% endif %}}", "for": "{}{{% endfor %}}", "elif": "{{% if 1 %}}{}{{% endif %}}"}
    if piece.tag.startswith("{%") and piece.word not in around:
        return  # `else` and ends have nothing to read; whatever else has no partner is named there
    try:
        environment(escape=False).parse(around.get(piece.word, "{}").format(source))
    except TemplateError as error:
        yield piece.problem("jinja_syntax", problem=str(error))
    except RecursionError:
        yield piece.problem("tag_too_deep")


def _stand_in(piece: Piece) -> str:
    """Return a tag of the same sort that can be read."""
    if not piece.tag.startswith("{%"):
        return ""
    if piece.word == "for":
        names = re.search(r"for\s+(\w+)", piece.source)
        return f"{{% for {names.group(1) if names and names.group(1).isidentifier() else 'item'} in {UNKNOWN} %}}"
    return f"{{% {piece.word} {UNKNOWN} %}}" if piece.word in {"if", "elif"} else piece.source


def _partners(pieces: Iterable[Piece]) -> list[Problem]:
    """Find statements without a partner or with one in another place, and loops too deep; mend the sources."""
    statements = [piece for piece in pieces if piece.tag.startswith("{%") and not _OWN.match(piece.source)]
    tags = [(number, f"{{% {piece.word or '?'} %}}") for number, piece in enumerate(statements)]
    problems, ends = [], ""
    for found in unbalanced(tags):
        piece = statements[found.line]
        problems.append(piece.problem(found.code))
        if found.code == "block_not_closed":
            ends = f"{{% end{piece.word} %}}{ends}"
        else:
            piece.source = ""
    problems += _misplaced(statements)
    if ends:
        statements[-1].source += ends
    return problems


def _misplaced(statements: Iterable[Piece]) -> list[Problem]:
    """Find statements whose partner stands where it cannot go along, and loops within too many others."""
    problems = []
    opened: list[Piece] = []
    for piece in statements:
        if not piece.source:
            continue
        if piece.word in {"if", "for"}:
            opened.append(piece)
            loops = sum(one.word == "for" for one in opened)
            if (piece.word == "for" and loops > LOOPS) or len(opened) > BLOCKS:
                problems.append(piece.problem("loops_too_deep"))
        elif opened and opened[-1].prefix != piece.prefix:
            problems.append(piece.problem("block_tag_not_alone"))
        elif opened and opened[-1].home is not piece.home:
            problems.append(piece.problem("block_across_table"))
        if piece.word.startswith("end") and opened:
            opened.pop()
    return problems


def _alone(pieces: Iterable[Piece]) -> list[Problem]:
    """Find statements that replace their paragraph, cell or row, which then may hold nothing else."""
    problems = []
    for piece in pieces:
        if piece.prefix not in {"p", "tr", "tc"}:
            continue
        home = piece.spot.element if piece.prefix == "p" else piece.spot.around(piece.prefix)
        if home is None:
            problems.append(piece.problem("block_tag_not_alone"))
            continue
        said = "".join(text.text or "" for text in home.iter(f"{W}t"))
        if " ".join(said.split()) != " ".join(piece.tag.split()):
            problems.append(piece.problem("block_tag_not_alone"))
    return problems


def _lines(spots: Sequence[Spot], pieces: Iterable[Piece]) -> list[str]:
    lines = [""] * len(spots)
    for piece in pieces:
        if not _OWN.match(piece.source):
            lines[piece.spot.line - 1] += piece.source.replace("\n", " ")
    return lines


def limit_problems(text: str) -> list[Problem]:
    """Find what of a Markdown text is too much for the readers: its size, its tags, its loops within loops."""
    if len(text) > LARGEST:
        return [Problem("text_too_large", 0, {"size": len(text), "limit": LARGEST})]
    problems, opened = [], 0
    for found in TAG.finditer(text):
        tag, word = found.group(), statement_word(found.group())
        line = text.count("\n", 0, found.start()) + 1
        opened += (word == "for") - (word == "endfor")
        if len(tag) > LONGEST or depth(tag) > DEEPEST:
            problems.append(Problem("tag_too_deep", line, {"tag": tag[:120]}))
        elif word == "for" and opened > LOOPS:
            problems.append(Problem("loops_too_deep", line, {"tag": tag[:120]}))
    return problems
