"""What can be wrong with a cell, and what an import says to it, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiowerk.tell.exchange.tests.factories import (
    a_package_folder,
    edit,
    refused,
)

pytestmark = pytest.mark.django_db


CELLS = [
    (
        "passages.csv",
        "aims,1,",
        "aims,,",
        "Zeile 2, position",
        "Diese Zelle darf nicht leer sein (Reihenfolge).",
    ),
    (
        "passages.csv",
        "aims,1,",
        "aims,eins,",
        "Zeile 2, position, „eins“",
        "Erwartet wird eine ganze Zahl, nur mit Ziffern geschrieben.",
    ),
    (
        "passages.csv",
        "aims,1,",
        "aims,99999,",
        "Zeile 2, position, „99999“",
        "Die Zahl muss zwischen 0 und 32767 liegen.",
    ),
    (
        "passages.csv",
        "aims,1,",
        "aim,1,",
        "Zeile 2, topic, „aim“",
        "Dieses Wort ist nicht bekannt. Möglich sind: aims, approach, role, next_steps, outlook. Gemeint ist vermutlich: aims.",
    ),
    (
        "passages.csv",
        "aims,1,",
        "wozu,1,",
        "Zeile 2, topic, „wozu“",
        "Dieses Wort ist nicht bekannt. Möglich sind: aims, approach, role, next_steps, outlook.",
    ),
    (
        "passages.csv",
        ",,\n",
        ",,javascript:alert(1)\n",
        "Zeile 2, source_url, „javascript:alert(1)“",
        "Erwartet wird eine Adresse, die mit https:// oder http:// beginnt.",
    ),
    (
        "stages.csv",
        "Trends",
        "T" * 201,
        "Zeile 3, name, „" + "T" * 80 + "“",
        "Dieser Text hat 201 Zeichen; Platz ist für 200. Bitte kürzen Sie ihn.",
    ),
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "1.7.2021,2021-12-31",
        "Zeile 3, starts_on, „1.7.2021“",
        "Tage werden umgekehrt geschrieben: 2021-07-01.",
    ),
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "31.02.2021,2021-12-31",
        "Zeile 3, starts_on, „31.02.2021“",
        "Diesen Tag gibt es nicht. Bitte berichtigen Sie Tag oder Monat.",
    ),
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "2021-02-31,2021-12-31",
        "Zeile 3, starts_on, „2021-02-31“",
        "Diesen Tag gibt es nicht. Bitte berichtigen Sie Tag oder Monat.",
    ),
    (
        "stages.csv",
        "2021-07-01,2021-12-31",
        "Juli 2021,2021-12-31",
        "Zeile 3, starts_on, „Juli 2021“",
        "Erwartet wird ein Tag, geschrieben als 2021-12-31.",
    ),
    (
        "stages.csv",
        ",false,",
        ",falsch,",
        "Zeile 3, is_approximate, „falsch“",
        "Erwartet wird true (ja) oder false (nein). Gemeint ist vermutlich: false.",
    ),
    (
        "stages.csv",
        ",false,",
        ",vielleicht,",
        "Zeile 3, is_approximate, „vielleicht“",
        "Erwartet wird true (ja) oder false (nein).",
    ),
    (
        "stages.csv",
        "2021-01-04T08:00:00Z",
        "2021-01-04T08:00:00",
        "Zeile 2, opened_at, „2021-01-04T08:00:00“",
        "Die Zeitzone fehlt. Schreiben Sie 2021-01-04T08:00:00Z für UTC, oder +01:00 statt Z für deutsche Winterzeit.",
    ),
    (
        "findings.csv",
        "2021-06-01T08:00:00Z",
        "gestern",
        "Zeile 2, recorded_at, „gestern“",
        "Erwartet werden Tag und Uhrzeit mit Zeitzone, geschrieben als 2021-07-09T13:30:00Z.",
    ),
    (
        "figures.csv",
        "16130",
        "16.130",
        "Zeile 2, value, „16.130“",
        "Menschen und Kommunen sind ganze Zahlen. Der Punkt trennt hier Nachkommastellen, nicht Tausender.",
    ),
    (
        "figures.csv",
        "173.92",
        "173.925",
        "Zeile 3, value, „173.925“",
        "Es sind höchstens 2 Nachkommastellen möglich. Bitte runden Sie.",
    ),
    (
        "figures.csv",
        "173.92",
        '"1.173,92"',
        "Zeile 3, value, „1.173,92“",
        "Zahlen werden mit Punkt geschrieben, nicht mit Komma: 1173.92.",
    ),
    (
        "figures.csv",
        "173.92",
        "viel",
        "Zeile 3, value, „viel“",
        "Erwartet wird eine Zahl mit Dezimalpunkt und ohne Tausendertrennung, zum Beispiel 1234.5.",
    ),
    (
        "figures.csv",
        "173.92",
        "-1",
        "Zeile 3, value, „-1“",
        "Die Zahl muss zwischen 0 und 999999999999 liegen.",
    ),
    (
        "organisations.csv",
        ",05999008,",
        ",599900,",
        "Zeile 4, ags, „599900“",
        "Dieser Schlüssel hat genau 8 Ziffern.",
    ),
    (
        "milestones.csv",
        "auftakt,",
        "auftakt & start,",
        "Zeile 2, key, „auftakt & start“",
        "Ein Schlüssel besteht nur aus Buchstaben ohne Umlaute, Ziffern, Bindestrich und Unterstrich.",
    ),
    (
        "milestones.csv",
        "auftakt,",
        "neu,",
        "Zeile 2, key, „neu“",
        "Dieser Schlüssel ist schon eine Adresse. Bitte wählen Sie einen anderen.",
    ),
    (
        "region.csv",
        "#1F5C7A",
        "blau",
        "Zeile 2, accent, „blau“",
        "Erwartet wird eine Farbe, geschrieben als #1F5C7A.",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "sentence"), CELLS)
def test_a_cell_that_is_not_what_its_column_says(
    tmp_path: Path, file: str, old: str, new: str, place: str, sentence: str
) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, file, old, new)

    assert refused(folder) == [f"{file}, {place}: {sentence}"]
