"""What was noticed while a file of LimeSurvey was read or written, with the place of each."""

from __future__ import annotations

from collections import Counter

from regiowerk.listen.questionnaires.documents.limesurvey.survey import Place
from regiowerk.listen.questionnaires.domain.linting import Finding, Level


class Found:
    """Collects findings in the order in which they are made, each once."""

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self.kept_settings: Counter[str] = Counter()  # that change no answer, by their name

    def error(self, kind: str, place: Place, column: str = "", **values: str) -> None:
        self._add(Level.ERROR, kind, place, column, values)

    def warn(self, kind: str, place: Place, column: str = "", **values: str) -> None:
        self._add(Level.WARNING, kind, place, column, values)

    def note(self, kind: str, place: Place, column: str = "", **values: str) -> None:
        self._add(Level.NOTE, kind, place, column, values)

    def all(self) -> tuple[Finding, ...]:
        return tuple(self._found)

    def _add(
        self, level: Level, kind: str, place: Place, column: str, values: dict[str, str]
    ) -> None:
        short = {name: value[:500] for name, value in values.items()}
        finding = Finding(level, kind, place.sheet, place.row, column, short)
        if finding not in self._found:
            self._found.append(finding)
