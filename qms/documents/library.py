"""List the templates that are packaged and those that a workspace adds or overrides."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from qms.documents.address import PARTS, Address
from qms.documents.chapters import join_chapters
from qms.documents.engine import expand
from qms.documents.findings import Finding, NoSuchLanguage, NoSuchPart, Severity, UnknownTemplate
from qms.documents.schema import LANGUAGES, CommonSpec, DocumentSpec, Serves, Variable
from qms.documents.words import user_forms
from qms.documents.yamlfile import Places, read_model
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# The folders that hold templates; reports are documents of their own kind.
_ROOMS = ("policies", "charters", "reports")


@dataclass(frozen=True, slots=True)
class Template:
    """Hold one document template: what it serves, what it asks and where its texts lie.

    `sources` maps each language to its Markdown or Word file; `variables` are the own ones and, after them,
    those used from common.yaml; `own` names the own ones. `origin` is "packaged" or "workspace". `law` names themes
    of law, `per` what the document is made for one by one, `data` what it prints besides answers, `instances` the
    names of the sheets that it is made for, by indicator and language; `companions` maps a part to its texts by
    language, and `part` tells which one this is (empty: the document itself).
    """

    slug: str
    kind: str
    titles: Mapping[str, str]
    serves: Mapping[str, Serves]
    variables: tuple[Variable, ...]
    own: frozenset[str]
    sources: Mapping[str, Path]
    review_months: int
    approver: str
    service_kinds: tuple[str, ...]
    path: Path
    origin: str
    law: tuple[str, ...] = ()
    per: str | None = None
    data: str | None = None
    instances: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    one_page: bool = False
    companions: Mapping[str, Mapping[str, Path]] = field(default_factory=dict)
    part: str = ""
    easy_titles: Mapping[str, str] = field(default_factory=dict)
    joins: tuple[Template, ...] = ()
    numbers: Mapping[str, Serves] = field(default_factory=dict)

    @property
    def numbered_by(self) -> Mapping[str, Serves]:
        """Return the indicators that the document's number is made of; a staff sheet has that of its document."""
        return self.numbers or self.serves

    @property
    def chapters(self) -> Mapping[str, frozenset[str]]:
        """Return the documents that are chapters of this one, each with the names of its own variables."""
        return {template.slug: template.own - self.own_before for template in self.joins}

    @property
    def own_before(self) -> frozenset[str]:
        """Return the names of the variables that the document has without its chapters."""
        return self.own - frozenset().union(*(t.own for t in self.joins)) if self.joins else self.own

    def joined(self, others: Sequence[Template]) -> Template:
        """Return the document with others as its chapters: their texts, variables and indicators count here."""
        names = {variable.name for variable in self.variables}
        added = []
        for other in others:
            added += [v for v in other.variables if v.name not in names]
            names |= {v.name for v in other.variables}
        serves = dict(self.serves)
        for other in others:
            for framework, more in other.serves.items():
                mine = serves.get(framework, Serves())
                serves[framework] = Serves(
                    required=tuple(dict.fromkeys((*mine.required, *more.required))),
                    supports=tuple(dict.fromkeys((*mine.supports, *more.supports))),
                )
        return replace(
            self,
            variables=(*self.variables, *added),
            own=self.own.union(*(other.own for other in others)),
            serves=serves,
            numbers=self.serves,
            law=tuple(dict.fromkeys((*self.law, *(theme for other in others for theme in other.law)))),
            joins=tuple(others),
        )

    def text(self, language: str) -> str:
        """Return the Markdown in `language`, chapters joined in; raises NoSuchLanguage or OSError."""
        own = self.source(language).read_text(encoding="utf-8")
        more = [
            (other.titles.get(language) or other.slug, other.source(language).read_text(encoding="utf-8"))
            for other in self.joins
            if language in other.sources and other.sources[language].suffix == ".md"
        ]
        return join_chapters(own, more)

    @property
    def compact(self) -> bool:
        """Tell whether the document has a small head and no change log: a form, a staff sheet, an easy-read text."""
        return bool(self.part) or self.kind == "form"

    @property
    def passages(self) -> tuple[str, ...]:
        """Name the passages that the provider writes in its own words."""
        return tuple(v.name for v in self.variables if v.type == "passage")

    def companion(self, part: str) -> Template:
        """Return what goes with the document: its staff sheet or easy-read version, which serves no indicator.

        Raises NoSuchPart.
        """
        if not part:
            return self
        if not self.companions.get(part):
            raise NoSuchPart(slug=self.slug, part=part)
        return replace(
            self,
            sources=self.companions[part],
            part=part,
            serves={},
            numbers=self.numbered_by,
            companions={},
            titles={**self.titles, **self.easy_titles} if part == "easy" else self.titles,
            one_page=part == "staff",
        )

    def sheet(self, instance: str) -> Template:
        """Return the document of one results sheet, which serves its own indicator only; its number stays."""
        serves = {
            framework: Serves(required=tuple(ref for ref in all_.required if ref == instance))
            for framework, all_ in self.serves.items()
        }
        return replace(self, serves=serves, numbers=self.serves)

    def instance_name(self, instance: str, language: str) -> str:
        """Return the name of what a document is made for, empty where it has none."""
        names = self.instances.get(instance, {})
        return names.get(language) or names.get("en", "")

    @property
    def languages(self) -> tuple[str, ...]:
        """List the languages that the template has a text in, English first."""
        return tuple(language for language in LANGUAGES if language in self.sources)

    def title(self, language: str, word: str = "", function: str = "") -> str:
        """Return the title in `language`, else in English, else any; `word` is that for the people served.

        `function` is the name that a document made for each function or sheet carries; empty: an ellipsis. Raises
        UnknownWord for a word that is not in words.yaml.
        """
        found = (
            self.titles.get(language) or self.titles.get("en") or next(iter(self.titles.values()), self.slug)
        )
        name = {"id": "", "name": function or "…"}
        known = {"user": user_forms(word, language), "function": name, "sheet": name}
        return expand(found, language, known) if "{{" in found else found

    def source(self, language: str) -> Path:
        """Return the file with the text in `language`; raises NoSuchLanguage."""
        if language not in self.sources:
            raise NoSuchLanguage(slug=self.slug, language=language, languages=list(self.languages))
        return self.sources[language]


