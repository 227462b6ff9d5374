"""Read numbers as people write them into cells: decimal commas, thousands, percent, currencies, counted things."""

from __future__ import annotations

import re

from qms.results.words import NO, PIECES, UNITS, YES, folded, plain

_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
_SHAPE = re.compile(r"(?P<before>[^\d+\-.,]*?)\s*(?P<number>[+-]?[\d.,]*\d[\d.,]*?)\s*(?P<after>[^\d]*)")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})+")
_ONE_SIGN = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_BOTH = re.compile(r"(?P<whole>\d{1,3}(?:(?P<sign>[.,])\d{3})+)(?P<point>[.,])(?P<rest>\d+)")
_MOST = 10**9  # of anything that is counted; what is longer is a telephone or identity number
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


class NoNumber(ValueError):
    """Refuse what is no number; `code` tells why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def number(cell: object, *, percent: bool = False) -> int | float:
    """Return a number; with `percent` the cell is shown as percent, and 0.85 gives 85. Raises NoNumber."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _tidy(cell * 100) if percent else cell
    if not isinstance(cell, str):
        raise NoNumber("cell_number")
    found, unit = _parted(cell, UNITS)
    del unit
    return found


def integer(cell: object) -> int:
    """Return a whole number that is not negative, with or without what is counted behind it. Raises NoNumber."""
    if isinstance(cell, str):
        cell = _parted(cell, PIECES)[0]
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise NoNumber("cell_integer")
    if not 0 <= cell < _MOST or not float(cell).is_integer():
        raise NoNumber("cell_integer")
    return int(cell)


def count(cell: object) -> int:
    """Return a whole number, yes as 1 and no as 0. Raises NoNumber."""
    if isinstance(cell, bool):
        return int(cell)
    told = yes_or_no(cell) if isinstance(cell, str) else None
    if told is not None:
        return int(told)
    try:
        return integer(cell)
    except NoNumber as error:
        raise NoNumber("cell_count") from error


def share(cell: object) -> float:
    """Return a share of 1; numbers over 1 are percent. Raises NoNumber."""
    unit = ""
    if isinstance(cell, str):
        cell, unit = _parted(cell, UNITS)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell <= 100:
        raise NoNumber("cell_share")
    return float(_tidy(cell / 100)) if cell > 1 or unit else float(cell)


def yes_or_no(text: str) -> bool | None:
    """Return what a word or a tick says, None for any other word."""
    word = text.strip()
    if word in YES or plain(word) in YES:
        return True
    return False if word in NO or plain(word) in NO else None


def _parted(text: str, units: frozenset[str]) -> tuple[int | float, str]:
    """Return the number in a text and the unit before or after it. Raises NoNumber."""
    match = _SHAPE.fullmatch(_SPACES.sub("", text.replace("−", "-").replace("–", "-").strip()))
    if match is None:
        raise NoNumber("cell_number")
    unit = ""
    for words in (match["before"], match["after"]):
        word = folded(words).strip(" .,:-/()\u00a0")
        if words.strip(" \u00a0") and words.strip() not in ("-", ".", ",-") and word:
            if word not in units:
                raise NoNumber("cell_number")
            unit = word
    # Norwegians write amounts as 250,- and 250,00.
    return _signed(match["number"].rstrip(".,")), unit


def _signed(text: str) -> int | float:
    negative = text.startswith("-")
    bare = text.lstrip("+-")
    if _ONE_SIGN.fullmatch(bare):
        raise NoNumber("cell_number_ambiguous")
    if _THOUSANDS.fullmatch(bare):
        bare = re.sub(r"[.,]", "", bare)
    elif match := _BOTH.fullmatch(bare):
        if match["sign"] == match["point"]:
            raise NoNumber("cell_number")
        bare = re.sub(r"[.,]", "", match["whole"]) + "." + match["rest"]
    elif not _PLAIN.fullmatch(bare):
        raise NoNumber("cell_number")
    found = float(bare.replace(",", "."))
    return _tidy(-found if negative else found)


def _tidy(found: float) -> int | float:
    """Return a number without the noise of binary fractions, whole ones as int."""
    rounded = round(found, 10)
    return int(rounded) if float(rounded).is_integer() and abs(rounded) < 1e15 else rounded
