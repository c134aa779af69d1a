"""Departments as files: a sound folder whose parts a test replaces, and what reading it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from wfm.errors import InputError
from wfm.formats.department import Department, department_of
from wfm.messages import Sentence

NOW = datetime(2026, 12, 1, tzinfo=UTC)
HEAD = """\
[centre]
time_zone = "Asia/Shanghai"
interval_min = 15
open = { mon-sun = "08:00-22:00" }
"""
QUEUES = """\
[[queue]]
id = "phone"
channel = "voice"
service_level = 0.8
answer_within_s = 20
aht_s = 240

[[queue]]
id = "chat"
channel = "chat"
concurrency = 3
service_level = 0.8
answer_within_s = 30
aht_s = 500
"""
SHIFTS = """\
[[shift]]
id = "day"
starts = "08:00-12:00"
paid_h = [6, 8]
"""
RULES = """\
[rules]
weekly_hours = { min_h = 30, max_h = 40 }
"""
TOML = "\n".join((HEAD, QUEUES, SHIFTS, RULES))
BERLIN = TOML.replace("Asia/Shanghai", "Europe/Berlin").replace("08:00-22:00", "00:00-24:00")
PEOPLE = "agent_id,name,group,skills\nA1,李娜,desk,phone;chat\nA2,王伟,desk,phone\n"
VOLUMES = "queue,interval_start,offered,handled,abandoned,aht_s\n"
_CHINESE = re.compile(r"[一-鿿]")


def files(*, toml: str | bytes = TOML, people: str | bytes | None = PEOPLE, **tables: str | bytes) -> dict[str, bytes]:
    """The bytes of a folder by file name."""
    texts = {"centre.toml": toml, "people.csv": people, **{f"{table}.csv": text for table, text in tables.items()}}
    return {
        name: text.encode("utf-8") if isinstance(text, str) else text
        for name, text in texts.items()
        if text is not None
    }


def department(now: datetime = NOW, /, **parts: str | bytes) -> Department:
    """A folder, read."""
    return department_of(files(**parts), now=now)


def english(sentences: Iterable[Sentence | str]) -> list[str]:
    """Sentences in English, each of which must be said in Chinese too."""
    said = list(sentences)
    for sentence in said:
        assert isinstance(sentence, Sentence)
        assert _CHINESE.search(sentence.text("zh-CN")), sentence.text("zh-CN")
    return [sentence.text("en") for sentence in said if isinstance(sentence, Sentence)]


def notes(**parts: str | bytes) -> list[str]:
    """What reading a folder repaired."""
    return english(department(**parts).notes)


def refusals(now: datetime = NOW, /, **parts: str | bytes) -> list[str]:
    """Why a folder is refused."""
    return refusals_of(files(**parts), now)


def refusals_of(given: dict[str, bytes], now: datetime = NOW) -> list[str]:
    """Why these files are refused."""
    with pytest.raises(InputError) as refused:
        department_of(given, now=now)
    assert refused.value.exit_code == 2
    return english(refused.value.sentences)


def table(columns: str, *rows: str) -> str:
    """A CSV file of a heading and rows."""
    return "\n".join((columns, *rows, ""))


def volumes(*rows: str, columns: str = "queue,interval_start,offered") -> str:
    """A volumes file."""
    return table(columns, *rows)


def starts(first: str, count: int, step_min: int) -> list[str]:
    """Local starts, `step_min` apart."""
    begin = datetime.fromisoformat(first)
    return [f"{begin + timedelta(minutes=step_min * at):%Y-%m-%d %H:%M}" for at in range(count)]
