"""Kill sync and watch fifty times at random moments: no link and no revision is lost, and the index is as if new."""

from __future__ import annotations

import contextlib
import hashlib
import random
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from indexer.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Qms

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="kill -9")]
KILLS = 50
SEED = 20260601
WORDS = ("complaint", "council", "meeting", "walrus", "plan", "harbour", "unicorn")
INDICATORS = ("5", "26", "27", "40")


class Provider:
    """Change the store as people do, link what is there, and remember all that must not be lost."""

    def __init__(self, qms: Qms, docx_bytes: Callable[..., bytes], chance: random.Random) -> None:
        self.qms = qms
        self.docx = docx_bytes
        self.chance = chance
        self.links: set[tuple[str, str]] = set()
        self.revisions: set[tuple[str, int, str]] = set()
        self.number = 0

    def text(self) -> str:
        self.number += 1
        words = " ".join(self.chance.choices(WORDS, k=6))
        return f"Note {self.number} of {self.number % 27 + 1} May 2025: {words}."

    def change(self) -> None:
        """Add, edit, move and remove a few files."""
        files = sorted(p for p in self.qms.store.rglob("*") if p.is_file())
        for _ in range(self.chance.randint(1, 6)):
            self.number += 1
            if self.chance.random() < 0.2:
                self.qms.write(
                    f"minutes {self.number}.docx", self.docx(("Heading 1", "Minutes"), self.text())
                )
            else:
                self.qms.write(f"{self.chance.choice('abc')}/{self.number}.txt", self.text())
        for path in self.chance.sample(files, min(len(files), 3)):
            what = self.chance.random()
            if what < 0.5:
                suffix = path.suffix == ".docx"
                path.write_bytes(self.docx(self.text()) if suffix else self.text().encode())
            elif what < 0.9:
                self.number += 1
                path.rename(path.with_name(f"moved {self.number}{path.suffix}"))
            else:
                path.unlink()

    def link(self) -> None:
        """Link a file that is known and there; a file may have vanished meanwhile, which is refused."""
        known = self.qms.sql(
            "select id from evidence where status = 'present' and reader is not null order by id"
        )
        if not known:
            return
        ident, ref = self.chance.choice(known)[0], self.chance.choice(INDICATORS)
        done = self.qms.run("link", ident, ref, "--kind", "voice", "--date", "2025-05-01", code=None)
        if done.code == 0:
            self.links.add((ident, ref))

    def remember(self) -> None:
        """Compare what is kept now with all that was ever kept."""
        revisions = set(self.qms.sql("select evidence, number, sha256 from revisions"))
        links = set(self.qms.sql("select evidence, indicator from links"))
        assert self.revisions <= revisions
        assert self.links <= links
        self.revisions |= revisions

    def in_step(self) -> None:
        """Run a pass and compare with the disk, and the index with one made from nothing."""
        self.qms.sync("--accept-missing")
        self.remember()
        present = {r["path"]: r["sha256"] for r in self.qms.register().values() if r["status"] == "present"}
        disk = {
            p.relative_to(self.qms.store).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in self.qms.store.rglob("*")
            if p.is_file()
        }
        assert present == disk
        assert not [f for f in self.qms.json("check", code=None)["findings"] if f["severity"] == "damage"]


def index_of(qms: Qms) -> dict[str, Any]:
    """Return what an index holds: the stamp of each file, and where every word is found."""
    with Index(qms.index) as index:
        stamps = index.stamps(from_entries=True)
        assert index.stamps() == stamps
        assert not index.was_rebuilt
    found = {}
    for word in WORDS:
        answer = qms.json("search", word, "--limit", "1000")
        found[word] = answer["total"], sorted((h["id"], h["unit"], h["number"]) for h in answer["hits"])
    return {"stamps": stamps, "found": found}


def test_fifty_kills(
    qms: Qms, docx_bytes: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(SEED)
    provider = Provider(qms, docx_bytes, chance)
    for _ in range(8):
        provider.change()
    begun = time.monotonic()
    qms.sync()
    length = 2 * (time.monotonic() - begun) + 1  # a process of its own starts first
    alive = 0
    for kill in range(KILLS):
        words = ("sync", "--accept-missing") if kill % 2 else ("watch", "--settle", "0.1", "--rescan", "1")
        provider.change()
        process = qms.start(*words)
        if kill % 2 == 0 and chance.random() < 0.5:
            time.sleep(chance.uniform(0, length / 2))
            with contextlib.suppress(OSError):
                provider.change()
        if chance.random() < 0.5:
            provider.link()
        time.sleep(chance.uniform(0, length))
        alive += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        provider.link()
        provider.remember()
        if kill % 5 == 4:
            provider.in_step()
            kept = index_of(qms)
            with monkeypatch.context() as elsewhere:
                elsewhere.setenv("QMS_CACHE_DIR", str(tmp_path / f"fresh {kill}"))
                qms.sync("--accept-missing")
                assert index_of(qms) == kept, f"after kill {kill}"
    assert alive >= KILLS // 2  # the rest had ended before
    assert len(provider.links) > 10
    assert max(total for total, _ in kept["found"].values()) > 10
