"""List every command with its module and its one-line help, so that --help imports nothing."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Make a workspace."),
    "sync": ("sync", "Bring evidence, documents and index in step once."),
    "watch": ("watch", "Follow the evidence folder and keep everything in step."),
    "search": ("search", "Search the text of the evidence."),
    "evidence": ("evidence", "Look at the evidence register and keep it."),
    "link": ("link", "Link a file to the indicators that it proves."),
    "unlink": ("link", "Remove links between a file and indicators."),
    "review": ("link", "Look at suspect links and confirm them."),
    "indicator": ("indicator", "Show or set one indicator."),
    "coverage": ("coverage", "Show the coverage map."),
    "gaps": ("coverage", "Show what is missing, why, and what to do next."),
    "register": ("register", "Keep registers in spreadsheets."),
    "results": ("results", "Measure results and show them."),
    "survey": ("survey", "Print, count and report surveys."),
    "audit": ("audit", "Prepare audits."),
    "template": ("template", "Look at the template library."),
    "document": ("document", "Draft documents and keep them under control."),
    "framework": ("framework", "Look at the standard."),
    "log": ("keep", "Show who did what and when."),
    "check": ("keep", "Verify the state, fingerprints, index and templates."),
    "doctor": ("keep", "Tell what is installed and what is wrong."),
    "export": ("keep", "Write all decisions as text, with their bytes."),
    "import": ("keep", "Restore a workspace from an export."),
    "backup": ("keep", "Write a backup of the workspace."),
    "restore": ("keep", "Restore a workspace from a backup."),
}
