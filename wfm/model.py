"""The base of every input model: frozen, strict about unknown keys, one place for the shared field types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """A frozen input value; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with changed fields; what was worked out from the old ones and kept is not taken along."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


Id = Annotated[str, Field(min_length=1, pattern=r"^[^;,\s]+$", description="an id: no blanks, commas or semicolons")]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A finite number; neither text nor yes and no are taken for one."""
Whole = Annotated[int, Field(strict=True)]
Hours = Annotated[Number, Field(ge=0)]
Share = Annotated[Number, Field(ge=0, le=1)]
OpenShare = Annotated[Number, Field(ge=0, lt=1)]
Positive = Annotated[Number, Field(gt=0)]
Count = Annotated[Whole, Field(ge=0)]


def minutes(hours: float) -> int:
    """Whole minutes of a number of hours, the one place where hours become minutes."""
    return round(hours * 60)
