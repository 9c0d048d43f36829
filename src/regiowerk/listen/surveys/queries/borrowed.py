"""The answers of other sections that a section rests on, to be read and not changed."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys.queries.filling import Filling
from regiowerk.listen.surveys.queries.versions import known
from regiowerk.listen.surveys.queries.words import in_words, question_in_words


def borrowed_answers(filling: Filling, section: str) -> list[tuple[str, str]]:
    """Question and answer in words, those that are asked now."""
    found = []
    for path in known(filling.participation.version).borrowed[section]:
        question = filling.layout.questions[path]
        state = filling.sheet.state(Field(path))
        if state.is_relevant:
            words = (question, filling.instrument, filling.participation.language)
            found.append((question_in_words(*words), in_words(state.value, *words)))
    return found
