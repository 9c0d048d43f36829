from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.codes.views import codebook, codes, shaping

app_name = "codes"

_CODE = "<slug:code_key>/"

urlpatterns: list[URLPattern] = [
    path("", codebook.codebook, name="codebook"),
    path("neu/", codes.add_code, name="add_code"),
    path("tabelle.xlsx", codebook.table, name="table"),
    path("einlesen/", codebook.take_in_codes, name="take_in_codes"),
    path("einfrieren/", codebook.freeze_codebook, name="freeze_codebook"),
    path("fassung/<int:number>/", codebook.version, name="version"),
    path("fassung/<int:number>.json", codebook.version_file, name="version_file"),
    path(f"code/{_CODE}", codes.code, name="code"),
    path(f"code/{_CODE}bearbeiten/", codes.change_code, name="change_code"),
    path(f"code/{_CODE}entfernen/", codes.remove_code, name="remove_code"),
    path(f"code/{_CODE}versetzen/", shaping.move_code, name="move_code"),
    path(f"code/{_CODE}ordnen/", shaping.arrange_code, name="arrange_code"),
    path(f"code/{_CODE}zusammenfuehren/", shaping.merge_codes, name="merge_codes"),
    path(f"code/{_CODE}trennen/", shaping.restore_code, name="restore_code"),
    path(f"code/{_CODE}aufteilen/", shaping.split_code, name="split_code"),
]
