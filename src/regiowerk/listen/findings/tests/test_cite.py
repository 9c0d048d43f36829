import json

import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.strangers import (
    OFFICE_ACTS,
    OFFICE_LOOKS,
    as_user,
    asked_by_all,
    mandate_of,
)
from regiowerk.listen.findings import queries
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries.basis import changed_basis
from regiowerk.listen.findings.queries.readers import OFFICE, STRANGER
from regiowerk.listen.findings.queries.sources import citations_of
from regiowerk.listen.findings.tests.factories import a_finding
from regiowerk.listen.findings.tests.published import (
    a_published_wave,
    corrects,
    has_handed_in,
    publish,
    towns,
)
from regiowerk.listen.surveys.models import Quotation, Submission
from regiowerk.listen.surveys.tests.factories import a_quotation

pytestmark = pytest.mark.django_db

CITE = "/verfahren/muster/erkenntnisse/belegen/"
RESULT = f"{CITE}ergebnis/zahlen/1/1/"
NEW = {
    "known_finding": ":new",
    "kind": "obstacle",
    "statement": "Es fehlt Personal.",
    "explanation": "",
    "part": ":",
    "group": ":",
}


def answers_of(submission):
    return f"{CITE}abgabe/zahlen/1/{submission.participation.organisation.key}/1/"


@pytest.fixture
def wave(process):
    return a_published_wave(process)


@pytest.fixture
def survey(wave):
    """Six towns of which four say yes to everything, published for everybody."""
    towns(wave, 4, public="yes", region="yes", secret="yes", office="Intern", words="Mehr Zeit")
    towns(wave, 2, first=11, public="no", region="no", secret="no")
    publish(wave)
    return wave


def cite(office, question, **chosen):
    return office.post(f"{RESULT}all.{question}/", NEW | chosen)


def cite_answer(office, submission, name, **chosen):
    return office.post(f"{answers_of(submission)}antwort/?frage=/all/{name}&zeilen=", NEW | chosen)


def test_the_office_alone_cites(crowd, survey):
    submission = Submission.objects.first()
    quotation = a_quotation(submission, state="approved")
    pages = (
        f"{RESULT}all.public/",
        f"{answers_of(submission)}antwort/?frage=/all/public&zeilen=",
        f"{CITE}zitate/{quotation.pk}/",
    )
    listings = (answers_of(submission), f"{CITE}zitate/")

    assert (
        [asked_by_all(crowd, page) for page in (*pages, *listings)],
        [asked_by_all(crowd, page, NEW) for page in pages],
    ) == ([OFFICE_LOOKS] * 5, [OFFICE_ACTS] * 3)


def test_a_question_becomes_evidence_of_a_new_finding(office, survey):
    answer = cite(office, "public")

    finding = Finding.objects.get()
    cited = finding.citations.get()
    assert (
        answer.headers["Location"],
        finding.statement,
        (cited.kind, cited.release.number, cited.question, cited.audience),
        (cited.source, cited.place, cited.words, cited.base),
        (cited.cited_at, cited.cited_by, len(cited.source_hash)),
        json.loads(cited.figures)["counts"],
        deeds()[-1],
    ) == (
        f"/verfahren/muster/erkenntnisse/{finding.key}/",
        "Es fehlt Personal.",
        ("table", 1, "all.public", "public"),
        (
            "Digitale Verwaltung, Welle 1, Veröffentlichung 1",
            "Frage public",
            "4 von 6 sagen „ja“",
            "n = 6",
        ),
        (finding.recorded_at, "Stadt Mitte", 64),
        [4, 2],
        ("finding.recorded", "Es fehlt Personal."),
    )


def test_one_answer_becomes_evidence_of_a_finding_that_is_there(office, process, survey):
    a_finding(process)

    cite(office, "public", known_finding="wenig-personal", part="answer:no")

    cited = Citation.objects.get(kind="table")
    assert (cited.finding.key, cited.answer, cited.words, cited.position) == (
        "wenig-personal",
        "no",
        "2 von 6 sagen „nein“",
        2,
    )


def test_a_chart_becomes_evidence_and_is_drawn_as_it_was(office, survey):
    cite(office, "public", part="chart")

    page = office.get(f"/verfahren/muster/erkenntnisse/{Finding.objects.get().key}/")
    (source,) = page.context["sources"]
    assert (source.citation.kind, source.chart.title, source.address) == (
        "chart",
        "Frage public",
        "/verfahren/muster/befragungen/zahlen/1/auswertung/1/frage/all.public/",
    )


