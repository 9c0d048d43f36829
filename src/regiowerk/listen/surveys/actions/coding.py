"""Passages of open answers are assigned to codes, and taken off them again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.codes.models import Code
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.domain.passages import Passage, trimmed
from regiowerk.listen.surveys.models import Coding, Submission
from regiowerk.listen.surveys.queries.coding import coder_number
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer

DEEDS: Sentences = {
    "coding.added": _("%(who)s coded an answer: %(what)s."),
    "coding.removed": _("%(who)s took a code off an answer: %(what)s."),
}


class NotAssignableError(Exception):
    """A code that only holds others together, or that was merged into another one."""

    def __str__(self) -> str:
        return str(_("Nothing is coded with this code. Please take one of those below it."))


@transaction.atomic
def code_answer(
    *,
    answer: OpenAnswer,
    passages: Iterable[Passage],
    codes: Iterable[Code],
    by: Actor,
    at: datetime,
) -> list[Coding]:
    """Assign passages to codes; what the same person has coded so already stays as it is.

    Raises PassageError for a passage that is not in the answer.
    """
    wanted = list(codes)
    if any(not code.is_assignable or code.merged_into_id for code in wanted):
        raise NotAssignableError
    Submission.objects.select_for_update(of=("self",)).get(pk=answer.submission.pk)
    name = (by.user_label or by.label)[:200]
    coder = coder_number(answer.participation.wave.survey.process, name)
    made = []
    for passage in (trimmed(answer.text, one) for one in passages):
        for code in wanted:
            coding, is_new = Coding.objects.get_or_create(
                submission=answer.submission,
                path=answer.field.path,
                rows=rows_text(answer.field.rows),
                start=passage.start,
                end=passage.end,
                code=code,
                coder=coder,
                defaults={"words": passage.of(answer.text), "coded_at": at, "coded_by": name},
            )
            made += [coding] if is_new else []
    if made:
        names = ", ".join(dict.fromkeys(coding.code.name for coding in made))
        tell("coding.added", answer.participation, _label(answer.organisation, names), by, at)
    return made


@transaction.atomic
def remove_coding(*, coding: Coding, by: Actor, at: datetime) -> None:
    """Take a code off a passage."""
    participation = coding.submission.participation
    label = _label(str(participation.organisation), coding.code.name)
    coding.delete()
    tell("coding.removed", participation, label, by, at)


def _label(organisation: str, codes: str) -> str:
    return f"{organisation} – {codes}"
