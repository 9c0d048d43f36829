from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.forms import DayField
from regiowerk.ground.process.models import InfrastructureArea, Process
from regiowerk.listen.findings.domain.evidence import CHART, TABLE, Cell, Evidence
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.citing import cell_of, groups_of, parts_of
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable

FINDING = ("kind", "statement", "explanation", "area")
EVIDENCE = ("source", "place", "words", "source_on", "source_url")


KINDS = (
    (Finding.Kind.NEED, _("Need: what is wanted")),
    (Finding.Kind.OBSTACLE, _("Obstacle: what stands in the way")),
    (Finding.Kind.STRENGTH, _("Strength: what one can build on")),
    (Finding.Kind.POTENTIAL, _("Potential: where solutions are seen")),
    (Finding.Kind.TREND, _("Trend: what will change")),
)


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""


class DirectionForm(forms.Form):
    """Asks whether something moves up or down, and which page of the list one is on."""

    direction = forms.TypedChoiceField(
        choices=[(direction.value, direction.value) for direction in Direction], coerce=Direction
    )
    page = forms.IntegerField(min_value=1, required=False)

    def clean_page(self) -> int:
        return self.cleaned_data["page"] or 1


class EvidenceForm(forms.Form):
    """Asks where something can be read."""

    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Document, interview or survey it is from; no names of persons."),
    )
    place = forms.CharField(
        label=_("Place in the source"),
        max_length=120,
        required=False,
        help_text=_("For example: slide 14, or question 8."),
    )
    words = forms.CharField(
        label=_("In the words of the source"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Quoted exactly; the page shows them as a quotation."),
    )
    source_on = DayField(label=_("Date of the source"), required=False)
    source_url = forms.URLField(
        label=_("Internet address of the source"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    def evidence(self) -> Evidence:
        """What was asked for, as a value."""
        return Evidence(**{name: self.cleaned_data[name] for name in EVIDENCE})


class FindingForm(forms.Form):
    """Asks what was found."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    statement = forms.CharField(
        label=_("Finding"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence that can stand alone."),
    )
    explanation = forms.CharField(
        label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    area = forms.ModelChoiceField(
        InfrastructureArea.objects.none(),
        label=_("Infrastructure area"),
        empty_label=_("no particular area"),
        required=False,
    )

    def __init__(self, *args: Any, process: Process, **rest: Any) -> None:
        super().__init__(*args, **rest)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        if process.programme is None:
            del self.fields["area"]
        else:
            area.queryset = process.programme.areas.order_by("number")

    def finding(self) -> dict[str, Any]:
        """What was asked for, as the arguments of the deed."""
        return {name: self.cleaned_data.get(name) for name in FINDING}


class RecordForm(FindingForm, EvidenceForm):
    """Asks what was found and on what it rests, in this order."""

    field_order = (*FINDING, *EVIDENCE)


class CiteForm(FindingForm):
    """Asks for which finding something is evidence: one that is there, or a new one."""

    NEW: ClassVar[str] = ":new"  # no key of a finding has a colon
    known_finding = forms.ChoiceField(
        label=_("Evidence for which finding?"),
        help_text=_("Choose one that is there, or write down a new one below."),
    )
    field_order: tuple[str, ...] = ("known_finding", *FINDING)

    def __init__(self, *args: Any, process: Process, findings: Iterable[Finding], **rest: Any):
        super().__init__(*args, process=process, **rest)
        self.findings = {one.key: one for one in findings}
        chosen = self.fields["known_finding"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 -- for the type checker
        known = ((key, one.statement) for key, one in self.findings.items())
        chosen.choices = [(self.NEW, _("a new finding")), *known]
        # A finding that is there has its kind and its sentence.
        is_known = self.data.get(self.add_prefix("known_finding")) in self.findings
        for name in ("kind", "statement"):
            field = self.fields[name]
            field.required = not is_known
            field.error_messages["required"] = _("Please fill this in for a new finding.")
        self.fields["kind"].help_text = _("For a new finding.")
        self.fields["statement"].help_text = _("For a new finding: a sentence that stands alone.")

    def chosen(self) -> Finding | None:
        """The finding that is there; None: a new one."""
        return self.findings.get(self.cleaned_data["known_finding"])


class CitePassageForm(CiteForm):
    """Asks which words of an answer are cited, and for which finding."""

    words = forms.CharField(
        label=_("What is cited?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("The whole answer, or shorten it to the passage that matters."),
    )
    field_order = ("words", "known_finding", *FINDING)

    def __init__(self, *args: Any, whole: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._whole = whole
        self.fields["words"].initial = whole

    def clean_words(self) -> str:
        """As it stands in the answer, only how lines are broken may differ; all of it where left empty."""
        words = " ".join(self.cleaned_data["words"].split())
        if not words or words == " ".join(self._whole.split()):
            return self._whole
        if words not in " ".join(self._whole.split()):
            raise forms.ValidationError(
                _("This does not stand in the answer. Please leave the words as they are.")
            )
        return words


class CiteResultForm(CiteForm):
    """Asks what of a question is cited, and for which finding."""

    part = forms.ChoiceField(label=_("What is cited?"))
    group = forms.ChoiceField(label=_("Of whom?"))
    field_order = ("part", "group", "known_finding", *FINDING)

    def __init__(self, *args: Any, table: ResultTable, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, parts in (("part", parts_of(table)), ("group", groups_of(table))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
            field.choices = [(one.value, one.label) for one in parts]
        if not table.breakdowns:
            del self.fields["group"]

    def cell(self) -> Cell:
        return cell_of(self.cleaned_data["part"], self.cleaned_data.get("group", ""))

    def kind_of_citation(self) -> str:
        return CHART if self.cleaned_data["part"] == CHART else TABLE


class MergeForm(forms.Form):
    """Asks in which other finding one lives on."""

    into = forms.ChoiceField(
        label=_("Into which finding?"),
        help_text=_("It gets all sources. The address of this one leads there from then on."),
    )

    def __init__(self, *args: Any, findings: Iterable[Finding], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.findings = {one.key: one for one in findings}
        into = self.fields["into"]
        assert isinstance(into, forms.ChoiceField)  # noqa: S101 -- for the type checker
        into.choices = [(key, one.statement) for key, one in self.findings.items()]

    def target(self) -> Finding:
        return self.findings[self.cleaned_data["into"]]


class SplitForm(FindingForm):
    """Asks which sources go, and what the new finding says."""

    citations = forms.MultipleChoiceField(
        label=_("Which sources go with it?"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("citations", *FINDING)

    def __init__(self, *args: Any, finding: Finding, **rest: Any) -> None:
        super().__init__(*args, process=finding.process, **rest)
        chosen = self.fields["citations"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        chosen.choices = [(str(one.pk), one.line) for one in finding.citations.all()]

    def sources(self) -> list[int]:
        return [int(one) for one in self.cleaned_data["citations"]]
