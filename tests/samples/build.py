"""Make the decisions of the sample providers by running their plans through the program, then export them.

Run as `python -m tests.samples.build [NAME ..]`; writes qms/samples/NAME. The evidence files themselves are written
by build_ireland.py, build_lithuania.py and build_norway.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SAMPLES = {"ireland": "en", "lithuania": "lt", "norway": "nb"}


class Builder:
    """Run the steps of one plan in a fresh workspace."""

    def __init__(self, name: str, root: Path) -> None:
        self.name, self.root, self.step, self.aparts = name, root, 0, 0
        self.environment = dict(os.environ) | {
            "QMS_CACHE_DIR": str(root.parent / "cache"),
            "QMS_SOFFICE": "",
            "QMS_TESSERACT": "",
            "QMS_LANG": SAMPLES[name],
        }
        self.plan: list[dict[str, Any]] = yaml.safe_load(
            (HERE / name / "plan.yaml").read_text(encoding="utf-8")
        )

    def qms(self, *words: str) -> None:
        self.step += 1
        self.call(f"{self.name} {self.step}", words)

    def call(self, seed: str, words: Sequence[str]) -> None:
        command = [sys.executable, str(HERE / "seeded.py"), seed, "-C", str(self.root), *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{self.name}: {' '.join(words)}\n{done.stdout}{done.stderr}")

    def build(self) -> None:
        self.environment["QMS_TODAY"] = "2025-01-02"
        self.qms("init", str(self.root))
        shutil.copy(HERE / self.name / "qms.toml", self.root / "qms.toml")
        shutil.copytree(HERE / self.name / "catalogue", self.root / "catalogue", dirs_exist_ok=True)
        for step in self.plan:
            for verb, value in step.items():
                getattr(self, f"do_{verb}")(value)
        self.qms("sync")

    def do_today(self, value: Any) -> None:
        self.environment["QMS_TODAY"] = str(value)

    def do_as(self, value: str) -> None:
        self.environment["QMS_PERSON"] = value

    def do_put(self, value: dict[str, str]) -> None:
        for target, source in value.items():
            path = self.root / "evidence_store" / target
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HERE / self.name / source, path)

    def do_put_all(self, _value: bool) -> None:
        later = {p for step in self.plan for p in step.get("put_final", [])}
        put = {p for step in self.plan for p in step.get("put", {})}
        source = ROOT / "evidence_store" / self.name
        for path in sorted(p for p in source.rglob("*") if p.is_file()):
            relative = path.relative_to(source)
            target = self.root / "evidence_store" / relative
            if str(relative) in later or (str(relative) in put and "put_final" in str(self.plan)):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)

    def do_put_final(self, value: list[str]) -> None:
        for relative in value:
            target = self.root / "evidence_store" / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "evidence_store" / self.name / relative, target)

    def do_remove(self, value: str | list[str]) -> None:
        for relative in [value] if isinstance(value, str) else value:
            (self.root / "evidence_store" / relative).unlink()

    def do_sync(self, _value: bool) -> None:
        self.qms("sync")

    def do_run(self, words: list[str]) -> None:
        self.qms(*(str(w) for w in words))

    def do_apart(self, words: list[str]) -> None:
        """Run a step that was put between others later: with a count of its own, the ids of the others stay."""
        self.aparts += 1
        self.call(f"{self.name} apart {self.aparts}", [str(w) for w in words])

    def export(self) -> None:
        target = ROOT / "qms" / "samples" / self.name
        shutil.rmtree(target, ignore_errors=True)
        self.qms("export", str(target))


def main(names: list[str]) -> None:
    for name in names or list(SAMPLES):
        with tempfile.TemporaryDirectory() as folder:
            builder = Builder(name, Path(folder) / "w")
            builder.build()
            builder.export()
            print(f"{name}: done")


if __name__ == "__main__":
    main(sys.argv[1:])
