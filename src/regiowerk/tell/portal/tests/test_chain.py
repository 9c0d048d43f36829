"""Why is it so, and what became of it?"""

from __future__ import annotations

import json

import pytest
from django.test import Client

from regiowerk.decide.goals.tests.factories import a_goal, a_goal_evidence
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.conftest import crowd, office, process, today
from regiowerk.ground.regions.tests.strangers import (
    INSIDERS_LOOK,
    OFFICE_LOOKS,
    Crowd,
    as_user,
    asked_by_all,
    mandate_of,
)
from regiowerk.listen.findings import actions
from regiowerk.listen.findings.domain.evidence import Evidence
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.citing import (
    evidence_of_answer,
    evidence_of_quotation,
)
from regiowerk.listen.findings.tests.published import (
    AT,
    BY,
    corrects,
)
from regiowerk.listen.surveys.models import Release, Submission
from regiowerk.listen.surveys.queries.quotations import quoted
from regiowerk.listen.surveys.tests.factories import a_quotation
from regiowerk.tell.portal.tests.found import a_found, finding, of_table, release, wave
from regiowerk.tell.reports.tests.factories import a_report

__all__ = ["crowd", "finding", "office", "process", "release", "today", "wave"]

pytestmark = pytest.mark.django_db

CHAIN = "/verfahren/muster/kette/"


def page_of(finding: Finding) -> str:
    return f"{CHAIN}erkenntnisse/{finding.key}/"


def test_the_doors_of_the_chain(crowd: Crowd, finding: Finding) -> None:
    own = mandate_of(crowd.member).organisation.key
    pages = (
        page_of(finding),
        f"{page_of(finding)}kette.json",
        f"{CHAIN}ergebnisse/zahlen/1/1/frage/all.public/",
        f"{CHAIN}dokumente/",
        f"{CHAIN}kette.html",
        CHAIN,
    )
    other = Submission.objects.order_by("pk").last()
    assert other is not None

    assert (
        [asked_by_all(crowd, page) for page in pages],
        asked_by_all(crowd, f"/verfahren/muster/kommunen/{own}/antworten/"),
        asked_by_all(
            crowd,
            f"/verfahren/muster/kommunen/{other.participation.organisation.key}/antworten/",
        ),
    ) == ([INSIDERS_LOOK] * 6, INSIDERS_LOOK, OFFICE_LOOKS)


def test_a_finding_says_on_what_it_rests_and_what_became_of_it(
    office: Client, process: Process, finding: Finding
) -> None:
    report = a_report(process, state="done")
    report.findings = finding.key
    report.save()

    chain = office.get(page_of(finding)).context["chain"]

    assert (
        chain.sentence,
        [link.words for link in chain.why],
        [o.address for o in chain.became],
    ) == (
        "Diese Erkenntnis beruht auf einem Ergebnis einer Befragung, einer Antwort und einer Stelle "
        "eines veröffentlichten Dokuments.",
        ["6 von 6 sagen „ja“", "Streng intern", ""],
        [f"/verfahren/muster/berichte/{report.pk}/"],
    )


def test_a_finding_became_the_goals_that_rest_on_it(
    crowd: Crowd, office: Client, process: Process, finding: Finding
) -> None:
    goal = a_goal(process, "zeit-gewinnen")
    evidence = a_goal_evidence(goal, finding)

    assert (
        [link.address for link in office.get(page_of(finding)).context["chain"].became],
        [link.sentence for link in office.get(CHAIN).context["gaps"][1].where],
    ) == ([f"{CHAIN}ziele/zeit-gewinnen/"], [])

    # What the office alone could read when the goal was drawn from it leads nobody else there.
    evidence.audience = "office"
    evidence.save()
    assert as_user(crowd.member).get(page_of(finding)).context["chain"].became == []


def test_from_a_finding_to_its_source_is_one_click(office: Client, finding: Finding) -> None:
    addresses = [link.address for link in office.get(page_of(finding)).context["chain"].why]

    assert [office.get(address).status_code for address in addresses if address] == [200, 200]


def test_a_question_says_which_findings_rest_on_it(office: Client, finding: Finding) -> None:
    used, unused = (
        office.get(f"{CHAIN}ergebnisse/zahlen/1/1/frage/all.{name}/").context
        for name in ("public", "region")
    )

    assert (
        [link.sentence for link in used["became"]],
        used["sentence"],
        unused["became"],
    ) == (["Bedarf: Zeit fehlt."], "Eine Erkenntnis beruht darauf.", [])


