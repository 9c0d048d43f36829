from __future__ import annotations

import io
from http import HTTPStatus

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.process.access import process_for_member
from regiowerk.ground.regions.middleware import Request
from regiowerk.tell.exchange import actions, queries
from regiowerk.tell.exchange.documents.labels import labelled
from regiowerk.tell.exchange.documents.packing import pack
from regiowerk.tell.exchange.documents.readme import below_the_page
from regiowerk.tell.exchange.documents.sentences import placed
from regiowerk.tell.exchange.permissions import may_take_answers


@require_safe
def package(request: Request, process_key: str) -> HttpResponse:
    process = process_for_member(request.actor, process_key)
    with_answers = may_take_answers(request.actor, process)
    extent = queries.extent_of(process, with_answers=with_answers)
    context = {
        "with_answers": with_answers,
        "process": process,
        "package": extent.package,
        "readme": below_the_page(extent.package.readme) if extent.package else "",
        "rows": sum(part.rows for part in extent.parts),
        "own": labelled(extent, is_shared=False),
        "shared": labelled(extent, is_shared=True),
    }
    return render(request, "exchange/package.html", context)


@require_POST
def download(request: Request, process_key: str) -> HttpResponse | FileResponse:
    process = process_for_member(request.actor, process_key)
    try:
        files = actions.export_package(process=process, by=request.actor, at=request.at)
    except actions.PackageRefusedError as refusal:
        context = {"process": process, "faults": [placed(f) for f in refusal.faults]}
        return render(request, "exchange/refused.html", context, status=HTTPStatus.CONFLICT)
    archive = io.BytesIO(pack(files))
    return FileResponse(archive, as_attachment=True, filename=f"{process.key}.zip")
