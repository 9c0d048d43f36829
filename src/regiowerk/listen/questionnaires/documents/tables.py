"""Tables of answers as CSV; the headers are the names of the variables in the DDI codebook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regiowerk.listen.questionnaires.documents.ddi import Key, row_key
from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.columns import Table, cells, in_csv


@dataclass(frozen=True, slots=True)
class Line:
    """One answer sheet, or one row of a repeat in it; `keys` say whose it is."""

    keys: tuple[str, ...]
    answers: Mapping[Field, Value]
    rows: tuple[str, ...] = ()


def write_csv(table: Table, keys: Sequence[Key], lines: Iterable[Line]) -> bytes:
    """UTF-8 with byte order mark, so that spreadsheets read umlauts; comma; formulas harmless."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(
        [*(key.name for key in keys), *row_key(table), *(column.name for column in table.columns)]
    )
    for line in lines:
        found = (cells(column, line.answers, line.rows) for column in table.columns)
        writer.writerow([in_csv(cell) for cell in (*line.keys, *line.rows, *found)])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()
