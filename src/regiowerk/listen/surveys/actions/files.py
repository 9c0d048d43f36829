from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.listen.questionnaires.domain.answers import Field, Upload
from regiowerk.listen.surveys.actions.answers import save_answer
from regiowerk.listen.surveys.actions.storing import Saved
from regiowerk.listen.surveys.actions.upkeep import lock
from regiowerk.listen.surveys.domain.files import Unwanted, why_unwanted
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import AnswerFile, Participation, Revision

if TYPE_CHECKING:
    from uuid import UUID

_SENTENCES = {
    Unwanted.EMPTY: _("This file is empty."),
    Unwanted.TOO_LARGE: _("This file is larger than 10 MB. Please make it smaller or split it."),
    Unwanted.KIND: _(
        "Files of this kind are not taken. Please use PDF, an office document, a table, a text "
        "or a picture."
    ),
    Unwanted.CONTENT: _("This file is not what its name says. Please save it anew."),
    Unwanted.TOO_MUCH: _("Your files are larger than 100 MB together. Please remove some."),
}
MOST_TOGETHER = 100 * 1024 * 1024


class FileRefusedError(Exception):
    """A file that is too large, empty, or of a kind nobody should open."""

    def __init__(self, why: Unwanted) -> None:
        self.why = why
        super().__init__(why)

    def __str__(self) -> str:
        return str(_SENTENCES[self.why])


@transaction.atomic
def keep_file(
    *, participation: Participation, name: str, content: bytes, writer: Writer, at: datetime
) -> Upload:
    """Keep a file's bytes under their hash; the same file twice is kept once."""
    unwanted, media_type = why_unwanted(name, content)
    if unwanted is not None:
        raise FileRefusedError(unwanted)
    digest = sha256(content).hexdigest()
    files = AnswerFile.objects.filter(participation=participation)
    if not files.filter(sha256=digest).exists():
        kept = sum(files.values_list("size", flat=True))
        if kept + len(content) > MOST_TOGETHER:
            raise FileRefusedError(Unwanted.TOO_MUCH)
        AnswerFile.objects.create(
            participation=participation,
            name=name[:200],
            media_type=media_type,
            size=len(content),
            sha256=digest,
            content=content,
            kept_at=at,
            kept_by=writer.label[:200],
        )
    return Upload(name[:200], media_type, len(content), digest)


@transaction.atomic
def save_upload(
    *,
    participation: Participation,
    field: Field,
    name: str,
    content: bytes,
    base: int | None,
    operation: UUID | str,
    writer: Writer,
    at: datetime,
    origin: str = Revision.Origin.HUMAN,
) -> Saved:
    """Answer a question with a file; the bytes are kept only if the answer is."""
    lock(participation)
    upload = keep_file(
        participation=participation, name=name, content=content, writer=writer, at=at
    )
    return save_answer(
        participation=participation,
        field=field,
        value=upload,
        base=base,
        operation=operation,
        writer=writer,
        at=at,
        origin=origin,
    )
