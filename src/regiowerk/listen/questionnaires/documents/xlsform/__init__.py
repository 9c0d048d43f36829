"""XLSForm: workbooks become instruments, and instruments become workbooks."""

from __future__ import annotations

from regiowerk.listen.questionnaires.documents.xlsform.reading import Reading, read_workbook
from regiowerk.listen.questionnaires.documents.xlsform.template import write_template
from regiowerk.listen.questionnaires.documents.xlsform.writing import write_workbook

__all__ = ["Reading", "read_workbook", "write_template", "write_workbook"]
