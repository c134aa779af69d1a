"""What every command shares: where words go, in which language, the progress bar, and options of one meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from solver import Progress as SolveProgress
from wfm.errors import WfmError
from wfm.messages import DEFAULT_LANGUAGE, LANGUAGES, Sentence, say

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass
class _Spoken:
    """The language of this run: ``--lang``, else the department's once it is known."""

    language: str = DEFAULT_LANGUAGE
    asked: bool = False


_spoken = _Spoken()


def _speak(language: str | None) -> str | None:
    if language is not None:
        if language not in LANGUAGES:
            raise typer.BadParameter(f"'{language}' is unknown; write one of {', '.join(LANGUAGES)}")
        _spoken.language, _spoken.asked = language, True
    else:
        _spoken.language, _spoken.asked = DEFAULT_LANGUAGE, False
    return language


Language = Annotated[
    str | None,
    typer.Option("--lang", callback=_speak, is_eager=True, help="Language of messages and reports: en or zh-CN."),
]


def speak_as(department_language: str) -> str:
    """From now on the department's own language, unless ``--lang`` asked for one. Returns what is spoken."""
    if not _spoken.asked:
        _spoken.language = department_language if department_language in LANGUAGES else DEFAULT_LANGUAGE
    return _spoken.language


def spoken() -> str:
    """The language of this run."""
    return _spoken.language


def text(said: Sentence | str) -> str:
    """A sentence in the language of this run."""
    return said.text(_spoken.language) if isinstance(said, Sentence) else said


def tell(key: str, **values: object) -> None:
    """Print a sentence."""
    OUT.print(text(say(key, **values)), markup=False)


def tell_notes(notes: object) -> None:
    """Print what was repaired or is worth knowing, a line each."""
    for note in notes if isinstance(notes, list | tuple) else ():
        OUT.print(f"- {text(note)}", markup=False)


def tell_error(error: WfmError) -> None:
    """Print a refusal."""
    ERR.print(error.text(_spoken.language), markup=False)


@contextmanager
def working(key: str, total_s: float | None = None) -> Iterator[Callable[[SolveProgress], None]]:
    """A progress bar on standard error while something runs; yields what a roster search reports to."""
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=30), TimeElapsedColumn(),
        TextColumn("{task.fields[state]}"),
    )  # fmt: skip
    with Progress(*columns, console=ERR, transient=True) as progress:
        task = progress.add_task(text(say(key)), total=total_s, state="")

        def show(moment: SolveProgress) -> None:
            state = text(say("progress_bound", bound=moment.bound))
            if moment.objective is not None:
                gap = 100 * (1 - moment.bound / moment.objective) if moment.objective else 0.0
                state = text(say("progress_gap", objective=moment.objective, gap=f"{gap:.1f}"))
            progress.update(task, completed=min(moment.wall_s, total_s or moment.wall_s), state=state)

        yield show
