"""Compare the documentation with the program: nothing may be missing, and nothing may have drifted."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from cli import main, root
from qms.locale.sentences import SENTENCES
from qms.workspace.schema import LISTS, TABLES, TOP
from tests.docs.update_help import PAGE, ROOT, blocks, commands, real_help

DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
VARIABLE = re.compile(r"[\"'](QMS_[A-Z_]+)[\"']")
# The codes that modules of the template room give to findings, wherever they write them down.
LINT_CODE = re.compile(
    r"(?:_report|Problem|NameProblem|_finding)\(\s*\"([a-z_]+)\""
    r"|_finding\(path, \w+, \"([a-z_]+)\""
    r"|Severity\.ERROR,\s*\"([a-z_]+)\""
)
# Design section 6: fields that scripts may rely on.
CONTRACT: dict[str, str] = {
    "framework show": "framework principles ref title criteria principle scales indicators criterion asked needs "
    "rhythm fresh_months examples document_required document_kind",
    "sync": "added changed moved missing unreadable",
    "search": "query total hits id path title unit number label page snippet score indicators evidence_date",
    "suggest": "suggestions path indicator score page label quote because",
    "coverage": "framework as_of summary indicators ref criterion principle title state on_audit_day lens reason "
    "reason_code next_action action_code needs kinds service year document_required evidence id path page label "
    "evidence_date date_assumed valid_until services",
    "gaps": "as_of gaps ref title state reason reason_code next_action action_code owner due",
    "evidence list": "evidence id root path sha256 size kinds title language units status evidence_date valid_until "
    "indicators problem",
    "document list": "documents id slug instance title language version status path owner approved_by approved_on "
    "review_due serves",
    "template list": "templates slug kind titles required_for supports languages origin",
}
# What is run for the fields that the program gives today; a name behind "/" is a further call of the same section.
# {finding}, {action}, {file} and {out} stand for what the fixture made.
RUNS: dict[str, tuple[str, ...]] = {
    "framework show": ("framework", "show"),
    "framework list": ("framework", "list"),
    "framework check": ("framework", "check"),
    "framework import": ("framework", "import", "{out}/wording.csv", "--dry-run"),
    "framework carry": ("framework", "carry", "docs"),
    "sync": ("sync",),
    "search": ("search", "complaint", "--limit", "2"),
    "coverage": ("coverage",),
    "gaps": ("gaps",),
    "gaps/leverage": ("gaps", "--leverage"),
    "suggest": ("suggest", "--indicator", "26"),
    "suggest/file": ("suggest", "{file}"),
    "reject": ("reject", "--list"),
    "rule list": ("rule", "list"),
    "indicator show": ("indicator", "show", "27"),
    "assess round list": ("assess", "round", "list"),
    "assess show": ("assess", "show"),
    "assess show/scale": ("assess", "show", "17"),
    "assess compare": ("assess", "compare", "Docs 1", "Docs 2"),
    "evidence list": ("evidence", "list"),
    "evidence show": ("evidence", "show", "complaints-log-2025.xlsx"),
    "evidence missing": ("evidence", "missing"),
    "evidence duplicates": ("evidence", "duplicates"),
    "review": ("review",),
    "review/file": ("review", "Staff survey - what we do about it.docx"),
    "template list": ("template", "list"),
    "template lint": ("template", "lint", str(ROOT / "templates" / "policies" / "complaints-procedure")),
    "document list": ("document", "list"),
    "document generate": ("document", "generate", "--all"),
    "document show": ("document", "show", "complaints-procedure"),
    "document compare": ("document", "compare", "complaints-procedure:1", "quality-policy:1"),
    "document read": ("document", "read", "complaints-procedure"),
    "register list": ("register", "list"),
    "register check": ("register", "check"),
    "register show": ("register", "show", "complaints"),
    "results show": ("results", "show", "70"),
    "survey list": ("survey", "list"),
    "survey count": ("survey", "count", "users"),
    "audit list": ("audit", "list"),
    "audit show": ("audit", "show", "Docs"),
    "audit questions": ("audit", "questions", "Docs"),
    "audit cards": ("audit", "cards", "--indicator", "26"),
    "audit sample": ("audit", "sample", "plans"),
    "audit sample/evidence": ("audit", "sample", "evidence", "Docs"),
    "audit log": ("audit", "log"),
    "finding list": ("finding", "list"),
    "finding show": ("finding", "show", "{finding}"),
    "action list": ("action", "list"),
    "action show": ("action", "show", "{action}"),
    "calendar": ("calendar",),
    "snapshot list": ("snapshot", "list"),
    "snapshot take": ("snapshot", "take", "Docs taken"),
    "snapshot show": ("snapshot", "show", "Docs"),
    "snapshot verify": ("snapshot", "verify"),
    "snapshot diff": ("snapshot", "diff", "Docs"),
    "pack": ("pack", "-o", "{out}/pack", "--unchecked", "on-site"),
    "pack/open": ("pack", "-o", "{out}/none"),
    "pack guard": ("pack", "guard", "--all"),
    "user list": ("user", "list"),
    "user release": ("user", "release", "docs"),
    "log": ("log", "--limit", "2"),
    "check": ("check",),
    "doctor": ("doctor",),
}
BUILDS_ON = {
    "indicator show": "coverage", "evidence show": "evidence list", "document show": "document list",
    "results show": "register check", "survey count": "register check", "assess show": "assess round list",
    "assess compare": "assess round list", "audit questions": "audit show", "finding list": "audit log",
    "finding show": "finding list", "action show": "action list", "snapshot take": "snapshot list",
    "snapshot verify": "snapshot list", "pack": "pack guard",
}  # fmt: skip
# Sections that stand on others which themselves build on one.
FURTHER = {
    "audit show": ("audit list", "audit questions", "finding list"), "finding show": ("action list",),
    "snapshot take": (),
}  # fmt: skip
# What is described together with another command.
DESCRIBED_IN = {"snapshot take": "snapshot list"}
FREE = {"summary", "params", "details", "titles"}
# What is named by headings, answers or languages there, and by fields elsewhere.
FREE_IN = {
    "register show": {"values"}, "survey count": {"counts"}, "survey list": {"texts"}, "framework import": {"counts"},
    "assess show": {"services"}, "framework carry": {"because"}, "snapshot diff": {"registers"},
    # The inner form of a snapshot is the program's own, apart from its files.
    "snapshot show": {
        "assessment", "actions", "coverage", "documents", "findings", "framework", "registers", "settings",
        "statements",
    },
}  # fmt: skip
# Fields whose objects are named by ids, and hold fields below.
BY_ID = {"snapshot show": {"evidence"}}
# Commands that speak of the machine or of the time; lines that only LibreOffice brings, or that count decisions.
MACHINE = {"init", "doctor", "log"}
ELSEWHERE = ("PDF files added", "Exported to", "Imported from", "Backup written")
CHANGING = (".qms", "documents", "catalogue")
# Pages whose console blocks are run.
SHOWING = [
    "README.md",
    *(f"docs/{p.name}" for p in sorted(DOCS.glob("*.md")) if "```console" in p.read_text(encoding="utf-8")),
]


def cli_main() -> click.Command:
    """Return a command that prints errors as the program does, for the runner."""

    @click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    def started(words: tuple[str, ...]) -> None:
        main(list(words))

    return started


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    """Return the text below each heading of the second level, without code."""
    found: dict[str, str] = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        found[title.strip()] = re.sub(r"^```.*?^```$", "", body, flags=re.MULTILINE | re.DOTALL)
    return found


def source_files() -> list[Path]:
    folders = ("qms", "indexer", "templates", "tests", "docs", ".ci")
    kinds = {".py", ".md", ".yaml", ".toml", ".po", ".json", ".jsonl", ".txt", ".csv", ".lock", ""}
    found = [p for name in folders for p in (ROOT / name).rglob("*") if p.suffix in kinds]
    return [
        p
        for p in [*found, *ROOT.glob("*")]
        if p.is_file() and p.suffix in kinds and "__pycache__" not in p.parts
    ]


@pytest.mark.parametrize("name", list(commands()))
def test_every_command_has_its_real_help(name: str) -> None:
    assert name in blocks(PAGE.read_text(encoding="utf-8")), f"docs/commands.md has no block for {name}"
    shown = blocks(PAGE.read_text(encoding="utf-8"))[name]
    assert shown == real_help(name), "run: python -m tests.docs.update_help"


def test_no_block_for_a_command_that_is_gone() -> None:
    assert set(blocks(PAGE.read_text(encoding="utf-8"))) == set(commands())


def test_every_option_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name, command in commands().items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                for option in (*parameter.opts, *parameter.secondary_opts):
                    assert option in text, f"{name} {option}"


def test_every_command_has_an_example_of_its_own() -> None:
    text = PAGE.read_text(encoding="utf-8")
    outside = re.sub(r"<!-- help: .*?<!-- end -->", "", text, flags=re.DOTALL)
    for name, command in commands().items():
        if not isinstance(command, click.Group):
            assert re.search(rf"qms (--\w+ \S+ )?{name.removeprefix('qms ')}\b", outside), name


def test_every_exit_code_is_documented() -> None:
    table = sections(page("commands.md"))["Exit codes"]
    assert re.findall(r"^\| (\d+) \|", table, re.MULTILINE) == ["0", "1", "2", "3", "4", "5", "130"]


def test_every_environment_variable_is_documented() -> None:
    files = [ROOT / "cli.py", *(ROOT / "qms").rglob("*.py"), *(ROOT / "indexer").rglob("*.py")]
    used = {name for file in files for name in VARIABLE.findall(file.read_text(encoding="utf-8"))}
    assert "QMS_TODAY" in used
    table = sections(page("commands.md"))["Environment variables"]
    assert not [name for name in sorted(used | {"QMS_OFFICIAL_TEXT"}) if f"`{name}`" not in table]


@pytest.mark.parametrize("name", list(CONTRACT))
def test_every_field_of_the_contract_is_documented(name: str) -> None:
    text = sections(page("json.md"))[name]
    assert not [field for field in CONTRACT[name].split() if f"`{field}`" not in text]


class Demo:
    """Run commands in the Irish sample; `made` names what was made in it."""

    def __init__(self, folder: Path) -> None:
        self.made = {"out": str(folder)}
        self._place = folder / "demo"
        self._environment = {
            "QMS_CACHE_DIR": str(folder / "cache"),
            "QMS_SOFFICE": "",
            "QMS_TESSERACT": "",
            "QMS_TODAY": "2026-06-30",
            "QMS_PERSON": "aoife",
            "QMS_LANG": "en",
        }

    def __call__(self, *words: str, codes: tuple[int, ...] = (0, 3)) -> str:
        filled = [word.format(**self.made) if word.startswith("{") else word for word in words]
        started = ["-C", str(self._place), *filled]
        done = CliRunner().invoke(root, started, env=self._environment)
        assert done.exit_code in codes, done.output or done.exception
        return str(done.stdout)

    def make(self) -> None:
        """Make the sample, and whatever the samples themselves may lack, under names of its own."""
        self("init", str(self._place), "--demo", "--lang", "en")
        self("sync")
        self("snapshot", "take", "Docs")
        self._decide()
        self._assess()
        self._audit()
        self._word()
        self._people()

    def _decide(self) -> None:
        self.made["file"] = "04 Complaints/RE_ C-2025-09 transport.eml"
        self("unlink", "complaints-log-2024.xlsx", "27")
        self("link", "04 Complaints/compliments.txt", "40", "--kind", "voice")
        self("indicator", "set", "27", "--statement", "Docs")
        self("reject", "{file}", "9", "--because", "Docs")
        self("reject", "compliments.txt", "--newer-than", "complaints-log-2024.xlsx", "--because", "Docs")
        self("rule", "add", "01 Governance", "6", "--kind", "record", "--every", "1", "--series", "Docs")
        self("rule", "accept", "01 Governance")
        self("pack", "choose", "My Plan D-07 (redacted sample).docx", "on-site", "--because", "Docs")

    def _assess(self) -> None:
        self("assess", "round", "close", codes=(0, 1, 2))
        for name, level in (("Docs 1", "1"), ("Docs 2", "2")):
            self("assess", "round", "close", codes=(0, 1, 2))
            self("assess", "round", "open", name)
            self("assess", "set", "17", "--level", level, "--because", "Docs")
        self("assess", "set", "17", "--service", "day", "--untick", "1", "--because", "Docs")

    def _audit(self) -> None:
        self("audit", "open", "Docs", "--kind", "internal", "--indicator", "26")
        words = ("--severity", "minor", "--indicator", "26", "--audit", "Docs", "--date", "2026-06-30")
        self.made["finding"] = re.findall(r"F-\d+-\d+", self("finding", "add", "Docs", *words))[0]
        added = self(
            "action", "add", "Docs", "--finding", "{finding}", "--owner", "aoife", "--due", "2026-09-01"
        )
        self.made["action"] = re.findall(r"A-\d+-\d+", added)[0]

    def _people(self) -> None:
        """Add an external auditor, who may see the complaints procedure and what proves indicator 27."""
        with (self._place / "qms.toml").open("a", encoding="utf-8") as settings:
            settings.write('\n[[people]]\nid = "docs"\nname = "Docs"\nroles = ["external_auditor"]\n')
        self("user", "add", "docs", "--no-password", "--until", "2026-12-31")
        self("user", "release", "docs", "--indicator", "27", "--document", "complaints-procedure")

    def _word(self) -> None:
        """Make an own wording of one indicator to import, and a mapping to carry by."""
        rows = [
            "key,No.,Official",
            "equass-2018:en:indicators/26,26,Own words",
            "equass-2018:en:indicators/99,99,x",
        ]
        sheet = Path(self.made["out"]) / "wording.csv"
        sheet.write_text("\n".join(rows), encoding="utf-8")
        self("framework", "import", str(sheet))
        sheet.write_text("\n".join(rows).replace("Own words", "Other words"), encoding="utf-8")
        mapping = self._place / "catalogue" / "mappings" / "docs.yaml"
        mapping.parent.mkdir()
        mapping.write_text(
            "from: equass-2018\nto: local\nentries:\n  - {from: '26', to: [L2], relation: equal}\n"
            "  - {from: '27', to: [L2], relation: wider, because: {en: Docs}}\n",
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Make the Irish sample once and return what runs a command in it."""
    made = Demo(tmp_path_factory.mktemp("docs"))
    made.make()
    return made


