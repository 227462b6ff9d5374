"""Find what identifies a person in a text: identity numbers by checksum, phones, e-mail, accounts, names; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qms.evidence.name_list import NameList

NATIONAL, CODE, PPS, INSURANCE = "norwegian_number", "lithuanian_code", "pps_number", "insurance_number"
IBAN, ACCOUNT, PHONE, EMAIL, NAME = "iban", "bank_account", "phone", "email", "name"
CERTAIN = frozenset({NATIONAL, CODE, PPS, INSURANCE, IBAN, ACCOUNT, NAME})
"""Kinds that are surely a person's, wherever they stand."""

ELEVEN = re.compile(
    r"(?<![\d.,-])(\d{6}(?:[ .\u00a0-]|[ \u00a0]?\n[ \u00a0]?)?\d{3}[ \u00a0]?\d{2}"
    r"|\d\d\.\d\d\.\d\d[ \u00a0-]\d{3}[ \u00a0]?\d{2}|[1-6][ \u00a0-]\d{6}[ \u00a0-]\d{4})(?![\d-])"
)
"""Eleven digits as they are written: in a row or parted, over the end of a line, with a dotted date, in Lithuania."""
PPS_FORM = re.compile(r"\b(\d{7})(?: (?=[A-W][A-IW]?\b))?([A-Wa-w])([A-IWa-iw])?\b")
NINO = re.compile(r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b")
_NO_DIGIT = re.compile(r"\D")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w-])")
_AT = re.compile(r"\s?[(\[]at[)\]]\s?", re.IGNORECASE)
_TOLD_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[(\[]at[)\]] ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w-])", re.IGNORECASE
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}", re.IGNORECASE)
_IBAN_LENGTHS = {
    "NO": 15, "LT": 20, "IE": 22, "SE": 24, "DK": 18, "FI": 18, "EE": 20, "LV": 21, "PL": 28, "DE": 22, "GB": 22,
    "NL": 18, "FR": 27, "ES": 24, "PT": 25, "BE": 16, "IS": 26, "AT": 20, "IT": 27,
}  # fmt: skip
_ACCOUNT = re.compile(r"(?<![\d.-])(\d{4})([. \u00a0]?)(\d{2})\2(\d{5})(?![\d-]|\.\d)")
_ACCOUNT_WORD = re.compile(r"konto|kto\b|account|s\u0105skait", re.IGNORECASE)
_PHONE_WORD = re.compile(
    r"(?:tlf|tel|telefon\w*|mob|mobil\w*|phone|mobile|ring)\b[.:]?\W{0,3}$", re.IGNORECASE
)
_GAP = r"[ \u00a0-]?"
_NORWEGIAN_PHONE = (
    rf"(?:\+|00)47[ \u00a0]?[2-9](?:{_GAP}\d){{7}}"
    r"|[2-9]\d[ \u00a0]\d\d[ \u00a0]\d\d[ \u00a0]\d\d"
    r"|[489]\d\d[ \u00a0]\d\d[ \u00a0]\d{3}"
)
_LITHUANIAN_PHONE = (
    rf"(?:\+|00)370[ \u00a0]?\(?[3-7]\)?(?:{_GAP}\(?\d\)?){{7}}"
    r"|\(?[80][ \u00a0-]?6\d\d\)?[ \u00a0-]?\d{2,3}[ \u00a0-]?\d{2,3}"
    r"|\([80][ \u00a0-]?\d{1,3}\)[ \u00a0-]?\d{2,3}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2,3}"
)
_IRISH_PHONE = (
    rf"(?:\+|00)353[ \u00a0]?\(?0?\)?[ \u00a0]?[1-9](?:{_GAP}\d){{6,8}}"
    r"|\(?08[35-9]\)?[ \u00a0-]?\d{3}[ \u00a0-]?\d{4}"
    r"|\(?0(?:1|[2-79]\d)\)?[ \u00a0-]\d{3}[ \u00a0-]?\d{4}"
)
_PHONE = re.compile(
    rf"(?<![\w.,/+-])(?<!\d[ \u00a0])(?:{_NORWEGIAN_PHONE}|{_LITHUANIAN_PHONE}|{_IRISH_PHONE})(?![\d-]|[ \u00a0]\d)"
)
_BARE_PHONE = re.compile(r"(?<![\w.,/+-])[2-9]\d{7}(?![\w-])")
_ORGANISATION_WORD = re.compile(
    r"\b(?:org|orgnr|organisasjonsn\w*|foretak\w*|organi[sz]ation)\b", re.IGNORECASE
)
_PHONE_HEADING = re.compile(
    r"(?:telefon\w*|tlf|tel|mobil\w*|mob|phone|mobile|cell|kontakttelefon\w*)"
    r"(?:[ .:-]{0,2}(?:nr|no|nummer|number))?[.:]?"
    r"|(?:phone|mobile|telephone|contact) (?:number|no)\.?|mobilus(?: tel)?\.?|telefono n\w+",
    re.IGNORECASE,
)
_PHONE_CELL = re.compile(r"(?:[2-9]\d{7}|[80]6\d{7}|0?8[35-9]\d{7})")
_TEN = re.compile(r"(?:(?<=[\t;,|\"])|(?<![^\n]))(\d{10})(?:\.0)?(?=[\t;,|\"\r\n]|\Z)")
_HEADS = 40  # lines in which headings of a table are looked for
_BEFORE = 24  # characters in which the word before a bare number is looked for


