"""What the office is asked when it fills in answers beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.listen.questionnaires.documents.xlsform.unpacking import LARGEST_FILE
from regiowerk.listen.questionnaires.domain.answers import from_json, to_json
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.prefilling import Given, fillable
from regiowerk.listen.surveys.queries.versions import known

KEPT_FOR = 24 * 60 * 60  # seconds between looking at what would be filled in and saying yes
LONGEST = 2_000_000  # characters that go through the page


class PrefillForm(forms.Form):
    """Asks for the workbook with the values."""

    file = forms.FileField(
        label=_("Filled-in template"),
        help_text=_(
            "An Excel workbook (.xlsx), up to 10 MB. You see first what would be filled in."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(gettext("The file is larger than 10 MB."))
        return file


class FillForm(forms.Form):
    """Takes back the values that were shown; nobody can change them on the way."""

    values = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST)

    def __init__(self, *args: Any, wave: Wave, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._wave = wave

    def clean_values(self) -> dict[str, Given]:
        try:
            packed = signing.loads(
                self.cleaned_data["values"], salt=_salt(self._wave), max_age=KEPT_FOR
            )
        except signing.BadSignature as problem:
            raise forms.ValidationError(
                gettext("What you saw is no longer kept. Please choose the file once more.")
            ) from problem
        asked = fillable(known(self._wave.version).instrument)
        return {
            key: {
                path: from_json(asked[path].kind, value)
                for path, value in given.items()
                if path in asked
            }
            for key, given in packed.items()
        }


def packed(wave: Wave, values: Mapping[str, Given]) -> str:
    """Values on their way through the page, signed for this wave."""
    plain = {
        key: {path: to_json(value) for path, value in given.items()}
        for key, given in values.items()
    }
    return signing.dumps(plain, salt=_salt(wave), compress=True)


def _salt(wave: Wave) -> str:
    return f"surveys.prefill.{wave.pk}.{wave.version.content_hash}"
