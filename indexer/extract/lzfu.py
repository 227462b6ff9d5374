"""Unpack the RTF body of Outlook messages."""

from __future__ import annotations

from indexer.extract.model import ReadProblem

_HEAD = 16  # bytes: packed size, size, kind, checksum
_RING = 4_096  # bytes that a reference can reach back
# What both sides of the packing know beforehand.
_KNOWN = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def unpacked(data: bytes) -> bytes:
    """Return the RTF that `data` holds, packed or plain; what is cut off gives what there is. Raises ReadProblem."""
    size, kind = int.from_bytes(data[4:8], "little"), data[8:12]
    if kind == b"MELA":
        return data[_HEAD : _HEAD + size]
    if kind != b"LZFu":
        raise ReadProblem("damaged")
    out = bytearray(_KNOWN)
    full = len(_KNOWN) + size
    at = _HEAD
    while at < len(data) and len(out) < full:
        control = data[at]
        at += 1
        for bit in range(8):
            if not control >> bit & 1:
                out += data[at : at + 1]
                at += 1
                continue
            pair = int.from_bytes(data[at : at + 2], "big")
            at += 2
            source, length = pair >> 4, (pair & 15) + 2
            back = (len(out) - source) % _RING
            if not back or back > len(out):  # a reference to itself is the end
                return bytes(out[len(_KNOWN) :])
            for _ in range(length):  # byte by byte: it may reach into itself
                out.append(out[-back])
    return bytes(out[len(_KNOWN) : full])
