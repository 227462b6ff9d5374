"""Keep frozen states by fingerprint, packed and owner-only, so that evidence can be taken out of one later.

A frozen state has a head and parts. The head is canonical JSON and gives the state its fingerprint (SHA-256); of
every evidence it holds the id and the fingerprint of its part only. The parts, one for each evidence, hold what
speaks of a file (path, fingerprints, links, places). Forgetting an evidence empties its part (null): the head, and with
it the fingerprint that the trail knows, stay as they were. An empty part is damage where the register still knows the
evidence, and a part that is not there at all always is; so copies need no tombstone to be whole.
"""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING, Any

from qms.state.files import digest, make_private, write_atomic

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

PARTS = ".parts"
_NAME = re.compile(r"[0-9a-f]{64}")
_MOST = 512 << 20  # bytes of one unpacked file; a state of 10,000 files has some 10 MB

Json = dict[str, Any]


class NotFrozen(Exception):
    """Report bytes that are no packed JSON object."""


def canonical(value: Any) -> bytes:
    """Return a value as JSON in the one form that fingerprints are taken of: sorted keys, UTF-8, no blanks."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "backslashreplace"
    )


def fingerprint(value: Any) -> str:
    """Return the SHA-256 of a value in canonical form."""
    return digest(canonical(value))


def pack(value: Any) -> bytes:
    """Return a value as packed canonical JSON."""
    return zlib.compress(canonical(value), 6)


def unpack(data: bytes) -> Json:
    """Return what was packed; raises NotFrozen."""
    try:
        machine = zlib.decompressobj()
        plain = machine.decompress(data, _MOST)
        if not machine.eof:
            raise NotFrozen
        found = json.loads(plain)
    except (zlib.error, ValueError, RecursionError) as error:
        raise NotFrozen from error
    if not isinstance(found, dict):
        raise NotFrozen
    return found


def is_frozen_name(name: str) -> bool:
    """Tell whether a file name is that of a head or of parts."""
    return _NAME.fullmatch(name.removesuffix(PARTS)) is not None


def without(data: bytes, ids: Collection[str]) -> bytes | None:
    """Return packed parts with those of some evidence emptied, None when they hold none of it; raises NotFrozen."""
    parts = unpack(data)
    held = {ident for ident in ids if parts.get(ident) is not None}
    return pack({ident: None if ident in held else part for ident, part in parts.items()}) if held else None


class FrozenStates:
    """Store frozen states in `folder`, each as a head named by its fingerprint and the parts beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, head: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
        """Store a state once and return its fingerprint; parts that lie there already are not put back."""
        name = fingerprint(head)
        make_private(self.folder)
        beside = self.folder / (name + PARTS)
        if not beside.is_file():
            write_atomic(beside, pack(parts))
        target = self.folder / name
        if not target.is_file():
            write_atomic(target, pack(head))
        return name

    def head(self, name: str) -> Json | None:
        """Return a head, or None when it is gone or no longer matches its name."""
        found = self._read(name)
        return found if found is not None and fingerprint(found) == name else None

    def parts(self, name: str) -> Json | None:
        """Return the parts that are left of a state, by evidence, or None when they are gone or unreadable."""
        found = self._read(name + PARTS)
        return None if found is None else {i: part for i, part in found.items() if part is not None}

    def problems(self, name: str, known: Collection[str]) -> Iterator[str]:
        """Yield what is wrong with a state: "missing" or "changed"; no part of `known` evidence may be empty."""
        head, parts = self.head(name), self._read(name + PARTS)
        for found, file in ((head, name), (parts, name + PARTS)):
            if found is None:
                yield "changed" if (self.folder / file).is_file() else "missing"
                return
        if head is None or parts is None:
            return
        promised = head.get("evidence")
        promised = promised if isinstance(promised, dict) else {}
        emptied = {ident for ident, part in parts.items() if part is None}
        altered = any(
            promised.get(ident) != fingerprint(part) for ident, part in parts.items() if part is not None
        )
        if altered or emptied & set(known) or emptied - promised.keys():
            yield "changed"
        elif promised.keys() - parts.keys():
            yield "missing"

    def forget(self, ids: Collection[str]) -> tuple[str, ...]:
        """Take some evidence out of every state and return the fingerprints of those that held any of it."""
        found: list[str] = []
        for path in sorted(self.folder.glob("*" + PARTS)) if self.folder.is_dir() else []:
            if not is_frozen_name(path.name):
                continue
            try:
                left = without(path.read_bytes(), ids)
            except NotFrozen:
                # Nobody can tell what it holds, and it is damaged already.
                path.unlink()
                found.append(path.name.removesuffix(PARTS))
                continue
            if left is not None:
                write_atomic(path, left)
                found.append(path.name.removesuffix(PARTS))
        return tuple(found)

    def _read(self, name: str) -> Json | None:
        try:
            return unpack((self.folder / name).read_bytes())
        except (OSError, NotFrozen):
            return None
