"""Read e-mail: headers and body as text, attachments as files of their own."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage, Message, MIMEPart
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

from indexer.extract import html
from indexer.extract.attached import Part, gather, safe_name
from indexer.extract.decoding import declared, decode
from indexer.extract.model import Content, Problem, ReadProblem
from indexer.extract.sections import Block, cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.policy import Policy

READER = "mail 2"
_HEADERS = ("Subject", "From", "To", "Cc", "Date")
# A signature is no evidence; without its letter it says nothing.
_SIGNATURES = frozenset(
    ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
)
_LONGEST_HEADER = 8_000  # characters
_SEALED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
ENVELOPED = bytes.fromhex("06092a864886f70d010703")  # the identifier of sealed data in a PKCS #7 file


class _Bounded(EmailPolicy):
    """Read headers to a length only: the parser of the standard library takes the square of it in time."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return a header as parsed."""
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


_POLICY = cast("Policy[EmailMessage]", _Bounded())
_WHOLE = policy.default.clone(refold_source="none")


def read(data: bytes) -> Content:
    """Return an e-mail. Raises ReadProblem("damaged") for bytes without any header of a message."""
    message, problem = _message(data)
    headers = [(name, _header(message, name)) for name in _HEADERS]
    if not any(value for _, value in headers) and "Content-Type" not in message:
        raise ReadProblem("damaged")
    shown = "\n".join(f"{name}: {value}" for name, value in headers if value)
    blocks: list[Block] = [(0, shown), *((0, part) for part in _body(message).split("\n\n"))]
    sealed = _sealed(message)
    gathered = gather(() if sealed else _parts(message), letter_parts)
    return Content(
        units=tuple(cut(blocks)),
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        created=_date(message),
        attachments=gathered.attachments,
        problem="encrypted" if sealed else problem or gathered.problem,
    )


def read_page(data: bytes) -> Content:
    """Return a web page that was saved as one file (MHTML), without its pictures. Raises ReadProblem."""
    message, problem = _message(data)
    part = _body_part(message, ("html", "plain"))
    if part is None:
        raise ReadProblem(problem or "damaged")
    return html.page(_text(part))


def read_sealed(data: bytes) -> Content:
    """Return a letter sealed with S/MIME, or signed and kept as text. Raises ReadProblem."""
    if ENVELOPED in data[:200]:
        raise ReadProblem("encrypted")
    if data[:1] == b"0":  # other PKCS #7: signed or compressed
        raise ReadProblem("unsupported")
    return read(data)


def letter_parts(letter: Part) -> list[Part]:
    """Return the files attached to an attached letter, of either kind. Raises ReadProblem."""
    if letter.data.startswith(b"\xd0\xcf\x11\xe0"):
        from indexer.extract import msg

        return msg.parts(letter.data)
    return list(_parts(_message(letter.data)[0]))


def _message(data: bytes) -> tuple[EmailMessage, Problem | None]:
    """Return the message; of one nested too deeply only the headers."""
    try:
        return message_from_bytes(data, policy=_POLICY), None
    except RecursionError:
        return BytesParser(EmailMessage, policy=_POLICY).parsebytes(data, headersonly=True), "too_large"


def _header(message: Message, name: str) -> str:
    """Return a header; one with bytes beyond ASCII, which older programs wrote as they were, is guessed."""
    try:
        text = str(message.get(name, ""))
        if "\ufffd" in text or any("\udc80" <= char <= "\udcff" for char in text):
            raw = next(str(value) for key, value in message.raw_items() if key.lower() == name.lower())
            text = decode(raw.encode("ascii", "surrogateescape"))
        return " ".join(text.split())
    except (ValueError, LookupError, AttributeError, TypeError, ReadProblem, StopIteration):
        return ""  # headers of junk mail break the parser


def _date(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).replace(tzinfo=None)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sealed(message: EmailMessage) -> bool:
    """Tell whether the body can only be read with a key."""
    kind = message.get_content_type()
    if kind == "multipart/encrypted":
        return True
    if kind not in _SEALED:
        return False
    wanted = str(message.get_param("smime-type") or "").lower()
    return "enveloped" in wanted or (not wanted and ENVELOPED in _bytes(message)[:200])


def _body(message: EmailMessage) -> str:
    """Return the plain body, else the one in HTML as text; some programs send an empty plain one with it."""
    for kind in ("plain", "html"):
        part = _body_part(message, (kind,))
        text = _text(part) if part is not None else ""
        if kind == "html":
            text = html.plain(text)
        if text.strip():
            return text
    return ""


def _body_part(message: EmailMessage, kinds: tuple[str, ...]) -> MIMEPart | None:
    try:
        return message.get_body(preferencelist=kinds)
    except (AttributeError, KeyError, ValueError, TypeError, RecursionError):
        return None


def _text(part: MIMEPart) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        charset = part.get_content_charset() or ""
    except (LookupError, ValueError, TypeError, AttributeError):
        charset = ""
    try:
        text = declared(data, charset) if charset not in ("", "us-ascii", "unknown-8bit") else decode(data)
    except ReadProblem:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n")


def _parts(message: EmailMessage) -> Iterator[Part]:
    """Yield what is attached, signatures and pictures that only decorate the body left out."""
    whole = message.get_content_maintype() not in ("text", "multipart")  # a letter that is nothing but a file
    attached = iter([message]) if whole else _attached(message)
    for number, part in enumerate(attached, 1):
        name, data = _name(part, number), _bytes(part)
        letter = part.get_content_type() == "message/rfc822" or name.lower().endswith((".eml", ".msg"))
        yield Part(name, data, letter)


def _attached(message: EmailMessage) -> Iterator[EmailMessage]:
    try:
        for part in message.iter_attachments():
            if not isinstance(part, EmailMessage):
                continue
            if part.get_content_maintype() == "multipart":
                yield from _attached(part)
            elif not _decorates(part):
                yield part
    except (AttributeError, KeyError, ValueError, TypeError):  # junk mail: what came before is kept
        return


def _decorates(part: EmailMessage) -> bool:
    if part.get_content_type() in _SIGNATURES:
        return True
    inline = part.get_content_disposition() != "attachment"
    return part.get_content_maintype() == "image" and inline and "Content-ID" in part


def _bytes(part: EmailMessage) -> bytes:
    try:
        inner = _inner(part)
        if inner is not None:
            return inner.as_bytes(policy=_WHOLE)
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return b""
    return data if isinstance(data, bytes) else b""


def _inner(part: EmailMessage) -> Message | None:
    """Return the letter that a part holds as such, not as a file."""
    inner = part.get_payload() if part.get_content_maintype() == "message" else None
    first = inner[0] if isinstance(inner, list) and inner else None
    return first if isinstance(first, Message) else None


def _name(part: EmailMessage, number: int) -> str:
    """Return the name of an attachment, fit for a path; made from its type when it has none."""
    try:
        name = part.get_filename() or ""
    except (ValueError, TypeError, AttributeError):
        name = ""
    if part.get_content_type() == "message/rfc822":
        inner = _inner(part)
        subject = safe_name(_header(inner, "Subject")[:80].replace("/", "_"), "") if inner is not None else ""
        return safe_name(name, f"{subject or f'message-{number}'}.eml")
    return safe_name(name, f"attachment-{number}.{part.get_content_subtype()}")
