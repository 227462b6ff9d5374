"""Start `qms serve` as a process, come in by its link, watch a file arrive, and stop it in both ways."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import PROGRAM
from tests.web.browser import SECONDS, chromium_running
from tests.web.conftest import OTHERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


class Serving:
    """Hold one `qms serve` and what it said."""

    def __init__(self, root: Path, *words: str) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), "-C", str(root), "--lang", "en", "serve", "--no-browser", *words],
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)

    def said(self, pattern: str, seconds: float = 60.0) -> str:
        """Wait for a line that matches and return its first group."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = re.search(pattern, "".join(self.lines))
            if found:
                return found[1] if found.groups() else found[0]
            time.sleep(0.05)
        raise AssertionError(f"never said {pattern}: {self.lines}")

    def end(self, number: int) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=30)
        self._reader.join(5)
        if self.process.stdout:
            self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium_running() as made:
        yield made


@pytest.fixture
def root(samples: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in OTHERS:
        monkeypatch.delenv(name, raising=False)
    for name, value in (
        ("QMS_CACHE_DIR", str(tmp_path / "cache")),
        ("QMS_TESSERACT", ""),
        ("QMS_SOFFICE", ""),
    ):
        monkeypatch.setenv(name, value)
    shutil.copytree(samples("en"), tmp_path / "provider", symlinks=True)
    return tmp_path / "provider"


@pytest.fixture
def start(root: Path) -> Iterator[Callable[..., Serving]]:
    made: list[Serving] = []

    def give(*words: str) -> Serving:
        made.append(Serving(root, *words))
        return made[-1]

    yield give
    for one in made:
        if one.process.poll() is None:
            one.process.kill()
        one.end(signal.SIGTERM)


def is_free(port: int) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def left_over(root: Path) -> list[str]:
    """Return files that were being written."""
    return [path.name for path in root.rglob("*") if path.suffix in {".tmp", ".part"} or ".tmp-" in path.name]


def test_from_the_link_to_a_file_that_arrives_and_to_the_end(
    browser: Browser, root: Path, start: Callable[..., Serving]
) -> None:
    serving = start("--port", "0")
    link = serving.said(r"(http://127\.0\.0\.1:\d+/open/\S+)")
    port = int(re.findall(r":(\d+)/", link)[0])
    page = browser.new_context().new_page()
    page.set_default_timeout(SECONDS * 1000)
    page.goto(link)
    assert page.url == f"http://127.0.0.1:{port}/"
    assert page.locator(".map a.cell").count() == 75
    (root / "evidence_store" / "Rota of the summer.txt").write_text(
        "The rota of the summer.", encoding="utf-8"
    )
    until = time.monotonic() + 30
    while time.monotonic() < until:
        page.goto(f"http://127.0.0.1:{port}/evidence?q=rota")
        if page.get_by_text("Rota of the summer.txt").count():
            break
        page.wait_for_timeout(500)
    assert page.get_by_text("Rota of the summer.txt").count()

    second = start("--port", str(port))
    other = second.said(r"(http://127\.0\.0\.1:\d+/open/\S+)")
    assert f":{port}/" not in other
    second.said("followed by another program already")
    inside = browser.new_context().new_page()
    inside.goto(other)
    assert inside.locator(".map a.cell").count() == 75
    assert second.end(signal.SIGTERM) == 0
    page.reload()  # the first one serves on
    assert serving.end(signal.SIGINT) == 130
    serving.said("no longer served")
    said = "".join(serving.lines + second.lines)
    assert "Traceback" not in said, said[said.index("Traceback") :]
    assert is_free(port)
    assert left_over(root) == []
    assert _checks(root) == 0


def _checks(root: Path) -> int:
    """Return the exit code of `qms check`; notes on the sample itself are no failures."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), "-C", str(root), "doctor"],
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.returncode


def test_ending_amid_an_upload_leaves_no_half_file(
    browser: Browser, root: Path, start: Callable[..., Serving], tmp_path: Path
) -> None:
    serving = start("--port", "0", "--no-watch")
    page = browser.new_context().new_page()
    page.goto(serving.said(r"(http://127\.0\.0\.1:\d+/open/\S+)"))
    base = page.url
    big = tmp_path / "big.txt"
    big.write_bytes(b"words and more words\n" * 2_000_000)
    page.goto(f"{base}evidence/upload")
    page.locator("#f-files").set_input_files(str(big))
    page.locator("button[data-sending]").click(no_wait_after=True)
    time.sleep(0.3)
    assert serving.end(signal.SIGTERM) == 0
    arrived = root / "evidence_store" / "big.txt"
    assert not arrived.exists() or arrived.stat().st_size == big.stat().st_size
    assert left_over(root) == []
    again = start("--port", "0", "--no-watch")
    page.goto(again.said(r"(http://127\.0\.0\.1:\d+/open/\S+)"))
    assert page.locator(".map a.cell").count() == 75
    assert again.end(signal.SIGINT) == 130
