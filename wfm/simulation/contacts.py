"""
The contacts of one replication: when each comes, how much work it is, how long it is prepared to wait.

All three belong to the contact and are drawn before anybody answers it. Within an interval, contacts come at uniformly random
instants; handle times and patience are exponential.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wfm.simulation.compiled import compiled
from wfm.simulation.streams import STEP, exponential, stream

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Contacts(NamedTuple):
    """Contacts in the order they come, one queue after the other: those of queue q are ``first[q] .. first[q + 1] - 1``."""

    first: Ints
    arrives_s: Floats
    gives_up_s: Floats
    work_s: Floats
    interval: Ints


def draw_contacts(
    counts: Ints,
    starts_s: Floats,
    interval_s: float,
    aht_s: Floats,
    patience_s: Floats,
    keys: Ints,
    seed: int,
    replication: int,
) -> Contacts:
    """
    Draw the contacts of one replication.

    Parameters
    ----------
    counts, aht_s
        Contacts, and mean handle time in seconds, per queue and interval, shape (Q, T).
    starts_s
        Start of each interval, shape (T,).
    patience_s, keys
        Mean patience in seconds (inf: never gives up) and stream key per queue, shape (Q,).
    """
    first = np.concatenate([[0], np.cumsum(counts.sum(axis=1))])
    total = int(first[-1])
    contacts = Contacts(first, np.empty(total), np.empty(total), np.empty(total), np.empty(total, dtype=np.int64))
    _fill(contacts, counts, starts_s, interval_s, aht_s, patience_s, keys, np.uint64(seed), replication)
    return contacts


@compiled
def _fill(
    contacts: Contacts,
    counts: Ints,
    starts_s: Floats,
    interval_s: float,
    aht_s: Floats,
    patience_s: Floats,
    keys: Ints,
    seed: np.uint64,
    replication: int,
) -> None:
    """Draw contact by contact; the gaps of an interval are scaled so that all of them come within it."""
    arrives_s, gives_up_s = contacts.arrives_s, contacts.gives_up_s
    for q in range(counts.shape[0]):
        first = contacts.first[q]
        counter = stream(seed, replication, keys[q], 0)
        for t in range(counts.shape[1]):
            elapsed = 0.0
            after = first + counts[q, t]
            for i in range(first, after):
                elapsed += exponential(counter)
                arrives_s[i] = elapsed
                contacts.work_s[i] = aht_s[q, t] * exponential(counter + STEP)
                gives_up_s[i] = patience_s[q] * exponential(counter + STEP + STEP)
                contacts.interval[i] = t
                counter += STEP + STEP + STEP
            scale = interval_s / (elapsed + exponential(counter))
            counter += STEP
            for i in range(first, after):
                arrives_s[i] = starts_s[t] + arrives_s[i] * scale
                gives_up_s[i] += arrives_s[i]
            first = after
