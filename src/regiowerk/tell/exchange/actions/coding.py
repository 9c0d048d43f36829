"""The codebook, codings and quotations, from a package into the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model

from regiowerk.ground.process.models import Process
from regiowerk.listen.codes.models import Code, Codebook, CodebookVersion
from regiowerk.listen.surveys.models import Coding, Quotation
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.actions.surveying import Surveying
from regiowerk.tell.exchange.domain import coding_tables as tables
from regiowerk.tell.exchange.domain.columns import Row, Table, in_order
from regiowerk.tell.exchange.domain.content import Content

_AT_ONCE = 1000
_OF_A_PASSAGE = ("survey", "wave", "organisation", "submission")


def empty_codebook(process: Process) -> None:
    """Take away the codes of a process; nothing is coded with them any more."""
    Codebook.objects.filter(process=process).delete()


def store_codes(
    content: Content, store: Store, process: Process, surveying: Surveying, at: datetime
) -> None:
    """Write the codebook, what was coded with it, and the quotations."""
    codes: dict[str, Code] = {}
    rows = in_order(tables.CODES, content.rows(tables.CODES.name))
    versions = content.rows(tables.CODEBOOK_VERSIONS.name)
    if rows or versions:
        label = str(process.region)[:200]
        book = Codebook.objects.create(process=process, begun_at=at, begun_by=label)
        codes = _create_codes(store, book, rows)
        made = [
            CodebookVersion(codebook=book, **dict[str, Any](row.values))
            for row in in_order(tables.CODEBOOK_VERSIONS, versions)
        ]
        _write(store, tables.CODEBOOK_VERSIONS, made)
    for table, model in ((tables.CODINGS, Coding), (tables.QUOTATIONS, Quotation)):
        found = in_order(table, content.rows(table.name))
        _write(store, table, [_passage(model, row, surveying, codes) for row in found])


def _create_codes(store: Store, book: Codebook, rows: tuple[Row, ...]) -> dict[str, Code]:
    """All codes first, then what each of them stands under and counts as."""
    made = {}
    for row in rows:
        plain: dict[str, Any] = {
            name: value
            for name, value in row.values.items()
            if name not in {"parent", "merged_into", "merged_at", "merged_by", "name"}
        }
        made[row.text("key")] = Code(
            codebook=book,
            name=row.text("key"),  # no two are alike until all stand in their places
            added_at=book.begun_at,
            added_by=book.begun_by,
            **plain,
        )
    _write(store, tables.CODES, list(made.values()))
    for row in rows:
        code = made[row.text("key")]
        code.name = row.text("name")
        code.parent = made.get(row.text("parent"))
        code.merged_into = made.get(row.text("merged_into"))
        code.merged_at = row["merged_at"]  # type: ignore[assignment]
        code.merged_by = row.text("merged_by")
        code.save(update_fields=["name", "parent", "merged_into", "merged_at", "merged_by"])
    return made


def _passage(
    model: type[Coding | Quotation], row: Row, surveying: Surveying, codes: dict[str, Code]
) -> Model:
    plain: dict[str, Any] = {
        name: value for name, value in row.values.items() if name not in _OF_A_PASSAGE
    }
    if "code" in plain:
        plain["code"] = codes[row.text("code")]
    submission = surveying.submissions[tuple(row[name] for name in _OF_A_PASSAGE)]
    return model(submission=submission, **plain)


def _write(store: Store, table: Table, made: list[Any]) -> None:
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=_AT_ONCE)
        store.written[table.name] += len(made)
