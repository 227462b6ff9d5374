"""Give a sample workspace in step, a client signed in as any of its people, and a server for a real browser."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import FileSystemBytecodeCache

from indexer.lock import hold
from qms.workspace.workspace import Workspace
from tests.cli.conftest import Qms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from qms.web.serving import Server


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "web"


@pytest.fixture(scope="session")
def samples(shared: Path) -> Callable[[str], Path]:
    """Make the sample provider of a language once for all workers of a run, in step with its evidence.

    Whoever asks first makes it, the others wait; never write into it.
    """

    def give(language: str) -> Path:
        root, done = shared / language / "provider", shared / language / "done"
        if not done.exists():
            with hold(shared / f"{language}.lock", wait=120):
                if not done.exists():
                    root.parent.mkdir()
                    with _settings(QMS_CACHE_DIR=str(_cache_of(root)), QMS_TESSERACT="", QMS_SOFFICE=""):
                        Qms(root.parent).run("init", root, "--demo", "--lang", language)
                        Qms(root).run("sync")
                    done.touch()
        return root

    return give


def _cache_of(sample: Path) -> Path:
    return sample.parent / "cache"


def _copy(sample: Path, root: Path) -> None:
    """Copy a sample with its index: the index lies elsewhere, and would be made anew in every test that searches."""
    shutil.copytree(sample, root, symlinks=True)
    with _settings(QMS_CACHE_DIR=str(_cache_of(sample))):
        index = Workspace(sample).index_folder
    shutil.copytree(index, Workspace(root).index_folder)


OTHERS = ("QMS_PERSON", "QMS_TODAY", "QMS_LANG", "QMS_LOCK_WAIT", "COLUMNS")
"""What fixtures of other tests leave in the environment for a whole session."""


@contextmanager
def _settings(**names: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in OTHERS:
            patch.delenv(name, raising=False)
        for name, value in names.items():
            patch.setenv(name, value)
        yield


@dataclass
class Site:
    """Hold a workspace of one test with the application that serves it."""

    root: Path
    server: Server
    app: Any

    @property
    def qms(self) -> Qms:
        """Return the commands on the same workspace."""
        return Qms(self.root)

    def person(self, role: str) -> str:
        """Return the first person of the sample with a role."""
        people = Workspace(self.root).settings.people
        return next(p.id for p in people if role in p.roles)

    def client(self, role: str = "quality_coordinator", language: str = "") -> Browser:
        """Return a client signed in as the first person with a role."""
        return self.client_of(self.person(role), language)

    def client_of(self, person: str, language: str = "") -> Browser:
        """Return a client signed in as a person."""
        client = self.app.test_client()
        client.get("/open/" + self.server.links.make(person))
        browser = Browser(client)
        if language:
            browser.post("/language", {"language": language})
        return browser


class Browser:
    """Call pages as a browser without scripts does: forms carry the token of the page that they stand on."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self._token = ""

    def get(self, address: str, code: int | None = 200, **more: Any) -> str:
        """Return a page and expect a status (None: any)."""
        return self.raw("GET", address, code, **more).get_data(as_text=True)

    def post(self, address: str, data: Any = None, code: int | None = None, *, follow: bool = True) -> str:
        """Send a form with the token of this session and return the page that it leads to."""
        answer = self.raw("POST", address, code, data=self.with_token(data), follow_redirects=follow)
        return answer.get_data(as_text=True)

    def raw(self, method: str, address: str, code: int | None = 200, **more: Any) -> TestResponse:
        """Return the whole response."""
        answer = self.client.open(address, method=method, **more)
        assert code is None or answer.status_code == code, (address, answer.status_code, answer.data[-600:])
        return answer

    def with_token(self, data: Any) -> dict[str, Any]:
        """Return the fields of a form with the token of the session."""
        if not self._token:
            self._token = _Token.of(self.client.get("/login").get_data(as_text=True))
        return {"csrf_token": self._token, **(data or {})}


class _Token(HTMLParser):
    found = ""

    @classmethod
    def of(cls, page: str) -> str:
        parser = cls()
        parser.feed(page)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "input" and named.get("name") == "csrf_token":
            self.found = named.get("value") or ""


@pytest.fixture
def site(
    samples: Callable[[str], Path], shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Site]]:
    """Make a copy of a sample that the test may change, with its application."""
    for name in OTHERS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QMS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("QMS_TESSERACT", "")
    monkeypatch.setenv("QMS_SOFFICE", "")

    made: list[Site] = []

    def give(language: str = "en") -> Site:
        root = tmp_path / "provider"
        _copy(samples(language), root)
        made.append(site_of(root))
        # Pages are compiled once a run, not once for each of the applications.
        (shared / "pages").mkdir(exist_ok=True)
        made[-1].app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(shared / "pages"))
        return made[-1]

    yield give
    for one in made:
        one.server.index.close()


def site_of(root: Path, **options: Any) -> Site:
    """Return the application of a workspace."""
    from qms.web.app import create_app
    from qms.web.serving import Options, Server

    server = Server(Options(root, **options))
    app = create_app(server)
    return Site(root, server, app)


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a site on a free port of this machine and yield its address; for a real browser."""
    from waitress.server import create_server

    from qms.web.running import answer, open_port

    listening, done = open_port("127.0.0.1", 0), threading.Event()
    channels: dict[int, Any] = {}
    running = create_server(site.app, map=channels, sockets=[listening], threads=4)
    thread = threading.Thread(target=answer, args=(running, channels, done), daemon=True)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    thread.start()
    try:
        yield address
    finally:
        done.set()
        thread.join(10)
