"""LimeSurvey: its files become instruments, and instruments become files it can read."""

from __future__ import annotations

from regiowerk.listen.questionnaires.documents.limesurvey.reading import read_lss, read_tsv
from regiowerk.listen.questionnaires.documents.limesurvey.writing import Writing, write_tsv

__all__ = ["Writing", "read_lss", "read_tsv", "write_tsv"]
