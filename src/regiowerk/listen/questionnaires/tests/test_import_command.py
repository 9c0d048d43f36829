from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from regiowerk.listen.questionnaires.documents.xlsform import write_workbook
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.tests.factories import SMALL
from regiowerk.listen.questionnaires.tests.workbooks import asking


def test_a_file_is_imported_and_published(process, tmp_path):
    file = tmp_path / "klein.xlsx"
    file.write_bytes(write_workbook(SMALL))

    call_command("import_questionnaire", "muster", str(file), "--publish")

    assert [(v.state, v.published_by) for v in Version.objects.all()] == [
        ("published", "Regiowerk")
    ]


@pytest.mark.parametrize("process_key", ["muster", "nirgends"])
def test_a_faulty_file_or_process_changes_nothing(process, tmp_path, process_key):
    file = tmp_path / "faul.xlsx"
    file.write_bytes(asking(("bild", "a", "A", "public")))

    with pytest.raises(CommandError):
        call_command("import_questionnaire", process_key, str(file))

    assert Version.objects.count() == 0
