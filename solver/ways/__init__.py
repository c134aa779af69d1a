"""The ways out of a clash: changes of the department, shown to leave the people concerned a roster."""

from solver.ways.change import SEVERAL, Change, Matter, WayOut, at_once
from solver.ways.search import first_way, ways_out
from solver.ways.shown import ends
from solver.ways.table import WAYS

__all__ = ["SEVERAL", "WAYS", "Change", "Matter", "WayOut", "at_once", "ends", "first_way", "ways_out"]
