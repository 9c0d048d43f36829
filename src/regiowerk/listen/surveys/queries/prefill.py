"""What an organisation answered last time, for questions that want to start with it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from regiowerk.listen.questionnaires.domain.answers import Field, Value, from_json
from regiowerk.listen.questionnaires.domain.instrument import Prefill, Question, questions
from regiowerk.listen.surveys.models import Participation, Submission
from regiowerk.listen.surveys.queries.versions import instrument_of


def answers_of_last_wave(participation: Participation) -> dict[Field, Value]:
    """First answers from the last submission of an earlier wave of the same survey.

    A question is known by its indicator, else by its path; answers in rows are not carried over,
    because this wave has no rows yet.
    """
    wanted = {
        placed.path: placed.item
        for placed in questions(instrument_of(participation.version)).values()
        if isinstance(placed.item, Question)
        and placed.item.prefill is Prefill.LAST_WAVE
        and not placed.repeats
    }
    last = _last_submission(participation) if wanted else None
    if last is None:
        return {}
    by_indicator, by_path = _said(last)
    found: dict[Field, Value] = {}
    for path, question in wanted.items():
        said = by_indicator.get(question.indicator) if question.indicator else None
        said = by_path.get(path) if said is None else said
        if said is not None and (value := _value(question, said)) is not None:
            found[Field(path)] = value
    return found


def _last_submission(participation: Participation) -> Submission | None:
    wave = participation.wave
    return (
        Submission.objects.filter(
            participation__organisation=participation.organisation_id,
            participation__wave__survey=wave.survey_id,
            participation__wave__number__lt=wave.number,
        )
        .select_related("version")
        .order_by("-participation__wave__number", "-number")
        .first()
    )


def _said(submission: Submission) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """The answers outside of rows, by the indicator they had then and by path."""
    content = json.loads(submission.content)
    by_path = {
        answer["path"]: answer["value"] for answer in content["answers"] if not answer["rows"]
    }
    by_indicator = {
        placed.item.indicator: by_path[path]
        for path, placed in questions(instrument_of(submission.version)).items()
        if isinstance(placed.item, Question) and placed.item.indicator and path in by_path
    }
    return by_indicator, by_path


def _value(question: Question, said: object) -> Value:
    """The old answer, if the question of today can have it."""
    try:
        return from_json(question.kind, said)
    except ValueError:
        return None
