"""Read e-mail: headers and body as text, attachments as files of their own."""

from __future__ import annotations

import hashlib
import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message, MIMEPart
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from indexer.extract.model import Attachment, Content, ReadProblem
from indexer.extract.plain import decode
from indexer.extract.sections import Block, cut

if TYPE_CHECKING:
    from datetime import datetime

READER = "mail 1"
_HEADERS = ("Subject", "From", "To", "Cc", "Date")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_BLOCKS = {
    "p",
    "div",
    "br",
    "tr",
    "li",
    "table",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "hr",
}


def read(data: bytes) -> Content:
    """Return an e-mail. Raises ReadProblem("damaged") for bytes without any header of a message."""
    message = message_from_bytes(data, policy=policy.default)
    headers = [(name, _header(message, name)) for name in _HEADERS]
    if not any(value for _, value in headers):
        raise ReadProblem("damaged")
    shown = "\n".join(f"{name}: {value}" for name, value in headers if value)
    blocks: list[Block] = [(0, shown), *((0, part) for part in _body(message).split("\n\n"))]
    return Content(
        units=tuple(cut(blocks)),
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        created=_date(message),
        attachments=tuple(_attachments(message)),
    )


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, TypeError):  # headers of junk mail break the parser
        return ""


def _date(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).replace(tzinfo=None)
    except (ValueError, TypeError, IndexError):
        return None


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except (AttributeError, KeyError, ValueError):
        part = None
    if part is None:
        return ""
    text = _text(part)
    return _without_tags(text) if part.get_content_type() == "text/html" else text


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except (LookupError, ValueError, AttributeError):  # unknown or wrong character set
        data = part.get_payload(decode=True)
        return decode(data) if isinstance(data, bytes) else ""


def _attachments(message: EmailMessage) -> list[Attachment]:
    found: list[Attachment] = []
    for part in _attached(message):
        data = _bytes(part)
        name = _name(part, len(found) + 1)
        found.append(Attachment(len(found) + 1, name, hashlib.sha256(data).hexdigest(), len(data), data))
    return found


def _attached(message: EmailMessage) -> list[EmailMessage]:
    """Return the attached parts; pictures that only decorate the body are left out."""
    try:
        parts = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
    except (AttributeError, KeyError, ValueError, TypeError):
        return []
    nested: list[EmailMessage] = []
    for part in parts:
        if part.get_content_maintype() == "multipart":
            nested.extend(_attached(part))
        elif not _decorates(part):
            nested.append(part)
    return nested


def _decorates(part: EmailMessage) -> bool:
    inline = part.get_content_disposition() != "attachment"
    return part.get_content_maintype() == "image" and inline and "Content-ID" in part


def _bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _name(part: EmailMessage, index: int) -> str:
    """Return the name of an attachment, fit for a path; made from its type when it has none."""
    try:
        name = part.get_filename() or ""
    except (ValueError, TypeError, AttributeError):
        name = ""
    name = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    if name:
        return name
    if part.get_content_type() == "message/rfc822":
        return f"{_UNSAFE.sub('_', _inner_subject(part)).strip(' .') or f'message-{index}'}.eml"
    return f"attachment-{index}.{part.get_content_subtype()}"


def _inner_subject(part: EmailMessage) -> str:
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    return _header(first, "Subject")[:80] if isinstance(first, Message) else ""


class _Text(HTMLParser):
    """Collect the visible text of an HTML body, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new line at blocks, and hide styles and scripts."""
        self._hidden += tag in ("style", "script", "head")
        if tag in _BLOCKS:
            self.pieces.append("\n\n" if tag == "p" else "\n")

    def handle_endtag(self, tag: str) -> None:
        """Show again what follows styles and scripts."""
        if tag in ("style", "script", "head"):
            self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        """Keep visible text."""
        if not self._hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def _without_tags(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return re.sub(r" *\n *", "\n", "".join(parser.pieces)).strip()
