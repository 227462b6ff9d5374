"""Decide what becomes of each file of a pack: its name and folder, copied, redacted, told of, or left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.audit.pack.gathering import needs_by_folder
from qms.audit.pack.names import Taken, file_name, folder_name, slug
from qms.evidence.file_types import suffix
from qms.evidence.privacy_guard import personal_words, tells_name
from qms.locale.sentences import say, word
from qms.model.pack import PackFile
from qms.model.privacy import Choice
from qms.model.references import natural_key
from qms.model.words import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qms.audit.pack.material import InForce, Material
    from qms.model.coverage import CoverageMap
    from qms.model.framework import Framework
    from qms.model.privacy import Guarded

BAR = "█"
FOLDERS = (
    "pack_folder_index", "pack_folder_facts", "pack_folder_assessment", "pack_folder_approach", "pack_folder_results",
    "pack_folder_proofs", "pack_folder_improvement", "pack_folder_redacted", "pack_folder_interviews",
)  # fmt: skip
"""The folders of a pack from 00 on; their names are sentences, so that they are in its language."""
INDEX, FACTS, ASSESSMENT, APPROACH, RESULTS, PROOFS, IMPROVEMENT, REDACTED, INTERVIEWS = range(9)
_PLACES = {"approach": APPROACH, "results": RESULTS, "proofs": PROOFS}


def folders() -> tuple[str, ...]:
    """Return the names of the folders of a pack in the language in use."""
    return tuple(folder_name(number, say(code)) for number, code in enumerate(FOLDERS))


@dataclass
class Treated:
    """Hold the files of a pack by evidence or document id, and how each document and redacted copy is to be written."""

    files: dict[str, PackFile] = field(default_factory=dict)
    left_out: int = 0


def cleaner(material: Material, also: Sequence[str] = ()) -> Callable[[str], str]:
    """Return what puts a bar over all that identifies a person, unless it is the provider's own, and further texts."""
    texts = [re.escape(" ".join(one.split())).replace(r"\ ", r"\s+") for one in also if one.strip()]
    further = re.compile("|".join(texts), re.IGNORECASE) if texts else None

    def clean(text: str) -> str:
        found = personal_words(text, material.looking.names, material.looking.own)
        for one in reversed(found):
            text = f"{text[: one.start]}{BAR * 4}{text[one.end :]}"
        return further.sub(BAR * 4, text) if further else text

    return clean


def treat(
    found: CoverageMap,
    material: Material,
    unchecked: Choice | None,
    language: str,
    clean: Callable[[str], str],
) -> Treated:
    """Return what becomes of every file; `unchecked` decides about those that nobody decided about."""
    framework, treated, taken = found.framework, Treated(), Taken()
    first, kinds = _served(found, material)
    ways = folders()
    order = sorted(first, key=lambda ident: (natural_key(first[ident]), ident))
    for ident in order:
        refs = [(ref, some) for ref, some in kinds[ident].items()]
        place = needs_by_folder(framework, refs)
        if ident in material.documents:
            treated.files[ident] = _document(
                material.documents[ident], first[ident], ways[_PLACES[place]], taken
            )
            continue
        guarded = material.files[ident]
        choice = unchecked if guarded.is_open and unchecked is not None else guarded.treatment
        if choice is Choice.LEAVE_OUT:
            treated.left_out += 1
            treated.files[ident] = PackFile(ident, "", choice, None)
            continue
        folder = ways[REDACTED] if choice is Choice.REDACTED else ways[_PLACES[place]]
        if choice is Choice.INCLUDE and place == "proofs":
            folder = f"{folder}/{_principle(framework, first[ident], language)}"
        treated.files[ident] = _file(
            guarded, choice, (first[ident], kinds[ident]), folder, taken, material, clean
        )
    return treated


