"""Write Outlook messages: a compound file (version 3, sectors of 512 bytes) with the streams of a message.

No library at hand writes these. Streams below 4,096 bytes lie in the mini stream, as the format demands.
"""

from __future__ import annotations

import struct
from datetime import datetime, timedelta

Tree = dict[str, "bytes | Tree"]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4_096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class _Entry:
    def __init__(self, name: str, kind: int, data: bytes = b"") -> None:
        self.name, self.kind, self.data = name, kind, data
        self.right = self.child = _NONE
        self.start, self.size = _END, len(data)

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, self.kind, 1)
        head += struct.pack("<III", _NONE, self.right, self.child) + bytes(36)
        return head + struct.pack("<IQ", self.start, self.size)


def compound(tree: Tree) -> bytes:
    """Return a compound file that holds a tree of storages and streams."""
    entries = [_Entry("Root Entry", _ROOT)]
    _add(entries, entries[0], tree)
    mini, minifat = bytearray(), []
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        if not data:
            return _END
        first, count = len(sectors), -(-len(data) // _SECTOR)
        sectors.extend(data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR))
        fat.extend([*range(first + 1, first + count), _END])
        return first

    for entry in entries:
        if entry.kind != _STREAM or not entry.data:
            continue
        if entry.size >= _CUTOFF:
            entry.start = store(entry.data)
            continue
        first, count = len(mini) // _MINI, -(-entry.size // _MINI)
        mini += entry.data.ljust(count * _MINI, b"\0")
        minifat += [*range(first + 1, first + count), _END]
        entry.start = first
    entries[0].start, entries[0].size = store(bytes(mini)), len(mini)
    minifat_at = store(
        struct.pack(f"<{len(minifat)}I", *minifat).ljust(-(-len(minifat) // 128) * _SECTOR, b"\xff")
    )
    directory = b"".join(entry.packed() for entry in entries)
    directory_at = store(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    used = len(fat)
    tables = 1
    while tables * 128 < used + tables:
        tables += 1
    fat += [_FAT] * tables
    fat += [_FREE] * (tables * 128 - len(fat))
    table = struct.pack(f"<{len(fat)}I", *fat)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIII", 0, tables, directory_at, 0, _CUTOFF)
    head += struct.pack("<IIII", minifat_at, -(-len(minifat) // 128), _END, 0)
    head += struct.pack("<109I", *range(used, used + tables), *[_FREE] * (109 - tables))
    return head + b"".join(sectors) + table


def _add(entries: list[_Entry], parent: _Entry, tree: Tree) -> None:
    """Add the children of a storage, one to the right of the other: a tree that is no less valid for being bare."""
    children = sorted(tree, key=lambda name: (len(name), name.upper()))
    before: _Entry | None = None
    for name in children:
        value = tree[name]
        entry = _Entry(name, _STORAGE) if isinstance(value, dict) else _Entry(name, _STREAM, value)
        entries.append(entry)
        if before is None:
            parent.child = len(entries) - 1
        else:
            before.right = len(entries) - 1
        before = entry
        if isinstance(value, dict):
            _add(entries, entry, value)


def _storage(
    head: bytes, texts: dict[int, str], streams: dict[int, bytes], fixed: dict[int, bytes], narrow: str = ""
) -> Tree:
    """Return the streams of a letter or an attachment; `narrow` is the encoding of texts of one byte a character."""
    tree: Tree = {}
    rows = b""
    for number, text in texts.items():
        kind, data = (0x1E, text.encode(narrow)) if narrow else (0x1F, text.encode("utf-16-le"))
        tree[f"__substg1.0_{number:04X}{kind:04X}"] = data
        rows += struct.pack("<HHIQ", kind, number, 6, len(data))
    for number, data in streams.items():
        tree[f"__substg1.0_{number:04X}0102"] = data
        rows += struct.pack("<HHIQ", 0x102, number, 6, len(data))
    for number, data in fixed.items():
        rows += struct.pack("<HHI", 0x40 if len(data) == 8 else 3, number, 6) + data.ljust(8, b"\0")
    tree["__properties_version1.0"] = head + rows
    return tree


def attachment(name: str, data: bytes, content_id: str = "") -> Tree:
    """Return an attached file."""
    texts = {0x3707: name, 0x3704: name[:8]} | ({0x3712: content_id} if content_id else {})
    return _storage(bytes(8), texts, {0x3701: data}, {0x3705: struct.pack("<I", 1)})


def attached_letter(name: str, letter: Tree) -> Tree:
    """Return an attached letter, from `message(..., embedded=True)`."""
    tree = _storage(bytes(8), {0x3001: name}, {}, {0x3705: struct.pack("<I", 5)})
    tree["__substg1.0_3701000D"] = letter
    return tree


def message(
    texts: dict[int, str],
    streams: dict[int, bytes] | None = None,
    sent: datetime | None = None,
    attached: tuple[Tree, ...] = (),
    *,
    embedded: bool = False,
    narrow: str = "",
    page: int = 0,
) -> Tree:
    """Return a letter: texts by number of property, the time sent (UTC), attachments, code page of narrow texts."""
    fixed = {0x3FFD: struct.pack("<I", page)} if page else {}
    if sent:
        fixed[0x0039] = struct.pack("<Q", (sent - datetime(1601, 1, 1)) // timedelta(microseconds=1) * 10)
    tree = _storage(bytes(24 if embedded else 32), texts, streams or {}, fixed, narrow)
    for number, each in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = each
    if not embedded:
        tree["__nameid_version1.0"] = {"__substg1.0_00020102": b""}
    return tree
