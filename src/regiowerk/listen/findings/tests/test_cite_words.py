"""Answers in words are cited from their page, whole or a passage of them."""

from __future__ import annotations

import pytest

from regiowerk.ground.regions.tests.strangers import OFFICE_LOOKS, asked_by_all
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.tests.published import towns
from regiowerk.listen.findings.tests.test_cite import CITE, NEW, answers_of, survey, wave
from regiowerk.listen.surveys.models import Submission

__all__ = ["survey", "wave"]

pytestmark = pytest.mark.django_db

OPEN = f"{CITE}antwort/zahlen/1/"


def test_an_answer_in_words_leads_to_citing_it(office, survey):
    """What was handed in last is cited, in the class of the question."""
    submission = Submission.objects.order_by("pk").first()
    key = submission.participation.organisation.key
    answer = office.get(f"{OPEN}{key}/q.all.words/", follow=True)
    office.post(answer.wsgi_request.get_full_path(), NEW)

    assert (answer.context["said"], [(one.words, one.audience) for one in
            Finding.objects.get(statement="Es fehlt Personal.").citations.all()]) == (
        "Mehr Zeit", [("Mehr Zeit", "public")])  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status", "cited"),
    [
        ("Zeit und mehr\r\nPersonal", 302, ["Zeit und mehr Personal"]),
        ("", 302, ["Wir brauchen mehr Zeit und mehr Personal."]),
        ("Zeit und weniger Personal", 422, []),
    ],
)
def test_of_an_answer_in_words_a_passage_is_cited(office, wave, words, status, cited):
    (submission, *_) = towns(wave, 1, words="Wir brauchen mehr Zeit und mehr Personal.")
    address = f"{answers_of(submission)}antwort/?frage=/all/words&zeilen="
    page = office.get(address)
    answer = office.post(page.wsgi_request.get_full_path(), {**NEW, "words": words})

    assert page.context["form"]["words"].value() == "Wir brauchen mehr Zeit und mehr Personal."
    assert answer.status_code == status
    assert list(Citation.objects.filter(kind="answer").values_list("words", flat=True)) == cited


def test_only_the_office_cites_answers_in_words(crowd, survey):
    key = Submission.objects.order_by("pk").first().participation.organisation.key

    assert asked_by_all(crowd, f"{OPEN}{key}/q.all.words/")[:3] == OFFICE_LOOKS[:3]


def test_the_page_of_an_open_answer_offers_to_cite_it(office, survey):
    lines = office.get("/verfahren/muster/befragungen/zahlen/1/offene-antworten/").context["lines"]

    assert OPEN in office.get(lines[0].address).text
