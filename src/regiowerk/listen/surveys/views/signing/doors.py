"""Who comes in where answers are handed in, signed, and looked at afterwards."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.models import Link, SignOff, Submission


def coordinator(answering: Answering) -> None:
    """Whoever coordinates, and the office where it typed what came on paper."""
    if not answering.may_coordinate and not answering.is_office:
        raise PermissionDenied


def own_people(answering: Answering) -> None:
    """Whoever coordinates or signs for the organisation; departments have their own section."""
    if not answering.may_coordinate and not answering.may_sign:
        raise PermissionDenied


def signer(answering: Answering) -> None:
    """Whoever signs for the organisation, by mandate."""
    if not answering.may_sign:
        raise PermissionDenied


def department(answering: Answering, section: str) -> Link:
    """Whoever was given a section by a personal link; nobody else speaks for the department."""
    link = answering.link
    if link is None or link.purpose != Link.Purpose.SECTION or link.section != section:
        raise PermissionDenied
    return link


def submission_of(answering: Answering, number: int | None = None) -> Submission:
    """A submission of the organisation by its number, else the last one."""
    own_people(answering)
    submissions = answering.participation.submissions.select_related("version").order_by("-number")
    if number is not None:
        submissions = submissions.filter(number=number)
    submission = submissions.first()
    if submission is None:
        raise Http404
    submission.participation = answering.participation
    return submission


def sign_offs_of(submission: Submission) -> list[SignOff]:
    """Who agreed to it, departments before the head."""
    return list(submission.sign_offs.order_by("signed_at", "pk"))


def signs_signed_in(request: Request, answering: Answering) -> bool:
    """Whether somebody signs by being signed in and not by a link."""
    return answering.may_sign and answering.link is None and request.user.is_authenticated
