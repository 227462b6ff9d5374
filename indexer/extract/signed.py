"""Open signed containers (ADOC of Lithuania, ASiC of the EU): the papers in them are files of their own.

A paper that was signed with a qualified signature reaches people as such a container. The signatures are not checked.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from indexer.extract.archive import Container, local, moment
from indexer.extract.attached import Part, gather, safe_name
from indexer.extract.mail import letter_parts
from indexer.extract.model import Content, ReadProblem, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

READER = "signed 1"
_ABOUT = ("META-INF/", "metadata/", "mimetype")  # what is about the papers
_LETTERS = (".eml", ".msg")


def read(data: bytes) -> Content:
    """Return the names of the papers in a container, the papers as attachments, and the time of the first signature.

    Raises ReadProblem.
    """
    container = Container(data)
    gathered = gather(_papers(container), letter_parts)
    names = "\n".join(one.name for one in gathered.attachments)
    return Content(
        units=(Unit("part", 1, "", names),) if names else (),
        created=min(_signings(container), default=None),
        attachments=gathered.attachments,
        problem=gathered.problem if names else "empty",
    )


def _papers(container: Container) -> Iterator[Part]:
    names = [name for name in container.names if not name.startswith(_ABOUT) and not name.endswith("/")]
    for number, name in enumerate(names, 1):
        try:
            data = container.part(name)
        except ReadProblem as error:
            if error.problem == "encrypted":
                raise
            data = b""
        shown = safe_name(posixpath.basename(name), f"attachment-{number}")
        yield Part(shown, data, shown.lower().endswith(_LETTERS))


def _signings(container: Container) -> Iterator[datetime]:
    for name in container.names:
        if not (name.startswith("META-INF/") and "signature" in name.lower() and name.endswith(".xml")):
            continue
        try:
            root = container.xml(name)
        except ReadProblem:
            continue
        times = (moment(each.text) for each in root.iter() if local(each) == "SigningTime")
        yield from (time for time in times if time)
