from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring

from regiowerk.listen.questionnaires.documents.ddi import (
    DataFile,
    Key,
    Says,
    Study,
    row_key,
    write_ddi,
)
from regiowerk.listen.questionnaires.documents.tables import Line, write_csv
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.columns import tables_of
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Repeat,
    Visibility,
)

DDI = "{ddi:codebook:2_5}"
# The order in which DDI Codebook 2.5 wants the parts of each element.
ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "rspStmt": "AuthEnty othId",
    "prodStmt": "producer copyright prodDate prodPlac software fundAg grantNo",
    "verStmt": "version verResp notes",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes exPostEvaluation",
    "sumDscr": "timePrd collDate nation geogCover geogUnit geoBndBox boundPoly anlyUnit universe",
    "fileDscr": "fileTxt locMap notes",
    "fileTxt": "fileName fileCitation dataFingerprint fileCont fileStrc dimensns fileType format",
    "dimensns": "caseQnty varQnty logRecL recPrCas recNumTot",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "varGrp": "labl txt concept defntn universe notes",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng invalrng"
    " undocCod universe TotlResp sumStat txt stdCatgry catgryGrp catgry codInstr verStmt concept"
    " derivation varFormat geoMap catLevel notes",
    "qstn": "preQTxt qstnLit postQTxt forward backward ivuInstr",
    "catgry": "catValu labl txt catStat mrow",
    "derivation": "drvdesc drvcmd",
}
INSTRUMENT = Instrument(
    "probe",
    {"de": "Probe", "en": "Trial"},
    (
        Group(
            "today",
            (
                Question(
                    "online",
                    Kind.SELECT_ONE,
                    {"de": "Online?", "en": "Online?"},
                    {"de": "Auch teilweise."},
                    {"de": "Damit wir vergleichen können."},
                    choice_list="yes_no",
                    visibility=Visibility.OFFICE,
                    unit="Hauptamt",
                    indicator="online-dienste",
                ),
                Question(
                    "posts",
                    Kind.DECIMAL,
                    {"de": "Stellen\x07?"},
                    relevant="${online} = 'yes'",
                    visibility=Visibility.PUBLIC,
                ),
                Question("many", Kind.SELECT_MULTIPLE, {"de": "Was?"}, choice_list="yes_no"),
                Question("double", Kind.CALCULATE, calculation="${posts} * 2"),
                Question("since", Kind.DATE, {"de": "Seit?"}),
            ),
            {"de": "Heute & morgen"},
            relevant="true()",
        ),
        Repeat("offices", (Question("name", Kind.TEXT, {"de": "Amt"}),), {"de": "Ämter"}),
    ),
    choice_lists={
        "yes_no": (Choice("yes", {"de": "ja", "en": "yes"}), Choice("no", {"de": "nein"}))
    },
    languages=("de", "en"),
)
STUDY = Study(
    identifier="muster-klein-1",
    title="Probe",
    office="Stadt Mitte",
    language="de",
    abstract="Eine Befragung.",
    universe="Alle Mitglieder",
    geography="Musterregion",
    collected_from=date(2022, 1, 3),
    collected_until=date(2022, 1, 24),
    version="2",
    written_on=date(2022, 2, 1),
)
FILES = (DataFile("", "antworten.csv", 29), DataFile("/offices", "aemter.csv", 71))
SAYS = Says(
    visibility={visibility: f"für {visibility}" for visibility in Visibility},
    chosen="gewählt",
    not_chosen="nicht gewählt",
    row="Zeile",
)


def written(instrument: Instrument = INSTRUMENT, study: Study = STUDY) -> bytes:
    keys = (Key("organisation__key", "Organisation"),)
    return write_ddi(instrument, study, FILES, keys=keys, says=SAYS)


@pytest.fixture(scope="module")
def book():
    return fromstring(written())


def variable(book, name: str):
    return next(node for node in book.iter(f"{DDI}var") if node.get("name") == name)


def texts(node, path: str) -> list[str]:
    return [
        found.text for found in node.findall("/".join(f"{DDI}{part}" for part in path.split("/")))
    ]


def test_the_same_data_set_gives_the_same_book():
    assert written() == written()


def test_everything_stands_in_the_order_of_the_schema(book):
    wrong = []
    for node in book.iter():
        known = ORDER.get(node.tag.removeprefix(DDI), "").split()
        names = [child.tag.removeprefix(DDI) for child in node]
        places = [known.index(name) if name in known else -1 for name in names]
        if places != sorted(places) or -1 in places:
            wrong.append((node.tag, names))

    assert wrong == []


def test_every_id_is_there_once_and_every_reference_leads_to_one(book):
    ids = [node.get("ID") for node in book.iter() if node.get("ID")]
    named = {
        name
        for node in book.iter()
        for key in ("var", "files")
        for name in (node.get(key) or "").split()
    }

    assert (len(set(ids)), named - set(ids)) == (len(ids), set())


