"""The linter of imports: what is wrong or doubtful in a file, found before anybody answers it."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.linting.findings import (
    NOWHERE,
    Finding,
    Findings,
    Level,
    Place,
    has_errors,
    ordered,
)

__all__ = ["NOWHERE", "Finding", "Findings", "Level", "Place", "has_errors", "ordered"]
