"""Why a file cannot be read at all."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.linting import NOWHERE, Place


class UnreadableFileError(ValueError):
    """No workbook, or one that is not safe to read; `kind` names the finding."""

    def __init__(self, kind: str, place: Place = NOWHERE, **values: str) -> None:
        super().__init__(kind)
        self.kind, self.place, self.values = kind, place, values
