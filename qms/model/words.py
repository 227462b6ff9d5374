"""Name the tokens of the system: evidence kinds, states, statuses, problems and rhythms (design section 5)."""

from __future__ import annotations

from enum import StrEnum


class EvidenceKind(StrEnum):
    """Say what a piece of evidence proves."""

    DOCUMENT = "document"
    RECORD = "record"
    RESULT = "result"
    AWARENESS = "awareness"
    VOICE = "voice"
    OBSERVATION = "observation"


class State(StrEnum):
    """Say how well a need or an indicator is covered by current evidence."""

    COVERED = "covered"
    PARTIAL = "partial"
    SUSPECT = "suspect"
    EXPIRED = "expired"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class EvidenceStatus(StrEnum):
    """Say whether the bytes of an evidence are where they were last seen."""

    PRESENT = "present"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class Problem(StrEnum):
    """Say why the text of a file could not be read."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"


class DocumentStatus(StrEnum):
    """Say where a controlled document stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Rhythm(StrEnum):
    """Say how often an indicator has to be proven."""

    STANDING = "standing"
    CONTINUOUS = "continuous"
    YEARLY = "yearly"


class Lens(StrEnum):
    """Say which side of an indicator the linked evidence shows."""

    NONE = "none"
    APPROACH_ONLY = "approach_only"
    DEPLOYMENT = "deployment"
    RESULTS = "results"