@dataclass(frozen=True, slots=True)
class Library:
    """Hold all templates by slug, and what is wrong with the files that describe them."""

    templates: tuple[Template, ...]
    problems: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Template]:
        return iter(self.templates)

    def __len__(self) -> int:
        return len(self.templates)

    def get(self, slug: str) -> Template:
        """Return the template of `slug`; raises UnknownTemplate with the nearest slugs."""
        for template in self.templates:
            if template.slug == slug:
                return template
        slugs = [template.slug for template in self.templates]
        raise UnknownTemplate(slug=slug, suggestions=difflib.get_close_matches(slug, slugs))

    def at(self, address: Address) -> Template:
        """Return the template of an address; raises UnknownTemplate or NoSuchPart."""
        return self.get(address.slug).companion(address.part)


def load_library(workspace_templates: Path | None = None, packaged: Path | None = None) -> Library:
    """Load the packaged templates and lay those of a workspace over them (same slug: the workspace wins).

    A workspace folder without `document.yaml` adds its texts (`<lang>.docx` made in Word, or `<lang>.md`) to
    the packaged template of the same name. Files that cannot be read become `problems`.
    """
    root = packaged or data_path("templates")
    common, problems = load_common(root)
    found: dict[str, Template] = {}
    _collect(root, "packaged", common, found, problems)
    if workspace_templates is not None and workspace_templates.is_dir():
        own_common, more = load_common(workspace_templates)
        problems += more
        _collect(workspace_templates, "workspace", {**common, **own_common}, found, problems)
    return Library(tuple(found[slug] for slug in sorted(found)), tuple(problems))


def load_common(root: Path) -> tuple[dict[str, Variable], list[Finding]]:
    """Read `common.yaml` below `root` (absent: nothing) into variables by name, and its findings."""
    path = root / "common.yaml"
    if not path.is_file():
        return {}, []
    spec, problems = read_model(path, CommonSpec)
    return ({variable.name: variable for variable in spec.variables} if spec else {}), problems


