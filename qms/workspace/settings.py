"""Read `qms.toml`: every problem with file, line and what is expected, all at once (design section 4)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.model.errors import FileTrouble, QmsError
from qms.model.organisation import Function, Group, Organisation, Person, Service, Settings, Site
from qms.model.reasons import Reason
from qms.workspace.schema import LISTS, TABLES, TOP, Key

if TYPE_CHECKING:
    from pathlib import Path

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_PLACE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class SettingsIssue:
    """Hold one problem in `qms.toml`: the 1-based `line`, the `key` and what is `expected` there."""

    line: int
    key: str
    expected: str | Reason

    @property
    def what(self) -> str | Reason:
        """Return what is to be there, with the key where there is one."""
        return (
            Reason("setting_should_be", {"key": self.key, "expected": self.expected})
            if self.key
            else self.expected
        )


class SettingsProblem(QmsError):
    """Refuse a broken `qms.toml`; `issues` lists every problem found, `line` and `expected` are the first's."""

    code = "settings_problem"
    hint = "hint_settings"

    def __init__(self, file: str, issues: list[SettingsIssue]) -> None:
        first = issues[0]
        others = Reason("more_problems", {"count": len(issues) - 1})
        super().__init__(
            file=file,
            line=first.line,
            key=first.key,
            expected=first.expected,
            what=first.what,
            more=others if len(issues) > 1 else "",
        )
        self.issues = issues


def read_settings(path: Path) -> Settings:
    """Return the settings in `path`; raises SettingsProblem naming every problem."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsProblem(path.name, [SettingsIssue(line, "", Reason("expect_utf8"))]) from error
    except OSError as error:
        raise FileTrouble(path=path, why=error.strerror or "") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        raise SettingsProblem(
            path.name, [SettingsIssue(line, "", Reason("expect_toml", {"problem": str(error)}))]
        ) from error
    issues = _Checker(text).check(data)
    if issues:
        raise SettingsProblem(path.name, sorted(issues, key=lambda i: i.line))
    return _settings(data)


class _Checker:
    """Compare parsed TOML with the schema and find the line that each problem stands on."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.issues: list[SettingsIssue] = []

    def check(self, data: dict[str, Any]) -> list[SettingsIssue]:
        known = {*TOP, *TABLES, *LISTS, "answers"}
        for name in data:
            if name not in known:
                self._add(self._line(name), name, Reason("expect_one_of", {"choices": sorted(known)}))
        self._keys({k: v for k, v in data.items() if k in TOP}, TOP, "", 0)
        for name, keys in TABLES.items():
            self._table(data.get(name), name, keys)
        for name, keys in LISTS.items():
            self._list(data.get(name, []), name, keys)
        self._references(data)
        if not isinstance(data.get("answers", {}), dict):
            self._add(self._line("answers"), "answers", "[answers.common]")
        return self.issues

    def _table(self, value: Any, name: str, keys: dict[str, Key]) -> None:
        start = self._line(f"[{name}]")
        if value is None:
            if any(k.required for k in keys.values()):
                self._add(max(1, len(self.lines)), name, f"[{name}]")
        elif isinstance(value, dict):
            self._keys(value, keys, name, start)
        else:
            self._add(self._line(name), name, f"[{name}]")

    def _list(self, value: Any, name: str, keys: dict[str, Key]) -> None:
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self._add(self._line(name), name, f"[[{name}]]")
            return
        starts = self._starts(name)
        seen: set[str] = set()
        for number, item in enumerate(value):
            start = starts[number] if number < len(starts) else 1
            self._keys(item, keys, name, start)
            ident = item.get("id")
            if isinstance(ident, str) and (ident in seen or not _ID.fullmatch(ident)):
                self._add(self._line("id", start), f"{name}.id", Reason("expect_id"))
            seen.add(str(ident))

    def _references(self, data: dict[str, Any]) -> None:
        """Find groups and sites that people name and the file does not have."""
        starts = self._starts("people")
        known = {name: _ids(data.get(name)) for name in ("groups", "sites")}
        people = data.get("people", [])
        for number, person in enumerate(people if isinstance(people, list) else []):
            if not isinstance(person, dict):
                continue
            start = starts[number] if number < len(starts) else 1
            named, site = person.get("groups", []), person.get("site", "")
            if isinstance(named, list) and any(
                isinstance(g, str) and g not in known["groups"] for g in named
            ):
                self._add(self._line("groups", start), "people.groups", _one_of("groups", known["groups"]))
            if isinstance(site, str) and site and site not in known["sites"]:
                self._add(self._line("site", start), "people.site", _one_of("sites", known["sites"]))

    def _starts(self, name: str) -> list[int]:
        """Return the lines on which the tables of a list begin."""
        return [n for n, line in enumerate(self.lines, 1) if line.split("#")[0].strip() == f"[[{name}]]"]

    def _keys(self, value: dict[str, Any], keys: dict[str, Key], place: str, start: int) -> None:
        for name, found in value.items():
            full = f"{place}.{name}" if place else name
            if name not in keys:
                self._add(self._line(name, start), full, Reason("expect_one_of", {"choices": list(keys)}))
            elif not keys[name].accepts(found) or (keys[name].required and found in ("", [])):
                self._add(self._line(name, start), full, keys[name].expected)
        for name, key in keys.items():
            if key.required and name not in value:
                full = f"{place}.{name}" if place else name
                self._add(max(start, 1), full, key.expected)

    def _line(self, name: str, start: int = 0) -> int:
        bare = re.compile(rf"\s*(\[*\s*)?[\"']?{re.escape(name.strip('[]'))}[\"']?\s*(=|\]|\.|$)")
        for number in range(max(start - 1, 0), len(self.lines)):
            if bare.match(self.lines[number]):
                return number + 1
        return max(start, 1)

    def _add(self, line: int, key: str, expected: str | Reason) -> None:
        self.issues.append(SettingsIssue(line, key, expected))


