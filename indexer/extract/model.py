"""Hold what reading a file gives: units of text, dates, attachments, or the problem that stood in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from indexer.text import Language

Kind = Literal["page", "sheet", "slide", "part", "section"]
Problem = Literal[
    "encrypted", "damaged", "empty", "no_text", "too_large", "timeout", "unsupported", "unreadable"
]
DateSource = Literal["content", "name", "properties"]
Precision = Literal["day", "month", "year", "period"]
TitleSource = Literal["heading", "properties", "subject", "name"]
AuthorSource = Literal["properties", "sender"]
LanguageSource = Literal["text", "properties"]


@dataclass(frozen=True)
class Unit:
    """Hold one place in a file that a person can be sent to, and its text.

    `number` counts from 1 within the file; for `page` it is the page number, and pages without text are
    left out. `section` is text under a heading, `label` its path ("Complaints > How to complain"); a long
    section gives several units with one label. `part` is text outside any heading (label "") or outside
    the body of the file (label "header", "footer", "footnotes", "endnotes" or "comments").
    """

    kind: Kind
    number: int
    label: str
    text: str


@dataclass(frozen=True)
class FoundDate:
    """Hold a day, or a span of days (both ends included), that the file says it is about or from.

    A date of the content stands in the unit with the number `unit`, written as `words`; else these are 0 and "".
    It is `firm` when it stands in the title or behind a word such as "Date:".
    """

    start: date
    end: date
    source: DateSource
    precision: Precision
    unit: int = 0
    words: str = ""
    firm: bool = False


@dataclass(frozen=True)
class Attachment:
    """Hold a file found inside another: `index` counts from 1, as in `mail.eml#1/name.pdf`."""

    index: int
    name: str
    sha256: str
    size: int
    data: bytes


@dataclass(frozen=True)
class Extraction:
    """Hold all that was read from one file.

    With a `problem` there may still be units: a file cut off half-way.

    `dates` come best first: content, then name, then properties. `reader` names the reader and its
    version, so that a better reader can be told from a changed file. `wants_ocr` are the numbers of pages that
    show something but hold no text: only recognition could tell what stands there. `sketch` tells how alike texts are.
    """

    units: tuple[Unit, ...] = ()
    title: str = ""
    title_source: TitleSource = "name"
    author: str = ""
    author_source: AuthorSource | None = None
    language: Language | None = None
    language_source: LanguageSource | None = None
    created: datetime | None = None
    modified: datetime | None = None
    dates: tuple[FoundDate, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    problem: Problem | None = None
    reader: str = ""
    wants_ocr: tuple[int, ...] = ()
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True)
class Content:
    """Hold what one format's reader gives, before text is normalised and dates and language are looked for.

    `heading` is the title that stands in the text itself; `subject` and `sender` are those of an e-mail.
    `language` is the code that the file declares (nb-NO), "" when it declares none; `wants_ocr` as in Extraction.
    Not `dated` is a text whose days are those of other files, such as a list of them.
    """

    units: tuple[Unit, ...] = ()
    heading: str = ""
    subject: str = ""
    title: str = ""
    author: str = ""
    sender: str = ""
    language: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    problem: Problem | None = None
    wants_ocr: tuple[int, ...] = ()
    dated: bool = True


class ReadProblem(Exception):  # a state of affairs, not a fault
    """Stop a reader because the file cannot be read, with the reason as one of the problem tokens."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem: Problem = problem


class NeedsOffice(Exception):  # a state of affairs, not a fault
    """Stop a reader because only LibreOffice can read the file; `target` ("docx" or "pptx") is what to make of it."""

    def __init__(self, target: Literal["docx", "pptx"]) -> None:
        super().__init__(target)
        self.target: Literal["docx", "pptx"] = target
