"""Hold the sentences of watching the evidence folder."""

from __future__ import annotations

WATCH: dict[str, str] = {
    "watch_busy": "Process {holder} already watches this workspace.",
    "hint_watch_busy": "One watcher is enough. All other commands, qms sync among them, work beside it.",
    "watch_native": "Watching {folder}. Changes are noticed as they happen.",
    "watch_polling_network": "Watching {folder}. It is on a network share ({share}), so it is looked at every {seconds} seconds.",
    "watch_polling_limit": "Watching {folder}. The system refuses to watch that many folders, so they are looked at every {seconds} seconds.",
    "watch_polling_asked": "Watching {folder}. It is looked at every {seconds} seconds, as you asked.",
    "watch_polling_unavailable": "Watching {folder}. This system does not tell of changes, so it is looked at every {seconds} seconds.",
    "hint_watch_limit": "Whoever looks after the machine can raise the limit: fs.inotify.max_user_watches.",
    "hint_watch_stop": "Ctrl-C ends it.",
    "watch_back": "The evidence folder is there again.",
    "watch_recovered": "It works again.",
    "watch_beat": "Still watching. Last pass: {last_pass}. Still being written: {waiting}. Cannot be searched: {count}.",
    "watch_recognised": "Scanned pages recognised: {pages}. Files that can be searched now: {files}.",
    "watch_stopped": "Watching has ended.",
    # The line of a terminal
    "watch_state_starting": "Starting",
    "watch_state_idle": "In step",
    "watch_state_waiting": "Still being written: {waiting}",
    "watch_state_passing": "Reading: {done}",
    "watch_state_recognising": "Scanned pages: {pages}",
    "watch_state_gone": "The folder is not there",
    "watch_state_trouble": "Held up by an error",
    "watch_part_last": "last pass {at}",
    "watch_part_unreadable": "not searchable {count}",
    "watch_part_pages": "scanned pages waiting {pages}",
    "watch_part_rescan": "next rescan in {left}",
    # qms doctor
    "watcher_runs": "Process {pid} watches the evidence folder; last pass: {at}.",
    "watcher_troubled": "Process {pid} watches the evidence folder but is held up; last pass: {at}.",
}