def _served(
    found: CoverageMap, material: Material
) -> tuple[dict[str, str], dict[str, dict[str, tuple[EvidenceKind, ...]]]]:
    """Return by id the first indicator that a file serves, and the kinds by indicator, in the order of the standard."""
    first: dict[str, str] = {}
    kinds: dict[str, dict[str, tuple[EvidenceKind, ...]]] = {}
    for entry in found.entries:
        ref = entry.indicator.ref
        served = [(item.id, item.kinds) for item in entry.evidence if item.id in material.documents]
        served += [
            (part, some) for ident, some in list(served) for part in material.companions.get(ident, ())
        ]
        served += [
            (link.evidence, link.kinds)
            for link in material.links.get(ref, ())
            if link.evidence in material.files
        ]
        for ident, some in served:
            first.setdefault(ident, ref)
            kinds.setdefault(ident, {})[ref] = some
    for ident in first.keys() & material.documents.keys():
        # A policy that also supports an earlier indicator is known by the one that requires it.
        required = material.documents[ident].document.serves.get(found.framework.id, {}).get("required", ())
        first[ident] = next((ref for ref in kinds[ident] if ref in required), first[ident])
    for main, parts in material.companions.items():
        for part in parts:
            first[part] = first.get(main, first.get(part, ""))
    return {ident: ref for ident, ref in first.items() if ref and ident in kinds}, kinds


def _principle(framework: Framework, ref: str, language: str) -> str:
    principle = framework.by_ref[ref].principle
    number = principle if not principle.isdigit() else f"{int(principle):02}"
    return f"{number}_{slug(framework.title('principles', principle, language), 40)}"


def _document(one: InForce, ref: str, folder: str, taken: Taken) -> PackFile:
    document, version = one.document, one.version
    title = document.title
    if document.part:
        title = f"{title} ({say(f'pack_part_{document.part}')})"
    ending = (version.ending or ".docx").lstrip(".")

    def path(suffix_: str) -> str:
        name = file_name(
            ref, title, suffix_, version=version.number, dated=version.valid_from, language=document.language
        )
        return taken.free(folder, name)

    main = path("pdf" if one.pdf is not None else ending)
    return PackFile(
        key=document.id,
        title=title,
        treatment=Choice.INCLUDE,
        language=document.language,
        path=main,
        other=path(ending) if one.pdf is not None else "",
        controlled=True,
        version=version.number,
    )


def _file(
    guarded: Guarded,
    choice: Choice,
    served: tuple[str, Mapping[str, tuple[EvidenceKind, ...]]],
    folder: str,
    taken: Taken,
    material: Material,
    clean: Callable[[str], str],
) -> PackFile:
    """Return a file of the evidence under the name that it has in the pack."""
    evidence, (ref, kinds) = guarded.evidence, served
    title = _title(guarded, choice, kinds, material, clean)
    if choice is Choice.ON_SITE:
        return PackFile(evidence.id, title, choice, evidence.language)
    ending = "pdf" if choice is Choice.REDACTED else suffix(evidence.path)
    link = next((one for one in material.links[ref] if one.evidence == evidence.id), None)
    linked = (link.date_to or link.date_from) if link else None
    dated = linked or evidence.date_to or evidence.date_from or evidence.in_force_from
    name = file_name(ref, title.replace(BAR, ""), ending, dated=dated, language=evidence.language)
    return PackFile(evidence.id, title, choice, evidence.language, path=taken.free(folder, name))


def _title(
    guarded: Guarded,
    choice: Choice,
    kinds: Mapping[str, Iterable[EvidenceKind]],
    material: Material,
    clean: Callable[[str], str],
) -> str:
    """Return the title, or only the kind of a file whose title or name tells of a person."""
    evidence = guarded.evidence
    title = " ".join(evidence.title.split()) or evidence.path.rsplit("/", 1)[-1]
    title = re.sub(
        rf"(?i)(?<=\w)\.{re.escape(suffix(evidence.path))}$", "", title
    )  # attachments are named by file
    if choice is Choice.INCLUDE:
        return title
    if tells_name(title, material.looking.names) or tells_name(evidence.path, material.looking.names):
        kind = next(iter(next(iter(kinds.values()), ())), EvidenceKind.RECORD)
        return word(kind.value).capitalize()
    return clean(title)
