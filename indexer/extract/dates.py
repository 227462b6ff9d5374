"""Find the date or period that a file is from or about: near the top of its text, in its name or properties.

Never the time at which the file was last saved on disk: copying changes it. Every date found here is a
proposal; the caller marks it as assumed until a person confirms it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from indexer.extract.model import DateSource, FoundDate, Precision
from indexer.text import fold

NEAR_TOP = 3_000  # characters
_YEAR_NEAR_TOP = 400  # characters within which a bare month, year or period counts
_HEAD = 160  # characters that are a title or stand just below it
_COLUMN = 4  # different days that make a column
_MOST = 5  # dates kept per source
_FIRST_YEAR, _LAST_YEAR = 1990, 2099

_NAMES = (
    "january jan januar sausio sausis", "february feb februar vasario vasaris", "march mar mars kovo kovas",
    "april apr balandzio balandis", "may mai geguzes geguze", "june jun juni birzelio birzelis",
    "july jul juli liepos liepa", "august aug rugpjucio rugpjutis", "september sep sept rugsejo rugsejis",
    "october oct oktober okt spalio spalis", "november nov lapkricio lapkritis",
    "december dec desember des gruodzio gruodis",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_D = r"(?P<day>[0-3]?\d)"
_M = r"(?P<m>[0-3]?\d)"
_QUARTER = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_DASH = r"\s*(?:-|to|til|iki)\s*"


class _Found(NamedTuple):
    """Hold a date found in a text, how precise it is, and the characters that it takes."""

    start: date
    end: date
    precision: Precision
    at: int
    until: int
    words: str = ""
    firm: bool = False


def _day(match: re.Match[str]) -> tuple[date, date, Precision]:
    groups = match.groupdict()
    number = _MONTHS[groups["month"]] if groups.get("month") else int(groups["m"])
    day = int(groups["day"])
    month_first = not groups.get("month") and match.start("year") > match.start("day")
    if number > 12 >= day and month_first:  # 03/25/2025
        number, day = day, number
    found = date(_year(groups["year"]), number, day)
    return found, found, "day"


def _days(match: re.Match[str]) -> tuple[date, date, Precision]:
    first, _, _ = _day(match)
    last = first.replace(day=int(match["last"]))
    if last <= first:
        raise ValueError("ends before it starts")
    return first, last, "period"


def _month(match: re.Match[str]) -> tuple[date, date, Precision]:
    groups = match.groupdict()
    year = _year(groups["year"])
    number = _MONTHS[groups["month"]] if groups.get("month") else int(groups["m"])
    return date(year, number, 1), _end_of(year, number), "month"


def _quarter(match: re.Match[str]) -> tuple[date, date, Precision]:
    year, quarter = _year(match["year"]), _QUARTER[match["quarter"]]
    return date(year, quarter * 3 - 2, 1), _end_of(year, quarter * 3), "period"


def _half(match: re.Match[str]) -> tuple[date, date, Precision]:
    year, half = _year(match["year"]), _QUARTER[match["half"]]
    return date(year, half * 6 - 5, 1), _end_of(year, half * 6), "period"


def _range(match: re.Match[str]) -> tuple[date, date, Precision]:
    start, end = date.fromisoformat(match["from"]), date.fromisoformat(match["to"])
    if end < start:
        raise ValueError("ends before it starts")
    return start, end, "period"


def _years(match: re.Match[str]) -> tuple[date, date, Precision]:
    first, last = _year(match["year"]), int(match["to"])
    last = first // 100 * 100 + last if last < 100 else last
    if not first < last <= first + 10:
        raise ValueError("no period of years")
    return date(first, 1, 1), date(last, 12, 31), "period"


def _whole_year(match: re.Match[str]) -> tuple[date, date, Precision]:
    year = _year(match["year"])
    return date(year, 1, 1), date(year, 12, 31), "year"


def _year(text: str) -> int:
    year = int(text) if len(text) > 2 else 2000 + int(text)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError("not a year of evidence")
    return year


def _end_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


_Maker = Callable[[re.Match[str]], tuple[date, date, Precision]]
# Tried in this order; what one has taken, the next does not see. Text is folded and in lower case.
_FORMS: tuple[tuple[re.Pattern[str], _Maker], ...] = tuple(
    (re.compile(r"(?<![\w.,/§-])" + form if not form.startswith("(?<") else form), maker)
    for form, maker in (
        (r"(?P<from>20\d\d-\d\d-\d\d)" + _DASH + r"(?P<to>20\d\d-\d\d-\d\d)(?!\d)", _range),
        (_Y + r"-(?P<m>[01]\d)-(?P<day>[0-3]\d)(?!\d)", _day),
        (_Y + r"[._ ](?P<m>[01]\d)[._ ](?P<day>[0-3]\d)(?!\d)", _day),
        (_Y + r"(?P<m>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)", _day),
        (_D + r"\.?\s?-\s?(?P<last>[0-3]?\d)\.?\s*" + _MONTH + r",?\s*" + _Y + r"(?!\d)", _days),
        (_D + r"(?:st|nd|rd|th)?\.?\s*(?:of\s+|d\.\s*)?" + _MONTH + r",?\s*" + _Y + r"(?!\d)", _day),
        (_MONTH + r"\s+" + _D + r"(?:st|nd|rd|th)?,?\s+" + _Y + r"(?!\d)", _day),
        (_Y + r"\s*(?:m\.?)?\s*" + _MONTH + r"\s*(?:men\.?)?\s*" + _D + r"(?:\s*d\b\.?|(?!\d))", _day),
        (_D + r"[./]\s?" + _M + r"[./]\s?" + _Y + r"(?!\d)", _day),
        (_D + r"-" + _M + r"-" + _Y + r"(?!\d)", _day),
        (r"(?P<day>[0-3]\d)\.(?P<m>[01]\d)\.(?P<year>[0-4]\d)(?![\d.])", _day),
        (r"(?:q|kv|k)\.?\s?(?P<quarter>[1-4])[\s,/_-]*(?:of\s+)?" + _Y + r"(?!\d)", _quarter),
        (_Y + r"[\s,/_-]*(?:q|k|kv)\s?(?P<quarter>[1-4])(?!\d)", _quarter),
        (
            r"(?P<quarter>[1-4]|i{1,3}|iv)(?:st|nd|rd|th)?\.?\s?(?:quarter|kvartal|kv|ketvirtis|ketv)\b\.?"
            r"[\s,]*(?:of\s+)?" + _Y + r"(?!\d)",
            _quarter,
        ),
        (
            _Y + r"\s*(?:m\.?)?,?\s*(?P<quarter>[1-4]|i{1,3}|iv)\.?\s*(?:quarter|kvartal|ketv\w*)",
            _quarter,
        ),
        (r"(?P<half>[12])(?:st|nd)?\.?\s?(?:half(?:\s+of)?|halvar|pusmetis)\s*,?\s*" + _Y + r"(?!\d)", _half),
        (_Y + r"\s*(?:m\.?)?\s*(?P<half>[12]|ii?)\s*pusmet\w*", _half),
        (_MONTH + r"\s*,?\s*" + _Y + r"(?!\d)", _month),
        (_Y + r"\s*(?:m\.?)?\s*" + _MONTH + r"(?:\s*men\.?)?", _month),
        (_Y + r"[-_](?P<m>0[1-9]|1[0-2])(?![\d-])", _month),
        (_Y + r"\s?[-/]\s?(?P<to>(?:20)?\d\d)(?![\d/-])", _years),
        (_Y + r"(?![\d/-]|\.\d)", _whole_year),
    )
)
# On the same line before a date: it is another date than that of the file.
_OTHER = re.compile(
    r"\b(?:next|neste|kit[aoi]\w* |review due|due|deadline|frist|terminas|expir\w*|valid (?:un)?til|valid to|"
    r"gyldig til|galioja iki|iki|until|born|birth|fodt|fodsels\w*|gime|gimim\w*|act\b|lov\b|law\b|istatym\w*|"
    r"forskrift|regulation|reglament\w*|direktiv\w*|directive|adopted in|copyright|revisjonsfrist|revideres|"
    r"sertifi\w*|certifi\w*|open day|apen dag|atviru duru diena|invitation|innbydelse|kvietimas|"
    r"perziur\w* iki)[^.;\n]{0,30}\Z"
)
_LABEL = re.compile(
    r"(?:\bdate|\bdato|\bdata|dated|datert|\bden|approved|godkjent|vedtatt|patvirtint\w*|valid from|"
    r"gjelder fra|gyldig fra|galioja nuo|isigaliojo|prepared|utarbeidet|parengt\w*|revised|revidert|held|"
    r"holdt|avholdt|period\w*|meeting|mote(?!s)\w*|posedis|updated|oppdatert|atnaujint\w*|sent)[^.;\n]{0,25}$"
)
# A year straight after these words belongs to a standard or a case number.
_STANDARD = re.compile(
    r"(?:\b(?:equass|iso|iec|en|ns|lst|standard\w*|nr|no)\b[\s.:/-]{0,2}|[(§©]\s?|\d[:/])$"
)
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d|\.[01]\d\.[0-4]\d")
_SPACE = re.compile(r"\s")
_PIECE = re.compile(r"\s+|\S+")
_REACH = 60  # characters of a date on either side of its year
_RANK: dict[Precision, int] = {"day": 0, "month": 1, "period": 1, "year": 2}


def find(
    text: str, name: str, created: datetime | None, modified: datetime | None, *, table: bool = False
) -> tuple[FoundDate, ...]:
    """Return the dates of a file, best first: those of its text and its name, then of its properties.

    Between text and name `closer` decides. `text` is the normalised beginning, of a `table` where it is one: its
    many days are a period. `created` and `modified` are what the file says inside.
    """
    saved = max((moment.date() for moment in (created, modified) if moment is not None), default=None)
    content = _as_found(_in_text(text, saved, table=table), "content")
    named = _as_found(_in_name(name), "name")
    if content and named and closer(content[0], named[0]) is named[0]:
        content, named = named, content
    return tuple(
        dict.fromkeys([*content, *named, *_as_found(_in_properties(created, modified), "properties")])
    )


def closer(content: FoundDate, named: FoundDate) -> FoundDate:
    """Return which of two dates tells better what a file is from: that of its text or that of its name.

    The one inside the other's span is the more precise. Where they contradict each other, the text is believed when
    its date stands in the title or behind a word such as "Date:", else the name: a day deep in the text is often
    another's, such as that of the next meeting.
    """
    if named.start <= content.start and content.end <= named.end:
        same = (named.start, named.end) == (content.start, content.end)
        return content if same or content.precision != "year" else named
    if content.start <= named.start and named.end <= content.end:
        return named
    return content if content.firm and content.precision != "year" else named


def _as_found(dates: Iterable[_Found], source: DateSource) -> list[FoundDate]:
    return [
        FoundDate(one.start, one.end, source, one.precision, words=one.words, firm=one.firm) for one in dates
    ]


def _in_text(text: str, saved: date | None, *, table: bool) -> list[_Found]:
    """Return the dates of a text, best first; a day after the one on which it was `saved` is a plan or a deadline."""
    start = _plain(text[:NEAR_TOP])
    scored: list[tuple[tuple[int, int, int, int], _Found]] = []
    for one in _all(start):
        before = start[max(0, one.at - 60) : one.at]
        if _OTHER.search(before) or (one.precision != "day" and one.at > _YEAR_NEAR_TOP):
            continue
        if one.precision == "year" and _STANDARD.search(before):
            continue
        labelled = _LABEL.search(before) is not None
        firm = one.precision != "year" and (labelled or one.at < _HEAD)
        if saved is not None and one.start > saved and not firm:
            continue
        rank = _RANK[one.precision]
        scored.append(((not firm, rank, not labelled, one.at), one._replace(firm=firm)))
    best = [one for _, one in sorted(scored, key=lambda pair: pair[0])]
    if table and (period := _span(best, start)) is not None:
        best = [period, *best]
    return [one._replace(words=one.words or _written(text, one)) for one in best[:_MOST]]


def _span(found: list[_Found], text: str) -> _Found | None:
    """Return the time from the first to the last day of a table without a date of its own, else None.

    Of each row only the first day counts: those behind it are deadlines.
    """
    rows: dict[int, _Found] = {}
    for one in sorted((one for one in found if one.precision == "day"), key=lambda one: one.at):
        rows.setdefault(text.count("\n", 0, one.at), one)
    days = sorted({one.start for one in rows.values()})
    if len(days) < _COLUMN or (found[0].firm and found[0].precision != "day"):
        return None
    first, last = days[0], days[-1]
    return _Found(first, last, "period", 0, 0, f"{first.isoformat()} – {last.isoformat()}")


def _written(text: str, found: _Found) -> str:
    """Return the words of the text as they stand there, from where its plain form holds the date."""
    at = 0
    words: list[str] = []
    for piece in (match[0] for match in _PIECE.finditer(text, 0, NEAR_TOP)):
        if at >= found.until:
            break
        plain = len(piece) if piece.isascii() else len(_plain(piece))
        if at + plain > found.at:
            words.append(piece)
        at += plain
    written = "".join(words).strip(" \t\n,;:()[]")
    return written[:-1] if re.search(r"\d\.$", written) else written  # the end of a sentence, not of "12 d."


def _in_name(name: str) -> list[_Found]:
    stem = _plain(name.rpartition(".")[0] or name).replace("_", " ")
    stem = re.sub(r"(?<!\d)(?<!\b\w)-|-(?!\d)", " ", stem)  # S-2025-04 is the number of a case
    return sorted(_all(stem), key=lambda one: (_RANK[one.precision], one.at))[:_MOST]


def _in_properties(created: datetime | None, modified: datetime | None) -> Iterator[_Found]:
    for moment in (modified, created):
        if moment is not None and _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            yield _Found(moment.date(), moment.date(), "day", 0, 0)


_DASHES = re.compile("[\u2010-\u2015\u2212]")


def _plain(text: str) -> str:
    """Return lower-case text without diacritics and with plain dashes."""
    return _DASHES.sub("-", fold(text))


def _all(text: str) -> Iterator[_Found]:
    windows = list(_windows(text))
    taken: list[tuple[int, int]] = []
    for pattern, maker in _FORMS:
        for match in (match for window in windows for match in pattern.finditer(text, *window)):
            at, until = match.span()
            if any(at < end and until > start for start, end in taken):
                continue
            try:
                start_day, end_day, precision = maker(match)
            except ValueError:
                continue
            taken.append((at, until))
            yield _Found(start_day, end_day, precision, at, until)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that may hold a date: around a year, which every form has, to the next space."""
    start = end = 0
    for match in _YEAR_LIKE.finditer(text):
        if match.start() - _REACH > end:
            if end:
                yield start, end
            start = max(0, match.start() - _REACH)
        space = _SPACE.search(text, match.end() + _REACH)
        end = space.start() if space else len(text)
    if end:
        yield start, end