@dataclass(frozen=True, slots=True)
class Identifier:
    """Hold what was found: its kind, where it begins and ends in the text, and the words; never log or store these."""

    kind: str
    start: int
    end: int
    words: str

    def __repr__(self) -> str:
        return f"Identifier({self.kind}, {self.start}, {self.end})"


@dataclass(frozen=True, slots=True)
class OwnContacts:
    """Hold what belongs to the provider itself: digits of phones, addresses, domains, and folded names of its staff."""

    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def holds(self, found: Identifier) -> bool:
        """Tell whether what was found is the provider's own and tells nothing of a person served."""
        if found.kind == PHONE:
            return digits(found.words)[-8:] in self.phones
        if found.kind == EMAIL:
            address = _AT.sub("@", found.words).casefold()
            return address in self.emails or address.rpartition("@")[2] in self.domains
        return found.kind == NAME and fold(" ".join(found.words.split())) in self.names

    def names_person(self, name: str) -> bool:
        """Tell whether a whole name is one of the staff or the provider's own, in whatever order its words stand."""
        words = sorted(fold(name).replace(",", " ").split())
        return any(sorted(one.split()) == words for one in self.names)


def own_contacts(
    phones: Iterable[str], emails: Iterable[str], sites: Iterable[str], staff: Iterable[str]
) -> OwnContacts:
    """Return the provider's own contacts as they are compared; empty texts are passed over."""
    addresses = frozenset(one.strip().casefold() for one in emails if "@" in one)
    hosts = {
        re.sub(r"^(?:https?://)?(?:www\.)?", "", one.strip().casefold()).partition("/")[0]
        for one in sites
        if one
    }
    public = {"gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com"}
    domains = {one.rpartition("@")[2] for one in addresses} | hosts
    return OwnContacts(
        phones=frozenset(number for one in phones if (number := digits(one)[-8:])),
        emails=addresses,
        domains=frozenset(domains - public - {""}),
        names=frozenset(fold(" ".join(one.split())) for one in staff if one),
    )


def identifiers(text: str, names: NameList | None = None, *, cells: bool = False) -> list[Identifier]:
    """Return what identifies a person in a text, in order of place; what overlaps is given once, the surest kind.

    In a text of `cells` a number of ten digits is looked at as well: spreadsheets drop a zero in front.
    """
    found: list[Identifier] = []
    taken = bytearray(len(text))  # a long list of phones must not take the square of its length
    for look in (*_LOOKS, _lost_zeros) if cells else _LOOKS:
        for one in look(text):
            if not any(taken[one.start : one.end]):
                found.append(one)
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
    if names is not None:
        found += [Identifier(NAME, start, end, text[start:end]) for start, end in names.find(text)]
    return sorted(found, key=lambda one: (one.start, one.end))


def digits(text: str) -> str:
    """Return the digits of a text."""
    return _NO_DIGIT.sub("", text)


def masked(words: str) -> str:
    """Return the first and the last sign of what was found, so that a person knows it again and no one else does."""
    clean = " ".join(words.split())
    if "@" in clean:
        local, _, domain = clean.partition("@")
        return f"{local[:1]}…@{domain[:1]}…{domain[domain.rfind('.') :]}"
    return f"{clean[:1]}…{clean[-1:]}" if len(clean) > 3 else "…"


def _identity_numbers(text: str) -> Iterator[Identifier]:
    for match in ELEVEN.finditer(text):
        eleven = digits(match[1])
        if is_norwegian(eleven):
            yield Identifier(NATIONAL, *match.span(1), match[1])
        elif is_lithuanian(eleven):
            yield Identifier(CODE, *match.span(1), match[1])
    for match in PPS_FORM.finditer(text):
        if is_pps(match):
            yield Identifier(PPS, *match.span(), match[0])
    for match in NINO.finditer(text):
        yield Identifier(INSURANCE, *match.span(), match[0])


def _ibans(text: str) -> Iterator[Identifier]:
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(match[0][:2].upper())
        end, count = match.start(), 0
        while length and end < match.end() and count < length:
            count += text[end].isalnum()
            end += 1
        if count == length and not text[end : end + 1].isalnum() and is_iban(text[match.start() : end]):
            yield Identifier(IBAN, match.start(), end, text[match.start() : end])


