from regiowerk.listen.surveys.models.answers import (
    AnswerFile,
    Conflict,
    Head,
    Remark,
    Revision,
    Row,
)
from regiowerk.listen.surveys.models.codings import Coding
from regiowerk.listen.surveys.models.participations import (
    Link,
    Participation,
    Reminder,
    SectionTask,
    Survey,
    Wave,
)
from regiowerk.listen.surveys.models.quotations import Quotation
from regiowerk.listen.surveys.models.results import Release, ReleaseMember
from regiowerk.listen.surveys.models.submissions import (
    Reopening,
    SigningCode,
    SignOff,
    Submission,
)

__all__ = [
    "AnswerFile",
    "Coding",
    "Conflict",
    "Head",
    "Link",
    "Participation",
    "Quotation",
    "Release",
    "ReleaseMember",
    "Remark",
    "Reminder",
    "Reopening",
    "Revision",
    "Row",
    "SectionTask",
    "SignOff",
    "SigningCode",
    "Submission",
    "Survey",
    "Wave",
]