def fields(data: Any, free: set[str], by_id: set[str]) -> set[str]:
    """Return every key in JSON data, not looking into the objects below `free`, which are keyed by data.

    Those below `by_id` are keyed by ids, and hold fields.
    """
    if isinstance(data, list):
        return set().union(*(fields(item, free, by_id) for item in data)) if data else set()
    if not isinstance(data, dict):
        return set()
    flat_data = {k: list(v.values()) if k in by_id and isinstance(v, dict) else v for k, v in data.items()}
    below = (fields(value, free, by_id) for key, value in flat_data.items() if key not in free)
    return set(data).union(*below)


def described(name: str) -> str:
    """Return the text that describes the fields of a command, with what it builds on."""
    parts = sections(page("json.md"))
    names = [DESCRIBED_IN.get(name, name), BUILDS_ON.get(name, ""), *FURTHER.get(name, ())]
    return "".join(parts[one] for one in names if one)


@pytest.mark.parametrize("run", list(RUNS))
def test_every_field_that_is_printed_is_documented(run: str, demo: Demo) -> None:
    name = run.partition("/")[0]
    free, by_id = FREE | FREE_IN.get(name, set()), BY_ID.get(name, set())
    found = fields(json.loads(demo(*RUNS[run], "--json")), free, by_id)
    text = described(name)
    assert not [field for field in sorted(found) if f"`{field}`" not in text]
    if run == name:
        assert set(CONTRACT.get(name, "").split()) <= found


