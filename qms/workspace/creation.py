"""Make a workspace: empty, or of a sample provider with its evidence and decisions."""

from __future__ import annotations

import getpass
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.locale.sentences import say
from qms.model.errors import QmsError, UsageProblem
from qms.resources import data_path
from qms.state.files import Unwritable, make_private, write_atomic
from qms.state.store import create_state
from qms.workspace import clock
from qms.workspace.exchange import import_workspace
from qms.workspace.workspace import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = {"en": "ireland", "nb": "norway", "lt": "lithuania"}
COUNTRIES = {"en": "IE", "nb": "NO", "lt": "LT"}
SPOKEN = {"NO": "nb", "LT": "lt"}


class AlreadyWorkspace(QmsError):
    """Refuse to make a workspace where one is."""

    code = "already_workspace"


class NotEmpty(QmsError):
    """Refuse to make a sample in a folder that holds something."""

    code = "not_empty"
    hint = "hint_other_folder"


class BadCountry(UsageProblem):
    """Refuse a country that is not a code of two letters."""

    code = "bad_country"


class DemoCountry(UsageProblem):
    """Refuse a country for a sample provider, which has its own."""

    code = "demo_country"
    hint = "hint_demo"


@dataclass(frozen=True, slots=True)
class Made:
    """Hold what was made."""

    root: Path
    language: str
    demo: bool


def init(root: Path, country: str | None, language: str | None, *, demo: bool) -> Made:
    """Make a workspace at `root`; raises AlreadyWorkspace, NotEmpty or Unwritable."""
    root = root.absolute()
    if (root / SETTINGS).exists() or (root / ".qms").exists():
        raise AlreadyWorkspace(path=root)
    chosen = language or SPOKEN.get((country or "").upper(), "en")
    if country is not None and not re.fullmatch(r"[A-Za-z]{2}", country):
        raise BadCountry(country=country)
    if demo and country is not None:
        raise DemoCountry
    if demo:
        return _demo(root, chosen)
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name in ("evidence_store", "documents", "templates", "catalogue"):
            (root / name).mkdir(exist_ok=True)
    except OSError as error:
        raise Unwritable(path=root, why=error.strerror) from error
    make_private(root / ".qms")
    create_state(root / ".qms" / "state" / "qms.db", clock.now).close()
    # The settings come last: a folder that has them is a whole workspace.
    text = settings_text((country or COUNTRIES[chosen]).upper(), chosen)
    write_atomic(root / SETTINGS, text.encode("utf-8"), mode=None)
    return Made(root, chosen, demo=False)


def _demo(root: Path, language: str) -> Made:
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise NotEmpty(path=root)
    name = SAMPLES[language]
    import_workspace(root, data_path("samples", name))
    try:
        shutil.copytree(data_path("evidence_store", name), root / "evidence_store", dirs_exist_ok=True)
    except OSError as error:
        raise Unwritable(path=root, why=str(error)) from error
    settings = root / SETTINGS
    text = settings.read_text(encoding="utf-8")
    # Whoever tries the sample acts as its quality coordinator without naming anybody.
    own = re.compile(r'(roles = \[[^\]]*"quality_coordinator"[^\]]*\]\nlogin = )""')
    write_atomic(settings, own.sub(rf'\1"{_login()}"', text, count=1).encode("utf-8"), mode=None)
    return Made(root, language, demo=True)


def _login() -> str:
    try:
        return re.sub(r"[^\w.@-]", "", getpass.getuser())
    except (OSError, KeyError):
        return ""


def settings_text(country: str, language: str) -> str:
    """Return a first `qms.toml`, commented in the language in use."""
    lines = [
        f"# {say('toml_head')}",
        "",
        'frameworks = ["equass-2018"]',
        f'languages = ["{language}"]',
        "",
        "[organisation]",
        f'name = "{say("toml_name")}"',
        f'country = "{country}"',
        'address = ""',
        'phone = ""',
        'email = ""',
        'website = ""',
        f"# {say('toml_user_word')}",
        'user_word = "service_user"',
        "",
        "[certification]",
        f"# {say('toml_dates')}",
        "# certified_on = 2024-05-14",
        "# audit_on = 2027-03-10",
        "",
        "[evidence]",
        f"# {say('toml_folder')}",
        'folder = "evidence_store"',
        "",
        f"# {say('toml_services')}",
        "[[services]]",
        'id = "day"',
        f'name = "{say("toml_service")}"',
        'kind = "day"',
        "",
        f"# {say('toml_people')}",
        "[[people]]",
        'id = "me"',
        f'name = "{say("toml_me")}"',
        'roles = ["quality_coordinator", "director"]',
        f'login = "{_login()}"',
        "",
        f"# {say('toml_answers')}",
        "[answers.common]",
        "",
    ]
    return "\n".join(lines)
