"""A year of weeks: how many to hire, of which skill and contract and when, at least cost."""

from scenarios.capacity.year import YearPlan, capacity

__all__ = ["YearPlan", "capacity"]
