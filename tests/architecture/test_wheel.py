"""Prove that the wheel holds all that the program reads, by running it far from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.modules import CHECKOUT

pytestmark = pytest.mark.slow

PARTS = ("cli.py", "qms", "indexer", "templates", "evidence_store", "pyproject.toml", "hatch_build.py")
FILES = ("README.md", "LICENSE", "CHANGELOG.md", ".gitignore", ".gitattributes")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, so that nothing is left in the checkout."""
    folder = tmp_path_factory.mktemp("build")
    source = folder / "source"
    source.mkdir()
    for name in (*PARTS, *FILES):
        place = CHECKOUT / name
        if place.is_dir():
            shutil.copytree(place, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy(place, source / name)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(folder / "dist"),
            str(source),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = (folder / "dist").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a folder of its own."""
    target = tmp_path_factory.mktemp("installed") / "site"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"),
            *("--disable-pip-version-check", "--target", str(target), str(wheel)),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return target


class Elsewhere:
    """Run the installed program in a folder that knows nothing of the checkout."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.site = site
        self.folder = folder

    def __call__(self, *arguments: str, lang: str = "en") -> str:
        # Only the packages of others come from the environment: the checkout is taken off the path.
        start = (
            "import sys; sys.path[:] = [p for p in sys.path if p != sys.argv[1]]; "
            "sys.meta_path[:] = [f for f in sys.meta_path if 'editable' not in repr(f).lower()]; "
            "sys.path.insert(0, sys.argv[2]); del sys.argv[1:3]; "
            "import cli, qms, indexer; "
            "[sys.exit(m.__file__) for m in (cli, qms, indexer) if not m.__file__.startswith(sys.path[0])]; "
            "cli.main()"
        )
        own = {k: v for k, v in os.environ.items() if not k.startswith(("QMS_", "PYTHON"))}
        own |= {"QMS_CACHE_DIR": str(self.folder / "cache"), "PYTHONPATH": str(self.site)}
        done = subprocess.run(
            [sys.executable, "-c", start, str(CHECKOUT), str(self.site), "--lang", lang, *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=own,
        )
        assert done.returncode == 0, (arguments, done.stdout[-800:], done.stderr[-3000:])
        assert str(CHECKOUT) not in done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def qms(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    return Elsewhere(installed, tmp_path_factory.mktemp("elsewhere"))


def test_the_wheel_holds_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "cli.py",
        "qms/catalogue/frameworks/equass-2018/framework.yaml",
        "qms/catalogue/frameworks/equass-2018/lt.yaml",
        "qms/_data/templates/policies/quality-policy/document.yaml",
        "qms/_data/templates/charters/service-user-charter/lt.md",
        "qms/locale/nb/LC_MESSAGES/qms.mo",
        "qms/locale/lt/LC_MESSAGES/qms.mo",
        "qms/state/migrations/versions/v0001_first_schema.py",
    ):
        assert wanted in names, wanted
    assert any(n.startswith("qms/_data/evidence_store/ireland/") for n in names)
    assert any(n.startswith("qms/_data/evidence_store/norway/") for n in names)
    assert not any(n.startswith(("tests/", "docs/")) or n.endswith(".pyc") for n in names)


def test_every_packaged_file_of_the_checkout_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    # What git leaves out stays out; hidden files of editors are not data.
    for kind, inside in (
        ("templates", "qms/_data/templates"),
        ("evidence_store", "qms/_data/evidence_store"),
    ):
        for path in (CHECKOUT / kind).rglob("*"):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(CHECKOUT).parts):
                assert f"{inside}/{path.relative_to(CHECKOUT / kind).as_posix()}" in names
    for folder in ("qms/samples", "qms/catalogue/frameworks"):
        for path in (CHECKOUT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(CHECKOUT).as_posix() in names


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_main_job_outside_the_checkout(qms: Elsewhere, language: str) -> None:
    root = str(qms.folder / f"demo-{language}")
    qms("init", root, "--demo", lang=language)
    qms("-C", root, "sync", lang=language)
    found = json.loads(qms("-C", root, "coverage", "--json", lang=language))
    assert len(found["indicators"]) == 75
    assert found["summary"]["covered"] > 0
    listed = json.loads(qms("-C", root, "template", "list", "--json", lang=language))["templates"]
    assert {t["slug"] for t in listed} >= {"quality-policy", "service-user-charter", "complaints-procedure"}
    qms("-C", root, "document", "generate", "quality-policy", lang=language)
    assert list(Path(root, "documents").rglob("*.docx"))
    word = "complaint" if language == "en" else "klage"
    assert json.loads(qms("-C", root, "search", word, "--json", lang=language))["hits"]


def test_without_a_workspace_the_standard_and_the_templates_are_found(qms: Elsewhere) -> None:
    shown = json.loads(qms("framework", "show", "--json", lang="lt"))
    assert len(shown["indicators"]) == 75
    qms("framework", "check")
    qms("template", "lint")
    assert qms("--version").startswith("qms")


def test_the_languages_are_found(qms: Elsewhere) -> None:
    texts = {qms("--help", lang=language) for language in ("en", "nb", "lt")}
    assert len(texts) == 3
