"""Results are prepared, looked at and made known; once known they stay as they are."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import SYSTEM, Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.codes.actions import keep_codebook
from regiowerk.listen.surveys.actions.waves import tell_wave
from regiowerk.listen.surveys.models import Release, ReleaseMember, Wave
from regiowerk.listen.surveys.queries.evaluation.drafting import Draft
from regiowerk.listen.surveys.queries.exports.reading import handed_in

DEEDS: Sentences = {
    "wave.release_prepared": _("%(who)s prepares the results of %(what)s."),
    "wave.release_drafted": _("The results of %(what)s are ready to be looked at."),
    "wave.release_refused": _(
        "The results of %(what)s must not be published yet: they differ from earlier ones by too few."
    ),
    "wave.questions_left_out": _("%(who)s leaves questions out of the results of %(what)s."),
    "wave.crossing_chosen": _("%(who)s adds a cross table to the results of %(what)s."),
    "wave.crossing_dropped": _("%(who)s takes a cross table out of the results of %(what)s."),
    "wave.release_failed": _("The results of %(what)s could not be prepared."),
    "wave.release_removed": _("%(who)s removed a draft of the results of %(what)s."),
    "wave.results_released": _("%(who)s published the results of %(what)s."),
}


MOST_CROSSINGS = 12


class TooManyCrossingsError(Exception):
    """More cross tables than can be protected together in reasonable time."""

    def __str__(self) -> str:
        words = {"most": MOST_CROSSINGS}
        return str(_("A release has %(most)d cross tables at most. Please take one out.") % words)


class NothingHandedInError(Exception):
    """Results of nobody."""

    def __str__(self) -> str:
        return str(_("Nobody has handed in yet, so there is nothing to evaluate."))


class NotADraftError(Exception):
    """Something that is not waiting to be published."""

    def __str__(self) -> str:
        return str(_("This is not a draft any more. Please load the page anew."))


class DisclosingError(Exception):
    """A release that would give away what single organisations answered."""

    def __str__(self) -> str:
        return str(
            _(
                "These results differ from earlier ones by so few organisations that their answers "
                "could be worked out. Please wait until more have handed in."
            )
        )


@transaction.atomic
def prepare_release(*, wave: Wave, audience: str, note: str, by: Actor, at: datetime) -> Release:
    """Begin a draft of the results; a background task counts.  An older draft is replaced.

    It has the cross tables of the one before.
    """
    Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
    if not handed_in(wave).exists():
        raise NothingHandedInError
    before = wave.releases.order_by("-number").values_list("crossings", flat=True).first()
    wave.releases.exclude(state=Release.State.RELEASED).delete()
    last = wave.releases.aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        wave=wave,
        number=last + 1,
        audience=audience,
        note=note,
        snapshot=b"",
        crossings=before or "",
        asked_at=at,
        asked_by=by.label[:200],
    )
    tell_wave("wave.release_prepared", wave, by, at)
    return release


@transaction.atomic
def keep_draft(*, release: Release, draft: Draft, at: datetime) -> None:
    """What was counted, with whose submissions; nobody but the office sees it yet."""
    release.state = Release.State.DRAFT
    release.content, release.content_hash = draft.content, draft.content_hash
    release.register, release.snapshot = draft.register_text, draft.snapshot
    release.against = json.dumps([asdict(one) for one in draft.against]) if draft.against else ""
    release.save(
        update_fields=["state", "content", "content_hash", "register", "snapshot", "against"]
    )
    release.members.all().delete()
    ReleaseMember.objects.bulk_create(
        ReleaseMember(release=release, submission=one, content_hash=one.content_hash)
        for one in draft.members
    )
    if draft.codebook is not None:
        wave = release.wave
        note = _("results of %(survey)s, %(wave)s")
        keep_codebook(
            process=wave.survey.process,
            record=draft.codebook,
            note=str(note % {"survey": wave.survey.title, "wave": wave.label}),
            by=SYSTEM,
            at=at,
        )
    deed = "wave.release_refused" if release.against else "wave.release_drafted"
    tell_wave(deed, release.wave, SYSTEM, at)


@transaction.atomic
def leave_out_questions(*, release: Release, by: Actor, at: datetime) -> None:
    """Count anew without the questions that stand against publishing; they stay as they were."""
    held = _hold_draft(release)
    named = [one["question"] for one in json.loads(held.against or "[]")]
    held.left_out = "\n".join(dict.fromkeys([*held.questions_left_out, *named]))
    held.state = Release.State.PREPARING
    held.save(update_fields=["left_out", "state"])
    tell_wave("wave.questions_left_out", release.wave, by, at)


@transaction.atomic
def choose_release_crossing(
    *, release: Release, question: str, other: str, by: Actor, at: datetime
) -> None:
    """Break a question told in totals only down by the answers to another one; count anew."""
    held = _hold_draft(release)
    chosen = dict.fromkeys([*held.crossings_chosen, (question, other)])
    if len(chosen) > MOST_CROSSINGS:
        raise TooManyCrossingsError
    _cross(held, list(chosen))
    tell_wave("wave.crossing_chosen", release.wave, by, at)


@transaction.atomic
def drop_release_crossing(
    *, release: Release, question: str, other: str, by: Actor, at: datetime
) -> None:
    """Take a cross table out of a draft; count anew."""
    held = _hold_draft(release)
    _cross(held, [one for one in held.crossings_chosen if one != (question, other)])
    tell_wave("wave.crossing_dropped", release.wave, by, at)


def _hold_draft(release: Release) -> Release:
    held = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if held.state != Release.State.DRAFT:
        raise NotADraftError
    return held


def _cross(held: Release, chosen: list[tuple[str, str]]) -> None:
    held.crossings = "\n".join(" ".join(pair) for pair in chosen)
    held.state = Release.State.PREPARING
    held.save(update_fields=["crossings", "state"])


@transaction.atomic
def give_up_draft(*, release: Release, problem: str, at: datetime) -> None:
    """Say that results could not be counted, and why."""
    release.state, release.problem = Release.State.FAILED, problem[:300]
    release.save(update_fields=["state", "problem"])
    tell_wave("wave.release_failed", release.wave, SYSTEM, at)


@transaction.atomic
def release_results(*, release: Release, by: Actor, at: datetime) -> None:
    """Make results known to their audience; from now on they never change."""
    held = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if held.state != Release.State.DRAFT:
        raise NotADraftError
    if held.against:
        raise DisclosingError
    held.state, held.released_at, held.released_by = Release.State.RELEASED, at, by.label[:200]
    held.save(update_fields=["state", "released_at", "released_by"])
    tell_wave("wave.results_released", release.wave, by, at)


@transaction.atomic
def remove_release_draft(*, release: Release, by: Actor, at: datetime) -> None:
    """Throw a draft away; what is published stays."""
    held = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if held.state == Release.State.RELEASED:
        raise NotADraftError
    held.delete()
    tell_wave("wave.release_removed", release.wave, by, at)
