"""Write what the papers of the sample providers have in common, so that equal input gives equal bytes."""

from __future__ import annotations

import csv
import io
import random
import sys
import time
import zipfile
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Cell = str | int | float | date | None
FONTS = Path("/usr/share/fonts/truetype")
ZIP_DATE = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Scan:
    """Describe a scanned page (a PDF without text, or a JPG) that shows these lines."""

    path: str
    day: date
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Mail:
    """Describe an e-mail with at most one attachment (name, other file of the sample)."""

    path: str
    sent: datetime
    sender: str
    to: str
    subject: str
    body: str
    attachment: tuple[str, Any] | None = None


@dataclass(frozen=True)
class Copy:
    """Describe a duplicate of another file under a second name."""

    path: str
    source: str


def noon(day: date) -> datetime:
    """Return noon of a day, the time of day that properties carry."""
    return datetime(day.year, day.month, day.day, 12, 0, 0)


def zipped(
    members: Iterable[tuple[str, bytes]],
    day: tuple[int, int, int, int, int, int] = ZIP_DATE,
    stored: str = "",
) -> bytes:
    """Return a ZIP with fixed dates and the best compression; the member called `stored` is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in members:
            info = zipfile.ZipInfo(name, day)
            info.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, data, compresslevel=9)
    return out.getvalue()


def repacked(data: bytes) -> bytes:
    """Return a ZIP with fixed dates and the best compression."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return zipped([(name, old.read(name)) for name in old.namelist()])


def workbook_bytes(item: Any, head: str, day_format: str) -> bytes:
    """Return the XLSX of a table: a first row in bold on the colour `head`, date cells, sensible column widths."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": item.title, "author": item.author, "created": noon(item.day)})
    bold = book.add_format({"bold": True, "bg_color": head, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    dated = book.add_format({"num_format": day_format, "valign": "top"})
    for name, rows in item.sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column in range(max(len(row) for row in rows)):
            longest = max((len(str(row[column])) for row in rows if column < len(row)), default=8)
            sheet.set_column(column, column, min(44, max(9, longest + 1)))
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, noon(value).replace(hour=0), dated)
                elif value is not None:
                    sheet.write(at, column, value, bold if at == 0 else wrap)
    book.close()
    return repacked(out.getvalue())


def csv_text(sheets: Mapping[str, Sequence[Sequence[Cell]]], day_format: str) -> str:
    """Return the first sheet as a semicolon-separated CSV with decimal commas, as an Excel of the country saves it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in next(iter(sheets.values())):
        writer.writerow([_as_text(value, day_format) for value in row])
    return out.getvalue()


def _as_text(value: Cell, day_format: str) -> str:
    if isinstance(value, date):
        return value.strftime(day_format)
    return str(value).replace(".", ",") if isinstance(value, float) else "" if value is None else str(value)


def scan_bytes(
    item: Scan, font: Path, size: int, place: tuple[int, int], step: int, turn: float, specks: int
) -> bytes:
    """Return a page without text: lines typed from `place` on, slightly turned, with specks of the scanner."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    letters = ImageFont.truetype(str(font), size)
    for at, line in enumerate(item.lines):
        draw.text((place[0], place[1] + at * step), line, font=letters, fill=20)
    page = page.rotate(turn, fillcolor=255, resample=Image.Resampling.BICUBIC)
    dice = random.Random(item.path)
    draw = ImageDraw.Draw(page)
    for _ in range(specks):
        draw.point((dice.randrange(1240), dice.randrange(1754)), fill=0)
    out = io.BytesIO()
    if item.path.endswith(".jpg"):
        page.resize((930, 1315), Image.Resampling.LANCZOS).save(out, "JPEG", quality=45, dpi=(112, 112))
        return out.getvalue()
    stamp = time.struct_time((item.day.year, item.day.month, item.day.day, 12, 0, 0, 0, 1, 0))
    page.point(lambda v: 255 if v > 150 else 0).convert("1").save(
        out, "PDF", resolution=150, creationDate=stamp, modDate=stamp, producer=""
    )
    return out.getvalue()


def mail_bytes(item: Mail, zone: str, house: str, box: str, content_bytes: Callable[[Any], bytes]) -> bytes:
    """Return an e-mail with fixed boundary, date and message id; `box` is the address behind that id."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = item.sender, item.to, item.subject
    mail["Date"] = item.sent.strftime(f"%a, %d %b %Y %H:%M:%S {zone}")
    mail["Message-ID"] = f"<{item.sent:%Y%m%d%H%M}.{box}>"
    mail.set_content(item.body.strip() + "\n", cte="quoted-printable")
    if item.attachment:
        name, inner = item.attachment
        kind = "pdf" if name.endswith(".pdf") else "octet-stream"
        mail.add_attachment(content_bytes(inner), maintype="application", subtype=kind, filename=name)
        mail.set_boundary(f"=_{house}_{item.sent:%Y%m%d%H%M}")
    return mail.as_bytes()


def write_all(
    items: Iterable[Any], content_bytes: Callable[[Any], bytes], target: Path, earlier: Path | None = None
) -> list[str]:
    """Write every file below `target` (earlier versions below `earlier`); return the paths written."""
    made: dict[str, bytes] = {}
    for item in items:
        if item.path in made:
            raise ValueError(f"two files are called {item.path}")
        made[item.path] = made[item.source] if isinstance(item, Copy) else content_bytes(item)
        if earlier is not None and getattr(item, "earlier", ()):
            _write(earlier / item.path, content_bytes(_former(item)))
    for path, data in made.items():
        _write(target / path, data)
    return sorted(made)


def _former(item: Any) -> Any:
    """Return the earlier version of a text; every replaced passage must be there."""
    body = item.body
    for final, former in item.earlier:
        if final not in body:
            raise ValueError(f"passage not found in {item.path}: {final}")
        body = body.replace(final, former)
    return replace(item, body=body, earlier=())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def build(
    files: Sequence[Any],
    vanished: Sequence[Any],
    content_bytes: Callable[[Any], bytes],
    target: Path,
    earlier: Path | None = None,
) -> list[str]:
    """Write all files below `target`, and the earlier versions and what vanished below `earlier`."""
    if earlier is not None:
        write_all(vanished, content_bytes, earlier)
    return write_all(files, content_bytes, target, earlier)


def main(files: Sequence[Any], vanished: Sequence[Any], content_bytes: Callable[[Any], bytes]) -> None:
    """Build a sample into the folders TARGET and EARLIER of the command line."""
    folders = [Path(argument) for argument in sys.argv[1:3]]
    if not folders:
        sys.exit(f"usage: {Path(sys.argv[0]).name} TARGET [EARLIER]")
    made = build(files, vanished, content_bytes, folders[0], folders[1] if len(folders) > 1 else None)
    print(f"{len(made)} files")
