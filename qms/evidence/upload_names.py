"""Clean the names of uploaded files and folders, and refuse what is a program; pure."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

LONGEST = 120
"""Letters of a name, so that its whole path stays within what every system takes."""
LONGEST_BYTES = 220
"""Bytes of a name in UTF-8; file systems take 255, and a number may be added."""
PROGRAMS = frozenset(
    suffix
    for line in (
        "exe dll bat cmd com scr msi msp ps1 psm1 sh bash zsh csh vbs vbe vb js jse mjs jar app lnk pif cpl hta wsf",
        "wsh reg inf scf url desktop apk deb rpm dmg pkg so dylib sys ocx gadget command py pyc pl rb php appimage",
    )
    for suffix in line.split()
)
"""Suffixes of programs, scripts and what starts them: never evidence, and a danger to whoever opens them."""
_RESERVED = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789¹²³"
}
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*\\/', "_"))
_PROGRAM_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
)


def clean_name(name: str) -> str:
    """Return the last part of a name as every system takes it: NFC, no control or direction marks, not too long.

    Nothing is left of a name that has no letters; the suffix survives shortening.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    text = unicodedata.normalize("NFC", last)
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    kept = " ".join(kept.translate(_FORBIDDEN).split()).lstrip(". ").rstrip(". ")
    if kept.partition(".")[0].strip().casefold() in _RESERVED:
        kept = f"_{kept}"
    return shortened(kept)


def shortened(name: str, spare: str = "") -> str:
    """Return a name cut to what file systems take, `spare` put before its suffix."""
    path = PurePath(name) if name else PurePath("_")
    tail = path.suffix if 1 < len(path.suffix) <= 12 else ""
    stem = (name[: -len(tail)] if tail else name)[: LONGEST - len(tail) - len(spare)]
    while len(f"{stem}{spare}{tail}".encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip()}{spare}{tail}"


def is_program(name: str, head: bytes) -> bool:
    """Tell whether a name or the first bytes of a file are those of a program or script."""
    return PurePath(name).suffix[1:].casefold() in PROGRAMS or head.startswith(_PROGRAM_HEADS)
