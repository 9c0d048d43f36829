"""What is wrong with a package, as a sentence that says what was expected and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from regiowerk.tell.exchange.documents.file_sentences import OF_FILES
from regiowerk.tell.exchange.domain.faults import Fault, Kind

_OF_VALUES: Mapping[Kind, str | Promise] = {
    Kind.EMPTY: gettext_lazy("This cell must not be empty (%(title)s)."),
    Kind.TOO_LONG: gettext_lazy(
        "This text has %(length)s characters; at most %(longest)s fit. Please shorten it."
    ),
    Kind.NOT_INTEGER: gettext_lazy("A whole number is expected, written with digits only."),
    Kind.NOT_DECIMAL: gettext_lazy(
        "A number with a decimal point and without separators is expected, for example 1234.5."
    ),
    Kind.DECIMAL_COMMA: gettext_lazy(
        "Numbers are written with a point, not with a comma: %(meant)s."
    ),
    Kind.DECIMAL_PLACES: gettext_lazy("At most %(places)s decimal places fit. Please round it."),
    Kind.OUT_OF_RANGE: gettext_lazy("The number must lie between %(least)s and %(most)s."),
    Kind.NOT_DAY: gettext_lazy("A day is expected, written as 2021-12-31."),
    Kind.GERMAN_DAY: gettext_lazy("Days are written the other way round: %(meant)s."),
    Kind.NO_SUCH_DAY: gettext_lazy("This day does not exist. Please correct day or month."),
    Kind.NOT_MOMENT: gettext_lazy(
        "A day and a time with its zone are expected, written as 2021-07-09T13:30:00Z."
    ),
    Kind.MOMENT_WITHOUT_ZONE: gettext_lazy(
        "The time zone is missing. Write %(meant)s for UTC, or +01:00 instead of Z for German"
        " winter time."
    ),
    Kind.NOT_TRUTH: gettext_lazy("Either true or false is expected."),
    Kind.UNKNOWN_CHOICE: gettext_lazy("This word is not known. Possible are: %(known)s."),
    Kind.NOT_KEY: gettext_lazy(
        "A key consists of letters without accents, digits, hyphen and underscore only."
    ),
    Kind.KEY_RESERVED: gettext_lazy("This key is an address already. Please choose another one."),
    Kind.NOT_DIGITS: gettext_lazy("This key has exactly %(count)s digits."),
    Kind.ZERO_LOST: gettext_lazy(
        "This key has %(count)s digits; the zero in front is missing. Probably meant: "
        "%(meant)s. Table programs remove it: format the column as text."
    ),
    Kind.NOT_SHA256: gettext_lazy(
        "A checksum is expected: 64 characters of 0 to 9 and a to f (SHA-256)."
    ),
    Kind.NOT_COLOUR: gettext_lazy("A colour is expected, written as #1F5C7A."),
    Kind.NOT_WEB: gettext_lazy("An address is expected that begins with https:// or http://."),
    Kind.WHOLE_NUMBER: gettext_lazy(
        "People and municipalities are whole numbers. A point separates decimals here, not "
        "thousands."
    ),
    Kind.NOT_AN_OFFICE: gettext_lazy(
        "An organisation from organisations.csv with its designation belongs here (for "
        "example “Stadt Paderborn”), the region or “Regiowerk” – never a person."
    ),
}

_OF_ROWS: Mapping[Kind, str | Promise] = {
    Kind.DUPLICATE: gettext_lazy(
        "The same already stands in row %(first)s. It may occur only once; remove or change "
        "one of the two rows."
    ),
    Kind.UNKNOWN_REFERENCE: gettext_lazy(
        "There is no such key in %(where)s. Add a row there or correct the key here."
    ),
    Kind.NOT_ONE_ROW: gettext_lazy("This table needs exactly one row and has none."),
    Kind.MORE_THAN_ONE_ROW: gettext_lazy(
        "This table has %(rows)s rows; a package has at most one of these."
    ),
    Kind.ENDS_BEFORE: gettext_lazy(
        "This lies before %(other)s (%(begin)s). The end comes on the same day or later."
    ),
    Kind.OUTSIDE_PROCESS: gettext_lazy(
        "This day lies outside the process, which runs from %(begin)s to %(end)s (process.csv)."
    ),
    Kind.ONE_WITHOUT_OTHER: gettext_lazy(
        "This cell is empty although %(other)s is filled. Both belong together: fill or empty both."
    ),
    Kind.MUNICIPALITY_WITHOUT_AGS: gettext_lazy(
        "%(name)s is a municipality and needs its official key (AGS, 8 digits)."
    ),
    Kind.NOT_A_DISTRICT: gettext_lazy(
        "This organisation is of another kind. What others lie in must be of the kind district."
    ),
    Kind.CIRCLE: gettext_lazy(
        "This body stands below itself. Please empty the cell of one of them."
    ),
    Kind.ABOUT_ONE_THING: gettext_lazy(
        "A figure is about an organisation or about the region: fill exactly one of the two "
        "columns."
    ),
    Kind.NOT_GEOJSON: gettext_lazy("This is not GeoJSON of the type FeatureCollection."),
    Kind.NOT_A_BORDER: gettext_lazy(
        "Feature %(row)s is not a border: it needs the properties organisation and "
        "attribution and a geometry of closed rings in longitude and latitude (Polygon or "
        "MultiPolygon)."
    ),
}

_OF_SURVEYS: Mapping[Kind, str | Promise] = {
    Kind.DOCUMENT_MISSING: gettext_lazy(
        "This row needs the file %(where)s, which is not in the package. Add it and name it among "
        "the resources of datapackage.json, or remove the row."
    ),
    Kind.HASH_DIFFERS: gettext_lazy(
        "The file is not the one whose checksum stands in %(where)s, row %(line)s. It must not be "
        "edited by hand: put the original file there."
    ),
    Kind.NOT_AN_INSTRUMENT: gettext_lazy(
        "This is not the definition of a questionnaire as Regiowerk writes it. Import the author's "
        "file as a questionnaire instead."
    ),
    Kind.NOT_A_SUBMISSION: gettext_lazy(
        "This is not a submission as Regiowerk writes it, or its questionnaire has no such answer. "
        "Put the original file there."
    ),
    Kind.NOT_RESULTS: gettext_lazy(
        "These are not published results as Regiowerk writes them. Put the original file there."
    ),
    Kind.NOT_ITS_SOURCE: gettext_lazy(
        "Evidence of this kind names exactly its own source: figures and charts a release, an answer "
        "a submission, a document nothing of both."
    ),
    Kind.NOT_ONE_SHOWN: gettext_lazy(
        "A slide shows a finding or a question of published results. Name the finding alone, or "
        "survey, wave, release and question together."
    ),
    Kind.NOT_IN_RESULTS: gettext_lazy(
        "The published results in %(where)s tell of no such question. Take the key of one they tell of."
    ),
    Kind.OTHER_WORDS: gettext_lazy(
        "The words of a passage are as many characters as lie between its start and its end."
    ),
    Kind.OTHER_QUESTIONNAIRE: gettext_lazy(
        "The submission was given to something else. Here it should be: %(wanted)s."
    ),
    Kind.WITHOUT_SUBMISSION: gettext_lazy(
        "State and %(where)s do not fit: who has handed in has a submission there, and nobody else "
        "has one."
    ),
}

_HERE: Mapping[Kind, str | Promise] = {
    Kind.PROCESS_DIFFERS: gettext_lazy(
        "There is already a process “%(value)s”, and it differs from the package in: "
        "%(where)s. With --replace its content is overwritten by that of the package; what "
        "has been recorded here since would be lost."
    ),
    Kind.PROCESS_ELSEWHERE: gettext_lazy(
        "The process “%(process)s” is here already and belongs to the region “%(here)s”. "
        "Choose another key for the process or correct the region."
    ),
    Kind.AGS_TAKEN: gettext_lazy(
        "This municipality is here already with the key “%(here)s”. Use the same key in the "
        "package."
    ),
    Kind.AREA_UNKNOWN_HERE: gettext_lazy(
        "The programme “%(programme)s” is here already, without this area. With "
        "--update-region it is added."
    ),
}

SENTENCES: Mapping[Kind, str | Promise] = {
    **OF_FILES,
    **_OF_VALUES,
    **_OF_ROWS,
    **_OF_SURVEYS,
    **_HERE,
}

# Sentences that say themselves what was probably meant.
_SAY_IT = frozenset({Kind.DECIMAL_COMMA, Kind.GERMAN_DAY, Kind.MOMENT_WITHOUT_ZONE, Kind.ZERO_LOST})


def sentence(found: Fault) -> str:
    """What is wrong, what was expected and what to do, in the language now active."""
    words = dict(found.details) | {"value": found.value, "row": str(found.row or "")}
    said = str(SENTENCES[found.kind]) % words
    meant = words.get("meant")
    if meant and found.kind not in _SAY_IT:
        return _("%(sentence)s Probably meant: %(meant)s.") % {"sentence": said, "meant": meant}
    return said


def placed(found: Fault) -> tuple[str, str]:
    """Where a fault stands and its sentence, for a page."""
    places = [found.file or _("The whole package")]
    if found.row:
        places.append(_("row %(row)s") % {"row": found.row})
    if found.column:
        places.append(found.column)
    if found.value:
        places.append(_("“%(value)s”") % {"value": found.value})
    return ", ".join(places), sentence(found)
