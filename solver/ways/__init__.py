"""The ways out of a clash: each a change of the department, shown to leave the people concerned a roster."""

from solver.ways.change import Change, Matter
from solver.ways.search import WayOut, first_way, ways_out
from solver.ways.table import WAYS

__all__ = ["WAYS", "Change", "Matter", "WayOut", "first_way", "ways_out"]
