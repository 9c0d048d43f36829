"""The doors to a codebook: the project office keeps it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_member
from regiowerk.ground.process.models import Process
from regiowerk.listen.codes.models import Code, CodebookVersion
from regiowerk.listen.codes.permissions import may_keep_codebook
from regiowerk.listen.codes.queries import Book, book_of


def book_for_office(actor: Actor, process_key: str) -> tuple[Process, Book]:
    """The codebook of a process for whoever keeps it; an empty one where none was begun."""
    process = process_for_member(actor, process_key)
    if not may_keep_codebook(actor, process):
        raise PermissionDenied
    return process, book_of(process)


def code_for_office(actor: Actor, process_key: str, code_key: str) -> tuple[Book, Code]:
    """One code with its codebook, a merged one too."""
    process, book = book_for_office(actor, process_key)
    code = book.by_key(code_key)
    if code is None or book.codebook is None:
        raise Http404
    code.codebook = book.codebook
    code.codebook.process = process
    return book, code


def version_for_office(
    actor: Actor, process_key: str, number: int
) -> tuple[Process, Book, CodebookVersion]:
    """A frozen version with the codebook as it is now."""
    process, book = book_for_office(actor, process_key)
    if book.codebook is None:
        raise Http404
    version = book.codebook.versions.filter(number=number).first()
    if version is None:
        raise Http404
    return process, book, version
