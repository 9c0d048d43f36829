"""A region as pictures, and the files of the survey offices it is drawn from."""

from __future__ import annotations

from regiowerk.ground.regions.documents.border_files import BordersFaultError
from regiowerk.ground.regions.documents.borders import Borders, read_borders
from regiowerk.ground.regions.documents.pictures import districts_chart, map_of

__all__ = ["Borders", "BordersFaultError", "districts_chart", "map_of", "read_borders"]
