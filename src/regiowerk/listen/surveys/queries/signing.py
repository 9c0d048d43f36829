"""What stands between the answers and a signature: who may sign, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.regions.models import Mandate
from regiowerk.listen.questionnaires.domain.instrument import SignOff as Needed
from regiowerk.listen.surveys.domain.progress import Count, Layout, counts_of
from regiowerk.listen.surveys.domain.signing import hidden
from regiowerk.listen.surveys.models import (
    Head,
    Link,
    Participation,
    Remark,
    SectionTask,
    SigningCode,
    SignOff,
)
from regiowerk.listen.surveys.queries.submissions import Draft


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """What is open before handing in; the first four stop it, the others are said."""

    missing: int = 0
    invalid: int = 0
    conflicts: int = 0
    unapproved: tuple[str, ...] = ()  # sections whose department has to agree
    unconfirmed: int = 0  # filled in beforehand, nobody said "still true"
    not_agreed: int = 0
    remarks: int = 0
    open_questions: int = 0  # asked, not required, without an answer

    @property
    def stops(self) -> bool:
        return bool(self.missing or self.invalid or self.conflicts or self.unapproved)


def open_points(draft: Draft) -> OpenPoints:
    """What is open in a draft, counted anew from its sheet."""
    participation, layout = draft.participation, draft.layout
    counts = sum(counts_of(draft.sheet, layout).values(), Count())
    open_remarks = Remark.objects.filter(participation=participation, closed_at__isnull=True)
    return OpenPoints(
        missing=counts.missing,
        invalid=counts.invalid,
        conflicts=draft.to_settle,
        unapproved=unapproved_sections(draft),
        unconfirmed=_unconfirmed(draft),
        not_agreed=len(draft.record["not_agreed"]),
        remarks=open_remarks.count(),
        open_questions=counts.asked - counts.answered - counts.missing,
    )


def _unconfirmed(draft: Draft) -> int:
    heads = Head.objects.filter(participation=draft.participation, is_unconfirmed=True)
    told = {(one["path"], "/".join(one["rows"])) for one in draft.record["answers"]}
    return sum(place in told for place in heads.values_list("path", "rows"))


def needs_department(layout: Layout, section: str) -> bool:
    """Whether a section has a question its department has to agree to."""
    return any(
        question.sign_off is Needed.DEPARTMENT and layout.section_of[path] == section
        for path, question in layout.questions.items()
    )


def unapproved_sections(draft: Draft) -> tuple[str, ...]:
    """Sections that were given to a department which has not agreed to what stands there now.

    A section nobody gave away needs no second agreement: in a small town hall whoever coordinates
    is the department, and the head signs for all.
    """
    asked = [name for name in draft.layout.sections if needs_department(draft.layout, name)]
    if not asked:
        return ()
    tasks = SectionTask.objects.filter(participation=draft.participation, section__in=asked)
    given = set(tasks.exclude(email="").values_list("section", flat=True))
    wanted = [name for name in asked if name in given]
    if not wanted:
        return ()
    agreed = {one.scope: one.content_hash for one in agreements(draft.participation)}
    return tuple(name for name in wanted if agreed.get(name) != draft.hash_of(name))


def agreements(participation: Participation) -> list[SignOff]:
    """What departments agreed to and nobody voided, the newest last."""
    return list(
        participation.sign_offs.filter(
            step=SignOff.Step.DEPARTMENT, voided_at__isnull=True
        ).order_by("signed_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody whose mandate it is to sign for the organisation."""

    mandate_id: int
    user_id: int
    name: str
    email: str

    @property
    def shown(self) -> str:
        """Name and hidden address, for those who hand in."""
        return f"{self.name} ({hidden(self.email)})"


def signatories(participation: Participation, at: datetime) -> list[Signatory]:
    """The heads of the organisation and their deputies, by their mandates in force."""
    mandates = (
        Mandate.objects.in_force(timezone.localdate(at))
        .filter(
            region=participation.wave.survey.process.region,
            organisation=participation.organisation,
            role=Role.HEAD,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("from_on", "pk")
    )
    return [Signatory(one.pk, one.user_id, one.user.name, one.user.email) for one in mandates]


def signatory_of(participation: Participation, link: Link, at: datetime) -> Signatory | None:
    """Whose mandate a link to sign rests on; None once the mandate has ended."""
    return next((one for one in signatories(participation, at) if one.email == link.email), None)


def is_own_mandate(signatories: list[Signatory], actor: Actor) -> bool:
    """Whether somebody who is signed in is one of those who sign."""
    return any(one.user_id == actor.user_id for one in signatories)


def last_code(link: Link) -> SigningCode | None:
    """The code sent last; earlier ones count no more."""
    return link.codes.order_by("-sent_at", "-pk").first()


def next_number(participation: Participation) -> int:
    """The number of the next submission."""
    highest: int | None = participation.submissions.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def points_in_words(points: OpenPoints, labels: dict[str, str]) -> list[str]:
    """What stops the handing in, one sentence each."""
    said = []
    if points.missing:
        said.append(
            ngettext(
                "One required answer is missing.",
                "%(number)d required answers are missing.",
                points.missing,
            )
            % {"number": points.missing}
        )
    if points.invalid:
        said.append(
            ngettext(
                "One answer needs to be looked at.",
                "%(number)d answers need to be looked at.",
                points.invalid,
            )
            % {"number": points.invalid}
        )
    if points.conflicts:
        said.append(
            ngettext(
                "One question has two answers; somebody has to choose.",
                "%(number)d questions have two answers; somebody has to choose.",
                points.conflicts,
            )
            % {"number": points.conflicts}
        )
    said += [
        _("The department has not agreed yet: %(section)s.") % {"section": labels.get(name, name)}
        for name in points.unapproved
    ]
    return said
