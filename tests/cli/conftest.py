"""Run the program from outside: in this process where that is enough, in its own where it must be."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.warm import ACTIVE, warm_readers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PROGRAM = Path(__file__).resolve().parents[2] / "cli.py"
TOML = """\
frameworks = ["equass-2018"]
languages = ["en"]

[organisation]
name = "Brookfield"
country = "IE"

[[services]]
id = "day"
name = "Day Service"
kind = "day"

[[services]]
id = "work"
name = "Work Service"
kind = "work_inclusion"

[[people]]
id = "ada"
name = "Ada Byrne"
roles = ["quality_coordinator"]

[[people]]
id = "dora"
name = "Dora Quinn"
roles = ["director"]
"""
ANSWERS = """
[answers.common]
director = "Dora Quinn"
director_title = "Director"
quality_coordinator = "Ada Byrne"
complaints_contact = "Ada Byrne"
complaints_phone = "020 1234"
complaint_culture = "We listen before we answer."
local_support = "The key worker helps to write it down."
solved_at_once = "Small things are put right on the spot and written down."
changed_by_complaint = "After two complaints the bus now waits ten minutes."
"""


@dataclass(frozen=True)
class Result:
    """Hold what a run left: exit code and both streams."""

    code: int
    out: str
    err: str


class Qms:
    """Run commands in one workspace."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def store(self) -> Path:
        """Return the evidence folder."""
        return self.root / "evidence_store"

    def run(self, *words: str | Path, code: int | None = 0) -> Result:
        """Run a command in this process and expect an exit code (None: any)."""
        import cli

        out, err = io.StringIO(), io.StringIO()
        arguments = ["-C", str(self.root), *(str(w) for w in words)]
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as left,
        ):
            cli.main(arguments)
        result = Result(int(left.value.code or 0), out.getvalue(), err.getvalue())
        assert "Traceback" not in result.out + result.err
        assert code is None or result.code == code, (words, result)
        return result

    def json(self, *words: str | Path, code: int | None = 0) -> Any:
        """Run a command with --json and return what it printed."""
        return json.loads(self.run(*words, "--json", code=code).out)

    def start(
        self, *words: str | Path | bytes, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        plain = [w if isinstance(w, bytes) else str(w) for w in words]
        return subprocess.Popen(
            [sys.executable, str(PROGRAM), "-C", str(self.root), *plain],
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def spawn(self, *words: str | Path | bytes, env: Mapping[str, str] | None = None) -> Result:
        """Run a command in a process of its own and return what it left."""
        with self.start(*words, env=env) as process:
            out, err = process.communicate(timeout=60)
        return Result(process.returncode, out, err)

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file into the evidence folder."""
        path = self.store / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def sync(self, *words: str, code: int = 0) -> dict[str, int]:
        """Run a pass and return the counts of the contract."""
        counts: dict[str, int] = self.json("sync", *words, code=code)
        return {name: counts[name] for name in ("added", "changed", "moved", "missing", "unreadable")}

    def register(self) -> dict[str, dict[str, Any]]:
        """Return the register by path."""
        return {row["path"]: row for row in self.json("evidence", "list")["evidence"]}

    def indicator(self, ref: str) -> dict[str, Any]:
        """Return one indicator of the map."""
        found: dict[str, Any] = self.json("indicator", "show", ref)
        return found

    def trail(self) -> list[str]:
        """Return all actions, oldest first."""
        return [e["action"] for e in reversed(self.json("log", "--limit", "100000")["log"])]

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask (or damage) the database behind the program's back."""
        with contextlib.closing(sqlite3.connect(self.root / ".qms" / "state" / "qms.db")) as conn, conn:
            return list(conn.execute(query, values))

    def configure(self, extra: str = "", *, toml: str = TOML) -> None:
        """Write qms.toml."""
        (self.root / "qms.toml").write_text(toml + extra, encoding="utf-8")

    @property
    def index(self) -> Path:
        """Return the folder of the search index."""
        from qms.workspace.workspace import Workspace

        return Workspace(self.root).index_folder / "index"


def calm(patch: pytest.MonkeyPatch, cache: Path) -> None:
    """Make a run independent of the machine, the day and whoever runs it."""
    for name, value in {
        "QMS_CACHE_DIR": str(cache),
        "QMS_SOFFICE": "",
        "QMS_TESSERACT": "",
        "QMS_TODAY": "2026-06-01",
        "QMS_LANG": "en",
        "QMS_PERSON": "ada",
        "QMS_LOCK_WAIT": "1",
        "PYTHONUTF8": "1",
    }.items():
        patch.setenv(name, value)
    patch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def user_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the user's cache folder; workspaces differ in their place, so all may share it."""
    return tmp_path_factory.mktemp("user-cache")


@pytest.fixture(scope="session", autouse=True)
def _warm() -> Iterator[None]:
    yield from warm_readers()


@pytest.fixture(autouse=True)
def _warm_here(_warm: None) -> Iterator[None]:
    ACTIVE.append(True)
    yield
    ACTIVE.pop()


@pytest.fixture(autouse=True)
def _calm(monkeypatch: pytest.MonkeyPatch, user_cache: Path) -> None:
    calm(monkeypatch, user_cache)


@pytest.fixture(scope="session")
def make_qms(tmp_path_factory: pytest.TempPathFactory, user_cache: Path) -> Iterator[Callable[[], Qms]]:
    """Return a maker of workspaces that many tests may read."""

    def make() -> Qms:
        made = Qms(tmp_path_factory.mktemp("shared") / "w")
        Qms(made.root.parent).run("init", made.root)
        made.configure()
        return made

    with pytest.MonkeyPatch.context() as patch:
        calm(patch, user_cache)
        yield make


@pytest.fixture
def outside(tmp_path: Path) -> Qms:
    """Return a runner for a folder that is no workspace."""
    return Qms(tmp_path)


@pytest.fixture
def qms(tmp_path: Path) -> Qms:
    """Return a runner for a new workspace with two services and two people."""
    made = Qms(tmp_path / "w")
    Qms(tmp_path).run("init", tmp_path / "w")
    made.configure()
    return made


@pytest.fixture(scope="session")
def docx_bytes() -> Callable[..., bytes]:
    """Return a maker of Word files from (style, text) pairs."""

    def make(*paragraphs: tuple[str, str] | str) -> bytes:
        import docx

        made = docx.Document()
        for item in paragraphs:
            style, text = ("Normal", item) if isinstance(item, str) else item
            made.add_paragraph(text, style=style)
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def pdf_bytes() -> Callable[..., bytes]:
    """Return a maker of PDF files, one text a page; no text makes a blank page."""

    def make(*pages: str, encrypt: str | None = None, mark: str = "") -> bytes:
        from reportlab.lib.pdfencrypt import StandardEncryption
        from reportlab.pdfgen import canvas

        out = io.BytesIO()
        protection = StandardEncryption(encrypt, ownerPassword="owner", strength=128) if encrypt else None
        drawn = canvas.Canvas(out, encrypt=protection, invariant=1)
        drawn.setSubject(mark)
        for text in pages:
            for number, line in enumerate(text.split("\n")):
                drawn.drawString(60, 780 - 14 * number, line)
            drawn.showPage()
        drawn.save()
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def xlsx_bytes() -> Callable[..., bytes]:
    """Return a maker of spreadsheets with one sheet `Log`."""

    def make(*rows: tuple[object, ...]) -> bytes:
        import xlsxwriter

        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Log")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def eml_bytes() -> Callable[..., bytes]:
    """Return a maker of e-mails with attachments given as (name, bytes)."""

    def make(
        *attachments: tuple[str, bytes], subject: str = "Your question", body: str = "See below."
    ) -> bytes:
        message = EmailMessage()
        message["Subject"] = subject
        message["From"] = "Ada <ada@example.org>"
        message["To"] = "post@example.org"
        message["Date"] = "Wed, 12 Mar 2025 10:00:00 +0100"
        message.set_content(body)
        for name, data in attachments:
            message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        message.set_boundary("fixed-boundary")
        return message.as_bytes()

    return make
