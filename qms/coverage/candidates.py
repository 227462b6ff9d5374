"""Ask the search index which files may speak of an indicator, so that only these are read and weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indexer.index import Index
    from qms.catalogue.packs import Entry, Pack

MOST_WORDS = 56  # of one query
MOST_FILES = 30  # asked of the index for one indicator and language
_SHORT = 3  # letters below which a beginning meets too much


def candidates(index: Index, packs: Iterable[Pack], ref: str, files: Mapping[str, str | None]) -> list[str]:
    """Return ids of files that hold words of the packs for an indicator, in the order of the index.

    `files` are those that may be proposed, with their language; one of unknown language is asked for in all.
    """
    from indexer.index import Wish

    wish = Wish(MOST_FILES, units=1, near=0, correct=False)
    found: dict[str, None] = {}
    for pack in packs:
        query = query_of(pack.entries.get(ref, ()))
        allow = {ident for ident, language in files.items() if language in {None, pack.language}}
        if query and allow:
            found |= {hit.key: None for hit in index.search(query, allow=allow, wish=wish).hits}
    return list(found)


def query_of(entries: Iterable[Entry]) -> str:
    """Return a query for the files that hold one of the entries at least.

    Single words come first, for they find most, and then the weightiest phrases, as many as a query may have.
    """
    found = {_part(e): max(e.weights.values()) for e in entries if not e.against}
    parts: dict[str, None] = {}
    words = 0
    for part in sorted(found, key=lambda part: (" " in part, -found[part], part)):
        count = part.count(" ") + 1
        if part and part not in parts and words + count <= MOST_WORDS:
            parts[part] = None
            words += count
    return " OR ".join(parts)


def _part(entry: Entry) -> str:
    """Return an entry as a query: all words of its pieces, groups left out."""
    words = [slot[0] for piece in entry.pieces for slot in piece if len(slot) == 1]
    words = [w for w in dict.fromkeys(words) if len(w.rstrip("*")) >= _SHORT]
    if not words:
        return ""
    return words[0] if len(words) == 1 else f"({' '.join(words)})"
