from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from qms.state import tables
from qms.state.link_rows import put_indicator
from qms.upkeep.check import check
from qms.upkeep.check_evidence import stamp_of
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from qms.upkeep.soundness import CheckReport

Adding = Callable[[Workspace, str, str, str], None]


def _codes(report: CheckReport) -> set[str]:
    return {f.code for f in report.findings}


def _of(report: CheckReport, code: str) -> dict[str, object]:
    return dict(next(f.params for f in report.findings if f.code == code))


@pytest.fixture
def sound(workspace: Workspace) -> Workspace:
    """Return a workspace in which nothing is wrong: own templates belong to the tests of templates."""
    import shutil

    shutil.rmtree(workspace.templates)
    return workspace


def test_a_sound_workspace_has_no_findings(sound: Workspace) -> None:
    seen: list[tuple[int, int]] = []
    report = check(sound, lambda done, total: seen.append((done, total)))
    assert _codes(report) == {"index_absent"}
    assert not report.damage
    assert not report.needs_action
    assert seen == [(1, 2), (2, 2)]
    assert report.looked_at == {"object": 2, "text": 2, "archive": 1, "evidence": 2, "decisions": 3}


def test_check_changes_nothing(sound: Workspace, tree: Callable[[Path], dict[str, bytes]]) -> None:
    before = tree(sound.root)
    check(sound)
    assert tree(sound.root) == before


@pytest.mark.parametrize(("store", "kind"), [("objects", "object"), ("texts", "text")])
def test_a_flipped_byte_in_stored_bytes_is_damage(sound: Workspace, store: str, kind: str) -> None:
    path = next((sound.state_folder / store).iterdir())
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.write_bytes(data)
    report = check(sound)
    assert report.damage
    assert _of(report, "stored_changed") == {"kind": kind, "name": path.name}
    path.unlink()
    assert _of(check(sound), "stored_missing") == {"kind": kind, "name": path.name}


def test_a_changed_trail_is_damage(sound: Workspace) -> None:
    with sound.state.write("kari") as change:
        change.conn.execute(tables.trail.update().where(tables.trail.c.seq == 2).values(actor="ola"))
    assert _of(check(sound), "trail_broken") == {"seq": 2, "what": "hash"}


@pytest.mark.parametrize(("seq", "what"), [(1, "number"), (2, "number")])
def test_an_entry_left_out_of_the_trail_is_damage(sound: Workspace, seq: int, what: str) -> None:
    with sound.state.write("kari") as change:
        change.conn.execute(tables.trail.delete().where(tables.trail.c.seq == seq))
    assert _of(check(sound), "trail_broken") == {"seq": seq + 1, "what": what}


def test_a_cut_database_is_damage(sound: Workspace) -> None:
    sound.close()
    data = sound.database.read_bytes()
    for kept in (len(data) // 2, 5000, 10, 0):
        sound.database.write_bytes(data[:kept])
        assert check(Workspace(sound.root, "kari")).damage
    sound.database.unlink()
    assert "database_missing" in _codes(check(Workspace(sound.root, "kari")))


def test_an_archived_version_that_was_changed_is_damage(sound: Workspace) -> None:
    path = sound.documents / "archive" / "klage" / "v1" / "klage.docx"
    path.write_bytes(b"improved")
    assert check(sound).damage
    path.unlink()
    (sound.documents / "klage.docx").unlink()
    (path.parent / "other.docx").write_bytes(b"?")
    (path.parent / "klage.pdf").write_bytes(b"%PDF")
    report = check(sound)
    assert not report.damage
    assert _codes(report) == {"archive_missing", "archive_unknown", "working_copy_missing", "index_absent"}


def test_bytes_that_changed_behind_size_and_time_are_found(sound: Workspace) -> None:
    path = sound.evidence_folder / "b.txt"
    before = path.stat()
    path.write_text("Noe ANNET")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    report = check(sound)
    assert _of(report, "changed_silently") == {"id": "e-2", "path": "b.txt"}
    assert report.needs_action
    assert not report.damage
    path.write_text("Noe helt annet")
    (sound.evidence_folder / "ny.txt").write_text("ny")
    (sound.evidence_folder / "notater" / "hemmelig-pasientnotat.txt").unlink()
    assert _codes(check(sound)) == {"evidence_changed", "evidence_unknown", "evidence_gone", "index_absent"}


def test_decisions_that_speak_of_nothing_are_found(sound: Workspace) -> None:
    with sound.state.write("kari") as change:
        put_indicator(change.conn, "equass-2018", "999", {"owner": "nobody"})
        put_indicator(change.conn, "iso-9001", "4", {"owner": None})
        first = sa.select(tables.links.c.id).limit(1).scalar_subquery()
        change.conn.execute(
            tables.links.update().where(tables.links.c.id == first).values(services=["night"])
        )
    report = check(sound)
    assert _codes(report) >= {
        "unknown_indicator",
        "unknown_person_in",
        "unknown_service_in",
        "framework_not_listed",
    }
    assert _of(report, "unknown_service_in")["service"] == "night"


def test_broken_settings_do_not_stop_the_check_of_state(sound: Workspace) -> None:
    (sound.root / "qms.toml").write_text("languages = 3\nsurprise = 1\n")
    next(sound.texts.folder.iterdir()).write_bytes(b"x")
    report = check(Workspace(sound.root))
    assert report.damage
    assert sum(1 for f in report.findings if f.code == "settings_line") >= 2


def test_broken_catalogue_and_templates_are_found(workspace: Workspace) -> None:
    (workspace.catalogue / "local.yaml").write_text("indicators: [", encoding="utf-8")
    text = (workspace.root / "qms.toml").read_text(encoding="utf-8")
    (workspace.root / "qms.toml").write_text(
        text.replace('["equass-2018"]', '["equass-2018", "local", "gone"]')
    )
    assert _codes(check(Workspace(workspace.root))) >= {
        "catalogue_problem",
        "unknown_framework",
        "template_problem",
    }


def test_an_index_that_lags_is_noted(sound: Workspace) -> None:
    from indexer.index import Index, IndexDocument
    from qms.state.evidence_rows import known_files

    with sound.state.read() as conn:
        known = {k.id: k for k in known_files(conn)}
    with Index(sound.index_folder / "index") as index:
        index.write([IndexDocument("e-1", stamp_of(known["e-1"]), "t", "p", [])])
        index.write([IndexDocument("e-7", "?", "t", "p", [])])
    assert _of(check(sound), "index_behind") == {"behind": 1, "beyond": 1}


def test_a_folder_that_others_can_read_is_found(sound: Workspace) -> None:
    (sound.root / ".qms").chmod(0o755)
    assert "not_private" in _codes(check(sound))
