"""RosterProblem -> RosterResult: named weekly rosters with a proven bound. The only importer of OR-Tools."""

from solver.config import SolverConfig
from solver.problem import RosterProblem
from solver.result import Progress, RosterResult, RosterStatus
from solver.solve import solve_roster

__all__ = ["Progress", "RosterProblem", "RosterResult", "RosterStatus", "SolverConfig", "solve_roster"]
