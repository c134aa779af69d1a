"""What every lever of a what-if is: a frozen value that changes a department, or what is expected of it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from pydantic import ValidationError

from wfm.centre import Centre
from wfm.demand import Queue, VolumeForecast
from wfm.errors import InputError, WfmError
from wfm.messages import Sentence, say


@dataclass(frozen=True)
class Inputs:
    """What a scenario is planned from: the department, and the volumes expected of it."""

    centre: Centre
    forecast: VolumeForecast


@dataclass(frozen=True)
class Lever:
    """
    One change.

    Attributes
    ----------
    text
        As it was written.
    key
        What of it changes, after the dot.
    where
        What it acts on, after the colon; blank: everywhere.
    operator, value
        ``+``, ``-``, ``*`` or ``=``, and what follows it.
    """

    text: str
    key: str
    where: str
    operator: str
    value: str

    name: ClassVar[str]
    operators: ClassVar[str]
    example: ClassVar[str]

    def apply(self, inputs: Inputs) -> Inputs:
        """
        The inputs with the change made; the old ones stay as they were.

        Raises
        ------
        InputError
            If the lever does not fit the department.
        """
        raise NotImplementedError

    # --- shared -------------------------------------------------------------------------------------------------------

    def number(self) -> float:
        """The value as a number."""
        try:
            return float(self.value)
        except ValueError:
            raise self.refused(say("lever_number", value=self.value)) from None

    def moved(self, old: float) -> float:
        """A figure after the lever."""
        value = self.number()
        return {"+": old + value, "-": old - value, "*": old * value, "=": value}[self.operator]

    def refused(self, why: Sentence) -> InputError:
        """The refusal of this lever."""
        return InputError(say("lever_refused", lever=self.text, why=why))

    def queues(self, centre: Centre) -> list[Queue]:
        """The queues it acts on: the one named, or all with contacts."""
        if not self.where:
            return [queue for queue in centre.queues if queue.channel != "position"]
        queue = centre.queue(self.where)
        if queue is None:
            known = [each.id for each in centre.queues]
            raise self.refused(say("lever_unknown", value=self.where, known=known))
        return [queue]

    def with_queues(self, inputs: Inputs, changed: Mapping[str, Mapping[str, Any]]) -> Inputs:
        """The department with some keys of some queues changed, checked as centre.toml is."""
        try:
            queues = tuple(
                Queue.model_validate({**queue.model_dump(exclude_unset=True), **changed.get(queue.id, {})})
                for queue in inputs.centre.queues
            )
        except (ValidationError, WfmError) as error:
            raise self.refused(reason_of(error)) from None
        return replace(inputs, centre=inputs.centre.model_copy(update={"queues": queues}))


def reason_of(error: Exception) -> Sentence:
    """Why a changed department is none."""
    if isinstance(error, WfmError) and error.sentences and isinstance(error.sentences[0], Sentence):
        return error.sentences[0]
    if isinstance(error, ValidationError):
        cause = error.errors()[0]
        inner = cause.get("ctx", {}).get("error")
        if isinstance(inner, WfmError):
            return reason_of(inner)
        return say("lever_invalid", reason=cause["msg"])
    return say("lever_invalid", reason=str(error))
