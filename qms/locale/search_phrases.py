"""Hold the sentences of searching: wrong queries, did-you-mean, places of hits."""

from __future__ import annotations

SEARCH: dict[str, str] = {
    "search_did_you_mean": "Did you mean: {query}",
    "search_more": "Files not shown: {count}. --limit {limit} shows them.",
    "search_near": "With only some of the words:",
    "query_bad_span": "nothing lies after {since} and before {until}",
    "search_scans_wait": "Scanned pages that wait for text recognition were not searched: {count}. qms sync goes on with them.",
    "index_made_anew": "The search index is not there, old or damaged; it is being made anew, which takes a moment.",
    "hint_literal": "To look for the words themselves, put them in quotes: {literal}",
    "query_unknown_name": "there is no “{name}:”; did you mean “{similar}:”?",
    "query_no_value": "nothing follows “{name}:”",
    "query_bad_indicator": "there is no indicator “{value}”; there are {first} to {last}, and ranges such as 26-29",
    "query_bad_framework": "this workspace has no standard “{value}”",
    "query_bad_principle": "there is no principle “{value}”; there are {choices}",
    "query_bad_kind": "there is no kind of evidence “{value}”; there are {kind}",
    "query_bad_type": "no file has the format “{value}”; there are {choices}",
    "query_bad_language": "no text is in the language “{value}”; there are {choices}",
    "query_bad_service": "there is no service “{value}”; there are {choices}",
    "query_no_services": "there is no service “{value}”; qms.toml names none",
    "query_bad_date": "“{value}” is no date; write 2025, 2025-01, 2025-01-15, 15.01.2025 or 2025Q1",
}
