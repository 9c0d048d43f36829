"""What was asked in a process and what was answered, from a package into the database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.surveys.actions.opening import prepare_sections
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.models import (
    Coding,
    Conflict,
    Head,
    Participation,
    Quotation,
    Release,
    Reopening,
    Revision,
    Row as AnswerRow,
    SectionTask,
    SignOff,
    Submission,
    Survey,
    Wave,
)
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.domain import survey_tables as tables
from regiowerk.tell.exchange.domain.attached import (
    author_paths,
    definition_path,
    place_of,
    submission_path,
)
from regiowerk.tell.exchange.domain.columns import Row, Table, in_order
from regiowerk.tell.exchange.domain.content import Content

_AT_ONCE = 1000
_AS_IT_STANDS = ("number", "content_hash", "handed_in_at")


def empty_surveys(process: Process) -> None:
    """Take away what a process asked and was answered, from the leaves to the root."""
    of_process = {"participation__wave__survey__process": process}
    Citation.objects.filter(finding__process=process).exclude(kind="document").delete()
    Release.objects.filter(wave__survey__process=process).delete()
    for model in (SignOff, Reopening, Conflict, Head):
        model._default_manager.filter(**of_process).delete()
    for resting in (Coding, Quotation):
        resting._default_manager.filter(
            submission__participation__wave__survey__process=process
        ).delete()
    Reopening.objects.filter(closed_with__participation__wave__survey__process=process).delete()
    Submission.objects.filter(**of_process).delete()
    process.surveys.all().delete()
    process.questionnaires.all().delete()


def store_surveys(content: Content, store: Store, process: Process) -> Surveying:
    """Write questionnaires, surveys and what was handed in; what it was is asked of the answer."""
    surveying = Surveying(content, store, process)
    surveying.run()
    return surveying


class Surveying:
    def __init__(self, content: Content, store: Store, process: Process) -> None:
        self._content, self._store, self._process = content, store, process
        self._questionnaires: dict[str, Questionnaire] = {}
        self._versions: dict[tuple[str, int], Version] = {}
        self._surveys: dict[str, Survey] = {}
        self.waves: dict[tuple[object, ...], Wave] = {}
        self._participations: dict[tuple[object, ...], Participation] = {}
        self.submissions: dict[tuple[object, ...], Submission] = {}
        self._labels: dict[int, str] = {}

    def run(self) -> None:
        if not self._rows(tables.QUESTIONNAIRES):
            return
        self._know_organisations()
        self._create_questionnaires()
        self._create_versions()
        self._create_surveys()
        self._create_waves()
        self._create_participations()
        self._create_submissions()
        self._create_sign_offs()
        for participation, submission in self._last_submissions().items():
            _give_answers(participation, submission, self._labels[participation.organisation_id])

    def _rows(self, table: Table) -> tuple[Row, ...]:
        return in_order(table, self._content.rows(table.name))

    def _count(self, table: Table, made: list[Any]) -> None:
        if made:
            type(made[0])._default_manager.bulk_create(made, batch_size=_AT_ONCE)
            self._store.written[table.name] += len(made)

    def _know_organisations(self) -> None:
        named = self._content.texts(tables.PARTICIPATIONS.name, "organisation")
        ids = self._store.ids["organisations"]
        found = Organisation.objects.filter(pk__in=[ids[key] for key in named])
        self._labels = {one.pk: f"{one.designation} {one.name}".strip() for one in found}

    def _create_questionnaires(self) -> None:
        rows = self._rows(tables.QUESTIONNAIRES)
        made = [Questionnaire(process=self._process, **row.values) for row in rows]
        self._count(tables.QUESTIONNAIRES, made)
        self._questionnaires = {one.key: one for one in made}

    def _create_versions(self) -> None:
        rows = self._rows(tables.VERSIONS)
        authors = author_paths(rows)
        made = [
            Version(
                **dict(row.values) | {"questionnaire": self._questionnaires[place_of(row)[0]]},
                definition=self._content.files[definition_path(row)].decode(),
                file_content=self._content.files.get(authors.get(place_of(row), ""), b""),
            )
            for row in rows
        ]
        self._count(tables.VERSIONS, made)
        self._versions = {place_of(row): one for row, one in zip(rows, made, strict=True)}

    def _create_surveys(self) -> None:
        made = [
            Survey(
                process=self._process,
                **dict(row.values)
                | {"questionnaire": self._questionnaires[row.text("questionnaire")]},
            )
            for row in self._rows(tables.SURVEYS)
        ]
        self._count(tables.SURVEYS, made)
        self._surveys = {one.key: one for one in made}

    def _create_waves(self) -> None:
        rows = self._rows(tables.WAVES)
        made = [
            Wave(
                **dict(row.values)
                | {"survey": self._surveys[row.text("survey")], "version": self._version(row)}
            )
            for row in rows
        ]
        self._count(tables.WAVES, made)
        self.waves = {
            (row["survey"], row["number"]): one for row, one in zip(rows, made, strict=True)
        }

    def _create_participations(self) -> None:
        rows = self._rows(tables.PARTICIPATIONS)
        made = [self._participation(row) for row in rows]
        self._count(tables.PARTICIPATIONS, made)
        for row, one in zip(rows, made, strict=True):
            self._participations[_key(tables.PARTICIPATIONS, row)] = one

    def _participation(self, row: Row) -> Participation:
        plain: dict[str, Any] = {
            name: value
            for name, value in row.values.items()
            if name not in {"survey", "wave", "organisation", "version"}
        }
        organisation = self._store.ids["organisations"][row.text("organisation")]
        declined = self._labels[organisation] if row["declined_at"] else ""
        return Participation(
            **plain,
            wave=self.waves[row["survey"], row["wave"]],
            organisation_id=organisation,
            version=self._version(row),
            declined_by=declined,
            answered_at=plain["handed_in_at"],
        )

    def _create_submissions(self) -> None:
        rows = self._rows(tables.SUBMISSIONS)
        made = []
        for row in rows:
            participation = self._participations[_key(tables.PARTICIPATIONS, row)]
            plain: dict[str, Any] = {name: row[name] for name in _AS_IT_STANDS}
            made.append(
                Submission(
                    participation=participation,
                    version=self._version(row),
                    content=self._content.files[submission_path(row)].decode(),
                    **plain,
                    handed_in_by=self._labels[participation.organisation_id],
                )
            )
        self._count(tables.SUBMISSIONS, made)
        for row, one in zip(rows, made, strict=True):
            self.submissions[_key(tables.SUBMISSIONS, row)] = one

    def _create_sign_offs(self) -> None:
        of_whom = {"survey", "wave", "organisation", "submission"}
        made = []
        for row in self._rows(tables.SIGN_OFFS):
            key = (*_key(tables.PARTICIPATIONS, row), row["submission"])
            submission = self.submissions[key]
            label = self._labels[submission.participation.organisation_id]
            plain = {name: value for name, value in row.values.items() if name not in of_whom}
            made.append(
                SignOff(
                    participation=submission.participation,
                    submission=submission,
                    # Who it was stayed where it was signed.
                    person=label,
                    signed_by=label,
                    **plain,
                )
            )
        self._count(tables.SIGN_OFFS, made)

    def _version(self, row: Row) -> Version:
        number = row["version"] if isinstance(row["version"], int) else 0
        return self._versions[self._surveys[row.text("survey")].questionnaire.key, number]

    def _last_submissions(self) -> Mapping[Participation, Submission]:
        """The submission that counts, by participation."""
        last: dict[Participation, Submission] = {}
        for one in self.submissions.values():
            before = last.get(one.participation)
            if before is None or before.number < one.number:
                last[one.participation] = one
        return last


def _give_answers(participation: Participation, submission: Submission, label: str) -> None:
    """What was handed in as the present answers, so that it can be taken up again."""
    record = json.loads(submission.content)
    revisions = list(_revisions(participation, submission, label, record))
    Revision.objects.bulk_create(revisions, batch_size=_AT_ONCE)
    Head.objects.bulk_create(
        (
            Head(
                participation=participation,
                path=revision.path,
                rows=revision.rows,
                revision=revision,
            )
            for revision in revisions
        ),
        batch_size=_AT_ONCE,
    )
    AnswerRow.objects.bulk_create(_answer_rows(participation, record), batch_size=_AT_ONCE)
    prepare_sections(participation=participation, at=submission.handed_in_at)
    participation.section_tasks.update(state=SectionTask.State.READY)


def _revisions(
    participation: Participation, submission: Submission, label: str, record: Mapping[str, Any]
) -> Iterator[Revision]:
    for answer in record["answers"]:
        around = "/".join(answer["rows"])
        written = (participation.pk, submission.content_hash, answer["path"], around)
        yield Revision(
            participation=participation,
            path=answer["path"],
            rows=around,
            value=canonical(answer["value"]).decode(),
            operation=operation_for("import", *written),
            origin=Revision.Origin.IMPORT,
            author=label,
            answered_at=submission.handed_in_at,
        )


def _answer_rows(participation: Participation, record: Mapping[str, Any]) -> Iterator[AnswerRow]:
    for repeat in record["rows"]:
        for position, row_id in enumerate(repeat["ids"], start=1):
            yield AnswerRow(
                participation=participation,
                path=repeat["path"],
                rows="/".join(repeat["rows"]),
                row_id=row_id,
                position=position,
            )


def _key(table: Table, row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in table.key)