def test_a_municipality_reads_where_its_answers_live_on(crowd: Crowd, finding: Finding) -> None:
    own = mandate_of(crowd.member).organisation.key

    page = as_user(crowd.member).get(f"/verfahren/muster/kommunen/{own}/antworten/")

    (lived,) = [wave.lived for wave in page.context["waves"]]
    assert (
        page.context["heading"],
        [(one.question, [link.sentence for link in one.findings]) for one in lived],
    ) == (
        "Ihre Antworten leben in einer Erkenntnis weiter",
        [("Frage public", ["Zeit fehlt."]), ("Frage office", ["Bedarf: Zeit fehlt."])],
    )


def test_documents_say_what_became_of_them(office: Client, finding: Finding) -> None:
    (document,) = office.get(f"{CHAIN}dokumente/").context["documents"]

    assert (document.source, [one.sentence for one in document.findings]) == (
        "Zwischenbericht",
        ["Bedarf: Zeit fehlt."],
    )


def test_gaps_are_results_nobody_used_findings_nobody_showed_and_changed_sources(
    office: Client, finding: Finding
) -> None:
    submission = Submission.objects.order_by("pk").first()
    assert submission is not None
    corrects(submission, "office", "Weniger intern")

    gaps = office.get(CHAIN).context["gaps"]

    assert [[link.sentence for link in gap.where] for gap in gaps] == [
        ["Frage region", "Frage secret"],
        ["Zeit fehlt."],
        ["Zeit fehlt."],
        [],
    ]


def test_nothing_of_a_closed_class_leaves_with_the_chain(
    crowd: Crowd, office: Client, process: Process, finding: Finding
) -> None:
    """The stranger, the member of another town and the office take along what each may read."""
    Process.objects.update(is_public=True)
    submission = Submission.objects.order_by("pk").last()
    assert submission is not None
    a_found(process, "Verschlossen", evidence_of_answer(submission, "/all/region", ""))
    nameless = quoted(a_quotation(submission, state="approved"), "de")
    actions.add_citation(finding=finding, evidence=evidence_of_quotation(nameless), by=BY, at=AT)
    files = [f"{CHAIN}kette.json", f"{CHAIN}kette.html", f"{page_of(finding)}kette.json"]

    told = []
    for client in (Client(), as_user(crowd.outsider), as_user(crowd.member), office):
        text = "".join(client.get(file).text for file in files)
        told.append([word in text for word in ("Zeit fehlt.", "Streng intern", "Verschlossen")])
    stranger = Client().get(files[0]).text
    assert told == [
        [True, False, False],
        [True, False, False],
        [True, True, True],  # it is their own answer
        [True, True, True],
    ]
    assert str(submission.participation.organisation) not in stranger


def test_a_chain_is_one_file_that_can_be_checked(office: Client, finding: Finding) -> None:
    told = json.loads(office.get(f"{page_of(finding)}kette.json").content)
    html = office.get(f"{page_of(finding)}kette.html")

    (found,) = told["findings"]
    cited = finding.citations.order_by("position")
    assert (
        told["format"],
        [one["source_hash"] for one in found["why"]],
        [one["audience"] for one in found["why"]],
        office.get(f"{page_of(finding)}kette.xml").status_code,
    ) == (
        "regiowerk-chain/1",
        [one.source_hash for one in cited],
        ["public", "office", "public"],
        404,
    )
    assert all(one.source_hash in html.text for one in cited)


@pytest.mark.parametrize("count", [1, 5])
def test_the_pages_of_the_chain_take_few_queries(
    office: Client,
    process: Process,
    release: Release,
    finding: Finding,
    count: int,
    django_assert_max_num_queries: object,
) -> None:
    for number in range(count):
        a_found(process, f"Weiter {number}", of_table(release, "region"))
    own = Submission.objects.order_by("pk").first()
    assert own is not None
    pages = (
        page_of(finding),
        CHAIN,
        f"{CHAIN}dokumente/",
        f"{CHAIN}kette.json",
        f"{CHAIN}ergebnisse/zahlen/1/1/frage/all.region/",
        f"/verfahren/muster/kommunen/{own.participation.organisation.key}/antworten/",
    )

    for page in pages:
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert office.get(page).status_code == 200


def test_gaps_are_counted_folded_and_paged(office: Client, process: Process) -> None:
    for number in range(25):
        a_found(process, f"Erkenntnis {number}", Evidence("Zwischenbericht", f"Folie {number}"))
    folded, opened = (
        office.get(f"/verfahren/muster/kette/{query}") for query in ("", "?erkenntnisse=2")
    )

    assert [
        (
            page.context["parts"][1][0].number,
            len(page.context["parts"][1][1]),
            '<details class="kern-accordion app-accordion" open>' in page.text,
        )
        for page in (folded, opened)
    ] == [(25, 20, False), (25, 5, True)]
