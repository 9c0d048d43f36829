"""All goals of a consultation on one page: what an organisation says about each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from regiowerk.decide.goals.actions import Opinion
from regiowerk.decide.goals.actions.consulting import NEEDS_A_REASON
from regiowerk.decide.goals.domain.freezing import FrozenGoal
from regiowerk.decide.goals.forms.shaping import lines
from regiowerk.decide.goals.models import Stance

ANSWERS = (
    (Stance.Answer.SUPPORT, gettext_lazy("We support it")),
    (Stance.Answer.SUPPORT_WITH_NOTE, gettext_lazy("We support it, with a note")),
    (Stance.Answer.NEUTRAL, gettext_lazy("Neutral")),
    (Stance.Answer.OBJECT, gettext_lazy("We object")),
)
OPINION = ("answer", "reason", "contribution")


class StanceForm(forms.Form):
    """Asks what an organisation says about one goal; it may leave the goal open.

    `current` is what it says so far.  Whoever sends a page that was made before a colleague said
    something else is told, and keeps both until one of the two is chosen.
    """

    answer = forms.ChoiceField(choices=ANSWERS, widget=forms.RadioSelect, required=False)
    reason = lines(
        gettext_lazy("Note or reason"),
        rows=2,
        required=False,
        help_text=gettext_lazy("Needed for a note and for an objection."),
    )
    contribution = lines(
        gettext_lazy("What we would bring in"),
        rows=2,
        required=False,
        help_text=gettext_lazy(
            "People, experience, a service others can use. This is no commitment yet."
        ),
    )

    def __init__(
        self, data: QueryDict | None, *, number: str, goal: FrozenGoal, current: Stance | None
    ) -> None:
        initial = {name: getattr(current, name) for name in OPINION} if current else {}
        super().__init__(data, prefix=goal.key, initial=initial)
        self.goal, self.current = goal, current
        self.fields["answer"].label = f"{number} {goal.title}"
        self.fields["answer"].help_text = goal.explanation

    @property
    def base_name(self) -> str:
        return self.add_prefix("base")

    @property
    def base(self) -> str:
        """Which statement the page shows; "" where nothing was said."""
        return self.current.stated_at.isoformat() if self.current else ""

    @property
    def is_unfolded(self) -> bool:
        """Whether the note is shown at once: somebody wrote one, or has to."""
        names = ("reason", "contribution")
        return any(self[name].value() or self[name].errors for name in names)

    def clean(self) -> None:
        opinion = self.opinion()
        if not opinion.answer and (opinion.reason or opinion.contribution):
            self.add_error("answer", _("Please choose what you say as well."))
        if opinion.answer in NEEDS_A_REASON and not opinion.reason:
            words = _("Please give a reason, so that the others can do something with it.")
            self.add_error("reason", words)
        if self.is_new and str(self.data.get(self.base_name, "")) != self.base:
            self.add_error("answer", self._meanwhile())

    def _meanwhile(self) -> str:
        said = self.current.get_answer_display() if self.current else ""
        return _(
            "A colleague has said “%(answer)s” meanwhile. Save again to let yours take its place."
        ) % {"answer": said}

    def opinion(self) -> Opinion:
        return Opinion(**{name: self.cleaned_data.get(name, "") for name in OPINION})

    @property
    def is_new(self) -> bool:
        """Whether this says something else than was said before."""
        opinion = self.opinion()
        before = [getattr(self.current, name) if self.current else "" for name in OPINION]
        return bool(opinion.answer) and [opinion.answer, opinion.reason, opinion.contribution] != (
            before
        )


class ReplySheet:
    """The goals of one page as one form, with what else the organisation has to say."""

    def __init__(
        self,
        goals: Sequence[tuple[str, FrozenGoal]],
        said: Mapping[str, Stance],
        *,
        remark: str,
        data: QueryDict | None,
    ) -> None:
        self.stances = [
            StanceForm(data, number=number, goal=goal, current=said.get(goal.key))
            for number, goal in goals
        ]
        self.closing = ReplyForm(data, initial={"remark": remark})
        self.is_bound = data is not None

    def is_valid(self) -> bool:
        """All are looked at, so that all faults are told at once."""
        answers = [form.is_valid() for form in (*self.stances, self.closing)]
        return all(answers)

    def add_error(self, _field: None, words: str) -> None:
        """What was refused as a whole."""
        self.closing.add_error(None, words)

    def opinions(self) -> dict[str, Opinion]:
        """What is new, by the goal's key."""
        return {form.goal.key: form.opinion() for form in self.stances if form.is_new}

    @property
    def remark(self) -> str | None:
        """None on a page that does not ask for one."""
        asked = self.closing.add_prefix("remark") in self.closing.data
        return self.closing.cleaned_data["remark"] if asked else None

    def faults(self) -> list[tuple[str, str, str]]:
        """Where to go, what it is about, and what is wrong."""
        found = [("", "", str(error)) for error in self.closing.non_field_errors()]
        for form in self.stances:
            for name, errors in form.errors.items():
                anchor = form[name].id_for_label or form[name].auto_id
                label = str(form.fields["answer"].label)
                found += [(anchor, label, str(error)) for error in errors]
        return found


class ReplyForm(forms.Form):
    remark = lines(gettext_lazy("Anything else about the goals as a whole"), rows=3, required=False)