def test_every_list_with_json_is_documented() -> None:
    known = {*RUNS, "evidence unreadable", "evidence orphans"}
    watch = sections(page("json.md"))["watch"]
    assert not [e for e in ("started", "pass", "beat", "trouble", "stopped") if f"`{e}`" not in watch]
    known.add("watch")  # it does not end by itself: tests/cli/test_watch.py reads what it prints
    for name, command in commands().items():
        if any("--json" in p.opts for p in command.params):
            assert name.removeprefix("qms ") in known, name


def test_every_key_of_the_settings_is_documented() -> None:
    text = page("workspace.md")
    names = [*TOP, *(k for keys in (*TABLES.values(), *LISTS.values()) for k in keys)]
    assert not [name for name in names if f"`{name}`" not in text]
    assert not [name for name in TABLES if f"`[{name}]`" not in text]
    assert not [name for name in LISTS if f"`[[{name}]]`" not in text]
    for keys in (TOP, *TABLES.values(), *LISTS.values()):
        for name, key in keys.items():
            missing = [choice for choice in key.choices if f"`{choice}`" not in text]
            assert not missing, f"{name}: {missing}"


def test_every_lint_code_is_documented() -> None:
    codes = {name.removeprefix("lint_") for name in SENTENCES if name.startswith("lint_")} - {
        "clean",
        "found",
    }
    for file in (ROOT / "qms" / "documents").glob("*.py"):
        for groups in LINT_CODE.findall(file.read_text(encoding="utf-8")):
            codes.add(next(code for code in groups if code))
    assert "not_printable" in codes
    table = sections(page("templates.md"))["Lint codes"]
    assert not [code for code in sorted(codes) if f"`{code}`" not in table]


