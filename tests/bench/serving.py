"""Measure the pages on loopback: how many a second at 3,000 files, and how long the slowest takes."""

from __future__ import annotations

import http.client
import os
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.bench.ground import ROOT, Ground, Row, memory_of_tree, percentile
from tests.bench.mapping import fill_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILES, LINKS = 3_000, 6_000
_ROUNDS, _AT_ONCE, _SECONDS = 15, 4, 12.0
_SLOWEST = 1.0
_LINK = re.compile(r"http://[^\s]+/open/[\w-]+")
_FILE = re.compile(r'href="(/evidence/[\w-]+)[?"]')
PLAIN = """
import socket, sys
from waitress.server import create_server
body = b"x" * 30000
def page(environ, start):
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(64)
print(s.getsockname()[1], flush=True)
create_server(page, sockets=[s], threads=8).run()
"""
"""A server of the same kind that only hands out 30 kB, as the plain reference."""


def pages(ground: Ground) -> Iterator[Row]:
    """Yield pages a second over a mix, the slowest page, and the memory of the server."""
    workspace = ground.workspace(FILES, "pages")
    _prepare(workspace, ground)
    with _serving(workspace, ground) as server:
        addresses = _addresses(server)
        times = {address: [_timed(server, address) for _ in range(_ROUNDS)] for address in addresses}
        rate = _rate(server, addresses)
        memory = memory_of_tree(server.pid)
    with _plain() as plain:
        reference = _rate(plain, ["/"])
    medians = {address: statistics.median(found) for address, found in times.items()}
    slowest = max(medians, key=lambda address: medians[address])
    every = [one for found in times.values() for one in found]
    told = (
        f"{len(addresses)} pages, {_AT_ONCE} readers at once; a server that only hands "
        f"out 30 kB gives {reference:.0f}; {memory:.0f} MB"
    )
    yield Row(
        0,
        f"pages at {FILES:,} files and {LINKS:,} links, on loopback",
        "",
        f"{rate:.0f} a second",
        True,
        told,
    )
    named = re.sub(r"/evidence/e[\w-]+", "/evidence/…", slowest)
    told = f"`{named}`, median of {_ROUNDS}; 95 % of all within {1000 * percentile(every, 0.95):.0f} ms"
    measured = f"{1000 * medians[slowest]:.0f} ms"
    met = medians[slowest] <= _SLOWEST
    yield Row(0, "the slowest page, asked alone", f"at most {1000 * _SLOWEST:.0f} ms", measured, met, told)
    for address, median in sorted(medians.items(), key=lambda pair: -pair[1]):
        sys.stdout.write(f"    {1000 * median:7.1f} ms  {address}\n")


def _prepare(workspace: Path, ground: Ground) -> None:
    from qms.workspace.workspace import Workspace
    from tests.bench.ground import qms

    with (workspace / "qms.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[people]]\nid = "bench"\nname = "Bench"\nroles = ["quality_coordinator"]\n')
    qms("-C", str(workspace), "sync", env=ground.env)
    fill_links(Workspace(workspace), LINKS)


@dataclass
class Reached:
    """Hold a running server: where it listens and what a reader sends along."""

    port: int
    pid: int
    cookie: str = ""


@contextmanager
def _serving(workspace: Path, ground: Ground) -> Iterator[Reached]:
    """Serve the workspace as people do, signed in by the link of the start."""
    command = [sys.executable, str(ROOT / "cli.py"), "-C", str(workspace), "--as", "bench", "serve"]
    process = subprocess.Popen(
        [*command, "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        env={**os.environ, **ground.env, "QMS_LANG": "en"},
        text=True,
    )
    try:
        assert process.stdout is not None
        link = next(found[0] for line in process.stdout if (found := _LINK.search(line)))
        port = urlsplit(link).port
        assert port is not None
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", urlsplit(link).path)
        answer = connection.getresponse()
        cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        connection.close()
        yield Reached(port, process.pid, cookie)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@contextmanager
def _plain() -> Iterator[Reached]:
    process = subprocess.Popen([sys.executable, "-c", PLAIN], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield Reached(int(process.stdout.readline()), process.pid)
    finally:
        process.kill()
        process.wait()


def _addresses(server: Reached) -> list[str]:
    listed = _get(server, "/evidence")
    files = list(dict.fromkeys(_FILE.findall(listed)))
    files = [file for file in files if file not in {"/evidence/upload", "/evidence/new"}]
    fixed = [
        "/", "/gaps", "/indicators/26", "/indicators/1", "/evidence", "/evidence?page=40", "/search",
        "/search?q=complaint",         "/search?q=users+council", "/documents",
        "/documents/complaints-procedure", "/registers", "/assessment",
        "/improvement", "/audits", "/calendar", "/packs", "/trail", "/settings", "/me",
    ]  # fmt: skip
    return [*fixed, *files[:2]]


def _get(server: Reached, address: str, connection: http.client.HTTPConnection | None = None) -> str:
    own = connection or http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    own.request("GET", address, headers={"Cookie": server.cookie})
    answer = own.getresponse()
    body = answer.read().decode("utf-8", "replace")
    assert answer.status == 200, (address, answer.status)
    if connection is None:
        own.close()
    return body


def _timed(server: Reached, address: str) -> float:
    start = time.perf_counter()
    _get(server, address)
    return time.perf_counter() - start


def _rate(server: Reached, addresses: list[str]) -> float:
    """Return the pages a second that several readers get at once."""
    counts = [0] * _AT_ONCE
    end = time.monotonic() + _SECONDS

    def read(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        at = number * 5
        while time.monotonic() < end:
            _get(server, addresses[at % len(addresses)], connection)
            counts[number] += 1
            at += 1
        connection.close()

    _all_at_once(read)
    return sum(counts) / _SECONDS


def _all_at_once(work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(_AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
