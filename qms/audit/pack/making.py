"""Make an audit pack: guard, treat, write beside the target, seal, and put into place only when all is done."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.lock import Locked, hold
from qms.assessment.forms import below_and_open
from qms.assessment.results import result_of
from qms.audit.pack import beside
from qms.audit.pack.copying import write_files
from qms.audit.pack.gathering import Gatherer
from qms.audit.pack.levels import claimed_levels
from qms.audit.pack.manifest import MANIFEST, is_pack, seal, strangers
from qms.audit.pack.material import Material, collect
from qms.audit.pack.searching import search_index
from qms.audit.pack.treating import cleaner, folders, treat
from qms.coverage.map import build_map
from qms.model.errors import QmsError, UsageProblem
from qms.model.pack import Pack, Round
from qms.model.privacy import Choice
from qms.model.words import State
from qms.reports.pack_pages import page_names, write_pages
from qms.reports.pack_workbook import pack_workbook
from qms.state.files import Unwritable
from qms.workspace import clock
from qms.workspace.targets import refuse_inside
from qms.workspace.tree import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qms.audit.pack.treating import Treated
    from qms.evidence.name_list import NameList
    from qms.model.coverage import CoverageMap
    from qms.model.pack import PackFile
    from qms.model.privacy import Guarded
    from qms.workspace.workspace import Workspace

_STAGE = ".qms-pack-"
_LOCK = "lock"
_ZIP_DAY = (2026, 1, 1, 0, 0, 0)


class NotAPack(QmsError):
    """Refuse to write over something that is no pack of ours; `path` is given."""

    code = "pack_target_taken"
    hint = "hint_pack_force"


class NotAPackFolder(QmsError):
    """Refuse, whatever is asked for, to write over a folder of other files; `path` is given."""

    code = "pack_target_taken"
    hint = "hint_pack_empty"


class TargetAround(UsageProblem):
    """Refuse a place that holds the workspace, its evidence, or where one stands; `path` and `folder` are given."""

    code = "pack_target_around"


class RedactWithoutFiles(UsageProblem):
    """Refuse texts to redact where no file of the pack is redacted."""

    code = "pack_nothing_redacted"
    hint = "hint_pack_choose"


@dataclass(frozen=True, slots=True)
class Wish:
    """Say how a pack is to be made: what becomes of files nobody decided about, and what to redact besides."""

    language: str
    names: NameList | None = None
    unchecked: Choice | None = None
    redact: tuple[str, ...] = ()
    with_suspect: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """Hold what came of it: `open` files stop a pack, and then nothing was written.

    `fingerprint` is that of the manifest; counts are of files by what became of them.
    `personal` are titles of documents in force that hold something personal. `inside` and `kept_back` are ids of
    evidence: what went in, and what did not by why (on_site, leave_out, suspect, missing).
    """

    open: tuple[Guarded, ...] = ()
    path: Path | None = None
    fingerprint: str = ""
    files: int = 0
    size: int = 0
    counts: Mapping[Choice, int] | None = None
    documents: int = 0
    suspect: int = 0
    registers: int = 0
    personal: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    kept_back: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def make_pack(
    workspace: Workspace, target: Path, wish: Wish, passed: Callable[[str], None] = lambda _stage: None
) -> Made:
    """Write the pack of the chosen framework to a folder or ZIP; raises NotAPack, and what writing its files raises."""
    target = target.resolve() if target.is_symlink() else target
    refuse_inside(workspace, target)
    _refuse_around(workspace, target)
    zipped = target.suffix.casefold() == ".zip"
    _refuse_taken(target, wish, zipped=zipped)
    material = collect(workspace, wish.names, with_suspect=wish.with_suspect)
    if material.open and wish.unchecked is None:
        return Made(open=material.open)
    found = build_map(workspace)
    clean = cleaner(material, wish.redact)
    treated = treat(found, material, wish.unchecked, wish.language, clean)
    if wish.redact and not any(f.treatment is Choice.REDACTED for f in treated.files.values()):
        raise RedactWithoutFiles
    with _stage(target) as stage:
        made = _write(workspace, material, found, treated, wish, stage / "new", passed)
        placed = _zip(stage / "new", stage / "pack.zip") if zipped else stage / "new"
        _log(workspace, made, found)
        _put_in_place(placed, target, stage)
    return replace(made, path=target)


def _write(
    workspace: Workspace,
    material: Material,
    found: CoverageMap,
    treated: Treated,
    wish: Wish,
    folder: Path,
    passed: Callable[[str], None],
) -> Made:
    """Write a whole pack into an empty folder."""
    folder.mkdir()
    written = write_files(workspace, material, treated.files, folder, wish.redact, passed)
    pack = _pack(workspace, material, found, written.files, wish)
    ways = folders()
    for name, data in write_pages(pack, ways).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    names = page_names(ways)
    (folder / names["workbook"]).write_bytes(pack_workbook(pack, "../"))
    texts = [
        (written.files[ident], units) for ident, units in written.texts.items() if written.files[ident].path
    ]
    texts.sort(key=lambda item: item[0].path)
    (folder / names["search"]).write_bytes(
        search_index(texts, _on_page(pack), cleaner(material, wish.redact))
    )
    fingerprint = seal(folder, pack)
    everything = list(walk(folder))
    counts = dict.fromkeys(Choice, 0)
    for file in written.files.values():
        counts[file.treatment] += not file.controlled
    return Made(
        fingerprint=fingerprint,
        files=len(everything),
        size=sum(file.size for file in everything),
        counts=counts,
        documents=sum(file.controlled for file in written.files.values()),
        suspect=len({link.evidence for links in material.suspect.values() for link in links}),
        personal=written.personal,
        registers=len({title for one in pack.indicators for title, path in one.registers if not path}),
        inside=_of(written.files, Choice.INCLUDE, Choice.REDACTED),
        kept_back={
            "on_site": _of(written.files, Choice.ON_SITE),
            "leave_out": _of(written.files, Choice.LEAVE_OUT),
            "suspect": tuple(
                sorted({link.evidence for links in material.suspect.values() for link in links})
            ),
            "missing": tuple(sorted(material.missing)),
        },
    )


def _of(files: Mapping[str, PackFile], *treatments: Choice) -> tuple[str, ...]:
    """Return the ids of the evidence that is treated in one of these ways."""
    return tuple(
        ident for ident, file in files.items() if not file.controlled and file.treatment in treatments
    )


def _pack(
    workspace: Workspace,
    material: Material,
    found: CoverageMap,
    files: Mapping[str, PackFile],
    wish: Wish,
) -> Pack:
    clean = cleaner(material, wish.redact)
    result = result_of(workspace, coverage=found, with_warnings=False)
    gatherer = Gatherer(workspace, found, material, files, wish.language, clean)
    framework = found.framework
    below, unassessed = below_and_open(result) if result else ([], [])
    return Pack(
        framework=framework.name(wish.language),
        framework_id=framework.id,
        organisation=workspace.settings.organisation.name,
        language=wish.language,
        as_of=found.setting.as_of,
        made_on=clock.today(),
        words={part: framework.word(part, wish.language) for part in ("principle", "criterion", "indicator")}
        | {"indicators": framework.word("indicator", wish.language, plural=True)},
        summary={State(state): count for state, count in found.summary.items()},
        principles=gatherer.principles(claimed_levels(workspace, result, wish.language, clean)),
        files=tuple(sorted((f for f in files.values() if f.path), key=lambda f: f.path)),
        facts=beside.facts(workspace, material),
        on_site=tuple(f for f in files.values() if f.treatment is Choice.ON_SITE),
        left_out=sum(f.treatment is Choice.LEAVE_OUT for f in files.values()),
        round=Round(
            result.round.name,
            result.round.opened_on,
            result.round.closed_on,
            len(below),
            len(result.scales),
            len(unassessed),
        )
        if result
        else None,
        improvements=beside.improvements(workspace, clean, _closed(material, files)),
        interviews=beside.interviews(workspace, wish.language),
        services=workspace.settings.service_names,
        names_used=wish.names is not None,
        audit_on=found.setting.audit_on,
    )


def _closed(material: Material, files: Mapping[str, PackFile]) -> set[str]:
    """Return the paths of files whose content is not for the pack: kept back, left out, or marked and not taken in."""
    kept = {Choice.ON_SITE, Choice.LEAVE_OUT}
    shown = {
        material.files[ident].evidence.path
        for ident, file in files.items()
        if ident in material.files and file.treatment not in kept
    }
    back = {one.evidence.path for one in material.files.values()} - shown
    return back | (material.confidential - shown)


def _on_page(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield what the search finds on the index page itself: titles, statements and quotes of indicators."""
    for one in pack.indicators:
        texts = [one.asked, *(s.text for s in one.statements)]
        texts += [place.quote for use in one.uses for place in use.places]
        yield f"i{one.ref}", f"{one.ref} {one.title}", " ".join(text for text in texts if text)