@pytest.mark.parametrize("file", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_linked_file_exists(file: Path) -> None:
    for target in LINK.findall(file.read_text(encoding="utf-8")):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        linked = (file.parent / path).resolve() if path else file
        assert linked.exists(), f"{file.name}: {target}"
        if anchor:
            heads = re.findall(r"^#+ (.*)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in heads}, target


def test_pictures_are_small() -> None:
    for picture in (DOCS / "pictures").iterdir():
        assert picture.stat().st_size < 200_000, picture.name


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 140


def test_nothing_names_this_machine_or_a_package_index() -> None:
    # Put together here, so that this file does not name them either.
    hosts = ["py" + "pi.org", "python" + "hosted.org", "--index" + "-url", "--extra-index" + "-url"]
    places = ["/ro" + "ot/", "/wo" + "rk/", "/home" + "/runner"]
    home = str(ROOT)
    if home.count("/") > 1:
        places.append(home + "/")
    for file in source_files():
        text = file.read_text(encoding="utf-8", errors="replace")
        for word in [*hosts, *places]:
            # A web address or a relative path may hold the same letters further on.
            found = re.search(rf"(?<![\w.-]){re.escape(word)}", text)
            assert found is None, f"{file.relative_to(ROOT)} holds {word}"


def test_the_updater_leaves_a_page_in_step_as_it_is() -> None:
    from tests.docs.update_help import updated

    text = PAGE.read_text(encoding="utf-8")
    assert updated(text) == text


def test_every_help_block_stands_once() -> None:
    names = re.findall(r"<!-- help: (.*?) -->", PAGE.read_text(encoding="utf-8"))
    assert len(names) == len(set(names))


def examples(text: str) -> list[list[tuple[list[str], list[str]]]]:
    """Return the console blocks: commands as words, each with the lines that are shown below it."""
    found: list[list[tuple[list[str], list[str]]]] = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        found.append([])
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.splitlines()
            words = shlex.split(command, comments=True)
            if words[0] == "qms" and words[1] not in MACHINE:
                found[-1].append((words[1:], lines))
    return found


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Make the Irish sample once, keep what commands change in it, and return its folder and the environment."""
    folder = tmp_path_factory.mktemp("shown")
    environment = {
        "QMS_CACHE_DIR": str(folder / "cache"),
        "QMS_SOFFICE": "",
        "QMS_TESSERACT": "",
        "QMS_TODAY": "2026-07-01",
        "QMS_LANG": "en",
        "COLUMNS": "200",
    }
    workspace = folder / "around" / "demo"
    workspace.parent.mkdir()
    for words in (["init", str(workspace), "--demo", "--lang", "en"], ["-C", str(workspace), "sync"]):
        CliRunner().invoke(cli_main(), ["--as", "aoife", *words], env=environment)
    for name in CHANGING:
        shutil.copytree(workspace / name, folder / "fresh" / name)
    return workspace, environment


def as_shipped(workspace: Path) -> None:
    """Bring the sample back to what it was, and remove what was written beside it."""
    for name in CHANGING:
        shutil.rmtree(workspace / name)
        shutil.copytree(workspace.parents[1] / "fresh" / name, workspace / name)
    for beside in workspace.parent.iterdir():
        if beside != workspace:
            shutil.rmtree(beside) if beside.is_dir() else beside.unlink()


LONG = "docs/commands.md"
"""The page with by far the most examples, which the slow tests run."""


@pytest.mark.parametrize(
    "file", [pytest.param(file, marks=pytest.mark.slow) if file == LONG else file for file in SHOWING]
)
def test_examples_are_real_output(
    file: str, shown: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    workspace, environment = shown
    monkeypatch.chdir(workspace)
    # Every block starts from the sample as it is shipped.
    for block in examples(text):
        as_shipped(workspace)
        for words, lines in block:
            acting = [] if "--as" in words else ["--as", "aoife"]
            output = flat(CliRunner().invoke(cli_main(), [*acting, *words], env=environment).output)
            for line in lines:
                part = flat(line.removesuffix("…"))
                if not part.startswith(ELSEWHERE):
                    assert part in output, f"qms {' '.join(words)}: {part}\n{output}"
