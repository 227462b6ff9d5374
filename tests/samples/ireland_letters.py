"""Write the plain files, e-mails, scanned letters and duplicates of the Irish sample."""

from __future__ import annotations

import io
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from math import exp, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from ireland_writers import Source


@dataclass(frozen=True)
class Text:
    """Describe a plain file (TXT, MD, CSV); `encoding` as the program that made it would write."""

    path: str
    body: str
    encoding: str = "utf-8"
    newline: str = "\n"

    def content(self) -> bytes:
        """Return the encoded text."""
        return self.body.lstrip("\n").replace("\n", self.newline).encode(self.encoding)


@dataclass(frozen=True)
class Mail:
    """Describe an e-mail; `attached` is another source, sent under the name of its file."""

    path: str
    when: datetime
    sender: str
    to: str
    subject: str
    body: str
    attached: Source | None = None

    def content(self) -> bytes:
        """Return the message with a fixed identifier and boundary."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = self.to
        message["Subject"] = self.subject
        message["Date"] = format_datetime(self.when)
        message["Message-ID"] = f"<{self.when:%Y%m%d%H%M%S}@lisnabrae.example>"
        message.set_content(self.body.lstrip("\n"))
        if self.attached:
            name = self.attached.path.rsplit("/", 1)[-1]
            kind = "pdf" if name.endswith(".pdf") else "octet-stream"
            message.add_attachment(self.attached.content(), "application", kind, filename=name)
            message.set_boundary(f"=_lisnabrae_{self.when:%Y%m%d}")
        return message.as_bytes()


@dataclass(frozen=True)
class Scan:
    """Describe a scanned letter: lines of text painted on a tilted page, without a text layer."""

    path: str
    when: datetime
    letter: str
    tilt: float = 0.6
    stamp: str = ""

    def content(self) -> bytes:
        """Return a one-page PDF that holds only a black and white picture."""
        page = _painted(self.letter, self.stamp).rotate(self.tilt, fillcolor=255, resample=3)
        _speckle(page, self.when.day)
        buffer = io.BytesIO()
        made = self.when.timetuple()
        page.point(lambda grey: 255 if grey > 150 else 0).convert("1").save(
            buffer, "PDF", resolution=150, creationDate=made, modDate=made, producer="Scan to mail"
        )
        return buffer.getvalue()


def _painted(letter: str, stamp: str) -> Any:
    """Return a grey A4 page at 150 dpi with the letter, its signature stroke and a receipt stamp."""
    import reportlab
    from PIL import Image, ImageDraw, ImageFont

    fonts = Path(reportlab.__file__).parent / "fonts"
    body, bold = (ImageFont.truetype(str(fonts / name), 23) for name in ("Vera.ttf", "VeraBd.ttf"))
    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)
    top = 120
    for line in letter.strip("\n").split("\n"):
        if line == "~":
            stroke = [
                (150 + 2.2 * n + 16 * sin(n / 3.1), top + 20 + 17 * sin(n / 2.3) * exp(-n / 90))
                for n in range(110)
            ]
            pen.line(stroke, fill=30, width=3, joint="curve")
        else:
            pen.text((150, top), line.strip("*"), fill=15, font=bold if line.startswith("*") else body)
        top += 38
    if stamp:
        pen.rectangle((800, 330, 1120, 420), outline=60, width=4)
        pen.text((822, 362), stamp, fill=60, font=body)
    return page


def _speckle(page: Any, seed: int) -> None:
    """Put dust on the page, the same for the same seed."""
    value = seed * 7919 + 17
    for _ in range(140):
        value = (value * 1103515245 + 12345) % 2147483648
        page.putpixel((value % 1240, (value // 1240) % 1754), 0)


@dataclass(frozen=True)
class Copy:
    """Describe a duplicate of another sample file under another name."""

    path: str
    of: Source

    def content(self) -> bytes:
        """Return the bytes of the other file."""
        return self.of.content()
