"""The base of every input model: frozen, strict about unknown keys, one place for the shared field types."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """A frozen input value; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Id = Annotated[str, Field(min_length=1, pattern=r"^[^;,\s]+$", description="an id: no blanks, commas or semicolons")]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Hours = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
OpenShare = Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]


def minutes(hours: float) -> int:
    """Whole minutes of a number of hours, the one place where hours become minutes."""
    return round(hours * 60)