def _accounts(text: str) -> Iterator[Identifier]:
    for match in _ACCOUNT.finditer(text):
        # Eleven digits in a row are anything; with the points of an account, or beside its name, they are one.
        told = match[2] or _ACCOUNT_WORD.search(text, max(0, match.start() - _BEFORE), match.start())
        if told and is_account(digits(match[0])):
            yield Identifier(ACCOUNT, *match.span(), match[0])


def _emails(text: str) -> Iterator[Identifier]:
    if "@" in text:
        yield from (Identifier(EMAIL, *match.span(), match[0]) for match in _EMAIL.finditer(text))
    yield from (Identifier(EMAIL, *match.span(), match[0]) for match in _TOLD_EMAIL.finditer(text))


def _phones(text: str) -> Iterator[Identifier]:
    for match in _PHONE.finditer(text):
        # Nine bare digits may be either; the number of an organisation is written with a word for it, or in threes.
        said = _ORGANISATION_WORD.search(text, max(0, match.start() - _BEFORE), match.start())
        if not (said and is_organisation(digits(match[0]))):
            yield Identifier(PHONE, *match.span(), match[0])
    for match in _BARE_PHONE.finditer(text):
        if _PHONE_WORD.search(text, max(0, match.start() - _BEFORE), match.start()):
            yield Identifier(PHONE, *match.span(), match[0])
    yield from _phones_below(text)


def _phones_below(text: str) -> Iterator[Identifier]:
    """Yield bare numbers in a column whose heading asks for phones; cells are parted by tabs, or as in CSV."""
    start, columns, sign = 0, frozenset[int](), ""
    for number, line in enumerate(text.splitlines(keepends=True)):
        sign_here = next((one for one in "\t;|," if one in line), "")
        if sign_here and number < _HEADS and (asked := _asked(line, sign_here)):
            columns, sign = asked, sign_here
        elif columns:
            at = start
            for column, cell in enumerate(line.split(sign)):
                bare = cell.strip(' "\r\n')
                if column in columns and _PHONE_CELL.fullmatch(bare):
                    place = at + cell.index(bare)
                    yield Identifier(PHONE, place, place + len(bare), bare)
                at += len(cell) + 1
        elif number >= _HEADS:
            return
        start += len(line)


def _asked(line: str, sign: str) -> frozenset[int]:
    cells = (cell.strip(' "\r\n') for cell in line.split(sign))
    return frozenset(at for at, cell in enumerate(cells) if _PHONE_HEADING.fullmatch(cell))


def _lost_zeros(text: str) -> Iterator[Identifier]:
    for match in _TEN.finditer(text):
        if is_norwegian(f"0{match[1]}"):
            yield Identifier(NATIONAL, *match.span(1), match[1])


_LOOKS: tuple[Callable[[str], Iterator[Identifier]], ...] = (
    _emails,
    _ibans,
    _identity_numbers,
    _accounts,
    _phones,
)


def is_norwegian(eleven: str) -> bool:
    """Tell whether eleven digits are a Norwegian birth number, a D-number, or one made for tests."""
    day, month = int(eleven[:2]), int(eleven[2:4])
    if not 1 <= (day - 40 if day > 40 else day) <= 31 or not 1 <= month % 40 <= 12:
        return False
    return not (
        _weighed(eleven, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11
        or _weighed(eleven, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11
    )


def is_organisation(nine: str) -> bool:
    """Tell whether nine digits are the number of a Norwegian organisation, which tells of no person."""
    if len(nine) != 9 or nine[0] not in "89":
        return False
    return _weighed(nine, (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def is_lithuanian(eleven: str) -> bool:
    """Tell whether eleven digits are a Lithuanian personal code."""
    if eleven[0] not in "123456" or not 1 <= int(eleven[3:5]) <= 12 or not 1 <= int(eleven[5:7]) <= 31:
        return False
    control = _weighed(eleven, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if control == 10:
        control = _weighed(eleven, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return control == int(eleven[10])


def is_account(eleven: str) -> bool:
    """Tell whether eleven digits are a Norwegian bank account."""
    if len(eleven) != 11 or eleven == "0" * 11:
        return False
    return _weighed(eleven, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def is_iban(words: str) -> bool:
    """Tell whether an international account number has the length of its country and the right remainder."""
    compact = "".join(words.split()).upper()
    if len(compact) != _IBAN_LENGTHS.get(compact[:2]) or not compact.isascii() or not compact.isalnum():
        return False
    return int("".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])) % 97 == 1


def is_pps(match: re.Match[str]) -> bool:
    """Tell whether the letter of an Irish PPS number fits its digits; takes a match of PPS_FORM."""
    total = _weighed(match[1], range(8, 1, -1))
    second = (match[3] or "").upper()
    if second and second != "W":
        total += 9 * (ord(second) - 64)
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == match[2].upper()


def _weighed(number: str, weights: Iterable[int]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, number, strict=False))