def _log(workspace: Workspace, made: Made, found: CoverageMap) -> None:
    with workspace.state.write(workspace.actor.id) as change:
        change.log("pack.written", found.framework.id, manifest=made.fingerprint, files=made.files)


def _refuse_around(workspace: Workspace, target: Path) -> None:
    """Raise TargetAround when the workspace, its evidence or the folder one stands in lies below the target."""
    place = target.resolve()
    for folder in (workspace.root, workspace.evidence_folder, Path.cwd(), Path.home()):
        if folder.resolve().is_relative_to(place):
            raise TargetAround(path=target, folder=folder)


def _refuse_taken(target: Path, wish: Wish, *, zipped: bool) -> None:
    if not target.exists():
        return
    if target.is_dir() and any(target.iterdir()) and not is_pack(target):
        raise NotAPackFolder(path=target)
    if wish.force:
        return
    ours = _is_zipped_pack(target) if zipped else target.is_dir() and _is_only_pack(target)
    if not ours:
        raise NotAPack(path=target)


def _is_only_pack(target: Path) -> bool:
    """Tell whether a folder is empty, or a pack to which nobody added files of their own."""
    if not any(target.iterdir()):
        return True
    return is_pack(target) and not strangers(target)


def _is_zipped_pack(target: Path) -> bool:
    try:
        with zipfile.ZipFile(target) as package:
            return any(name.rpartition("/")[2] == MANIFEST for name in package.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


@contextmanager
def _stage(target: Path) -> Iterator[Path]:
    """Give a folder beside the target, which is gone afterwards whatever happens. Raises Unwritable."""
    try:
        target.absolute().parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.absolute().parent)
        stage = Path(tempfile.mkdtemp(dir=target.absolute().parent, prefix=_STAGE))
    except OSError as error:
        raise Unwritable(path=target, why=error.strerror or "") from error
    try:
        with ExitStack() as held:
            with suppress(Locked, OSError):  # where a disk knows no locks, nobody sweeps
                held.enter_context(hold(stage / _LOCK, wait=0))
            yield stage
    except OSError as error:
        raise Unwritable(path=target, why=error.strerror or "") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Delete what killed runs left beside the target, since it holds evidence: what no process holds any more."""
    for stage in folder.glob(f"{_STAGE}*"):
        # A lock that is not there yet belongs to a run that just began.
        if not stage.is_dir() or not (stage / _LOCK).exists():
            continue
        try:
            with hold(stage / _LOCK, wait=0):
                pass
        except (Locked, OSError):
            continue
        shutil.rmtree(stage, ignore_errors=True)


def _zip(folder: Path, target: Path) -> Path:
    """Write a folder as a ZIP; the same files give the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for file in walk(folder):
            item = zipfile.ZipInfo(file.name, _ZIP_DAY)
            item.external_attr = 0o644 << 16
            item.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(item, file.path.read_bytes())
    return target


def _put_in_place(made: Path, target: Path, stage: Path) -> None:
    """Move what was made to its place; what stood there goes away with the stage."""
    old = stage / "old"
    if target.exists() or target.is_symlink():
        target.rename(old)
    try:
        made.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
