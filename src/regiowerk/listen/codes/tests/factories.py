from __future__ import annotations

from hashlib import sha256

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.listen.codes.models import Code, Codebook, CodebookVersion
from regiowerk.listen.codes.queries import book_of, record_in


def a_codebook(process: Process) -> Codebook:
    found, _is_new = Codebook.objects.get_or_create(
        process=process, defaults={"begun_at": AT, "begun_by": "Stadt Mitte"}
    )
    return found


def a_code(
    process: Process,
    key: str = "personal",
    *,
    name: str = "",
    under: Code | None = None,
    position: int = 1,
    is_assignable: bool = True,
    merged_into: Code | None = None,
) -> Code:
    is_merged = merged_into is not None
    return Code.objects.create(
        codebook=a_codebook(process),
        key=key,
        name=name or key.capitalize(),
        definition=f"Alles über {key}",
        parent=under,
        position=position,
        is_assignable=is_assignable,
        merged_into=merged_into,
        merged_at=AT if is_merged else None,
        merged_by="Stadt Mitte" if is_merged else "",
        added_at=AT,
        added_by="Stadt Mitte",
    )


def a_codebook_version(process: Process, number: int = 1) -> CodebookVersion:
    content = canonical(record_in(book_of(process), process)).decode()
    return CodebookVersion.objects.create(
        codebook=a_codebook(process),
        number=number,
        content=content,
        content_hash=sha256(content.encode()).hexdigest(),
        frozen_at=AT,
        frozen_by="Stadt Mitte",
    )
