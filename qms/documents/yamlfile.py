"""Read a YAML file, check it against a pydantic model and say where each problem stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from qms.documents.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LONGEST = 1_000_000  # letters
_DEEPEST = 30
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
M = TypeVar("M", bound=BaseModel)
# What a text holds does not change; a command that looks at the library several times parses it once.
_MOST_KNOWN = 300
_known: dict[tuple[str, type[BaseModel]], Any] = {}


def read_model(path: Path, model: type[M]) -> tuple[M | None, list[Finding]]:
    """Read `path` as `model`; return the value, or None with one finding (file and line) per problem."""
    try:
        text = path.read_text(encoding="utf-8")
        if (known := _known.get((text, model))) is not None:
            return known, []
        data, root = _load(text)
    except (OSError, UnicodeDecodeError) as error:
        return None, [_finding(path, 0, "yaml_unreadable", problem=type(error).__name__)]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        return None, [_finding(path, line, "yaml_syntax", problem=error.problem or "")]
    except yaml.YAMLError:
        return None, [_finding(path, 0, "yaml_syntax", problem="")]
    try:
        found = model.model_validate(data)
        if len(_known) < _MOST_KNOWN:
            _known[text, model] = found
        return found, []
    except ValidationError as error:
        return None, [_place(path, root, problem) for problem in error.errors()]


def _load(text: str) -> tuple[Any, yaml.Node | None]:
    _check_shape(text)
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        return (loader.construct_document(node) if node is not None else None), node
    finally:
        loader.dispose()


def _check_shape(text: str) -> None:
    """Refuse what would exhaust the reader, which is deep in C before it notices: too long, too deep, aliases."""
    if len(text) > _LONGEST:
        raise yaml.MarkedYAMLError(problem="the file is too long")
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem="too deeply nested, or an alias",
                problem_mark=event.start_mark,  # type: ignore[arg-type]  # of libyaml, with the same lines
            )


def _place(path: Path, root: yaml.Node | None, problem: Any) -> Finding:
    place = ".".join(str(part) for part in problem["loc"])
    code = "unknown_key" if problem["type"] == "extra_forbidden" else "bad_value"
    return _finding(path, line_of(root, problem["loc"]), code, place=place, problem=problem["msg"])


def line_of(root: yaml.Node | None, place: Sequence[str | int]) -> int:
    """Return the line (1-based) of the deepest node on the way to `place`, 0 for an empty file."""
    if root is None:
        return 0
    node, line = root, root.start_mark.line + 1
    for part in place:
        found = _step(node, part)
        if found is None:
            break
        node, line = found
    return line


def _step(node: yaml.Node, part: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return item, item.start_mark.line + 1
    return None


def _finding(path: Path, line: int, code: str, **params: Any) -> Finding:
    return Finding(Severity.ERROR, code, path, line, params)


class Places:
    """Answer on which line of a YAML file something stands; 0 when the file cannot be read."""

    def __init__(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8")
            _check_shape(text)
            self._root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            self._root = None

    def line(self, *place: str | int) -> int:
        """Return the line of the deepest node on the way to `place`."""
        return line_of(self._root, place)

    def line_of_name(self, name: str) -> int:
        """Return the line on which a variable is declared (`name: ..`) or used (an item of `uses`)."""
        uses = _step(self._root, "uses") if self._root is not None else None
        for item in uses[0].value if uses else []:
            if item.value == name:
                return int(item.start_mark.line) + 1
        variables = _step(self._root, "variables") if self._root is not None else None
        for item in variables[0].value if variables else []:
            found = _step(item, "name")
            if found and found[0].value == name:
                return found[1]
        return 0
