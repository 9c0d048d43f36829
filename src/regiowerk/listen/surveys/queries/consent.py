"""What an organisation agrees to by signing once more: more people see what it answered."""

from __future__ import annotations

from regiowerk.listen.questionnaires.queries.comparing import difference_sentence
from regiowerk.listen.surveys.models import Participation, Submission
from regiowerk.listen.surveys.queries.changes import differences_between

WIDENING = frozenset({"visibility-loosened", "min-cell-loosened"})


def widened_since(participation: Participation, last: Submission | None) -> list[str]:
    """Sentences on every question whose circle has become wider since it was signed last."""
    if last is None or last.version_id == participation.version_id:
        return []
    differences = differences_between(last.version, participation.version)
    return [difference_sentence(one) for one in differences if one.kind in WIDENING]
