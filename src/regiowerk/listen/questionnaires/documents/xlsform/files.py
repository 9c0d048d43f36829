"""The files with lists that come along with a workbook, and which of them the rows name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from regiowerk.listen.questionnaires.documents.xlsform.lists import list_from_file
from regiowerk.listen.questionnaires.domain.instrument import Choice, Instrument, Question, walk
from regiowerk.listen.questionnaires.domain.linting import Findings, Place

_NAMED = re.compile(r"""(?:pulldata|instance|search)\(\s*['"]([^'"]+)['"]""")


class ListFiles:
    """Reads each file at most once; what is missing or not used is told."""

    def __init__(self, attachments: Mapping[str, bytes], language: str, found: Findings) -> None:
        self._attachments, self._language, self._found = attachments, language, found
        self._asked_for: set[str] = set()
        self.lists: dict[str, tuple[Choice, ...]] = {}

    def load(self, name: str, parameters: Mapping[str, str], missing: Callable[[], None]) -> None:
        """Take the list of a file over; `missing` is called when the file did not come along."""
        if name in self._asked_for:
            return
        self._asked_for.add(name)
        if name not in self._attachments:
            missing()
            return
        content = self._attachments[name]
        choices = list_from_file(content, name, parameters, self._language, self._found)
        if choices is not None:
            self.lists[name] = choices

    def load_named_by(self, instrument: Instrument) -> None:
        """Take over the files that expressions name; tell of those nobody names."""
        texts = [text for placed in walk(instrument) for text in _texts(placed.item)]
        stems = {name for text in texts for name in _NAMED.findall(text)}
        for file in self._attachments:
            if file.removesuffix(".csv") in stems:
                self.load(file, {}, lambda: None)
            elif file not in self._asked_for:
                self._found.note("attachment-not-used", Place(file), name=file)


def _texts(item: object) -> tuple[str, ...]:
    if not isinstance(item, Question):
        return (str(getattr(item, "relevant", "")),)
    rules = (item.relevant, item.required, item.constraint, item.calculation, item.default)
    return (*rules, item.choice_filter, item.appearance)
