"""Take notes and photos of people's work into the inbox of their unit, a folder of the evidence."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.evidence.preview_work import view
from qms.evidence.upload_names import clean_name
from qms.evidence.uploading import put
from qms.locale.sentences import SENTENCES
from qms.locale.translator import translate_in
from qms.state.arrival_marks import NOTE, PHOTO, PREFIX, evidence_beginning, sent_by
from qms.state.files import digest
from qms.state.link_rows import all_links
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.evidence.uploading import Uploaded
    from qms.model.evidence import Link
    from qms.model.organisation import Person
    from qms.workspace.workspace import Workspace

WIDEST = 2400
"""Pixels of the longer side of a photo."""
_QUALITY = 88
_MOST_TEXT = 20_000  # bytes that are read of a note


@dataclass(frozen=True, slots=True)
class Sent:
    """Hold one thing that somebody sent in, and what became of it.

    `moment` is when; `text` is that of a note, "" for a photo. `is_known` tells whether the register has it by now,
    `path` where it lies there; `links` are those that somebody made of it.
    """

    moment: str
    kind: str
    path: str
    text: str
    is_known: bool
    links: tuple[Link, ...]


def unit_name(workspace: Workspace, person: Person) -> str:
    """Return the name of the unit that somebody works in, else that of the organisation."""
    sites = {site.id: site.name for site in workspace.settings.sites}
    return sites.get(person.site) or workspace.settings.organisation.name


def inbox_of(workspace: Workspace, person: Person) -> str:
    """Return the folder for somebody's unit, below the evidence folder."""
    unit = clean_name(unit_name(workspace, person)).strip(" .") or "-"
    return f"{_in_workspace(workspace, 'inbox_folder')}/{unit}"


def send_in(
    workspace: Workspace,
    person: Person,
    text: str,
    about: Sequence[str] = (),
    photo: tuple[str, bytes] | None = None,
    *,
    shows_people: bool = True,
) -> list[Uploaded]:
    """Write a note, a photo (its name and bytes) or both into the inbox, each under a free name with the day in it.

    `about` are lines that tell what it is about. Of the photo the picture is kept, and nothing that the camera wrote
    beside it, such as the place. A photo that shows people is confidential as soon as the register knows it.
    Raises NoPreview for what is no picture, and what `put` raises.
    """
    folder, day = inbox_of(workspace, person), clock.today().isoformat()
    done: list[Uploaded] = []
    if photo is not None:
        data = plain_photo(workspace, *photo)
        with workspace.state.write(workspace.actor.id) as change:
            # Before the file is there, so that no pass can take it in without knowing.
            change.log(PHOTO, digest(data)[:PREFIX], personal_data=shows_people)
        name = f"{day} {_in_workspace(workspace, 'inbox_photo')}.jpg"
        done.append(put(workspace, folder, name, io.BytesIO(data), twice=True))
    if text:
        told = _note(workspace, person, text, about, done).encode("utf-8")
        with workspace.state.write(workspace.actor.id) as change:
            change.log(NOTE, digest(told)[:PREFIX])
        name = f"{day} {_in_workspace(workspace, 'inbox_note')}.txt"
        done.append(put(workspace, folder, name, io.BytesIO(told), twice=True))
    return done


def plain_photo(workspace: Workspace, name: str, data: bytes) -> bytes:
    """Return a photo as a JPEG that holds the upright picture and nothing else. Raises NoPreview.

    A worker takes the foreign bytes apart; what is written here is made of the plain picture that it answers.
    """
    from PIL import Image

    from indexer.preview.model import Wish

    made = view(workspace, data, name, digest(data), Wish("image", 1, "", WIDEST))
    target = io.BytesIO()
    with Image.open(io.BytesIO(made.body), formats=("PNG",)) as picture:
        picture.convert("RGB").save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()


def _note(
    workspace: Workspace, person: Person, text: str, about: Sequence[str], photos: Sequence[Uploaded]
) -> str:
    """Return the text of a note: when, who and where, what it is about, its photo; then what the person wrote."""
    lines = [
        clock.now()[:16].replace("T", " "),
        f"{person.name}, {unit_name(workspace, person)}",
        *about,
        *(one.path.rpartition("/")[2] for one in photos),
    ]
    return "\n".join(lines) + f"\n\n{text}\n"


def sent_in(workspace: Workspace, person: Person) -> list[Sent]:
    """Return what somebody sent in, newest first, with what became of it."""
    with workspace.state.read() as conn:
        entries = sent_by(conn, person.id)
        rows = evidence_beginning(conn, [entry.subject for entry in entries])
        links = all_links(conn, among=[row.id for row in rows.values()]) if rows else []
    found = []
    for entry in entries:
        row = rows.get(entry.subject)
        mine = tuple(link for link in links if row is not None and link.evidence == row.id)
        path = str(row.path) if row is not None else ""
        text = _text_of(workspace, bytes(row.raw)) if row is not None and entry.action == NOTE else ""
        found.append(Sent(entry.at, entry.action.partition(".")[2], path, text, row is not None, mine))
    return found


def _text_of(workspace: Workspace, raw: bytes) -> str:
    """Return what the person wrote in a note, "" where the file is no longer there."""
    import os

    try:
        with (workspace.evidence_folder / os.fsdecode(raw)).open("rb") as stream:
            told = stream.read(_MOST_TEXT).decode("utf-8", "replace")
    except OSError:
        return ""
    return told.partition("\n\n")[2].strip()


def _in_workspace(workspace: Workspace, code: str) -> str:
    """Return a word in the language of the workspace, whoever writes: folders are shared."""
    return translate_in(workspace.settings.language, SENTENCES[code])
