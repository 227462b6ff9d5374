"""Compare the documentation with the program: nothing may be missing, and nothing may have drifted."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner

from cli import main, root
from qms.locale.sentences import SENTENCES
from qms.workspace.schema import LISTS, TABLES, TOP
from tests.docs.update_help import PAGE, ROOT, blocks, commands, real_help

if TYPE_CHECKING:
    from pathlib import Path

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
# What is run for the fields that the program gives today, and where they are documented.
RUNS: dict[str, tuple[str, ...]] = {
    "framework show": ("framework", "show"),
    "framework list": ("framework", "list"),
    "framework check": ("framework", "check"),
    "sync": ("sync",),
    "search": ("search", "complaint", "--limit", "2"),
    "coverage": ("coverage",),
    "gaps": ("gaps",),
    "indicator show": ("indicator", "show", "27"),
    "evidence list": ("evidence", "list"),
    "evidence show": ("evidence", "show", "complaints-log-2025.xlsx"),
    "evidence missing": ("evidence", "missing"),
    "evidence duplicates": ("evidence", "duplicates"),
    "review": ("review",),
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
    "audit sample": ("audit", "sample", "plans"),
    "log": ("log", "--limit", "2"),
    "check": ("check",),
    "doctor": ("doctor",),
}
BUILDS_ON = {
    "indicator show": "coverage", "evidence show": "evidence list", "document show": "document list",
    "results show": "register check", "survey count": "register check",
}  # fmt: skip
FREE = {"summary", "params", "details", "titles"}
# What is named by headings, answers or languages there, and by fields elsewhere.
FREE_IN = {"register show": {"values"}, "survey count": {"counts"}, "survey list": {"texts"}}
# Commands that speak of the machine or of the time; lines that only LibreOffice brings, or that count decisions.
MACHINE = {"init", "doctor", "log"}
ELSEWHERE = ("PDF files added", "Exported to", "Imported from", "Backup written")
CHANGING = (".qms", "documents")


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


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Make the Irish sample once and return what runs a command in it with --json."""
    folder = tmp_path_factory.mktemp("docs")
    environment = {
        "QMS_CACHE_DIR": str(folder / "cache"),
        "QMS_SOFFICE": "",
        "QMS_TESSERACT": "",
        "QMS_TODAY": "2026-06-30",
        "QMS_PERSON": "aoife",
        "QMS_LANG": "en",
    }
    workspace = folder / "demo"

    def run(*words: str) -> str:
        done = CliRunner().invoke(root, ["-C", str(workspace), *words], env=environment)
        assert done.exit_code in {0, 3}, done.output or done.exception
        return str(done.stdout)

    run("init", str(workspace), "--demo", "--lang", "en")
    run("sync")
    return run


def fields(data: Any, free: set[str]) -> set[str]:
    """Return every key in JSON data, not looking into the objects below `free`, which are keyed by data."""
    if isinstance(data, list):
        return set().union(*(fields(item, free) for item in data)) if data else set()
    if not isinstance(data, dict):
        return set()
    below = (fields(value, free) for key, value in data.items() if key not in free)
    return set(data).union(*below)


@pytest.mark.parametrize("name", list(RUNS))
def test_every_field_that_is_printed_is_documented(name: str, demo: Any) -> None:
    found = fields(json.loads(demo(*RUNS[name], "--json")), FREE | FREE_IN.get(name, set()))
    parts = sections(page("json.md"))
    text = parts[name] + parts.get(BUILDS_ON.get(name, ""), "")
    assert not [field for field in sorted(found) if f"`{field}`" not in text]
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
        assert picture.stat().st_size < 150_000, picture.name


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


@pytest.mark.parametrize("file", ["README.md", "docs/commands.md", "docs/coverage.md", "docs/search.md"])
def test_examples_are_real_output(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    environment = {
        "QMS_CACHE_DIR": str(tmp_path / "cache"),
        "QMS_SOFFICE": "",
        "QMS_TESSERACT": "",
        "QMS_TODAY": "2026-07-01",
        "QMS_LANG": "en",
    }

    def run(*words: str) -> str:
        acting = [] if "--as" in words else ["--as", "aoife"]
        done = CliRunner().invoke(cli_main(), [*acting, *words], env=environment)
        return flat(done.output)

    run("init", "demo", "--demo", "--lang", "en")
    monkeypatch.chdir(tmp_path / "demo")
    run("sync")
    for name in CHANGING:
        shutil.copytree(name, tmp_path / "fresh" / name)
    for block in examples(text):
        for words, lines in block:
            output = run(*words)
            for line in lines:
                shown = flat(line.removesuffix("…"))
                if not shown.startswith(ELSEWHERE):
                    assert shown in output, f"qms {' '.join(words)}: {shown}\n{output}"
        # Every block starts from the sample as it is shipped.
        for name in CHANGING:
            shutil.rmtree(name)
            shutil.copytree(tmp_path / "fresh" / name, name)
