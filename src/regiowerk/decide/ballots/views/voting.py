"""A paper is filled in, looked over, handed in, and changed until the end."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.access import Seat
from regiowerk.decide.ballots.domain.rounds.marks import Flaw, Marks, flaws_of
from regiowerk.decide.ballots.domain.rounds.reconciling import Seen
from regiowerk.decide.ballots.domain.rounds.rulebook import Form
from regiowerk.decide.ballots.forms.rating import RatingForm, initial_of_rating
from regiowerk.decide.ballots.forms.voting import PaperForm, StepForm, initial_of
from regiowerk.decide.ballots.models import Draft, Option, Paper, Round
from regiowerk.decide.ballots.queries import papers
from regiowerk.decide.ballots.queries.bundles import Sheet, next_sheet, sheets_of
from regiowerk.decide.ballots.queries.doubts import doubts_of
from regiowerk.decide.ballots.queries.earlier import Earlier, earlier_of
from regiowerk.decide.ballots.queries.refusals import flaw_in_words
from regiowerk.decide.ballots.queries.rounds import excluded_for, marks_of, options_of
from regiowerk.decide.ballots.queries.scoring import seen_of
from regiowerk.decide.ballots.queries.words import rule_in_words
from regiowerk.ground.regions.middleware import Request

# No letters and digits that are taken for others when they are read aloud or copied by hand.
LETTERS = "ACDEFGHJKLMNPQRTUVWXY3479"
GROUPS, IN_A_GROUP = 3, 4

OVER = {Round.State.COUNTING, Round.State.CLOSED, Round.State.CANCELLED}

REFUSALS = (
    actions.NotOpenError,
    actions.WindowError,
    actions.NoMandateError,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything one sees at a ballot."""

    seat: Seat
    options: list[Option]  # those one may judge
    barred: list[tuple[Option, str]]  # the others, with the reason
    standing: Paper | None
    drafts: list[Draft]
    labels: dict[str, str] = field(default_factory=dict)
    earlier: Earlier | None = None
    sheets: list[Sheet] = field(default_factory=list)
    others: Seen = field(default_factory=Seen)

    @property
    def seen(self) -> int:
        return self.seat.voter.cast_number