def _ids(rows: Any) -> list[str]:
    """Return the ids of a list of tables, passing over what is malformed."""
    found = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [ident for ident in found if isinstance(ident, str)]


def _one_of(table: str, known: list[str]) -> Reason:
    """Return what may stand where a person names something of another table."""
    if not known:
        return Reason("expect_table_first", {"name": f"[[{table}]]"})
    return Reason("expect_some_of" if table == "groups" else "expect_one_of", {"choices": known})


def _person(data: dict[str, Any]) -> Person:
    return Person(**data | {name: tuple(data.get(name, [])) for name in ("roles", "groups")})


def _settings(data: dict[str, Any]) -> Settings:
    certification = data.get("certification", {})
    documents = data.get("documents", {})
    evidence = data.get("evidence", {})
    return Settings(
        organisation=Organisation(**data["organisation"]),
        languages=tuple(data["languages"]),
        frameworks=tuple(data["frameworks"]),
        services=tuple(Service(**s) for s in data.get("services", [])),
        sites=tuple(Site(**s) for s in data.get("sites", [])),
        functions=tuple(Function(**f) for f in data.get("functions", [])),
        people=tuple(_person(p) for p in data.get("people", [])),
        groups=tuple(Group(**g) for g in data.get("groups", [])),
        assessed_on=data.get("assessed_on"),
        certified_on=certification.get("certified_on"),
        certified_until=certification.get("certified_until"),
        audit_on=certification.get("audit_on"),
        target_on=certification.get("target_on"),
        visits=tuple(sorted(certification.get("visits", []))),
        reports_sent=tuple(sorted(certification.get("reports_sent", []))),
        evidence_folder=evidence.get("folder", "evidence_store"),
        evidence_ignore=tuple(evidence.get("ignore", [])),
        evidence_passwords=tuple(evidence.get("passwords", [])),
        awareness={"many": 0.34, "most": 0.5, "all": 1.0} | data.get("awareness", {}),
        answers=data.get("answers", {}),
        law_acts=tuple(data.get("law", {}).get("acts", [])),
        chapters=documents.get("chapters", {}),
        warn_days=int(documents.get("warn_days", 60)),
    )
