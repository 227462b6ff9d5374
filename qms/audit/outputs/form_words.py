"""Tell from the words above a column, or before a place to write, what a provider's own form wants there."""

from __future__ import annotations

import re

DONE, LED, WHOLE = "done", "led", "whole"
WEAK_DONE, WEAK_LED = "weak_done", "weak_led"
LENS, TICK, OTHER, UNKNOWN = "lens", "tick", "other", "unknown"

SPEAKS = re.compile(r"\b(?:criteri|kriteri)")
TICKS = re.compile(r"[☐☑☒□■✓✔]")

_PAIR = re.compile(r"\b(?:yes\W{1,5}no|ja\W{1,5}nei|taip\W{1,5}ne|y\W{1,3}n|j\W{1,3}n|t\W{1,3}n)\b")
_TO_TICK = re.compile(r"(?:\bkryss|avkryss|\btick|pažym|žymė|[☐☑☒□■✓✔])")
_ASKS = re.compile(r"(?:what|how|which|hva|hvordan|hvilke|kas|ką|kaip|kokie|koks)\b")
_LENS = re.compile(
    r"(?:approach|deployment|tilnærming|gjennomføring|iverksett\w+|metode|metodas|požiūris|prieiga|diegimas|"
    r"įgyvendinimas|taikymas)\b"
)
_TICK_WORDS = re.compile(
    r"(?:(?:yes|no|y|n|tick|ok|met|unmet|fulfilled|results?|ja|nei|j|kryss|oppfylt|innført|resultat(?:er)?|taip|ne|t|"
    r"įvykdyta|rezultata[si]|and|or|og|eller|ir|arba|in|place|på|plass)\W*)*"
)
# Alone these words head columns of text as often as columns to tick: the columns beside them decide.
_WEAK_DONE = re.compile(r"done|gjort|utført|gjennomført|padaryta|atlikta|nuveikta|įgyvendinta")
_WEAK_LED = re.compile(
    r"results?|outcomes?|effects?|resultat(?:er|et|ene)?|effekt|virkning|rezultata[si]|poveikis"
)
_DONE = re.compile(
    r"\b(?:what .{0,20}\bd(?:one|id)|actions?(?: taken)?|measures taken|work done|improvements? made"
    r"|hva .{0,20}\bgjort|gjort\b.{0,20}\bog|tiltak\w*|utført arbeid|forbedringsarbeid\w*"
    r"|k(?:as|ą) .{0,20}(?:padar|nuveik|atlik|įgyvendin)\w+|atlikti \w+|(?:įgyvendintos )?priemonės|veiksmai)\b"
)
_LED = re.compile(
    r"\b(?:what .{0,20}\ble(?:d|ad) to|hva .{0,20}\bfør(?:te|t)\b.{0,20}\btil|kok\w+ .{0,20}(?:rezultat|poveik)\w+"
    r"|le(?:d|ad) to|came of it|før(?:te|t) .{0,15}\btil|før(?:te|t) til|hva .{0,20}oppnådd|oppnådde? resultat\w*"
    r"|k(?:ą|as) .{0,15}dav(?:ė|ę)\w*|prie ko .{0,20}vedė|k(?:as|ą) .{0,10}pasiek\w+|pasiekt(?:as|i) rezultata[si]"
    r"|koki(?:e|s) .{0,15}rezultata[si])\b"
)
_WHOLE = re.compile(r"\b(?:descri(?:ption|be)|beskriv|aprašy|redegjør|te(?:x|ks)t(?:as|en)?\b)")
_OTHER_FIRST = re.compile(
    r"(?:dat[eoa]|responsib|ansvarlig|atsaking|frist|termin|deadline|due\b|when\b|når\b|kada\b|level|nivå|lygi|sign|"
    r"underskrift|parašas|vedlegg|pried|evidence|bevis|dokumenta|įrodym|nr\b|no\b|num|status|būsena|score|poeng|bal[ao]|"
    r"who\b|hvem\b|page\b|side\b|psl)"
)
_OTHER = re.compile(
    r"\b(?:auditor|revisor|representa|vertintoj|planned|planlagt|planuojam|next year|neste år|kitais metais)"
)
_SHORT = re.compile(r"(?:kort|short|brief|trump(?:as|ai))\s+")
_WORDS = 4
"""Words of a label that is no question."""
_LONGEST = 60
"""Characters of a label before a place to write; what is longer is somebody's text."""


def folded(text: str) -> str:
    """Return words in small letters on one line, without the stop or colon that ends them."""
    return " ".join(text.casefold().split()).rstrip(" .:")


def sort_of(head: str) -> str:
    """Return what a column wants by its head: one of the names above; UNKNOWN also where there is no head."""
    words = folded(head)
    if not words:
        return UNKNOWN
    bare = words.rstrip("?").strip()
    if _WEAK_LED.fullmatch(words):
        return WEAK_LED
    if _WEAK_DONE.fullmatch(words):
        return WEAK_DONE
    if _LENS.match(words):
        return LENS
    if _is_tick(words, bare):
        return TICK
    if _OTHER_FIRST.match(words) or _OTHER.search(words):
        return OTHER
    return _text_sort(words)


def label_of(text: str) -> str:
    """Return what a cell or a line asks for when it does so from its first word on, UNKNOWN where it asks nothing."""
    words = folded(text)
    if not words or len(words) > _LONGEST or re.search(r":\s*\S", words):
        return UNKNOWN
    sort = sort_of(words)
    if sort in {WEAK_DONE, WEAK_LED, LENS, TICK}:
        return sort
    words = _SHORT.sub("", words)
    starts = any(part.match(words) for part in (_DONE, _LED, _WHOLE))
    # "Actions taken" asks; "Actions that we began in spring" tells.
    asks = sort == WHOLE or _ASKS.match(words) is not None or len(words.split()) <= _WORDS
    return sort if starts and asks and sort in {DONE, LED, WHOLE} else UNKNOWN


def _is_tick(words: str, bare: str) -> bool:
    if _PAIR.search(words) or _TO_TICK.search(words) or len(words) <= len("nei"):
        return True
    if words.endswith("?") and not _ASKS.match(words):
        return True
    return _TICK_WORDS.fullmatch(bare) is not None


def _text_sort(words: str) -> str:
    done, led = _DONE.search(words), _LED.search(words)
    if done and led:
        return WHOLE
    if done or led:
        return DONE if done else LED
    if SPEAKS.search(words):
        return OTHER
    return WHOLE if _WHOLE.search(words) else UNKNOWN
