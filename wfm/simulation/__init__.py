"""What a roster is worth: replayed person by person, and for one skill computed without noise."""

from wfm.simulation.replay import replay
from wfm.simulation.result import SimulationResult

__all__ = ["SimulationResult", "replay"]
