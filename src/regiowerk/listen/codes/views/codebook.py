"""The codebook as a whole: read, taken along, taken in and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.codes import access, actions, documents
from regiowerk.listen.codes.domain.freezing import differences, entries_in
from regiowerk.listen.codes.domain.taking_in import Finding, Kind, Reading, read
from regiowerk.listen.codes.domain.tree import CircleError, NameTakenError
from regiowerk.listen.codes.forms import FreezeForm, TableForm
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import Book, frozen_in, record_in, usage_of, versions_of
from regiowerk.listen.codes.views.asking import Question, ask, why_not

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """A code in the tree: how deep, how much is coded with it and with those below."""

    code: Code
    depth: int
    own: int
    with_below: int
    is_first: bool
    is_last: bool


@require_safe
def codebook(request: Request, process_key: str) -> HttpResponse:
    """The tree with its definitions and how much is coded with each code."""
    process, book = access.book_for_office(request.actor, process_key)
    rows = _rows(book)
    context = {
        "process": process,
        "rows": rows,
        "heading": _heading(rows),
        "merged": [(code, book.meaning(code.pk)) for code in book.merged],
        "versions": versions_of(book),
        "is_arranging": "ordnen" in request.GET,
    }
    return render(request, "codes/codebook.html", context)


@require_safe
def table(request: Request, process_key: str) -> HttpResponse:
    """The codebook as a workbook to take along, to change and to take in again."""
    process, book = access.book_for_office(request.actor, process_key)
    on = timezone.localdate(request.at)
    content = documents.codebook_table(process, book, usage_of(book), on=on)
    return _file(content, XLSX, f"{_('codebook')}-{process.key}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def take_in_codes(request: Request, process_key: str) -> HttpResponse:
    """Codes from a workbook; with a fault in it nothing is changed, and the page says where."""
    process, book = access.book_for_office(request.actor, process_key)
    form = TableForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _take_in_page(request, process, form)
    file = form.cleaned_data["file"]
    try:
        reading = _read(book, file.read())
        taken = actions.take_in_codes(
            process=process, reading=reading, file_name=file.name, by=request.actor, at=request.at
        )
    except (documents.NotAWorkbookError, actions.FaultyTableError) as refusal:
        form.add_error("file", str(refusal))
        findings = reading.findings if isinstance(refusal, actions.FaultyTableError) else ()
        return _take_in_page(request, process, form, findings)
    except (CircleError, NameTakenError) as refusal:
        form.add_error("file", why_not(refusal))
        return _take_in_page(request, process, form)
    _say_taken_in(request, taken, reading)
    return go(request, "codes:codebook", process.key)


@require_http_methods(["GET", "HEAD", "POST"])
def freeze_codebook(request: Request, process_key: str) -> HttpResponse:
    process, _book = access.book_for_office(request.actor, process_key)
    form = FreezeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.freeze_codebook(
                process=process, by=request.actor, at=request.at, **form.cleaned_data
            )
        except actions.NothingToFreezeError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The codebook is kept as it is now."))
            return go(request, "codes:codebook", process.key)
    question = Question(
        title=_("Keep the codebook as it is now"),
        lead=_("With the version one can say later by which rules something was coded."),
        submit=_("Keep this version"),
    )
    return ask(request, process, question, form)


@require_safe
def version(request: Request, process_key: str, number: int) -> HttpResponse:
    """A frozen version, and what has changed since."""
    process, book, found = access.version_for_office(request.actor, process_key, number)
    record = frozen_in(found)
    entries = entries_in(record)
    names = {one.key: one.name for one in entries}
    context = {
        "process": process,
        "version": found,
        "entries": [(one, names.get(one.merged_into or one.parent, "")) for one in entries],
        "since": differences(record, record_in(book, process)),
    }
    return render(request, "codes/version.html", context)


@require_safe
def version_file(request: Request, process_key: str, number: int) -> HttpResponse:
    """The frozen bytes, whose SHA-256 stands on the page."""
    process, _book, found = access.version_for_office(request.actor, process_key, number)
    name = f"{_('codebook')}-{process.key}-{found.number}.json"
    return _file(found.content.encode(), "application/json", name)


def _rows(book: Book) -> list[Row]:
    usage = usage_of(book)
    rows = []
    for depth, code in book.standing:
        siblings = book.tree.children(book.tree.parent(code.pk))
        rows.append(
            Row(
                code=code,
                depth=depth,
                own=usage.get(code.pk, 0),
                with_below=sum(usage.get(one, 0) for one in book.tree.below(code.pk)),
                is_first=siblings[0].id == code.pk,
                is_last=siblings[-1].id == code.pk,
            )
        )
    return rows


def _heading(rows: list[Row]) -> str:
    if not rows:
        return _("Codebook")
    coded = sum(row.own for row in rows)
    codes = ngettext("One code", "%(number)d codes", len(rows)) % {"number": len(rows)}
    passages = ngettext("one coded passage", "%(number)d coded passages", coded)
    return _("%(codes)s, %(passages)s") % {"codes": codes, "passages": passages % {"number": coded}}


def _read(book: Book, content: bytes) -> Reading:
    keys = [code.key for _depth, code in book.standing]
    return read(documents.lines_in(content), book.tree.by_path(), keys)


def _take_in_page(
    request: Request, process: Process, form: Form, findings: tuple[Finding, ...] = ()
) -> HttpResponse:
    context = {
        "process": process,
        "form": form,
        "findings": [(one, _sentence(one)) for one in findings],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "codes/take_in.html", context, status=status)


def _say_taken_in(request: Request, taken: actions.TakenIn, reading: Reading) -> None:
    words = {"added": taken.added, "changed": taken.changed}
    messages.success(request, _("Taken in: %(added)d new codes, %(changed)d known ones.") % words)
    for one in reading.findings[:10]:
        messages.warning(request, _sentence(one))


def _sentence(finding: Finding) -> str:
    """What was noticed in a row, and what to do."""
    told = {
        Kind.NO_NAME: _("Row %(row)d: there is no code, or a name in its path is missing."),
        Kind.TOO_LONG: _("Row %(row)d: a text is too long: “%(value)s…”."),
        Kind.NO_PARENT: _("Row %(row)d: there is no code “%(value)s” to stand under."),
        Kind.TWICE: _("Row %(row)d: “%(value)s” stands there twice."),
        Kind.UNKNOWN_TONE: _("Row %(row)d: the colour “%(value)s” is not known; it became grey."),
        Kind.NOT_YES_OR_NO: _("Row %(row)d: “%(value)s” is neither yes nor no; it counts as yes."),
        Kind.UNKNOWN_KEY: _("Row %(row)d: the key “%(value)s” is not known; the path counts."),
        Kind.TOO_MANY: _("Row %(row)d: more than %(value)s codes are not read."),
    }
    return told[finding.kind] % {"row": finding.row, "value": finding.value}


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
