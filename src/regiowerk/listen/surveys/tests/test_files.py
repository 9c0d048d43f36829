from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from regiowerk.ground.people.tests.factories import AT
from regiowerk.listen.questionnaires.domain.answers import Upload
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.files import LARGEST
from regiowerk.listen.surveys.models import AnswerFile, Link, Revision, Wave
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link, a_writer, answered
from regiowerk.listen.surveys.tests.town_hall import CONCEPT, present

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 Konzept"


def send(participation, *, name="konzept.pdf", content=PDF, base=None, field=CONCEPT):
    return actions.save_upload(
        participation=participation,
        field=field,
        name=name,
        content=content,
        base=base,
        operation=uuid4(),
        writer=a_writer(),
        at=AT,
    )


def test_a_file_is_kept_under_its_hash_and_named_by_the_answer(participation):
    saved = send(participation)

    kept = AnswerFile.objects.get()
    assert (
        (saved.state, bytes(kept.content), kept.sha256, kept.kept_by, kept.kept_at),
        present(participation),
    ) == (
        ("saved", PDF, sha256(PDF).hexdigest(), "Maria Muster", AT),
        {
            "/plans/concept": '{"media_type":"application/pdf","name":"konzept.pdf",'
            f'"sha256":"{sha256(PDF).hexdigest()}","size":16}}'
        },
    )


def test_the_same_file_twice_is_kept_once(participation):
    first = send(participation)
    send(participation, name="Konzept 2.pdf", base=first.base)

    assert (AnswerFile.objects.count(), Revision.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("leer.pdf", b"", "empty"),
        ("gross.pdf", b"%PDF-" + b"x" * LARGEST, "too_large"),
        ("programm.exe", b"MZ", "kind"),
        ("seite.html", b"<script>", "kind"),
        ("bild.svg", b"<svg>", "kind"),
        ("ohne", b"text", "kind"),
        ("nu\x00ll.pdf", PDF, "kind"),
        ("konzept.pdf", b"PK\x03\x04", "content"),
        ("bild.png", PDF, "content"),
        ("text.txt", b"a\x00b", "content"),
    ],
)
def test_what_nobody_should_open_is_not_kept(participation, name, content, why):
    with pytest.raises(actions.FileRefusedError) as refused:
        send(participation, name=name, content=content)

    assert (
        refused.value.why,
        len(str(refused.value)) > 15,
        AnswerFile.objects.count(),
        Revision.objects.count(),
    ) == (why, True, 0, 0)


def test_a_file_in_a_closed_wave_is_not_kept_either(participation):
    Wave.objects.update(state=Wave.State.CLOSED)

    with pytest.raises(actions.AnswerRefusedError):
        send(participation)

    assert AnswerFile.objects.count() == 0


def test_an_answer_names_only_files_that_are_here(participation):
    with pytest.raises(actions.AnswerRefusedError) as refused:
        answered(participation, CONCEPT, Upload("fremd.pdf", "application/pdf", 16, "0" * 64))

    assert (refused.value.refusal, present(participation)) == ("not_possible", {})


def test_a_file_comes_back_as_it_was_and_only_to_be_saved(participation):
    a_link(participation)
    send(participation, name="Konzept für morgen.pdf")
    page = f"/antwort/{TOKEN}/abschnitt/%s/datei/{sha256(PDF).hexdigest()}/"
    response = Client().get(page % "plans")

    assert (
        (response.status_code, response.content, response.headers["Content-Type"]),
        response.headers["Content-Disposition"].startswith("attachment"),
        response.headers["X-Content-Type-Options"],
        Client().get(page % "today").status_code,
    ) == ((200, PDF, "application/pdf"), True, "nosniff", 404)


def test_a_section_link_reads_no_file_of_another_section(participation):
    a_link(participation, Link.Purpose.SECTION, section="today")
    send(participation)

    response = Client().get(f"/antwort/{TOKEN}/abschnitt/plans/datei/{sha256(PDF).hexdigest()}/")
    assert response.status_code == 404


def test_a_file_is_uploaded_from_the_page(participation):
    a_link(participation)
    address = f"/antwort/{TOKEN}/abschnitt/plans/datei/"
    none = Client().post(address, {"field": "q.plans.concept"})
    wrong = Client().post(
        address, {"field": "q.plans.concept", "file": SimpleUploadedFile("x.exe", b"MZ")}
    )
    good = Client().post(
        address, {"field": "q.plans.concept", "file": SimpleUploadedFile("k.pdf", PDF)}
    )

    assert (
        (none.status_code, wrong.status_code, good.status_code),
        good.headers["Location"],
        AnswerFile.objects.get().name,
    ) == (
        (422, 422, 302),
        f"/antwort/{TOKEN}/abschnitt/plans/#q.plans.concept",
        "k.pdf",
    )
