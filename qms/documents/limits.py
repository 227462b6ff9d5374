"""Let a process of its own, with limits, do what a template that we did not ship could make go wrong.

The request goes there as a pickle; what comes back is JSON and raw bytes, never a pickle: a hostile template may have
taken the process over. Where the system knows no limits of memory and work, the time still holds.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from qms.documents.engine import Choice
from qms.documents.findings import TemplateTooHeavy
from qms.resources import data_path

MEMORY = 1 << 30  # bytes of address space
CPU_SECONDS = 20
WALL_SECONDS = 60
ANSWER = 64 << 20  # bytes
_COMMAND = ("-P", "-m", "qms.documents.worker")
_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE")


def is_ours(path: Path) -> bool:
    """Tell whether a file or folder belongs to the templates that we ship."""
    return path.resolve().is_relative_to(data_path("templates").resolve())


def ask(task: str, file: Path, *request: Any) -> tuple[dict[str, Any], bytes]:
    """Return the answer of the limited process to a task on `file`; raises TemplateTooHeavy when it gives none."""
    process = subprocess.Popen(
        [sys.executable, *_COMMAND, str(MEMORY), str(CPU_SECONDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    timer = threading.Timer(WALL_SECONDS, process.kill)
    timer.daemon = True
    timer.start()
    try:
        data = _talk(process, _pickled((task, file, request)))
    finally:
        timer.cancel()
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", stream).close()
        process.wait()
    head, body = _parted(data)
    if head is None or head.get("heavy"):
        raise TemplateTooHeavy(file=file)
    return head, body


def _talk(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    # The process reads all of the request before it answers, so neither side waits for the other.
    with suppress(OSError):
        cast("IO[bytes]", process.stdin).write(request)
        cast("IO[bytes]", process.stdin).close()
    return cast("IO[bytes]", process.stdout).read(ANSWER + 1)


def _parted(data: bytes) -> tuple[dict[str, Any] | None, bytes]:
    """Part an answer into its line of JSON and its bytes; None where it is cut off, too long or no answer."""
    line, found, body = data.partition(b"\n")
    try:
        head = json.loads(line) if found and len(data) <= ANSWER else None
    except (ValueError, RecursionError):
        return None, b""
    if not isinstance(head, dict) or head.get("size") != len(body):
        return None, b""
    return head, body


class _Pickler(pickle.Pickler):
    """Pickle values; a choice is made anew with its label."""

    def reducer_override(self, obj: Any) -> Any:
        """Take a choice apart into token and label."""
        if not isinstance(obj, Choice):
            return NotImplemented
        return Choice, (str(obj), obj.label)  # type: ignore[attr-defined]


def _pickled(request: Any) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream).dump(request)
    return stream.getvalue()


def _environment() -> dict[str, str]:
    """Return an environment without anybody's secrets in which our packages are found."""
    here = Path(__file__).resolve().parents[2]
    paths = [str(here), *(str(Path(entry).resolve()) for entry in sys.path if Path(entry or ".").exists())]
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
        "PYTHONWARNINGS": "ignore",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }
