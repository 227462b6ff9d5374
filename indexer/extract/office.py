"""Have LibreOffice turn a file into one that a reader takes, in the converter worker, or print it as a PDF."""

from __future__ import annotations

import os
import subprocess
import tempfile
from html import escape
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from indexer.extract.model import ReadProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS: Mapping[object, str] = {"docx": "doc", "pptx": "ppt"}
"""What LibreOffice can make, and the name of the format that it is made of."""
SECONDS = 120.0
MOST = 128 << 20  # bytes of what it makes
_PARTS = {"docx": "writer.xcd", "pptx": "impress.xcd"}
_SUFFIXES = (".doc", ".dot", ".ppt", ".pps", ".pot", ".wps", ".rtf")
_NOWHERE = "127.0.0.1"  # where nothing listens at the port below
_PORT = "9"
# No macros, no links that fetch or update, no question, and whatever asks for the network finds a deaf proxy.
_SETTINGS: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        "Office.Common/Security/Scripting",
        {
            "MacroSecurityLevel": "3",
            "DisableMacrosExecution": "true",
            "BlockUntrustedRefererLinks": "true",
            "DisableActiveContent": "true",
            "DisableOLEAutomation": "true",
        },
    ),
    ("Office.Common/Misc", {"FirstRun": "false", "CrashReport": "false"}),
    ("Office.Common/Save/Document", {"WarnAlienFormat": "false"}),
    ("Office.Writer/Content/Update", {"Link": "0", "Field": "false", "Chart": "false"}),
    ("Office.Calc/Content/Update", {"Link": "2"}),
    ("Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments", {"AutoCheckEnabled": "false"}),
    (
        "Inet/Settings",
        {
            "ooInetProxyType": "1",
            "ooInetNoProxy": "",
            "ooInetHTTPProxyName": _NOWHERE,
            "ooInetHTTPProxyPort": _PORT,
            "ooInetHTTPSProxyName": _NOWHERE,
            "ooInetHTTPSProxyPort": _PORT,
        },
    ),
)  # fmt: skip


def convert(data: bytes | bytearray, name: str, target: str, office: str, folder: Path) -> bytes:
    """Return a file as `target` ("docx" or "pptx").

    Raises ReadProblem: damaged when LibreOffice cannot read it, unsupported where its part for such files is missing.
    `folder` is a private one that holds the profile between calls. Whoever waits for the answer sees to it that it
    does not take for ever.
    """
    if not _knows(Path(office), target):
        raise ReadProblem("unsupported")
    profile = folder / "profile"
    if not profile.exists():
        _set_up(profile)
    suffix = PurePath(name).suffix.lower()
    source = folder / f"in{suffix if suffix in _SUFFIXES else '.doc'}"
    made = folder / "out" / f"in.{target}"
    try:
        source.write_bytes(data)
        _run([office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
              "--convert-to", target, "--outdir", str(made.parent), str(source)], folder)  # fmt: skip
        if made.stat().st_size > MOST:
            raise ReadProblem("too_large")
        return made.read_bytes()
    except OSError as error:
        raise ReadProblem("damaged") from error
    finally:
        source.unlink(missing_ok=True)
        made.unlink(missing_ok=True)


def print_pdf(data: bytes, name: str, office: str, seconds: float = SECONDS) -> bytes | None:
    """Return a file of Word, a spreadsheet, slides or the like as a PDF, None when LibreOffice makes none in time.

    What the file holds is not run and fetches nothing, as with `convert`.
    """
    with tempfile.TemporaryDirectory(prefix="qms-") as place:
        folder = Path(place)
        _set_up(folder / "profile")
        suffix = PurePath(name).suffix.lower()
        source = folder / f"in{suffix if suffix[1:].isalnum() and suffix.isascii() else '.docx'}"
        made = folder / "out" / "in.pdf"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf"]
        try:
            _run([*command, "--outdir", str(made.parent), str(source)], folder, seconds)
            return made.read_bytes() if made.stat().st_size <= MOST else None
        except (OSError, subprocess.TimeoutExpired):
            return None


def _knows(office: Path, target: str) -> bool:
    """Tell whether the part of LibreOffice is installed that reads such files; yes where that cannot be told."""
    registry = office.resolve().parent.parent / "share" / "registry"
    return not (registry / "main.xcd").exists() or (registry / _PARTS[target]).exists()


def _run(command: list[str], folder: Path, seconds: float | None = None) -> None:
    proxy = f"http://{_NOWHERE}:{_PORT}"
    env = {
        **os.environ,
        **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"), proxy),
        "TMPDIR": str(folder),
        "HOME": str(folder),
        "SAL_USE_VCLPLUGIN": "svp",
    }
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH", "no_proxy", "NO_PROXY"):
        env.pop(name, None)
    nowhere = subprocess.DEVNULL
    subprocess.run(
        command,
        check=False,
        env=env,
        cwd=folder,
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        timeout=seconds,
    )


def _set_up(profile: Path) -> None:
    """Write a profile in which nothing that a file holds is run, fetched or brought up to date."""
    items = [
        f'<item oor:path="/org.openoffice.{escape(path)}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, values in _SETTINGS
        for name, value in values.items()
    ]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    )
    user = profile / "user"
    user.mkdir(parents=True)
    lines = "\n".join(items)
    (user / "registrymodifications.xcu").write_text(f"{text}{lines}\n</oor:items>\n", "utf-8")
