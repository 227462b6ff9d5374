"""Find quoted passages in the units of a text, regardless of line breaks, case of spaces and normal form; pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.model.evidence import Unit

_SPACE = re.compile(r"\s+")


def flat(text: str) -> str:
    """Return text in NFC with every run of white space as one space, lower-cased."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip().casefold()


def find_quote(units: Sequence[Unit], quote: str, near: int | None = None) -> Unit | None:
    """Return the unit that holds `quote`; with several, the one nearest to unit number `near`."""
    wanted = flat(quote)
    found = [u for u in units if wanted and wanted in flat(u.text)]
    if not found:
        return None
    return min(found, key=lambda u: (abs(u.number - near) if near is not None else 0, u.number))


def find_label(units: Sequence[Unit], label: str) -> Unit | None:
    """Return the first unit whose label is `label`, or ends with it as the last heading of its path."""
    wanted = flat(label)
    for u in units:
        if flat(u.label) == wanted:
            return u
    for u in units:
        own = flat(u.label)
        if own.endswith("> " + wanted) or wanted in own:
            return u
    return None


def same_words(old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    """Say whether two texts hold the same words in the same order, wherever pages break."""
    return flat(" ".join(u.text for u in old)) == flat(" ".join(u.text for u in new))


def rows_kept(old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    """Say whether every line of the old text is still a line of the new one."""
    return _lines(old) <= _lines(new)  # as often as before: of two equal rows both must stay


def _lines(units: Sequence[Unit]) -> Counter[str]:
    return Counter(flat(line) for u in units for line in u.text.splitlines() if flat(line))
