"""Call logs as telephone systems write them: their words, their headings, and rows that say nothing about patience."""

from __future__ import annotations

import pytest

from wfm.errors import InputError
from wfm.formats.call_log import CallLog, read_call_log
from wfm.formats.importing import Headings

PLAIN = Headings({}, {})


def read(text: str, headings: Headings = PLAIN, words: dict[str, str] | None = None) -> CallLog:
    return read_call_log(text.encode(), "calls.csv", headings, words or {})


def test_queues_waits_and_outcomes() -> None:
    """Queues in order; an answered call keeps its wait, 0 s included; words in any case and in Chinese."""
    log = read("queue,wait_s,outcome\nsales,12.5,AGENT\ncards,0,served\nsales,30,HANG\ncards,7,放弃\n")

    assert [calls.queue for calls in log.queues] == ["cards", "sales"]
    assert [calls.wait_s.tolist() for calls in log.queues] == [[0, 7], [12.5, 30]]
    assert [calls.gave_up.tolist() for calls in log.queues] == [[False, True], [False, True]]
    assert log.notes == ()


def test_calls_that_say_nothing_are_left_out_and_counted() -> None:
    """Who gave up after 0 s never waited; phantoms are no calls."""
    log = read("queue,wait_s,outcome\na,0,abandoned\na,5,phantom\na,9,answered\na,9,PHANTOM\n")

    assert [calls.wait_s.tolist() for calls in log.queues] == [[9]]
    assert [(note.key, note.values["count"]) for note in log.notes] == [
        ("note_never_waited", 1),
        ("note_calls_ignored", 2),
    ]


def test_their_headings_and_words_are_named() -> None:
    """Columns by name, a queue for a log that has none, and their words before the usual ones."""
    log = read(
        "等待,结果\n5,ok\n6,served\n7,转接\n",
        Headings({"wait_s": "等待", "outcome": "结果"}, {"queue": "phone"}),
        {"OK": "answered", "served": "abandoned", "转接": "ignored"},
    )

    assert log.queues[0].queue == "phone"
    assert log.queues[0].wait_s.tolist() == [5, 6]
    assert log.queues[0].gave_up.tolist() == [False, True]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("queue,wait_s,outcome\na,x,agent\n", ("calls.csv line 2, wait_s", "'x'")),
        ("queue,wait_s,outcome\na,1,agent\na,-1,agent\n", ("calls.csv line 3, wait_s", "'-1'")),
        ("queue,wait_s,outcome\na,1,agent\n,1,agent\n", ("calls.csv line 3, queue",)),
        ("queue,wait_s,outcome\na,1,lost?\n", ("calls.csv line 2, outcome", "'lost?'", "--outcome")),
        ("queue,wait_sec,outcome\na,1,agent\n", ("calls.csv", "'wait_s'", "wait_sec", "--map wait_s=")),
        ("queue,wait_s,outcome\na,0,abandoned\n", ("calls.csv", "no call")),
        ("", ("calls.csv",)),
    ],
)
def test_what_cannot_be_read_is_named(text: str, named: tuple[str, ...]) -> None:
    """The file, the line, the column and the value."""
    with pytest.raises(InputError) as error:
        read(text)
    assert all(part in str(error.value) for part in named)