def test_variables_are_called_like_the_columns_of_the_tables(book):
    for number, table in enumerate(tables_of(INSTRUMENT, "de"), start=1):
        names = [v.get("name") for v in book.iter(f"{DDI}var") if v.get("files") == f"F{number}"]
        columns = [column.name for column in table.columns]
        assert names == ["organisation__key", *row_key(table), *columns]


def test_the_study_is_described(book):
    assert [
        texts(book, f"stdyDscr/{path}")
        for path in (
            "citation/titlStmt/titl",
            "citation/titlStmt/parTitl",
            "citation/titlStmt/IDNo",
            "citation/rspStmt/AuthEnty",
            "citation/verStmt/version",
            "stdyInfo/abstract",
            "stdyInfo/sumDscr/collDate",
            "stdyInfo/sumDscr/universe",
        )
    ] == [
        ["Probe"],
        ["Trial"],
        ["muster-klein-1"],
        ["Stadt Mitte"],
        ["2"],
        ["Eine Befragung."],
        ["2022-01-03", "2022-01-24"],
        ["Alle Mitglieder"],
    ]


def test_a_question_is_described(book):
    online = variable(book, "online")

    assert [
        texts(online, path)
        for path in (
            "labl",
            "security",
            "respUnit",
            "qstn/qstnLit",
            "qstn/ivuInstr",
            "universe",
            "txt",
            "catgry/catValu",
            "catgry/labl",
            "concept",
        )
    ] == [
        ["Online?", "Online?"],
        ["für office"],
        ["Hauptamt"],
        ["Online?", "Online?"],
        ["Auch teilweise."],
        ["true()"],
        ["Damit wir vergleichen können."],
        ["yes", "no"],
        ["ja", "yes", "nein"],
        ["online-dienste"],
    ]


def test_numbers_days_and_ticks_have_formats(book):
    names = ["posts", "many__yes", "since", "double", "name"]
    formats = [dict(variable(book, name).find(f"{DDI}varFormat").attrib) for name in names]

    assert ([variable(book, name).get("intrvl") for name in names], formats) == (
        ["contin", "discrete", "discrete", "discrete", "discrete"],
        [
            {"type": "numeric", "schema": "other"},
            {"type": "numeric", "schema": "other"},
            {
                "type": "character",
                "schema": "ISO",
                "category": "date",
                "formatname": "YYYY-MM-DD",
            },
            {"type": "character", "schema": "other"},
            {"type": "character", "schema": "other"},
        ],
    )


def test_ticks_and_calculations_explain_themselves(book):
    assert (
        texts(variable(book, "many__yes"), "catgry/labl"),
        texts(variable(book, "double"), "derivation/drvcmd"),
        texts(variable(book, "posts"), "universe"),
    ) == (["gewählt", "nicht gewählt"], ["${posts} * 2"], ["(true()) and (${online} = 'yes')"])


def test_sections_and_repeats_are_groups_of_variables(book):
    assert [
        (group.get("type"), group.get("var"), texts(group, "labl"))
        for group in book.iter(f"{DDI}varGrp")
    ] == [
        ("section", "V_online V_posts V_many__yes V_many__no V_double V_since", ["Heute & morgen"]),
        ("repetition", "V_name", ["Ämter"]),
    ]


def test_characters_xml_does_not_know_are_left_out(book):
    assert texts(variable(book, "posts"), "qstn/qstnLit") == ["Stellen?"]


def test_what_is_not_said_is_left_out():
    study = replace(
        STUDY,
        abstract="",
        universe="",
        geography="",
        collected_from=None,
        collected_until=None,
        version="",
        written_on=None,
    )
    book = fromstring(written(study=study))

    assert [child.tag.removeprefix(DDI) for child in book.find(f"{DDI}stdyDscr/{DDI}citation")] == [
        "titlStmt",
        "rspStmt",
    ]


def test_the_table_has_the_names_of_the_variables(book):
    keys = (Key("organisation__key", "Organisation"),)
    main, offices = tables_of(INSTRUMENT, "de")
    answers = {
        Field("/today/online"): "yes",
        Field("/today/posts"): Decimal("2.5"),
        Field("/today/many"): ("no",),
        Field("/offices/name", ("r1",)): "=Bauamt",
    }

    assert (
        write_csv(main, keys, [Line(("stadt-mitte",), answers)]).decode("utf-8-sig").splitlines(),
        write_csv(offices, keys, [Line(("stadt-mitte",), answers, ("r1",))])
        .decode("utf-8-sig")
        .splitlines(),
    ) == (
        [
            "organisation__key,online,posts,many__yes,many__no,double,since",
            "stadt-mitte,yes,2.5,0,1,,",
        ],
        ["organisation__key,row__offices,name", "stadt-mitte,r1,'=Bauamt"],
    )
