"""The words of every room: extract, check and compile its German catalogue, without GNU gettext.

extract [ROOM ...]   collect the words of the sources, keep what is translated
check   [ROOM ...]   list whatever is not translated, fuzzy, obsolete or misfitting
compile [ROOM ...]   write the .mo files that Django reads
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "regiowerk"
CATALOGUE = Path("locale/de/LC_MESSAGES/django.po")
HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"MIME-Version: 1.0\\n"
"Language: de\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
# Function name -> which arguments are words; None: the first.  (n, "c") is a context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOT_SHOWN = {"tests", "migrations", "static", "locale", "__pycache__"}
NAMED = re.compile(r"%\((\w+)\)[a-z]")
BRACED = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Key:
    """What makes a message one message: its context, its English words, their plural."""

    context: str
    singular: str
    plural: str = ""


@dataclass(slots=True)
class Words:
    """All messages of a room's sources, in order of appearance, with where they stand."""

    places: dict[Key, list[str]] = field(default_factory=dict)

    def add(self, key: Key, place: str) -> None:
        self.places.setdefault(key, []).append(place)


def rooms(names: list[str]) -> list[Path]:
    """The folders of the rooms called `names`, or of all rooms."""
    found = {path.parent.name: path.parent for path in SOURCES.glob("*/*/__init__.py")}
    if unknown := sorted(set(names) - set(found)):
        sys.exit(f"bin/messages: no room is called {', '.join(unknown)}.")
    return [found[name] for name in (names or sorted(found))]


def sources(room: Path) -> Iterator[Path]:
    for path in sorted(room.rglob("*")):
        if not NOT_SHOWN.isdisjoint(path.relative_to(room).parts):
            continue
        in_templates = "templates" in path.relative_to(room).parts
        if path.suffix == ".py" or (in_templates and path.is_file()):
            yield path


def words_of(room: Path) -> Words:
    words = Words()
    for path in sources(room):
        for line, key in read_words(path):
            words.add(key, f"{path.relative_to(ROOT)}:{line}")
    return words


def read_words(path: Path) -> Iterator[tuple[int, Key]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # templatize() blanks out whatever is no word; what it leaves must not look indented.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))
    stream = io.BytesIO(text.encode())
    for line, function, arguments, _ in extract_python(stream, list(KEYWORDS), [], {}):
        if key := key_of(function, arguments):
            yield line, key


def key_of(function: str, arguments: object) -> Key | None:
    """The message in a call; None when its words are not written out there."""
    given = list(arguments) if isinstance(arguments, list | tuple) else [arguments]
    context = singular = plural = ""
    for place in KEYWORDS[function] or (1,):
        index, is_context = (place[0], True) if isinstance(place, tuple) else (place, False)
        text = given[index - 1] if index <= len(given) else None
        if not isinstance(text, str) or not text:
            return None
        if is_context:
            context = text
        elif singular:
            plural = text
        else:
            singular = text
    return Key(context, singular, plural)


def catalogue_of(room: Path) -> Catalog:
    path = room / CATALOGUE
    if not path.exists():
        return Catalog(locale="de")
    with path.open("rb") as stream:
        return read_po(stream, locale="de", abort_invalid=True)


def key_of_message(message: Message) -> Key:
    if isinstance(message.id, tuple | list):
        return Key(message.context or "", message.id[0], message.id[1])
    return Key(message.context or "", message.id)


def translations(catalogue: Catalog) -> dict[Key, Message]:
    return {key_of_message(message): message for message in catalogue if message.id}


def german(message: Message) -> list[str]:
    if isinstance(message.string, tuple | list):
        return list(message.string)
    return [message.string or ""]


def extract(room: Path) -> list[str]:
    """Write the room's catalogue anew: every word once, translations kept, the obsolete gone."""
    words, known = words_of(room), translations(catalogue_of(room))
    path = room / CATALOGUE
    if not words.places:
        path.unlink(missing_ok=True)
        return []
    entries = [entry(key, places, known.get(key)) for key, places in words.places.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEADER, *entries]), encoding="utf-8")
    missing = sum(not all(german(known[key])) if key in known else True for key in words.places)
    print(f"{path.relative_to(ROOT)}: {len(words.places)} messages, {missing} to translate")
    return []


