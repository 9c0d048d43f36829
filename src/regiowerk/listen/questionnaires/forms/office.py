"""What the pages of the office ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.listen.questionnaires.documents.files import LIMESURVEY
from regiowerk.listen.questionnaires.documents.xlsform.lists import LARGEST_ATTACHMENT
from regiowerk.listen.questionnaires.documents.xlsform.unpacking import ENDINGS, LARGEST_FILE
from regiowerk.listen.questionnaires.models import Questionnaire

type File = UploadedFile[bytes]
MOST_ATTACHMENTS = 10
ACCEPTED = ",".join((*ENDINGS, *LIMESURVEY))


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files; none is fine."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        single = super().clean
        return [single(one, initial) for one in data or () if one]


class FileForm(forms.Form):
    """Asks for the file of a questionnaire, and the lists that belong to it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "An XLSForm workbook (.xlsx, .xls) or a survey of LimeSurvey (.lss, .txt); up to 10 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    lists = SeveralFilesField(
        label=_("Lists that belong to it"),
        help_text=_("CSV files the workbook names with select_one_from_file."),
        required=False,
        widget=SeveralFiles(attrs={"accept": ".csv"}),
    )

    def clean_file(self) -> File:
        file: File = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(gettext("The file is larger than 10 MB."))
        return file

    def clean_lists(self) -> list[File]:
        files: list[File] = self.cleaned_data["lists"]
        if len(files) > MOST_ATTACHMENTS:
            raise forms.ValidationError(gettext("Please choose at most 10 lists."))
        if any((file.size or 0) > LARGEST_ATTACHMENT for file in files):
            raise forms.ValidationError(gettext("A list may have at most 5 MB."))
        return files

    def deed(self) -> dict[str, Any]:
        """What was uploaded, as the arguments of the deed."""
        file = self.cleaned_data["file"]
        return {
            "content": file.read(),
            "file_name": file.name,
            "attachments": {one.name: one.read() for one in self.cleaned_data["lists"]},
        }


class NameForm(forms.Form):
    """Asks what a questionnaire is called and what it is for."""

    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = forms.ChoiceField(
        label=_("What it is for"),
        choices=Questionnaire.Purpose,
        initial=Questionnaire.Purpose.SURVEY,
        widget=forms.RadioSelect,
    )


class UploadForm(FileForm, NameForm):
    """Asks for the file of a new questionnaire."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the title in the file is taken."),
    )
    field_order = ("file", "lists", "title", "purpose")

    def deed(self) -> dict[str, Any]:
        named = {word: self.cleaned_data[word] for word in ("title", "purpose")}
        return {**super().deed(), **named}


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""


class FindingsForm(forms.Form):
    """Carries the findings of a file that was not taken over, to save them as a table."""

    findings = forms.JSONField(widget=forms.HiddenInput, max_length=2_000_000)
    shape = forms.ChoiceField(choices=[("xlsx", "XLSX"), ("csv", "CSV")])
