"""The use cases: the only place where forecasting and solver meet."""

from scenarios.plan import Plan, PlanOptions, plan

__all__ = ["Plan", "PlanOptions", "plan"]
