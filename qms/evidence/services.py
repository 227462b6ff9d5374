"""Check service ids against the services in scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.model.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.workspace.workspace import Workspace


class UnknownService(UsageProblem):
    """Refuse a service that `qms.toml` does not have."""

    code = "unknown_service"
    hint = "hint_services"


def check_services(workspace: Workspace, services: Sequence[str]) -> None:
    """Refuse ids that are not in `qms.toml`; raises UnknownService."""
    known = workspace.settings.service_ids
    for service in services:
        if service not in known:
            raise UnknownService(service=service, known=list(known))
