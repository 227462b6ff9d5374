"""Kill a pass at many points and prove that the next one ends where an uninterrupted one does."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import Qms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="kill -9")]
WORDS = ("complaint", "council", "meeting", "walrus", "plan")


@pytest.fixture
def before(qms: Qms, docx_bytes: Callable[..., bytes], eml_bytes: Callable[..., bytes]) -> Qms:
    """Return a workspace whose store changed in every way since its last pass."""
    for n in range(60):
        qms.write(f"notes/{n:02}.txt", f"Note {n}: the {WORDS[n % 5]} of {n % 27 + 1} May 2025.")
    for n in range(10):
        qms.write(
            f"minutes {n}.docx", docx_bytes(("Heading 1", f"Minutes {n}"), f"The council met, number {n}.")
        )
    qms.write("mail.eml", eml_bytes(("one.txt", b"First part"), ("two.txt", b"Second part of the walrus")))
    qms.sync()
    for n in range(20):
        qms.run("link", f"notes/{n:02}.txt", "40", "27", "--kind", "voice")
    qms.run("link", "minutes 3.docx", "40", "--quote", "The council met")
    qms.run("link", "mail.eml#2/two.txt", "40", "--kind", "voice")
    for n in range(0, 20, 2):
        qms.write(f"notes/{n:02}.txt", f"Note {n}: other words, of {n % 27 + 1} June 2025, and the unicorn.")
    for n in range(20, 30):
        (qms.store / f"notes/{n:02}.txt").rename(qms.store / f"moved {n}.txt")
    for n in range(30, 34):
        (qms.store / f"notes/{n:02}.txt").unlink()
    for n in range(60, 120):
        qms.write(f"new/{n}.txt", f"A new note {n} about a {WORDS[n % 5]}.")
    for n in range(10, 30):
        qms.write(
            f"minutes {n}.docx", docx_bytes(("Heading 1", f"Minutes {n}"), f"The council met, number {n}.")
        )
    qms.write(
        "minutes 3.docx", docx_bytes("A new beginning.", ("Heading 1", "Later"), "The council met again.")
    )
    qms.write("mail.eml", eml_bytes(("one.txt", b"First part"), ("two.txt", b"Second part, changed")))
    return qms


def told(qms: Qms) -> dict[str, Any]:
    """Return the state modulo ids and times."""
    rows = qms.register()
    path = {row.pop("id"): p for p, row in rows.items()}
    pins = qms.sql("select l.evidence, l.indicator, p.unit, p.number, p.label, p.quote from pins p join links l"
                   " on p.link = l.id")  # fmt: skip
    return {
        "register": rows,
        "revisions": sorted(
            (path[e], *rest)
            for e, *rest in qms.sql("select evidence, number, sha256, text_sha256, problem from revisions")
        ),
        "links": sorted(
            (path[e], *rest)
            for e, *rest in qms.sql(
                "select evidence, indicator, coalesce(suspect, ''), confirmed_text from links"
            )
        ),
        "pins": sorted((path[e], *rest) for e, *rest in pins),
        "trail": sorted(qms.trail()),
        "map": [
            (i["ref"], i["state"], sorted((e["path"], e["state"]) for e in i["evidence"]))
            for i in qms.json("coverage")["indicators"]
        ],
        "hits": {
            word: sorted(
                (h["path"], h["number"]) for h in qms.json("search", word, "--limit", "1000")["hits"]
            )
            for word in (*WORDS, "unicorn", "changed")
        },
    }


def copy(qms: Qms, root: Path) -> Qms:
    """Copy a workspace with its file times, so that inodes alone differ."""
    shutil.copytree(qms.root, root, symlinks=True)
    return Qms(root)


def test_killed_at_many_points_ends_where_an_uninterrupted_pass_does(before: Qms, tmp_path: Path) -> None:
    whole = copy(before, tmp_path / "whole")
    begun = time.monotonic()
    assert whole.spawn("sync").code == 0
    length = time.monotonic() - begun
    expected = told(whole)
    points = 16
    killed = 0
    for point in range(points):
        victim = copy(before, tmp_path / f"victim {point}")
        process = victim.start("sync")
        time.sleep(length * 0.8 * (point + 0.5) / points)
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if point % 3 == 0:  # killed twice
            process = victim.start("sync")
            time.sleep(length * ((point * 7) % points + 0.5) / points)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        victim.sync()
        assert told(victim) == expected, f"killed at point {point}"
        assert not [f for f in victim.json("check", code=None)["findings"] if f["severity"] == "damage"]
        shutil.rmtree(victim.root)
    assert killed >= points // 4  # the rest had ended before


def test_a_first_pass_killed_while_the_index_is_written(before: Qms, tmp_path: Path) -> None:
    """The index may lag but never lead, and the next pass makes it whole."""
    victim = copy(before, tmp_path / "victim")
    process = victim.start("sync")
    end = time.monotonic() + 30
    while time.monotonic() < end and not victim.index.is_dir():
        time.sleep(0.002)
    time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    known = set(victim.register())
    for word in WORDS:
        assert {h["path"] for h in victim.json("search", word, "--limit", "1000")["hits"]} <= known
    victim.sync()
    whole = copy(before, tmp_path / "whole")
    whole.sync()
    assert told(victim)["hits"] == told(whole)["hits"]
