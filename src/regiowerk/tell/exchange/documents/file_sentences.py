"""Sentences about the files of a package, and about what is worth knowing of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from regiowerk.tell.exchange.domain.faults import Kind

_OF_THE_PACKAGE: Mapping[Kind, str | Promise] = {
    Kind.NOTHING_THERE: gettext_lazy("There is no such folder or file."),
    Kind.NOT_A_PACKAGE: gettext_lazy("A package is a folder or a ZIP archive."),
    Kind.DESCRIPTOR_MISSING: gettext_lazy(
        "The file datapackage.json is missing. It says which files belong to the package; "
        "name the folder in which it lies, or export a package and take its file as a "
        "pattern."
    ),
    Kind.DESCRIPTOR_BROKEN: gettext_lazy(
        "This is not valid JSON: it breaks off at line and column %(place)s. Often a comma, a"
        " bracket or a quotation mark is missing there or in the line above."
    ),
    Kind.DESCRIPTOR_SHAPE: gettext_lazy(
        "A list of resources is expected, each with name and path, as in an exported package."
    ),
    Kind.VERSION_MISSING: gettext_lazy(
        "The version of the format is missing or not a number. It should be %(ours)s."
    ),
    Kind.VERSION_NEWER: gettext_lazy(
        "The package has version %(value)s of the format; this Regiowerk reads up to "
        "%(ours)s. Update Regiowerk, or export the package from an older one."
    ),
    Kind.LICENCE_UNKNOWN: gettext_lazy("This licence is not known. Possible are: %(known)s."),
    Kind.TABLE_MISSING: gettext_lazy(
        "Every package needs this table (%(title)s). Name it among the resources of "
        "datapackage.json as “%(value)s”."
    ),
    Kind.TABLE_TWICE: gettext_lazy("This resource is named twice. Remove one of the two."),
    Kind.PACKAGE_TOO_LARGE: gettext_lazy("The files together are larger than %(most)s."),
}

_OF_PATHS: Mapping[Kind, str | Promise] = {
    Kind.PATH_UNSAFE: gettext_lazy(
        "This path leads out of the package. Allowed are names of files in it, for example "
        "stages.csv or data/stages.csv."
    ),
    Kind.FILE_MISSING: gettext_lazy(
        "datapackage.json names this file, but it is not there. Add it or remove its entry."
    ),
    Kind.FILE_OUTSIDE: gettext_lazy(
        "This is a link to a place outside the package. Put the file itself there."
    ),
    Kind.FILE_SPECIAL: gettext_lazy("This is not an ordinary file. Put an ordinary file there."),
    Kind.FILE_UNREADABLE: gettext_lazy(
        "This file cannot be opened. Please check the rights to read it."
    ),
    Kind.FILE_TOO_LARGE: gettext_lazy(
        "This file has %(size)s; at most %(most)s are read. It was not opened."
    ),
    Kind.ARCHIVE_BROKEN: gettext_lazy(
        "The archive is damaged or packed in an unusual way. Please pack it anew as ZIP."
    ),
    Kind.ARCHIVE_TOO_MANY: gettext_lazy(
        "The archive holds more than %(most)s files; that is not a package."
    ),
    Kind.ARCHIVE_BOMB: gettext_lazy(
        "Unpacked, this file would be suspiciously large (%(size)s). It was not unpacked."
    ),
    Kind.ARCHIVE_LOCKED: gettext_lazy(
        "This file is protected by a password. Please pack the archive without one."
    ),
}

_OF_TEXTS: Mapping[Kind, str | Promise] = {
    Kind.FILE_EMPTY: gettext_lazy("The file is empty. Its first row must be: %(names)s"),
    Kind.NOT_UTF8: gettext_lazy(
        "Line %(row)s is not in UTF-8 but probably in Windows-1252 (“%(value)s”). Save the "
        "file with the encoding UTF-8; table programs call it “CSV UTF-8”."
    ),
    Kind.UTF16: gettext_lazy(
        "The file is in UTF-16. Save it with the encoding UTF-8; table programs call it “CSV "
        "UTF-8”."
    ),
    Kind.CONTROL_CHARACTER: gettext_lazy(
        "Line %(row)s holds a control character (%(value)s). Please remove it."
    ),
    Kind.NOT_COMMAS: gettext_lazy(
        "The columns are separated by “%(mark)s” instead of commas. In LibreOffice choose the"
        " comma as field delimiter when saving; Excel takes the one from the system's "
        "settings."
    ),
    Kind.QUOTES_BROKEN: gettext_lazy(
        "A quotation mark is not closed from this row on, or stands alone. Inside a text a "
        "quotation mark is written twice."
    ),
    Kind.TOO_MANY_ROWS: gettext_lazy("The table has %(rows)s rows; at most %(most)s are read."),
    Kind.COLUMN_MISSING: gettext_lazy(
        "This column is missing (%(title)s). Add it; its cells may be empty where nothing is known."
    ),
    Kind.COLUMN_UNKNOWN: gettext_lazy(
        "This column is not known. Rename or remove it; known are: %(known)s."
    ),
    Kind.COLUMN_TWICE: gettext_lazy("This column occurs twice. Remove one of the two."),
    Kind.TOO_MANY_CELLS: gettext_lazy(
        "The row has %(given)s cells, the heading has %(wanted)s. Often a text holds a comma:"
        " put it in quotation marks."
    ),
    Kind.TOO_FEW_CELLS: gettext_lazy(
        "The row has %(given)s cells, the heading has %(wanted)s. Empty cells need their "
        "commas too."
    ),
}

_WORTH_KNOWING: Mapping[Kind, str | Promise] = {
    Kind.BYTE_ORDER_MARK: gettext_lazy(
        "The file begins with a byte order mark. It was read without it."
    ),
    Kind.EDITED_BY_HAND: gettext_lazy(
        "The file was changed after the package had been written (other checksum). That is "
        "fine: what it says now counts."
    ),
    Kind.FILE_NOT_NAMED: gettext_lazy(
        "The file lies in the package, but datapackage.json does not name it. It was not read."
    ),
    Kind.RESOURCE_UNKNOWN: gettext_lazy(
        "datapackage.json names “%(value)s”, which is not a table of a process. It was not read."
    ),
}

OF_FILES: Mapping[Kind, str | Promise] = {
    **_OF_THE_PACKAGE,
    **_OF_PATHS,
    **_OF_TEXTS,
    **_WORTH_KNOWING,
}
