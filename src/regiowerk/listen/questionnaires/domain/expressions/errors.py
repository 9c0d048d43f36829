"""What can be wrong with an expression, as exceptions that carry a slug and its values."""

from __future__ import annotations


class ExpressionError(Exception):
    """An expression that cannot be read or compiled; `kind` is a slug, `position` counts from 0."""

    def __init__(self, kind: str, position: int | None = None, **values: str) -> None:
        super().__init__(kind, position, values)
        self.kind = kind
        self.position = position
        self.values = values

    def __str__(self) -> str:
        details = ", ".join(f"{name} {value}" for name, value in self.values.items())
        return f"{self.kind}: {details}" if details else self.kind


class EvaluationError(Exception):
    """A result that could not be computed within the budgets; `kind` is a slug."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind
