"""Read days, years and periods as people in Norway, Lithuania and elsewhere write them into cells."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from qms.results.words import folded

Period = tuple[date, date]

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
_SERIAL = date(1899, 12, 30)  # the day that spreadsheets count from
_SERIALS = range((date(1990, 1, 1) - _SERIAL).days, (date(2101, 1, 1) - _SERIAL).days)
_NAMES = (
    "january jan januar sausio sausis saus", "february feb februar febr vasario vasaris vas",
    "march mar mars kovo kovas kov", "april apr balandzio balandis bal", "may mai geguzes geguze geg",
    "june jun juni birzelio birzelis birz", "july jul juli liepos liepa liep",
    "august aug rugpjucio rugpjutis rugp", "september sep sept rugsejo rugsejis rugs",
    "october oct okt oktober spalio spalis spal", "november nov lapkricio lapkritis lapkr",
    "december dec des desember gruodzio gruodis gruod",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_M = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y = r"(?P<year>19\d\d|20\d\d|2100)"
_AM, _AY = _M.replace("?P<month>", "?:"), _Y.replace("?P<year>", "?:")  # any of them, without a name
_DAYS = tuple(
    re.compile(form)
    for form in (
        _Y + r"[-./](?P<m>\d{1,2})[-./](?P<day>\d{1,2})\.?(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?",
        _Y + r"(?P<m>0[1-9]|1[0-2])(?P<day>[0-3]\d)",
        r"(?P<day>\d{1,2}) ?[-./] ?(?P<m>\d{1,2}) ?[-./] ?(?P<year>\d{4}|'?\d\d)\.?(?: (?:kl\.? ?)?\d\d[:.]\d\d)?",
        r"(?:den )?(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[ -]?(?:of )?" + _M + r",?[ -]?(?P<year>\d{4}|'?\d\d)",
        _M + r" ?(?P<day>\d{1,2})(?:st|nd|rd|th)?,? " + _Y,
        _Y + r" ?(?:m\.? ?)?" + _M + r" ?(?:men\.? ?)?(?P<day>\d{1,2}) ?(?:d\b\.?)?",
    )
)
_WEEKDAY = re.compile(
    r"^(?:mandag|tirsdag|onsdag|torsdag|fredag|lordag|sondag|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"pirmadienis|antradienis|treciadienis|ketvirtadienis|penktadienis|sestadienis|sekmadienis)[, ]+"
)
_WITHOUT_DAY = re.compile(
    rf"(?:i |in )?(?:{_AM},? ?{_AY}|{_AY} ?(?:m\.? ?)?{_AM}(?: ?men\.?)?|{_AY}(?:-\d\d?| ?m\.?)?|{_AM})"
)
_WITHOUT_YEAR = re.compile(rf"\d{{1,2}}\.? ?(?:{_AM}|[./]\d{{1,2}}\.?)|{_AM} \d{{1,2}}(?: d\.?)?")
_YEAR = re.compile(r"(?:ar |year )?(19\d\d|20\d\d|2100)(?: ?(?:m\.?|metai|metu))?")
_ORDINALS = {
    "1": 1, "i": 1, "forste": 1, "first": 1, "pirmas": 1, "pirmasis": 1, "2": 2, "ii": 2, "andre": 2, "annet": 2,
    "second": 2, "antras": 2, "antrasis": 2, "3": 3, "iii": 3, "tredje": 3, "third": 3, "trecias": 3, "4": 4,
    "iv": 4, "fjerde": 4, "fourth": 4, "ketvirtas": 4,
}  # fmt: skip
_NUMBER = r"(?P<number>" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + r")(?:st|nd|rd|th|\.)?"
_HALF = r"(?:halvar|half(?: ?year)?|pusmetis|pusm\.?|h)"
_QUARTER = r"(?:kvartal|kv\.?|quarter|ketvirtis|ketv\.?|q|k)"
_PARTS = tuple(
    (months, re.compile(form))
    for months, word in ((6, _HALF), (3, _QUARTER))
    for form in (
        rf"{_NUMBER}[ -]?{word}(?: of)?[ ,/-]*{_Y}(?: ?m\.?)?",
        rf"{_Y}[ ,/-]*(?:m\.?)?[ ,/-]*{_NUMBER}[ -]?{word}",
        rf"{_Y}[ ,/-]*(?:m\.?)?[ ,/-]*{word}[ -]?{_NUMBER}",
        rf"{word}[ -]?{_NUMBER}(?: of)?[ ,/-]*{_Y}",
    )
)
_MONTH = tuple(
    re.compile(form)
    for form in (
        rf"{_M},? ?{_Y}(?: ?m\.?)?",
        rf"{_Y} ?(?:m\.? ?)?{_M}(?: ?men\.?)?",
        rf"{_Y}[-./](?P<m>0?[1-9]|1[0-2])",
        rf"(?P<m>0?[1-9]|1[0-2])[-./]{_Y}",
    )
)
_MONTHS_OF_YEAR = re.compile(
    rf"(?:{_Y} ?(?:m\.? ?)?)?(?P<first>{'|'.join(_MONTHS)})\.? ?(?:-|\.\.|to|til|iki) ?"
    rf"(?P<last>{'|'.join(_MONTHS)})\.?(?: ?(?:men\.?)?,? ?(?P<after>(?:19\d\d|20\d\d|2100)))?"
)
_RANGE = re.compile(
    r" ?\.\. ?| - | (?:to|til|t\.o\.m\.|tom|iki) |(?<=[\d.])-(?=(?:19\d\d|20\d\d|2100)-|\d{1,2}[./]\d)"
)
_YEARS = re.compile(r"(19\d\d|20\d\d|2100) ?- ?(19\d\d|20\d\d|2100)")


class NoDay(ValueError):
    """Refuse what is no day, year or period; `code` tells why: one of the codes of register_phrases."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def day(cell: object) -> date:
    """Return the day that a cell tells, given as a date, a serial number of spreadsheets, or words. Raises NoDay."""
    if isinstance(cell, datetime):
        return _bounded(cell.date())
    if isinstance(cell, date):
        return _bounded(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in _SERIALS:
            return _SERIAL + timedelta(days=int(cell))
        cell = str(int(cell))
    if not isinstance(cell, str):
        raise NoDay("cell_date")
    text = _WEEKDAY.sub("", _prepared(cell))
    for form in _DAYS:
        if match := form.fullmatch(text):
            return _made(match)
    if re.fullmatch(r"\d{5}(?:\.0)?", text) and int(text[:5]) in _SERIALS:
        return _SERIAL + timedelta(days=int(text[:5]))
    if _WITHOUT_DAY.fullmatch(text):
        raise NoDay("cell_date_without_day")
    raise NoDay("cell_date_without_year" if _WITHOUT_YEAR.fullmatch(text) else "cell_date")


def year(cell: object) -> int:
    """Return the year that a cell tells: a number, words such as "2025 m.", or the year of a day. Raises NoDay."""
    if isinstance(cell, date):
        return _bounded(cell.date() if isinstance(cell, datetime) else cell).year
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    match = _YEAR.fullmatch(_prepared(str(cell)))
    if match is None or isinstance(cell, bool) or not FIRST.year <= int(match[1]) <= LAST.year:
        raise NoDay("cell_year")
    return int(match[1])


def period(cell: object) -> Period:
    """Return the inclusive days of a year, half-year, quarter, month or range. Raises NoDay.

    A date on the first of a month is what spreadsheets make of 2025-03: it is read as that month; any other is a day.
    """
    if isinstance(cell, date):
        found = day(cell)
        return _months(found.year, found.month, 1) if found.day == 1 else (found, found)
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise NoDay("cell_period")
    text = _prepared(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
    if (found_period := _named(text)) is not None:
        return found_period
    pieces = _RANGE.split(text)
    if len(pieces) == 2 and (span := _span(*(piece.strip() for piece in pieces))) is not None:
        return span
    raise NoDay("cell_period")


def _prepared(text: str) -> str:
    """Return text in lower case, without diacritics, with one kind of dash and single blanks."""
    plain = folded(re.sub(r"[‐‑‒–—−]", "-", text.replace("…", "..")))
    return re.sub(r"\s+", " ", plain).strip(" ,;:")


def _bounded(found: date) -> date:
    if not FIRST <= found <= LAST:
        raise NoDay("cell_date_far")
    return found


def _made(match: re.Match[str]) -> date:
    groups = match.groupdict()
    month = _MONTHS[groups["month"]] if groups.get("month") else int(groups["m"])
    try:
        return _bounded(date(_full_year(groups["year"]), month, int(groups["day"])))
    except ValueError as error:
        raise NoDay(error.code if isinstance(error, NoDay) else "cell_date_none_such") from error


def _full_year(text: str) -> int:
    number = int(text.lstrip("'"))
    if len(text.lstrip("'")) > 2:
        return number
    return number + (2000 if number < 80 else 1900)


def _months(first_year: int, month: int, count: int) -> Period:
    last = first_year * 12 + month - 1 + count - 1
    end_year, end_month = divmod(last, 12)
    end = date(end_year, end_month + 1, calendar.monthrange(end_year, end_month + 1)[1])
    return date(first_year, month, 1), end


def _named(text: str) -> Period | None:
    """Return a period that has a name of its own, or a single day."""
    if match := _YEAR.fullmatch(text):
        return _months(int(match[1]), 1, 12)
    if (match := _YEARS.fullmatch(text)) and int(match[1]) < int(match[2]):
        return _months(int(match[1]), 1, 12)[0], _months(int(match[2]), 1, 12)[1]
    for months, form in _PARTS:
        if match := form.fullmatch(text):
            number = _ORDINALS[match["number"]]
            if number * months <= 12:
                return _months(int(match["year"]), (number - 1) * months + 1, months)
    for form in _MONTH:
        if match := form.fullmatch(text):
            groups = match.groupdict()
            month = _MONTHS[groups["month"]] if groups.get("month") else int(groups["m"])
            return _months(int(match["year"]), month, 1)
    if (match := _MONTHS_OF_YEAR.fullmatch(text)) and (told := match["year"] or match["after"]):
        first, last = _MONTHS[match["first"]], _MONTHS[match["last"]]
        return _months(int(told), first, last - first + 1) if first <= last else None
    try:
        found = day(text)
    except NoDay:
        return None
    return found, found


def _span(first: str, last: str) -> Period | None:
    begun, ended = _named(first), _named(last)
    if begun is None or ended is None or begun[0] > ended[1]:
        return None
    return begun[0], ended[1]
