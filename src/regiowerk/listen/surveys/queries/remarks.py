"""Notes beside questions, for those who may read them."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.models import Participation, Remark
from regiowerk.listen.surveys.queries.answers import layout_for

MOST = 200


def remarks_in(
    participation: Participation,
    sections: frozenset[str],
    field: Field | None,
    *,
    is_office: bool = False,
) -> list[Remark]:
    """The remarks of some sections or of one question, open ones first; the office reads its own."""
    remarks = Remark.objects.filter(participation=participation)
    if is_office:
        remarks = remarks.filter(audience=Remark.Audience.OFFICE)
    if field is not None:
        remarks = remarks.filter(path=field.path, rows=rows_text(field.rows))
    section_of = layout_for(participation).section_of
    found = [
        remark
        for remark in remarks.order_by("-written_at", "-pk")[:MOST]
        if section_of.get(remark.path) in sections
    ]
    return sorted(found, key=lambda remark: remark.closed_at is not None)
