"""
Positions whose people also take contacts: a post is held before anybody answers a call.

Where a segment on the queue names a position beside queues with contacts, as in a pool that keeps one of its people at the desk, as
many people as the position needs are at the post and take no contacts: first those whose segments name nothing else. Who holds a
post stays while the segment lasts; then the first by name takes over. It is settled before anybody turns out to be absent.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass


@dataclass(frozen=True)
class OnPost:
    """A stretch, ``[start_min, end_min)``, in which somebody could hold posts; `dedicated` people do nothing else."""

    start_min: int
    end_min: int
    posts: Set[str]
    dedicated: bool


def held(stretches: Sequence[OnPost], people: Mapping[str, int]) -> list[list[tuple[int, int]]]:
    """
    When each stretch is spent at a post.

    Parameters
    ----------
    stretches
        In the order in which people take over.
    people
        How many people each post needs.

    Returns
    -------
    list
        Per stretch, its time at posts as ``(start_min, end_min)`` in order; nothing for dedicated people.
    """
    found: list[list[tuple[int, int]]] = [[] for _ in stretches]
    for start_min, end_min in itertools.pairwise(sorted({edge for each in stretches for edge in _edges(each)})):
        there = [row for row, each in enumerate(stretches) if each.start_min <= start_min and end_min <= each.end_min]
        there.sort(key=lambda row: (not stretches[row].dedicated, not _held_until(found[row], start_min)))
        free = dict.fromkeys(there)
        for post, needed in people.items():
            for row in [row for row in free if post in stretches[row].posts][:needed]:
                del free[row]
        for row in there:
            if row not in free and not stretches[row].dedicated:
                found[row].append((start_min, end_min))
    return found


def rest_of(start_min: int, end_min: int, gone: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a stretch when parts of it, in order, are gone."""
    for first_min, last_min in gone:
        if start_min < first_min:
            yield start_min, first_min
        start_min = last_min
    if start_min < end_min:
        yield start_min, end_min


def _held_until(own: Sequence[tuple[int, int]], instant_min: int) -> bool:
    return bool(own) and own[-1][1] == instant_min


def _edges(stretch: OnPost) -> tuple[int, int]:
    return stretch.start_min, stretch.end_min
