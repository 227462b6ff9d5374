"""Follow every name in a template back to what the context holds, attribute by attribute."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, nodes

from qms.documents.data import DRAWINGS, OVERVIEW, PASSAGES, REPORT_TEXTS, SHEET_TEXTS, SOURCES
from qms.documents.engine import FILTERS, environment
from qms.documents.schema import THEMES
from qms.documents.words import CASES, FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.documents.library import Template

# A shape says what a name stands for: TEXT, ANY, a Record of shapes, or a Series of one shape.
TEXT, ANY = "text", "any"
LAW_COLUMNS = ("title", "articles", "source", "checked")
_LOOP = ("index", "index0", "revindex", "first", "last", "length")
# fmt: off
_DOCUMENT = (
    "id", "title", "kind", "organisation", "services", "version", "status", "draft", "prepared_by",
    "owner", "approved_by", "approved_on", "valid_from", "review_due", "indicators", "related",
    "distribution", "language", "approval_line", "order_line", "valid_line", "tried",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Record:
    """Describe a mapping with fixed keys; `printable` when it may be printed as a whole."""

    fields: Mapping[str, Any]
    printable: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Describe a list of things of one shape."""

    of: Any


@dataclass(frozen=True, slots=True)
class NameProblem:
    """Name a defect in the Jinja of a template: a `code`, the `line` and `params`."""

    code: str
    line: int
    params: Mapping[str, Any] = field(default_factory=dict)


def _texts(*names: str) -> Record:
    return Record(dict.fromkeys(names, TEXT))


def context_shape(template: Template | None, language: str) -> dict[str, Any]:
    """Describe the context of a template in one language: what is always there and its own variables."""
    forms = FORMS.get(language, FORMS["en"])
    user: Any = dict.fromkeys(forms, _texts(*CASES) if language == "lt" else TEXT)
    changes = Series(_texts("version", "date", "what", "by"))
    shape: dict[str, Any] = {
        "organisation": _texts(
            "name", "legal_form", "number", "address", "phone", "email", "website", "municipality"
        ),
        "services": Series(_texts("id", "name", "kind")),
        "service_kinds": Series(TEXT),
        "sites": Series(_texts("name", "address")),
        "country": TEXT,
        "language": TEXT,
        "user": Record(user),
        "year": TEXT,
        "next_year": TEXT,
        "function": _texts("id", "name"),
        "certificate": _texts("standard", "since", "until"),
        "law": _texts(*THEMES),
        "law_acts": Series(TEXT),
        "legal_basis": Record({"acts": Series(_texts(*LAW_COLUMNS))}, printable=True),
        "document": Record({**dict.fromkeys(_DOCUMENT, TEXT), "changes": changes}),
    }
    if template is not None and template.data:
        shape["results"] = _results_shape()
    for variable in template.variables if template else ():
        shape[variable.name] = _variable_shape(variable.type, variable.columns)
    return shape


def _results_shape() -> Record:
    """Describe the results that a report prints."""
    sheet: dict[str, Any] = dict.fromkeys((*SHEET_TEXTS, *DRAWINGS - {SOURCES}), TEXT)
    sheet |= {name: _variable_shape("passage", ()) for name in PASSAGES}
    report: dict[str, Any] = dict.fromkeys((*REPORT_TEXTS, SOURCES), TEXT)
    return Record({**report, "overview": Series(_texts(*OVERVIEW)), "sheets": Series(Record(sheet))})


def _variable_shape(kind: str, columns: tuple[str, ...]) -> Any:
    if kind == "rows":
        return Series(_texts(*columns))
    if kind == "list":
        return Series(TEXT)
    if kind == "passage":
        return Record({"paragraphs": Series(TEXT), "to_adapt": TEXT, "question": TEXT}, printable=True)
    return TEXT


