"""Bring a sample so far that every page has something to show: an auditor, a pack, reports, a draft handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from datetime import date

    from tests.web.conftest import Browser, Site

AUDITOR = "ruth"
PASSWORD = "seventeen grey herons"
DOCUMENT = "complaints-procedure"


def add_auditor(site: Site, until: date) -> None:
    """Write an external auditor into qms.toml and give her an account with PASSWORD."""
    from qms.people.accounts import set_account
    from qms.workspace.workspace import Workspace

    settings = site.root / "qms.toml"
    person = f'\n[[people]]\nid = "{AUDITOR}"\nname = "Ruth Kavanagh"\nroles = ["external_auditor"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + person, encoding="utf-8")
    workspace = Workspace(site.root, site.person("quality_coordinator"))
    try:
        person_of = next(p for p in workspace.settings.people if p.id == AUDITOR)
        set_account(workspace.state, workspace.actor.id, person_of, password=PASSWORD, valid_until=until)
    finally:
        workspace.close()


def furnish(site: Site) -> list[str]:
    """Do what fills the pages and return the addresses that are only reached by forms."""
    from datetime import date

    as_coordinator = ("--as", site.person("quality_coordinator"))
    add_auditor(site, date(2026, 12, 31))
    site.qms.run(
        *as_coordinator, "user", "release", AUDITOR, *("--indicator=26", "--indicator=2", "--indicator=66")
    )
    every = site.qms.json("evidence", "list")["evidence"]
    seen = [one for one in every if one["path"].lower().endswith((".pdf", ".jpg", ".png"))]
    for one in seen:
        site.qms.run(*as_coordinator, "user", "release", AUDITOR, one["path"], code=None)
    slug = next(d["slug"] for d in site.qms.json("document", "list")["documents"] if d["in_force"])
    site.qms.run(*as_coordinator, "user", "release", AUDITOR, "--document", slug)
    site.qms.run(*as_coordinator, "document", "submit", DOCUMENT, code=None)
    coordinator = site.client()
    starts = [f"/evidence/{one['id']}" for one in seen if not one["problem"]][:2]
    starts += ["/", "/login", "/jobs", "/search?q=plan", "/indicators?ref=26"]
    starts += _made(site, coordinator)
    starts += [f"/documents/{DOCUMENT}/{form}" for form in ("approve", "send-back", "tried?part=easy")]
    starts += [f"/documents/{slug}/{form}" for form in ("revise", "withdraw")]
    starts += [f"/indicators/{ref}/{page}" for ref in ("26", "27") for page in ("add?q=plan", "suggestions")]
    suspect = site.qms.json("review")["suspect"][0]["path"]
    ident = next(one["id"] for one in site.qms.json("evidence", "list")["evidence"] if one["path"] == suspect)
    starts += [f"/evidence/{ident}", f"/evidence/{ident}/changes", *_kinds_of_files(site)]
    return [*starts, f"/documents/{DOCUMENT}/interview"]


def _kinds_of_files(site: Site) -> list[str]:
    """Return the page of one file of each ending."""
    found = {
        one["path"].rpartition(".")[2]: one["id"] for one in site.qms.json("evidence", "list")["evidence"]
    }
    return [f"/evidence/{ident}" for ident in found.values()]


def _made(site: Site, coordinator: Browser) -> list[str]:
    """Make a pack, reports, a check, a sample and a report of staff; return where they are."""
    starts = []
    for address, form in (
        ("/packs/make", {"language": "en", "unchecked": "on_site"}),
        ("/packs/report", {"kind": "coverage", "format": ".xlsx"}),
        ("/registers/results/report", {"year": "2025"}),
        ("/settings/health", {}),
    ):
        answer = coordinator.raw("POST", address, None, data=coordinator.with_token(form))
        assert answer.status_code in {302, 303}, (address, answer.status_code)
        starts.append(answer.headers["Location"])
        site.server.jobs.wait(60)
    jobs = site.server.jobs.all()
    starts += [job.address for job in jobs if job.address] + [f"/jobs/{job.id}.json" for job in jobs[:1]]
    audit = site.qms.json("audit", "list")["audits"][0]["name"]
    drawn = coordinator.raw(
        "POST", f"/audits/{quote(audit)}/sample", None, data=coordinator.with_token({"size": "5"})
    )
    starts.append(drawn.headers["Location"])
    told = {"text": "A lamp at the entrance would help in the dark months.", "topic": "", "unit": ""}
    site.client("staff").post("/me/report/proposal", told, 200)
    site.client("staff").post("/me/today", {"text": "We tried the new lift together."}, 200)
    return starts
