"""Make a workspace with evidence of several sorts, linked, for the tests of audit packs."""

from __future__ import annotations

import io
import re
import zipfile
from email.message import EmailMessage
from html import unescape
from typing import TYPE_CHECKING

from PIL import Image

from tests.indexer.pdf_making import drawn, lines

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

    from tests.cli.conftest import Qms

NUMBER = "1234567FA"
"""A valid Irish PPS number."""
PHONE = "087 123 4567"


def minutes(canvas: Canvas) -> None:
    """Draw minutes of two pages with a number, a phone, and a name."""
    lines(
        canvas,
        "Minutes of the users' council, 12 March 2025",
        f"PPSN {NUMBER} was read out.",
        f"Call {PHONE}.",
    )
    canvas.showPage()
    lines(canvas, "The council agreed that the bus waits ten minutes.", "Quincey Ashdown thanked everybody.")


def photo() -> bytes:
    """Return a photograph."""
    out = io.BytesIO()
    Image.effect_noise((320, 240), 60).save(out, "JPEG")
    return out.getvalue()


def letter() -> bytes:
    """Return an e-mail with a file attached."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Review", "ada@brookfield.example", "dora@brookfield.example"
    mail["Date"] = "Mon, 03 Mar 2025 10:00:00 +0000"
    mail.set_content("The review of the plan is attached.")
    attached = drawn(
        lambda canvas: lines(canvas, "Review of the annual plan, 28 February 2025", "All goals were met.")
    )
    mail.add_attachment(attached, maintype="application", subtype="pdf", filename="plan review.pdf")
    return mail.as_bytes()


def furnish(qms: Qms) -> None:
    """Write the evidence, read it, and link it."""
    qms.write("council/minutes 2025-03-12.pdf", drawn(minutes))
    qms.write("values.txt", "Our values\n\nWe listen before we answer. Adopted 20 January 2025.\n")
    qms.write("day out.jpg", photo())
    qms.write("Sick note Murphy.txt", "To whom it may concern. Dated 3 April 2025.\n")
    qms.write("mail.eml", letter())
    qms.sync()
    qms.run("link", "minutes 2025-03-12.pdf", "19", "40", "--kind", "record", "--date", "2025-03-12", "--page", "2",
            "--quote", "the bus waits ten minutes")  # fmt: skip
    qms.run("link", "values.txt", "1", "2", "--kind", "document")
    qms.run("link", "day out.jpg", "20", "--kind", "observation", "--date", "2025-06-01")
    qms.run("link", "Sick note Murphy.txt", "12", "--kind", "record", "--date", "2025-04-03")
    attachment = next(path for path in qms.register() if path.startswith("mail.eml#"))
    qms.run("link", attachment, "7", "--kind", "record", "--date", "2025-02-28")
    qms.run(
        "indicator", "set", "19", "--statement", "Users decide on the bus. Their council meets each month."
    )


def decide(qms: Qms) -> None:
    """Decide about each file with findings."""
    qms.run("pack", "choose", "minutes 2025-03-12.pdf", "redacted")
    qms.run("pack", "choose", "day out.jpg", "include", "--because", "All agreed")
    qms.run("pack", "choose", "Sick note Murphy.txt", "on-site")


def members(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def inflated(files: dict[str, bytes]) -> bytes:
    """Return the bytes of all files, those inside office files as well."""
    found = b""
    for name, data in files.items():
        found += name.encode() + data
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                found += b"".join(package.read(inner) for inner in package.namelist())
    return found


def links_of(page: str) -> list[str]:
    """Return the addresses that a page points at."""
    return [unescape(link) for link in re.findall(r'(?:href|src)="([^"]*)"', page)]