def test_what_a_new_finding_needs_is_asked_for(office, survey):
    answer = cite(office, "public", kind="", statement="")

    assert (answer.status_code, list(answer.context["form"].errors), Finding.objects.count()) == (
        422,
        ["kind", "statement"],
        0,
    )


def test_a_draft_is_not_cited(office, survey):
    survey.releases.update(state="draft", released_at=None, released_by="")

    assert office.get(f"{RESULT}all.public/").status_code == 404


def test_figures_are_as_public_as_question_and_release(office, survey):
    for question in ("public", "region", "secret"):
        cite(office, question)

    found = dict(Citation.objects.values_list("question", "audience"))
    assert found == {"all.public": "public", "all.region": "region", "all.secret": "public"}


def test_an_answer_keeps_its_class_and_confidential_ones_are_not_offered(office, survey):
    submission = Submission.objects.order_by("pk").first()
    offered = office.get(answers_of(submission)).context["passages"]
    answers = [
        cite_answer(office, submission, name).status_code for name in ("secret", "person", "nicht")
    ]
    cite_answer(office, submission, "office")

    cited = Citation.objects.get()
    assert (
        [(one.path, one.audience) for one in offered],
        answers,
        (cited.kind, cited.audience, cited.words, cited.version),
    ) == (
        [
            ("/all/public", "public"),
            ("/all/region", "region"),
            ("/all/office", "office"),
            ("/all/words", "public"),
        ],
        [404, 404, 404],
        ("answer", "office", "Intern", 1),
    )


def test_a_finding_is_as_closed_as_all_it_rests_on(crowd, office, process, survey):
    Process.objects.update(is_public=True)
    submission = Submission.objects.order_by("pk").first()
    cite_answer(office, submission, "office", statement="Verschlossen")
    cite(office, "region", statement="Regional")
    cite(office, "public", statement="Offen")
    everybody = (as_user(crowd.outsider), as_user(crowd.member), office)

    seen = []
    for client in everybody:
        listed = client.get("/verfahren/muster/erkenntnisse/")
        seen.append(sorted(f.finding.statement for g in listed.context["groups"] for f in g.rows))
    pages = [
        [client.get(f"/verfahren/muster/erkenntnisse/{f.key}/").status_code for client in everybody]
        for f in Finding.objects.order_by("pk")
    ]
    assert (seen, pages) == (
        [["Offen"], ["Offen", "Regional"], ["Offen", "Regional", "Verschlossen"]],
        [[404, 404, 200], [404, 200, 200], [200, 200, 200]],
    )


def test_each_reads_the_evidence_of_their_circle_and_how_much_is_not_shown(
    crowd, office, process, survey
):
    Process.objects.update(is_public=True)
    submission = Submission.objects.order_by("pk").first()
    cite(office, "public")
    key = Finding.objects.get().key
    cite_answer(office, submission, "office", known_finding=key)
    cite(office, "region", known_finding=key)
    page = f"/verfahren/muster/erkenntnisse/{key}/"

    told = []
    for client in (as_user(crowd.outsider), as_user(crowd.member), office):
        answer = client.get(page)
        kinds = [source.citation.audience for source in answer.context["sources"]]
        told.append((kinds, bool(answer.context["unseen"]), "Intern" in answer.content.decode()))
    assert told == [
        (["public"], True, False),
        (["public", "region"], True, False),
        (["public", "office", "region"], False, True),
    ]


def test_an_organisation_reads_what_it_said_to_the_office_alone(crowd, office, wave):
    own = mandate_of(crowd.member).organisation
    submission = has_handed_in(wave, own, office="Intern")
    cite_answer(office, submission, "office")

    page = as_user(crowd.member).get(f"/verfahren/muster/erkenntnisse/{Finding.objects.get().key}/")
    assert [source.citation.words for source in page.context["sources"]] == ["Intern"]


