"""Define the exceptions that end a command, one class per cause.

QmsError (exit 1)
├── FileTrouble, Unforeseen, ChangedMeanwhile (exit 1)
├── UsageProblem (exit 2)
├── IntegrityDamage (exit 4)
└── Busy (exit 5)

Each carries a message code, parameters and an optional hint code, all turned into text at the edge.
"""

from __future__ import annotations

import os
from typing import Any, ClassVar


class QmsError(Exception):
    """End a command for a reason that the user can read; `code` and `hint` name translated sentences."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "failed"
    hint: ClassVar[str | None] = None

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code, params)
        self.params = params

    def hint_code(self) -> str | None:
        """Return the code of the hint, or None when there is nothing to advise."""
        return self.hint


class FileTrouble(QmsError):
    """Report a file that the system refuses to open or write; `path` and `why` are given."""

    code = "file_trouble"
    hint = "hint_permissions"


class Unforeseen(QmsError):
    """Report a defect of the program; `what` names the kind of error, never its content."""

    code = "unforeseen"
    hint = "hint_debug"


class UsageProblem(QmsError):
    """Refuse wrong usage of a command."""

    exit_code = 2
    code = "usage"


class IntegrityDamage(QmsError):
    """Report that stored state is damaged."""

    exit_code = 4
    code = "integrity_damage"
    hint = "hint_restore"


class Busy(QmsError):
    """Report that another process holds what this command needs."""

    exit_code = 5
    code = "busy"
    hint = "hint_wait"


class ChangedMeanwhile(QmsError):
    """Refuse an edit of something that somebody else changed since it was read."""

    code = "changed_meanwhile"
    hint = "hint_look_again"


def foreseen(error: Exception) -> QmsError:
    """Return an error with a sentence: a file that cannot be used, or a defect, where no room foresaw it."""
    if isinstance(error, QmsError):
        return error
    if isinstance(error, OSError) and error.filename is not None:
        trouble: QmsError = FileTrouble(path=os.fsdecode(error.filename), why=error.strerror or "")
    else:
        trouble = Unforeseen(what=type(error).__name__)
    trouble.__cause__ = error
    return trouble
