"""The example says what is published, names its sources, and names nobody."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal

from regiowerk.tell.exchange.tests.factories import EXAMPLE


def rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_29_municipalities_of_2017_are_the_members() -> None:
    organisations = {row["key"]: row for row in rows("organisations")}
    members = [organisations[row["organisation"]] for row in rows("memberships")]

    assert Counter(organisations[member["district"]]["name"] for member in members) == {
        "Kreis Paderborn": 10,
        "Kreis Höxter": 10,
        "Kreis Soest": 4,
        "Kreis Lippe": 3,
        "Kreis Gütersloh": 1,
        "Hochsauerlandkreis": 1,
    }
    assert "Schloß Holte-Stukenbrock" not in {member["name"] for member in members}
    assert "Schloß Holte-Stukenbrock" in {row["name"] for row in organisations.values()}


def test_the_sum_and_what_the_region_says_stand_beside_each_other() -> None:
    members = {row["organisation"] for row in rows("memberships")}
    counted = [
        row
        for row in rows("figures")
        if row["organisation"] in members
        and (row["indicator"], row["measured_on"]) == ("population", "2020-12-31")
    ]
    stated = {row["indicator"]: row["value"] for row in rows("figures") if row["region"]}

    assert len(counted) == 29
    assert sum(Decimal(row["value"]) for row in counted) == 714_644
    assert Counter(row["precision"] for row in counted) == {"rounded": 28, "exact": 1}
    assert stated == {"municipalities": "29", "population": "719000"}


def test_every_official_figure_names_source_and_licence() -> None:
    official = {(row["source"], row["licence"]) for row in rows("figures") if row["organisation"]}

    assert official == {("Statistische Ämter des Bundes und der Länder / BBSR", "dl-de/by-2-0")}


def test_keys_fit_each_other() -> None:
    for row in rows("organisations"):
        if row["kind"] == "municipality":
            assert row["key"] == f"ags-{row['ags']}"
        if row["ars"]:
            assert row["ars"][:5] + row["ars"][9:] == row["ags"]
        if row["district"]:
            assert row["district"] == f"kreis-{row['ags'][:5]}"


def test_two_of_eight_leads_are_not_confirmed() -> None:
    areas = rows("infrastructure_areas")

    assert [row["number"] for row in areas] == [str(number) for number in range(1, 9)]
    assert [row["key"] for row in areas if row["is_lead_confirmed"] == "false"] == [
        "bildung",
        "it-wirtschaft",
    ]


def test_every_finding_and_text_names_the_report() -> None:
    cited = {row["finding"]: row["source"] for row in rows("citations")}

    assert 20 <= len(rows("findings")) <= 25
    assert set(cited) == {row["key"] for row in rows("findings")}
    assert set(cited.values()) == {"Zwischenbericht Januar 2022"}
    assert {row["source"] for row in rows("passages")} == {"Zwischenbericht Januar 2022"}


def test_nothing_happened_after_the_day_it_is_shown() -> None:
    stages, findings, milestones = rows("stages"), rows("findings"), rows("milestones")
    days = [row["recorded_at"] for row in findings]
    days += [row["opened_at"] for row in stages] + [row["closed_at"] for row in stages]
    days += [row["reached_on"] for row in milestones]

    assert max(days) < "2022-01-24"
    assert [bool(row["closed_at"]) for row in stages] == [True, False, False, False]
    assert {row["is_approximate"] for row in stages} == {"true"}


def test_it_is_marked_as_an_example() -> None:
    (process,) = rows("process")

    assert (process["is_example"], process["is_public"]) == ("true", "true")
    assert (process["key"], process["template_key"]) == ("paderborn", "regiopole")


def test_umlauts_are_umlauts() -> None:
    for path in EXAMPLE.rglob("*.*"):
        if path.suffix == ".xlsx":
            continue
        text = path.read_text(encoding="utf-8")
        # Keys, which have hyphens, are written without umlauts.
        assert not re.search(r"(?<![-\w])(fuer|ueber|Laend|[Ss]taedt|koenn|Traeg)", text), path.name
        assert "\r" not in text