def desk_of(seat: Seat) -> Desk:
    """The ballot with what was cast and prepared so far."""
    options = options_of(seat.round)
    excluded = excluded_for(options, seat.voter)
    return Desk(
        seat=seat,
        options=[one for one in options if one.key not in excluded],
        barred=[(one, _reason(one, seat)) for one in options if one.key in excluded],
        standing=papers.standing_paper(seat.voter),
        drafts=papers.drafts_of(seat.voter),
        labels=papers.labels_of(options),
        earlier=earlier_of(seat.round, seat.voter, options),
        sheets=sheets_of(seat.voter, seat.round),
        others=seen_of(seat.voter, seat.round, seat.rule, options),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: Request, seat: Seat) -> HttpResponse:
    """The paper, its review, and handing it in: one address, so that nothing is lost on the way."""
    desk = desk_of(seat)
    if is_shut(request, seat):
        return render(request, "ballots/voting/shut.html", shown(desk))
    if request.method != "POST":
        return paper_page(request, desk, _form(desk, _beginning(request, desk)))
    steps, form = StepForm(request.POST), _form(desk, None, request)
    if not steps.is_valid() or not form.is_valid():
        return paper_page(request, desk, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    marks, seen = form.marks(), steps.cleaned_data["seen"]
    match steps.cleaned_data["step"]:
        case "change":
            return paper_page(request, desk, _form(desk, marks))
        case "draft":
            return _keep(request, desk, marks)
        case "cast" if seat.may_cast:
            return _cast(request, desk, form, marks, seen)
    return _review(request, desk, form, marks, seen)


@require_safe
def receipt(request: Request, seat: Seat) -> HttpResponse:
    """What counts now, and the code by which it is found in the published list."""
    desk = desk_of(seat)
    return render(request, "ballots/voting/receipt.html", shown(desk))


def new_receipt() -> str:
    """A code nobody guesses: three groups of four."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def shown(desk: Desk) -> dict[str, object]:
    """What every page of a ballot shows."""
    seat = desk.seat
    return {
        "seat": seat,
        "round": seat.round,
        "process": seat.round.process,
        "options": desk.options,
        "barred": desk.barred,
        "rule": rule_in_words(seat.rule),
        "standing": desk.standing,
        "standing_lines": _lines(desk, desk.standing.content) if desk.standing else (),
        "drafts": [(one, _lines(desk, one.content)) for one in desk.drafts],
        "here": seat.address("ballot"),
        "receipt_address": seat.address("receipt"),
        "is_over": seat.round.state in OVER,
        "earlier": desk.earlier,
        **_of_bundle(desk),
    }


def _of_bundle(desk: Desk) -> dict[str, object]:
    """The other papers of the same errand, and where one goes on."""
    following = next_sheet(desk.sheets, desk.seat.round)
    return {
        "sheets": [(one, desk.seat.address("ballot", one.round)) for one in desk.sheets],
        "next_sheet": following,
        "next_address": desk.seat.address("ballot", following.round) if following else "",
    }


def paper_page(
    request: Request,
    desk: Desk,
    form: PaperForm | RatingForm,
    *,
    status: int = HTTPStatus.OK,
    faults: tuple[str, ...] = (),
    meanwhile: str = "",
) -> HttpResponse:
    """The paper to be filled in."""
    rule = desk.seat.rule
    marks = form.marks() if form.is_bound and form.is_valid() else _initial(desk, form)
    context = shown(desk) | {
        "form": form,
        "faults": faults,
        "meanwhile": meanwhile,
        "seen": desk.seen,
        "apart": len(desk.others.apart),
        "stands": _standing_lines(desk),
        "is_settled": bool(desk.others.stands) and not form.fields,
        "points": rule.points if rule.form is Form.POINTS else 0,
        "points_left": papers.points_left(rule, marks) if rule.form is Form.POINTS else "",
    }
    return render(request, "ballots/voting/paper.html", context, status=status)


def is_shut(request: Request, seat: Seat) -> bool:
    """Whether papers are not taken now."""
    day = timezone.localdate(request.at)
    is_inside = seat.round.opens_on <= day <= seat.round.closes_on
    return seat.round.state != Round.State.OPEN or not is_inside


def _review(
    request: Request, desk: Desk, form: PaperForm | RatingForm, marks: Marks, seen: int
) -> HttpResponse:
    """The paper in words before it is handed in; what the rule does not allow is said at once."""
    faults = _faults(desk, marks)
    if faults:
        return paper_page(
            request, desk, form, status=HTTPStatus.UNPROCESSABLE_ENTITY, faults=faults
        )
    context = shown(desk) | {
        "form": form,
        "seen": seen,
        "lines": papers.marks_in_words(desk.seat.rule, desk.labels, marks),
        "doubts": doubts_of(desk.seat.rule, desk.labels, marks),
        "sent": [(name, value) for name, value in form.data.items() if name in form.fields],
    }
    return render(request, "ballots/voting/review.html", context)


def _cast(
    request: Request, desk: Desk, form: PaperForm | RatingForm, marks: Marks, seen: int
) -> HttpResponse:
    seat = desk.seat
    try:
        actions.cast_paper(
            voter=seat.voter,
            marks=marks,
            seen=seen,
            receipt=new_receipt(),
            desk=seat.desk,
            by=seat.by,
            at=request.at,
            link=seat.link,
        )
    except actions.FlawedPaperError as flawed:
        faults, status = flawed.sentences, HTTPStatus.UNPROCESSABLE_ENTITY
        return paper_page(request, desk, form, status=status, faults=faults)
    except actions.MeanwhileError as late:
        now = desk_of(seat)
        return paper_page(request, now, form, status=HTTPStatus.CONFLICT, meanwhile=str(late))
    except REFUSALS as refused:
        messages.error(request, str(refused))
        return redirect(seat.address("ballot"))
    messages.success(request, _("Your paper is handed in."))
    return redirect(seat.address("receipt"))


def _keep(request: Request, desk: Desk, marks: Marks) -> HttpResponse:
    seat = desk.seat
    try:
        actions.save_draft(voter=seat.voter, marks=marks, desk=seat.desk, by=seat.by, at=request.at)
    except REFUSALS as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The draft is kept. It counts only once somebody hands it in."))
    return redirect(seat.address("ballot"))


def _form(
    desk: Desk, marks: Marks | None, request: Request | None = None
) -> PaperForm | RatingForm:
    rule, data = desk.seat.rule, request.POST if request else None
    if not rule.is_scoring:
        initial = initial_of(rule, desk.options, marks)
        return PaperForm(
            data,
            rule=rule,
            options=desk.options,
            initial=initial,
            beside=desk.earlier.hint if desk.earlier else None,
        )
    return RatingForm(
        data,
        rule=rule,
        options=desk.options,
        seen=desk.others,
        initial=initial_of_rating(rule, desk.options, marks),
    )


def _initial(desk: Desk, form: PaperForm | RatingForm) -> Marks:
    """What the page begins with; only points are counted up on it."""
    given = {option.key: int(form.initial.get(f"o-{option.pk}") or 0) for option in desk.options}
    return Marks(points={key: value for key, value in given.items() if value})


def _beginning(request: Request, desk: Desk) -> Marks | None:
    """What the paper begins with: a draft that was chosen, one's own draft, what counts now or before."""
    chosen = request.GET.get("entwurf", "")
    draft = next((one for one in desk.drafts if str(one.pk) == chosen), None)
    own = next((one for one in desk.drafts if one.desk == desk.seat.desk), None)
    found = draft or own or desk.standing
    if found is None:
        return desk.earlier.marks if desk.earlier else None
    return marks_of(desk.seat.round, found.content)


def _faults(desk: Desk, marks: Marks) -> tuple[str, ...]:
    keys = [option.key for option in desk.options]
    flaws = flaws_of(desk.seat.rule, keys, frozenset(), marks)
    if not desk.others.allows(marks):
        flaws = (*flaws, Flaw.SETTLED)
    return tuple(flaw_in_words(flaw, desk.seat.rule, len(keys)) for flaw in flaws)


def _lines(desk: Desk, content: str) -> tuple[str, ...]:
    marks = marks_of(desk.seat.round, content)
    return papers.marks_in_words(desk.seat.rule, desk.labels, marks)


def _standing_lines(desk: Desk) -> tuple[str, ...]:
    """The marks others have seen and agree with."""
    if not desk.others.stands:
        return ()
    marks = Marks(ratings=desk.others.stands)
    return papers.marks_in_words(desk.seat.rule, desk.labels, marks)


def _reason(option: Option, seat: Seat) -> str:
    found = [one.reason for one in option.exclusions.all()]
    own = [
        one.reason
        for one in option.exclusions.all()
        if one.organisation_id == seat.voter.organisation_id
    ]
    return (own or found)[0]
