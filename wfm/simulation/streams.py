"""
Random numbers that belong to something: a queue of one replication, a person on one day.

A stream is a 64-bit counter, stepped and mixed (splitmix64: G. Steele, D. Lea, C. Flood, 2014). Whoever else draws, and in which
order, changes nothing in it: two rosters replayed with one seed meet the same contacts and the same absences.
"""

from __future__ import annotations

import math
import zlib

import numpy as np

from wfm.simulation.compiled import compiled

STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST_FACTOR = np.uint64(0xBF58476D1CE4E5B9)
SECOND_FACTOR = np.uint64(0x94D049BB133111EB)
HALF_UNIT = 2.0**-54


def key_of(name: str) -> int:
    """A number for an id, the same on every machine and in every run."""
    return zlib.crc32(name.encode())


def generator(seed: int, purpose: str, name: str) -> np.random.Generator:
    """NumPy's generator for one purpose and one queue or person."""
    return np.random.default_rng([seed, key_of(purpose), key_of(name)])


@compiled
def mixed(counter: np.uint64) -> np.uint64:
    """The counter, scattered over all 64 bits."""
    bits = (counter ^ (counter >> np.uint64(30))) * FIRST_FACTOR
    bits = (bits ^ (bits >> np.uint64(27))) * SECOND_FACTOR
    return bits ^ (bits >> np.uint64(31))


@compiled
def stream(seed: np.uint64, replication: int, key: int, day: int) -> np.uint64:
    """Where the stream of one thing begins."""
    start = mixed(seed + STEP)
    for part in (replication, key, day):
        start = mixed((start ^ np.uint64(part)) + STEP)
    return start


@compiled
def exponential(counter: np.uint64) -> float:
    """The exponential number of mean 1 at a counter; neither 0 nor infinite."""
    return -math.log(np.float64(mixed(counter) >> np.uint64(11)) * 2.0 * HALF_UNIT + HALF_UNIT)
