from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, ProtectedError, RestrictedError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.domain.frozen import canonical, fingerprint
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.actions import places
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Process
from regiowerk.listen.codes.domain.freezing import Record
from regiowerk.listen.codes.domain.taking_in import Reading, Wanted
from regiowerk.listen.codes.domain.tree import BETWEEN
from regiowerk.listen.codes.models import Code, Codebook, CodebookVersion
from regiowerk.listen.codes.queries import Book, book_of, record_in

DEEDS: Sentences = {
    "code.added": _("%(who)s added the code “%(what)s”."),
    "code.changed": _("%(who)s changed the code “%(what)s”."),
    "code.moved": _("%(who)s moved the code “%(what)s”."),
    "code.merged": _("%(who)s merged codes: %(what)s."),
    "code.restored": _("%(who)s took a merged code out again: “%(what)s”."),
    "code.split": _("%(who)s split the code “%(what)s”."),
    "code.removed": _("%(who)s removed the code “%(what)s”."),
    "codebook.frozen": _("%(who)s froze the codebook: %(what)s."),
    "codebook.taken_in": _("%(who)s took codes in from a table: %(what)s."),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code is called and what it stands for."""

    name: str
    definition: str = ""
    anchor: str = ""
    inclusion: str = ""
    exclusion: str = ""
    is_assignable: bool = True
    tone: str = Code.Tone.GREY


class CodeInUseError(Exception):
    """A code that something rests on."""

    def __str__(self) -> str:
        return str(
            _(
                "Something is coded with it, or other codes stand below it or were merged into it. "
                "Merge it into another code instead; then nothing is lost."
            )
        )


class NotMergedError(Exception):
    """A code that stands for itself."""

    def __str__(self) -> str:
        return str(_("This code is not merged into another one."))


class NothingToFreezeError(Exception):
    """A codebook without codes, or one that says what its last version says."""

    def __str__(self) -> str:
        return str(_("Nothing has changed since the last version."))


class FaultyTableError(Exception):
    """A table with rows that cannot be taken in."""

    def __str__(self) -> str:
        return str(_("Some rows cannot be taken in. Nothing was changed."))


@transaction.atomic
def add_code(
    *, process: Process, under: Code | None, meaning: Meaning, by: Actor, at: datetime
) -> Code:
    """Add a code as the last one of its place; the first begins the codebook."""
    book = _hold(process, by, at)
    code = _add(book, under, meaning, by, at)
    _tell("code.added", process, code.name, by, at, code)
    return code


@transaction.atomic
def change_code(*, code: Code, meaning: Meaning, by: Actor, at: datetime) -> None:
    """Call or define a code differently; what is coded with it stays."""
    process = code.codebook.process
    book = _hold(process, by, at)
    book.tree.check_name(meaning.name, book.tree.parent(code.pk), but=code.pk)
    _mean(code, meaning)
    _tell("code.changed", process, code.name, by, at, code)


@transaction.atomic
def move_code(*, code: Code, under: Code | None, by: Actor, at: datetime) -> None:
    """Put a code with everything below it under another one, as the last there."""
    process = code.codebook.process
    book = _hold(process, by, at)
    book.tree.check_move(code.pk, under.pk if under else None)
    code.parent, code.position = under, _last(book, under)
    code.save(update_fields=["parent", "position"])
    _tell("code.moved", process, code.name, by, at, code)


@transaction.atomic
def arrange_code(*, code: Code, direction: Direction, by: Actor, at: datetime) -> None:
    """Put a code one place further up or down among its siblings."""
    process = code.codebook.process
    book = _hold(process, by, at)
    siblings = [node.id for node in book.tree.children(book.tree.parent(code.pk))]
    places.move(items=Code.objects.filter(pk__in=siblings), item=code, direction=direction)
    _tell("code.moved", process, code.name, by, at, code)


@transaction.atomic
def merge_codes(*, code: Code, into: Code, by: Actor, at: datetime) -> None:
    """From now on a code counts as another one; codes below it stand under that one.

    What was coded stays as it was coded, so that the merger can be undone.
    """
    process = code.codebook.process
    book = _hold(process, by, at)
    book.tree.check_merge(code.pk, into.pk)
    if code.merged_into_id is not None or into.merged_into_id is not None:
        raise CodeInUseError
    children = [node.id for node in book.tree.children(code.pk)]
    code.merged_into, code.merged_at, code.merged_by = into, at, by.label[:200]
    code.save(update_fields=["merged_into", "merged_at", "merged_by"])
    for place, child in enumerate(children, start=_last(book, into)):
        Code.objects.filter(pk=child).update(parent=into, position=place)
    _tell("code.merged", process, f"{code.name} → {into.name}", by, at, into)


@transaction.atomic
def restore_code(*, code: Code, by: Actor, at: datetime) -> None:
    """Undo a merger: the code stands for itself again, with what was coded with it."""
    if code.merged_into_id is None:
        raise NotMergedError
    process = code.codebook.process
    book = _hold(process, by, at)
    book.tree.check_restore(code.pk)
    above = book.tree.parent(code.pk)
    code.parent = None if above is None else book.codes[above]
    code.merged_into, code.merged_at, code.merged_by = None, None, ""
    code.save(update_fields=["parent", "merged_into", "merged_at", "merged_by"])
    _tell("code.restored", process, code.name, by, at, code)


@transaction.atomic
def split_code(*, code: Code, names: Iterable[str], by: Actor, at: datetime) -> list[Code]:
    """Add finer codes below one, which from now on only holds them together.

    What is coded with it stays there until somebody codes it with the finer ones.
    """
    process = code.codebook.process
    made = []
    for name in names:
        book = _hold(process, by, at)
        made.append(_add(book, code, Meaning(name, tone=code.tone), by, at))
    code.is_assignable = False
    code.save(update_fields=["is_assignable"])
    parts = ", ".join(one.name for one in made)
    _tell("code.split", process, f"{code.name}: {parts}", by, at, code)
    return made


@transaction.atomic
def remove_code(*, code: Code, by: Actor, at: datetime) -> None:
    """Take a code out on which nothing rests."""
    process, name = code.codebook.process, code.name
    _hold(process, by, at)
    try:
        code.delete()
    except (ProtectedError, RestrictedError) as rests_on_it:
        raise CodeInUseError from rests_on_it
    _tell("code.removed", process, name, by, at)


@transaction.atomic
def freeze_codebook(*, process: Process, note: str, by: Actor, at: datetime) -> CodebookVersion:
    """Keep the codebook as it is now, as a version that never changes."""
    book = _hold(process, by, at)
    record = record_in(book, process)
    last = _codebook(book).versions.order_by("-number").first()
    if not book.codes or (last is not None and last.content_hash == fingerprint(record)):
        raise NothingToFreezeError
    return _freeze(process, _codebook(book), record, note, by, at)


@transaction.atomic
def keep_codebook(*, process: Process, record: Record, note: str, by: Actor, at: datetime) -> None:
    """Freeze a codebook something was made with, as it was read then, unless a version says so."""
    codebook = _codebook(_hold(process, by, at))
    if not codebook.versions.filter(content_hash=fingerprint(record)).exists():
        _freeze(process, codebook, record, note, by, at)


def _freeze(
    process: Process, codebook: Codebook, record: Record, note: str, by: Actor, at: datetime
) -> CodebookVersion:
    last = codebook.versions.order_by("-number").first()
    version = CodebookVersion.objects.create(
        codebook=codebook,
        number=last.number + 1 if last else 1,
        note=note[:200],
        content=canonical(record).decode(),
        content_hash=fingerprint(record),
        frozen_at=at,
        frozen_by=by.label[:200],
    )
    label = f"{version.number} ({note})" if note else str(version.number)
    _tell("codebook.frozen", process, label, by, at)
    return version


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many codes a table added and changed."""

    added: int
    changed: int


@transaction.atomic
def take_in_codes(
    *, process: Process, reading: Reading, file_name: str, by: Actor, at: datetime
) -> TakenIn:
    """Add what a table has more and change what it says differently; nothing is removed."""
    if reading.errors:
        raise FaultyTableError
    _hold(process, by, at)
    added = sum(_take_in(book_of(process), one, by, at) for one in reading.wanted)
    _tell("codebook.taken_in", process, file_name, by, at)
    return TakenIn(added, len(reading.wanted) - added)


def _take_in(book: Book, wanted: Wanted, by: Actor, at: datetime) -> bool:
    """Whether a code was added for a row."""
    by_path = {path.casefold(): code for path, code in book.tree.by_path().items()}
    above = BETWEEN.join(wanted.names[:-1]).casefold()
    under = book.codes[by_path[above]] if above else None
    texts = {
        name: value for name, value in asdict(wanted).items() if name not in {"row", "names", "key"}
    }
    meaning = Meaning(wanted.names[-1], **texts)
    known = book.by_key(wanted.key) if wanted.key else None
    if known is None and (there := by_path.get(wanted.path.casefold())):
        known = book.codes[there]
    if known is None:
        _add(book, under, meaning, by, at)
        return True
    if book.tree.parent(known.pk) != (under.pk if under else None):
        book.tree.check_move(known.pk, under.pk if under else None)
        known.parent, known.position = under, _last(book, under)
        known.save(update_fields=["parent", "position"])
    book.tree.check_name(meaning.name, under.pk if under else None, but=known.pk)
    _mean(known, meaning)
    return False


def _hold(process: Process, by: Actor, at: datetime) -> Book:
    """The codebook for one writer at a time; begun where there is none."""
    Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
    Codebook.objects.get_or_create(
        process=process, defaults={"begun_at": at, "begun_by": by.label[:200]}
    )
    return book_of(process)


def _codebook(book: Book) -> Codebook:
    if book.codebook is None:
        raise NothingToFreezeError
    return book.codebook


def _add(book: Book, under: Code | None, meaning: Meaning, by: Actor, at: datetime) -> Code:
    book.tree.check_name(meaning.name, under.pk if under else None)
    return Code.objects.create(
        codebook=_codebook(book),
        key=key_from(meaning.name, taken={code.key for code in book.codes.values()}),
        parent=under,
        position=_last(book, under),
        added_at=at,
        added_by=by.label[:200],
        **asdict(meaning),
    )


def _mean(code: Code, meaning: Meaning) -> None:
    told = asdict(meaning)
    for name, value in told.items():
        setattr(code, name, value)
    code.save(update_fields=list(told))


def _last(book: Book, under: Code | None) -> int:
    siblings = Code.objects.filter(codebook=book.codebook, parent=under)
    held: int | None = siblings.aggregate(last=Max("position"))["last"]
    return 1 if held is None else held + 1


def _tell(
    deed: str, process: Process, label: str, by: Actor, at: datetime, code: Code | None = None
) -> None:
    page, args = ("codes:codebook", [process.key])
    if code is not None:
        page, args = ("codes:code", [process.key, code.key])
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=label,
        address=reverse(page, args=args),
        region=process.region.key,
        process=process.key,
    )
