"""Print evidence for people: the facts of a file with where they were found, what cannot be searched and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say, shown, word
from qms.reports.periods import short_period
from qms.reports.tables import print_facts, print_table, print_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.model.evidence import Pin

Row = dict[str, Any]
NUMBERED = {"page", "slide"}
"""Units whose number a person can turn to; in other files the heading is the place."""


def print_rows(rows: Sequence[Row], empty: str) -> None:
    """Print the register, a line for each file; the sentence of `empty` where there is none."""
    if not rows:
        print_text(say(empty))
        return
    table = [
        [
            r["path"],
            short_period(r["evidence_date"]),
            ", ".join(r["indicators"]) or "–",
            word(r["problem"]) if r["problem"] else say(f"status_{r['status']}"),
        ]
        for r in rows
    ]
    heads = ["column_file", "column_date", "column_indicators", "column_status"]
    print_table([say(h) for h in heads], table, wide=0)


def print_unreadable(rows: Sequence[Row], *, able: bool) -> None:
    """Print what cannot be searched with the reason in words, then what to do; `able`: Tesseract is there."""
    if not rows:
        print_text(say("none_unreadable"))
        return
    print_table([say("column_file"), say("column_why")], [[r["path"], why(r)] for r in rows], wide=0)
    helps = [f"help_{code}" for code in dict.fromkeys(_cause(r, able=able) for r in rows)]
    for code in helps:
        print_text("")
        print_text(say(code), style="dim")


def why(row: Mapping[str, Any]) -> str:
    """Return in words why a file, or some of its pages, cannot be searched."""
    if row["waiting_pages"]:
        whole = row["problem"] == "no_text"
        return say("why_waiting" if whole else "why_partly_waiting", {"count": row["waiting_pages"]})
    if row["problem"] == "no_text" and "ocr" in (row["reader"] or ""):
        return say("why_nothing_recognised")
    return say(f"why_{row['problem']}")


def _cause(row: Mapping[str, Any], *, able: bool) -> str:
    if row["waiting_pages"]:
        return "waiting" if able else "no_tesseract"
    return str(row["problem"])


def print_newer(pairs: Iterable[Mapping[str, Any]]) -> None:
    """Print pairs of a linked file and what may be a newer version of it."""
    for pair in pairs:
        print_text(pair["path"], style="bold")
        facts = {
            "path": pair["of"]["path"],
            "share": round(pair["likeness"] * 100),
            "refs": pair["indicators"],
        }
        print_text(say("newer_of", facts), indent=3)


def print_one(data: Row, people: Mapping[str, str]) -> None:
    """Print one evidence: facts with where they were found, places, links; `people` are names by id."""
    print_text(data["path"], style="bold")
    print_facts(_facts(data))
    kept = [word(k) for k in data["kinds"]]
    kept += [say(f"fact_{name}") for name in ("personal_data", "living") if data[name]]
    kept += [
        say(f"fact_{name}", {"date": data[name]}) for name in ("keep_until", "valid_until") if data[name]
    ]
    if kept:
        print_text("  ".join(kept))
    places = [
        [_unit_text(p["unit"], p["number"]), part_text(p["label"]) if p["unit"] == "part" else p["label"]]
        for p in data["places"]
    ]
    seen: list[list[str]] = []
    for place in places:
        if place not in seen:
            seen.append(place)
    if seen:
        print_table([say("column_place"), ""], seen, wide=1)
    for link in data["links"]:
        _print_link(link, people)


def _facts(data: Row) -> list[tuple[str, str]]:
    facts = [("Id", data["id"]), (say("fact_title"), _found(data["title"], data["title_source"]))]
    if data["author"]:
        facts.append((say("fact_author"), _found(data["author"], data["author_source"])))
    facts.append((say("column_date"), _date(data)))
    facts += [
        (say(f"fact_{name}"), _found(str(data[name])[:10], "properties"))
        for name in ("created", "modified")
        if data[name]
    ]
    if data["language"]:
        facts.append((say("fact_language"), _found(word(data["language"]), data["language_source"])))
    status = say(f"status_{data['status']}")
    unsearchable = data["problem"] or data["waiting_pages"]
    facts.append((say("column_status"), f"{status}; {why(data)}" if unsearchable else status))
    return facts


def _found(value: str, source: str | None) -> str:
    return f"{value}  ({say(f'found_{source}')})" if source else value


def _date(data: Row) -> str:
    if not data["evidence_date"]:
        return "–"
    place, shown_date = data["date_place"], short_period(data["evidence_date"])
    if place is None or data["date_source"] != "content":
        return _found(shown_date, data["date_source"])
    where = place_text(place["unit"], place["number"], place["label"])

    quoted = say("found_words", {"words": place["words"]})
    return f"{shown_date}  ({', '.join(part for part in (quoted, where) if part)})"


def place_text(unit: str, number: int, label: str) -> str:
    """Return where a passage stands: page or slide with its number, else the heading or the name of the sheet."""
    return _unit_text(unit, number) if unit in NUMBERED else label


def part_text(label: str) -> str:
    """Return the name of a part of a file that is no page, such as its notes or the fields of its form."""
    return word("form_fields" if label == "form" else label)


def pin_text(pin: Pin) -> str:
    """Return where a chosen passage stands, nothing where its file has no places."""
    return place_text(pin.unit, pin.number or 0, pin.label) or (
        f"{word(pin.unit)} {pin.page}" if pin.page else ""
    )


def _unit_text(unit: str, number: int) -> str:
    return say(f"at_{unit}", {"number": number}) if unit in NUMBERED else word(unit)


def without_heading(snippet: Sequence[tuple[str, bool]], label: str) -> Sequence[tuple[str, bool]]:
    """Return a snippet without the heading at its beginning, where that is the place already named."""
    heading = label.rpartition(" > ")[2]
    shown_text = "".join(text for text, _ in snippet)
    if not heading or not shown_text.startswith(heading) or shown_text.strip() == heading:
        return snippet
    left, kept = len(heading), []
    for text, is_match in snippet:
        if len(text) > left:
            kept.append((text[left:].lstrip() if left else text, is_match))
        left = max(0, left - len(text))
    return kept


def _print_link(link: Mapping[str, Any], people: Mapping[str, str]) -> None:
    kinds = ", ".join(shown(k) for k in link["kinds"])
    who = people.get(link["confirmed_by"] or "", link["confirmed_by"])
    line = f"{link['framework']}:{link['indicator']}  {kinds}  {who} {link['confirmed_on']}"
    print_text(line + (f"  {word('suspect')}" if link["suspect"] else ""))
    for pin in link["pins"]:
        place = place_text(pin["unit"], pin["number"], pin["label"]) or word(pin["unit"])
        quoted = say("pin_quote", {"words": pin["quote"]})
        print_text(f"{place}: {quoted}" if pin["quote"] else place, indent=3)
