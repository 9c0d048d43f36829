"""The workbook in which the project office fills in what it knows beforehand."""

from __future__ import annotations

from regiowerk.listen.surveys.documents.prefill.reading import Read, read_prefill
from regiowerk.listen.surveys.documents.prefill.sentences import Note, place_in_words, told
from regiowerk.listen.surveys.documents.prefill.template import SHEET, write_template

__all__ = ["SHEET", "Note", "Read", "place_in_words", "read_prefill", "told", "write_template"]
