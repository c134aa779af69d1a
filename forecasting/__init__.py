"""Forecasting: what came becomes what is expected, per queue and interval."""

from forecasting.produce import forecast

__all__ = ["forecast"]