def entry(key: Key, places: list[str], known: Message | None) -> str:
    """One message as the catalogue writes it; line numbers would change with every edit."""
    files = dict.fromkeys(place.rpartition(":")[0] for place in places)
    lines = [f"#: {file}" for file in files]
    flags = sorted(known.flags - {"python-format", "python-brace-format"}) if known else []
    if flags:
        lines.append(f"#, {', '.join(flags)}")
    if key.context:
        lines.append(f"msgctxt {normalize(key.context)}")
    lines.append(f"msgid {normalize(key.singular)}")
    strings = german(known) if known else []
    if key.plural:
        lines.append(f"msgid_plural {normalize(key.plural)}")
        for number in range(2):
            text = strings[number] if number < len(strings) else ""
            lines.append(f"msgstr[{number}] {normalize(text)}")
    else:
        lines.append(f"msgstr {normalize(strings[0] if strings else '')}")
    return "\n".join(lines) + "\n"


def check(room: Path) -> list[str]:
    """What is wrong with a room's catalogue, one line each, with where to look."""
    words, catalogue = words_of(room), catalogue_of(room)
    known, path = translations(catalogue), (room / CATALOGUE).relative_to(ROOT)
    problems = [
        f"{', '.join(places)}: not translated: {key.singular!r}"
        for key, places in words.places.items()
        if key not in known
    ]
    for key, message in known.items():
        place = f"{path}:{message.lineno}"
        if key in words.places:
            problems += [f"{place}: {fault}: {key.singular!r}" for fault in faults(key, message)]
        else:
            problems.append(f"{place}: obsolete, no source says it: {key.singular!r}")
    problems += [f"{path}: obsolete entry left behind: {name!r}" for name in catalogue.obsolete]
    return problems


def faults(key: Key, message: Message) -> Iterator[str]:
    strings = german(message)
    if message.fuzzy:
        yield "fuzzy"
    if len(strings) != (2 if key.plural else 1):
        yield "needs singular and plural" if key.plural else "needs one translation"
    elif not all(text.strip() for text in strings):
        yield "empty"
    else:
        yield from misfits(key, strings)


def misfits(key: Key, strings: list[str]) -> Iterator[str]:
    """Placeholders must survive; only the singular may leave out its number ("one day")."""
    for pattern in (NAMED, BRACED):
        wanted = set(pattern.findall(key.plural or key.singular))
        for number, text in enumerate(strings):
            given = set(pattern.findall(text))
            may_leave_out = key.plural and number == 0
            if not (given <= wanted if may_leave_out else given == wanted):
                yield f"placeholders differ ({sorted(wanted)} and {sorted(given)})"
    if key.singular.endswith("\n") != strings[0].endswith("\n"):
        yield "only one of both ends with a new line"


def disagreements() -> list[str]:
    """Django merges all catalogues: the same English must be the same German everywhere."""
    said: dict[tuple[str, str], tuple[list[str], Path]] = {}
    problems = []
    for room in rooms([]):
        for key, message in translations(catalogue_of(room)).items():
            mine = german(message)
            theirs, where = said.setdefault((key.context, key.singular), (mine, room))
            if all(mine) and all(theirs) and mine[0] != theirs[0]:
                problems.append(
                    f"{room.name} and {where.name} translate {key.singular!r} differently:"
                    f" {mine[0]!r}, {theirs[0]!r}"
                )
    return problems


def compile_room(room: Path) -> list[str]:
    """Write the .mo beside the .po, or remove it when there is nothing to say."""
    target = (room / CATALOGUE).with_suffix(".mo")
    if not (room / CATALOGUE).exists():
        target.unlink(missing_ok=True)
        return []
    stream = io.BytesIO()
    write_mo(stream, catalogue_of(room))
    if not target.exists() or target.read_bytes() != stream.getvalue():
        fresh = target.with_suffix(".mo.new")
        fresh.write_bytes(stream.getvalue())
        fresh.replace(target)  # a running server must never read half a file
    return []


DEEDS: dict[str, Callable[[Path], list[str]]] = {
    "extract": extract,
    "check": check,
    "compile": compile_room,
}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in DEEDS:
        print(__doc__, file=sys.stderr)
        return 2
    deed, names = arguments[0], arguments[1:]
    problems = [problem for room in rooms(names) for problem in DEEDS[deed](room)]
    if deed == "check":
        problems += disagreements()
    print(*problems, sep="\n", end="\n" if problems else "")
    if deed == "check":
        print(f"messages: {len(problems)} problems" if problems else "messages: all translated")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
