"""Look for the names of a list in texts, in the forms that Lithuanian, Norwegian and English give them; pure.

The list comes from outside the workspace. It is held for one run, and is never stored, logged or printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.text import fold, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A word goes on behind an apostrophe, a soft hyphen, or a hyphen at the end of a line.
_LOW = "a-z\u00df-\u00ff\u0105\u010d\u0117\u0119\u012f\u0161\u016b\u0173\u017e"
_JOINT = rf"(?:['\u2019\u00ad]|-\u00ad?[^\S\n]*\n[^\S\n]*(?=[{_LOW}]))"
_WORD = re.compile(rf"[^\W\d_]+(?:{_JOINT}[^\W\d_]+)*")
_WITHIN = re.compile(r"[-'\u2019\u00ad\s]+")
_BETWEEN = re.compile(r"-|,?[^\S\n]*\n?[^\S\n]*")
_MIDDLE = re.compile(r"[\s-]{1,3}[^\W\d_a-z][^\W\d_]{0,20}\.?[\s-]{1,3}")
# Folded endings of Lithuanian names, by the ending of the nominative.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ius", ("ius", "iaus", "iui", "iu", "iumi", "iuje", "iau")),
    ("as", ("as", "o", "ui", "a", "u", "e", "ai")),
    ("us", ("us", "aus", "ui", "u", "umi", "uje", "au")),
    ("uo", ("uo", "ens", "eniui", "eni", "eniu", "enimi", "enyje", "uns", "uniui", "uni", "uniu", "unimi")),
    ("ia", ("ia", "ios", "iai", "ioje")),
    ("a", ("a", "os", "ai", "oje")),
    ("e", ("e", "es", "ei", "eje")),
    ("i", ("i", "ios", "iai", "ia", "ioje")),
)
_SOFT = ("is", "ys")
_SOFT_ENDINGS = ("io", "iui", "iu", "i")
_SOFT_WITHIN = ("yje", "y", "is", "ys", "i")
_SOFTENED = {"t": "c", "d": "dz"}
_SHORTEST = 3
_OWNING = ("", "s")
# Irish words before a surname, behind which its first letter may be softened.
_IRISH = frozenset(("o", "ui", "ni", "nic", "mac", "mhic"))
_LENITED = frozenset("bcdfgmpst")


class NameList:
    """Find names in texts; a line holds a whole name, or one word that is to be found by itself.

    A whole name is found in either order and with an initial between, its last word also alone where it is written
    with a capital; so is either half of a double surname. Of several given names or surnames two are enough. Who wants
    a given name found alone gives it a line of its own.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._alone: set[str] = set()
        self._pairs: dict[str, set[str]] = defaultdict(set)
        self.count = 0
        for line in lines:
            words = normalise(line).partition("#")[0].replace(",", " ").split()
            parts = [found for word in words if (found := _WORD.findall(word))]
            if any(len(part) >= _SHORTEST for some in parts for part in some):
                self.count += 1
                self._add(parts)

    def __repr__(self) -> str:
        return f"NameList({self.count})"

    def _add(self, words: list[list[str]]) -> None:
        """Take in a name: its words, each with its parts between hyphens."""
        before = ["", *(_plain(some[-1]) for some in words)]
        formed = [
            [_forms(part, before[at]) for part in some if len(part) > 1 or len(words) == 1]
            for at, some in enumerate(words)
        ]
        flat = [forms for some in formed for forms in some]
        if len(words) > 1 or len(flat) == 1:
            for part, forms in zip(reversed(words[-1]), reversed(formed[-1]), strict=False):
                if len(part) > _SHORTEST or len(words) == 1:
                    self._alone |= forms
        for at, here in enumerate(flat):
            for there in flat[:at] + flat[at + 1 :]:
                for form in here:
                    self._pairs[form] |= there

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where names begin and end in a text, in order and without overlap."""
        words = [(match.start(), match.end(), _plain(match[0])) for match in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            start, _, form = words[at]
            last = at + self._other(text, words, at)
            # A third word belongs to the same person, unless a comma begins a list of them.
            while last > at and (step := self._other(text, words, last)):
                if "," in text[words[last][1] : words[last + step][0]]:
                    break
                last += step
            if last > at or (form in self._alone and text[start].isupper()):
                yield start, words[last][1]
            at = last + 1

    def _other(self, text: str, words: list[tuple[int, int, str]], at: int) -> int:
        """Return how many words on another part of a name stands, 0 where it does not."""
        others = self._pairs.get(words[at][2])
        if others is None:
            return 0
        for step in (1, 2):
            if at + step >= len(words) or words[at + step][2] not in others:
                continue
            between = text[words[at][1] : words[at + step][0]]
            if (_BETWEEN if step == 1 else _MIDDLE).fullmatch(between):
                return step
        return 0


def _plain(word: str) -> str:
    return fold(_WITHIN.sub("", word))


def _forms(word: str, before: str = "") -> set[str]:
    """Return the folded forms in which a name may stand; the word `before` it may join or soften an Irish one."""
    folded = _plain(word)
    forms = {folded + owning for owning in _OWNING}
    for ending, others in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST - 1 - (ending == "uo"):
            forms |= {folded[: -len(ending)] + other for other in others}
            break
    if folded.endswith(_SOFT) and len(folded) >= _SHORTEST + 2:
        forms |= {folded[:-2] + other for other in _SOFT_WITHIN}
        forms |= {_soft(folded[:-2]) + other for other in _SOFT_ENDINGS}
    if folded.endswith(("ti", "di")):
        forms |= {_soft(folded[:-1]) + other for other in ("ios", "iai", "ia", "ioje")}
    if re.match(r"[Oo\u00d3\u00f3]['\u2019]", word):
        forms |= {folded[1:], folded[1:2] + "h" + folded[2:]}
    elif before in _IRISH:
        forms |= {before + folded}
        if folded[0] in _LENITED:
            forms |= {folded[0] + "h" + folded[1:]}
    return forms


def _soft(stem: str) -> str:
    softened = _SOFTENED.get(stem[-1:])
    return stem[:-1] + softened if softened else stem