def document_folders(root: Path) -> list[Path]:
    """List the folders below `root` that hold a document: in the rooms, or (in a workspace) directly."""
    rooms = [root / room for room in _ROOMS] + [root]
    folders = [folder for room in rooms if room.is_dir() for folder in room.iterdir() if folder.is_dir()]
    return sorted(folder for folder in folders if (folder / "document.yaml").is_file() or _any_text(folder))


def _any_text(folder: Path) -> bool:
    return any(_texts(folder, part) for part in ("", *PARTS))


def _texts(folder: Path, part: str = "") -> dict[str, Path]:
    # A text made in Word wins over the Markdown beside it.
    start = f"{part}." if part else ""
    candidates = (
        (language, folder / f"{start}{language}.{kind}") for language in LANGUAGES for kind in ("docx", "md")
    )
    texts: dict[str, Path] = {}
    for language, path in candidates:
        if path.is_file():
            texts.setdefault(language, path)
    return texts


def _collect(
    root: Path,
    origin: str,
    common: Mapping[str, Variable],
    found: dict[str, Template],
    problems: list[Finding],
) -> None:
    for folder in document_folders(root):
        if (folder / "document.yaml").is_file():
            template, trouble = load_template(folder, origin, common)
            problems += trouble
            if template is not None:
                found[template.slug] = template
        elif folder.name in found:
            found[folder.name] = _overlaid(found[folder.name], folder)
        elif origin == "workspace":
            problems.append(Finding(Severity.ERROR, "no_document_yaml", folder / "document.yaml", 0, {}))


def _overlaid(base: Template, folder: Path) -> Template:
    companions = {part: {**base.companions.get(part, {}), **_texts(folder, part)} for part in PARTS}
    return replace(
        base,
        sources={**base.sources, **_texts(folder)},
        path=folder,
        origin="workspace",
        companions=companions,
    )


def _titles(path: Path, spec: DocumentSpec, problems: list[Finding]) -> dict[str, str]:
    """Return the titles, those without one that does not render, which becomes a problem."""
    titles: dict[str, str] = {}
    for language, title in spec.titles.items():
        try:
            name = {"id": "", "name": ""}
            expand(title, language, {"user": user_forms("", language), "function": name, "sheet": name})
        except TemplateError as error:
            line = Places(path).line("titles")
            problems.append(Finding(Severity.ERROR, "jinja_syntax", path, line, {"problem": str(error)}))
        else:
            titles[str(language)] = title
    return titles


def load_template(
    folder: Path, origin: str, common: Mapping[str, Variable]
) -> tuple[Template | None, list[Finding]]:
    """Read one document folder; return the template (None when its yaml is broken) and the findings."""
    path = folder / "document.yaml"
    spec, problems = read_model(path, DocumentSpec)
    if spec is None:
        return None, problems
    if spec.slug != folder.name:
        problems.append(
            Finding(Severity.ERROR, "slug_differs", path, 1, {"slug": spec.slug, "folder": folder.name})
        )
    unknown = [name for name in spec.uses if name not in common]
    problems += [
        Finding(Severity.ERROR, "unknown_common_variable", path, Places(path).line("uses"), {"name": name})
        for name in unknown
    ]
    own = frozenset(variable.name for variable in spec.variables)
    shared = tuple(common[name] for name in spec.uses if name in common and name not in own)
    return (
        Template(
            slug=spec.slug,
            kind=spec.kind,
            titles=_titles(path, spec, problems),
            serves=spec.serves,
            variables=spec.variables + shared,
            own=own,
            sources=_texts(folder),
            review_months=spec.review_months,
            approver=spec.approver,
            service_kinds=tuple(spec.service_kinds),
            path=folder,
            origin=origin,
            law=spec.law,
            per=spec.per,
            data=spec.data,
            instances={
                ref: {str(lang): name for lang, name in names.items()}
                for ref, names in spec.instances.items()
            },
            one_page=spec.one_page,
            companions={part: _texts(folder, part) for part in PARTS},
            easy_titles={str(language): title for language, title in spec.easy_titles.items()},
        ),
        problems,
    )
