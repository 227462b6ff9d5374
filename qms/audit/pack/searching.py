"""Write the search index of a pack: a script, since a page that is opened from disk cannot read its neighbours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from indexer.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qms.model.evidence import Unit
    from qms.model.pack import PackFile

MOST = 300_000
"""Characters of one file that can be searched; the page says so where a file is longer."""


def search_index(
    found: Iterable[tuple[PackFile, Sequence[Unit]]],
    on_page: Iterable[tuple[str, str, str]],
    clean: Callable[[str], str],
) -> bytes:
    """Return the index of texts: files with title and path, units with file, page, label and text.

    `on_page` are texts of the index page itself: an anchor, a title and the text. `clean` takes out of a label (a
    heading, a bookmark, the name of a sheet) what identifies a person: the page prints labels.
    """
    files: list[list[object]] = []
    units: list[list[object]] = []
    for anchor, title, text in on_page:
        files.append([title, f"#{anchor}", 0])
        units.append([len(files) - 1, 0, "", _flat(text)])
    for file, texts in found:
        left = MOST
        files.append([file.title, file.path, 0])
        for unit in texts:
            text = _flat(unit.text)[:left]
            left -= len(text)
            if text:
                page = unit.page if file.is_pdf or unit.kind == "slide" else None
                units.append([len(files) - 1, page or 0, clean(unit.label), text])
            if left <= 0:
                files[-1][2] = 1
                break
    data = json.dumps({"files": files, "units": units}, ensure_ascii=False, separators=(",", ":"))
    return f"window.PACK_INDEX={data};\n".encode("utf-8", "backslashreplace")


def _flat(text: str) -> str:
    return " ".join(normalise(text).split())
