"""Hold the sentences of audits: samples that are drawn."""

from __future__ import annotations

AUDIT: dict[str, str] = {
    "nothing_to_draw": "The register of plans has no active plan to draw from.",
    "hint_register_plans": "Keep the register of plans: qms register template plans writes it; then run qms sync.",
    "sample_drawn": "Drawn: {drawn} of {of} active plans on {day}. Service: {service}",
    "sample_seed": "Seed: {seed}. The same seed on the same register draws the same plans again; it is in the trail (qms log).",
    "log_audit_sample": "sample drawn",
    "column_code": "Code",
    "column_plan_made": "Plan made",
    "column_evaluated": "Evaluated",
    "column_where": "Where",
    "place_row": "{sheet}, row {row}",
    "place_entry": "entry made in the program",
    "service_all": "all services",
}
