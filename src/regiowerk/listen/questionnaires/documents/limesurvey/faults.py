"""Why a file cannot be read at all."""

from __future__ import annotations


class UnreadableFileError(ValueError):
    """No file of LimeSurvey, or one that is not safe to read; `kind` names the finding."""

    def __init__(self, kind: str, row: int | None = None, **values: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.row = row
        self.values = values