def test_words_of_closed_sources_find_nothing_and_are_in_no_table(crowd, office, survey):
    submission = Submission.objects.order_by("pk").first()
    cite(office, "public")
    cite_answer(office, submission, "office", known_finding=Finding.objects.get().key)
    home = "/verfahren/muster/erkenntnisse/"

    found = [
        len(client.get(f"{home}?q=Intern").context["groups"])
        for client in (as_user(crowd.member), office)
    ]
    assert (found, queries.findings_of(Process.objects.get()).get().citations.all()[0].kind) == (
        [0, 1],
        "table",
    )


# basis changed


def test_a_source_that_stands_has_not_changed(survey, office):
    cite(office, "public")

    assert changed_basis(citations_of(Finding.objects.get(), OFFICE), OFFICE) == {}


def test_a_newer_release_that_says_something_else_changes_the_basis(crowd, office, survey):
    Process.objects.update(is_public=True)
    cite(office, "public")
    cite(office, "public", known_finding=Finding.objects.get().key, part="answer:no")
    towns(survey, 8, first=21, public="yes", region="yes", secret="yes")
    publish(survey)
    page = f"/verfahren/muster/erkenntnisse/{Finding.objects.get().key}/"

    answer = as_user(crowd.outsider).get(page)
    assert (
        [source.basis and source.basis.sentence for source in answer.context["sources"]],
        answer.context["is_changed"],
        [source.citation.words for source in answer.context["sources"]],
    ) == (
        [
            "Veröffentlichung 2 besagt: 12 von 14 sagen „ja“",
            "Veröffentlichung 2 besagt: 2 von 14 sagen „nein“",
        ],
        True,
        ["4 von 6 sagen „ja“", "2 von 6 sagen „nein“"],
    )


def test_a_release_for_fewer_changes_nothing_for_others(office, survey):
    cite(office, "public")
    towns(survey, 8, first=21, public="yes", region="yes", secret="yes")
    publish(survey, "office")
    citations = citations_of(Finding.objects.get(), OFFICE)

    assert [len(changed_basis(citations, reader)) for reader in (STRANGER, OFFICE)] == [0, 1]


def test_a_corrected_answer_changes_the_basis_of_its_own_citation_only(office, survey):
    first, second = Submission.objects.order_by("pk")[:2]
    cite_answer(office, first, "words")
    cite_answer(office, second, "words", known_finding=Finding.objects.get().key)
    corrects(first, "words", "Mehr Leute")

    citations = citations_of(Finding.objects.get(), OFFICE)
    changed = changed_basis(citations, OFFICE)
    assert [changed[one.pk].sentence if one.pk in changed else "" for one in citations] == [
        "Die Organisation sagt jetzt: Mehr Leute",
        "",
    ]


def test_a_quotation_that_is_taken_back_is_shown_to_nobody_but_the_office(crowd, office, survey):
    Process.objects.update(is_public=True)
    quotation = a_quotation(Submission.objects.order_by("pk").first(), state="approved")
    cite(office, "public")
    key = Finding.objects.get().key
    office.post(f"{CITE}zitate/{quotation.pk}/", NEW | {"known_finding": key})
    page = f"/verfahren/muster/erkenntnisse/{key}/"
    clients = (as_user(crowd.outsider), office)

    before = [len(client.get(page).context["sources"]) for client in clients]
    Quotation.objects.update(state="declined", decided_at=AT)
    after = [client.get(page).context["sources"] for client in clients]
    assert (before, [len(sources) for sources in after], bool(after[1][1].basis)) == (
        [2, 2],
        [1, 2],
        True,
    )


def test_what_was_copied_is_not_edited(office, survey):
    cite(office, "public")
    cited = Citation.objects.get()
    page = f"/verfahren/muster/erkenntnisse/{cited.finding.key}/belege/{cited.pk}/bearbeiten/"

    answer = office.post(page, {"source": "Anders"})

    cited.refresh_from_db()
    assert (answer.status_code, cited.source == "Anders") == (403, False)


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_few_queries(office, survey, count, django_assert_max_num_queries):
    cite(office, "public")
    finding = Finding.objects.get()
    for submission in Submission.objects.order_by("pk")[:4][:count]:
        cite_answer(office, submission, "words", known_finding=finding.key)

    office.get("/verfahren/muster/erkenntnisse/")  # says what was done, once
    with django_assert_max_num_queries(12):
        office.get(f"/verfahren/muster/erkenntnisse/{finding.key}/")
    with django_assert_max_num_queries(12):
        office.get("/verfahren/muster/erkenntnisse/")
