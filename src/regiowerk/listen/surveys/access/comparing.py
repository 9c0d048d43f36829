"""The doors to results beside others, and to one's own answers beside them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_member
from regiowerk.ground.process.permissions import may_read_process
from regiowerk.listen.surveys.access import audience_in, release_for_reader
from regiowerk.listen.surveys.models import Release, Submission
from regiowerk.listen.surveys.permissions import may_answer
from regiowerk.listen.surveys.queries.evaluation.results import SEEN_BY, Shown, comparable_with


def comparable_for_reader(actor: Actor, found: Shown) -> list[Release]:
    """Other published results of the survey, or of the same questionnaire, that somebody may read."""
    releases = comparable_with(found.release)
    seen = {
        process: audience_in(actor, process)
        for process in {one.wave.survey.process for one in releases}
        if may_read_process(actor, process)
    }
    return [
        one
        for one in releases
        if (audience := seen.get(one.wave.survey.process)) and one.audience in SEEN_BY[audience]
    ]


def own_part_for_member(
    actor: Actor, process_key: str, survey_key: str, number: int, release: int, organisation: str
) -> tuple[Shown, Submission]:
    """A release and what an organisation has in it, for its own people."""
    process_for_member(actor, process_key)
    found = release_for_reader(actor, process_key, survey_key, number, release)
    members = found.release.members.select_related(
        "submission__participation__organisation__district"
    )
    member = members.filter(submission__participation__organisation__key=organisation).first()
    if member is None:
        raise Http404
    member.submission.participation.wave = found.release.wave
    if not may_answer(actor, member.submission.participation):
        raise PermissionDenied
    return found, member.submission