def check_names(source: str, shape: Mapping[str, Any]) -> tuple[set[str], list[NameProblem]]:
    """Parse `source` as Jinja; return the top-level names it uses and all problems, each with its line."""
    try:
        tree = environment(escape=False).parse(source)
    except TemplateError as error:
        line = getattr(error, "lineno", 0) or 0
        return set(), [NameProblem("jinja_syntax", line, {"problem": str(error)})]
    walker = _Walker(shape)
    for node in tree.body:
        walker.statement(node, {})
    return walker.used, walker.problems


class _Walker:
    """Walk the syntax tree with the loop variables in scope."""

    def __init__(self, shape: Mapping[str, Any]) -> None:
        self.shape = shape
        self.used: set[str] = set()
        self.problems: list[NameProblem] = []

    def statement(self, node: nodes.Node, scope: Mapping[str, Any]) -> None:
        """Check one statement; only output, if and for belong to the template language."""
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                self._printed(part, scope)
        elif isinstance(node, nodes.If):
            self.shape_of(node.test, scope)
            for child in [*node.body, *node.elif_, *node.else_]:
                self.statement(child, scope)
        elif isinstance(node, nodes.For):
            self._loop(node, scope)
        else:
            self._report("tag_not_allowed", node, tag=type(node).__name__.lower())

    def _printed(self, node: nodes.Node, scope: Mapping[str, Any]) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        shape = self.shape_of(node, scope)
        if isinstance(shape, Series) or (isinstance(shape, Record) and not shape.printable):
            self._report("not_printable", node, name=_path(node))

    def _loop(self, node: nodes.For, scope: Mapping[str, Any]) -> None:
        shape = self.shape_of(node.iter, scope)
        of = shape.of if isinstance(shape, Series) else ANY
        if shape != ANY and not isinstance(shape, Series):
            self._report("not_a_list", node, name=_path(node.iter))
        inner = {**scope, "loop": _texts(*_LOOP)}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = of
        else:
            self._report("tag_not_allowed", node, tag="for")
        if node.test is not None:
            self.shape_of(node.test, inner)
        for child in node.body:
            self.statement(child, inner)
        for child in node.else_:
            self.statement(child, scope)

    def shape_of(self, node: nodes.Node, scope: Mapping[str, Any]) -> Any:
        """Return the shape of an expression, reporting what it does not find."""
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            return self._attribute(node, scope)
        if isinstance(node, nodes.Call):
            self._report("call_not_allowed", node, name=_path(node.node))
            return ANY
        if isinstance(node, nodes.Mul | nodes.Pow | nodes.Mod):
            self._report("operator_not_allowed", node, operator=node.operator)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            self._report("unknown_filter", node, filter=node.name)
        shapes = [self.shape_of(child, scope) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.Or | nodes.And | nodes.CondExpr) and shapes:
            return shapes[0] if not isinstance(node, nodes.CondExpr) else shapes[-1]
        return Series(TEXT) if isinstance(node, nodes.List | nodes.Tuple) else TEXT

    def _name(self, node: nodes.Name, scope: Mapping[str, Any]) -> Any:
        if node.name in scope:
            return scope[node.name]
        self.used.add(node.name)
        if node.name in self.shape:
            return self.shape[node.name]
        self._report("undeclared_variable", node, name=node.name)
        return ANY

    def _attribute(self, node: nodes.Getattr | nodes.Getitem, scope: Mapping[str, Any]) -> Any:
        base = self.shape_of(node.node, scope)
        key = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
        if isinstance(key, str) and key.startswith("_"):
            self._report("attribute_not_allowed", node, name=_path(node))
            return ANY
        if base == ANY:
            return ANY
        if isinstance(base, Series) and isinstance(key, int):
            return base.of
        if isinstance(base, Record) and isinstance(key, str) and key in base.fields:
            return base.fields[key]
        self._report("unknown_attribute", node, name=_path(node))
        return ANY

    def _report(self, code: str, node: nodes.Node, **params: Any) -> None:
        self.problems.append(NameProblem(code, node.lineno, params))


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_path(node.node)}[{getattr(node.arg, 'value', '..')}]"
    return type(node).__name__.lower()
