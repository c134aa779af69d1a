"""The convex price f of coverage per pool and interval as tables: at any whole numbers of agent-steps, and where it bends."""

from __future__ import annotations

import numpy as np

from solver.engines.weeks.kernels import F64, I64
from solver.frame import Pools


def price_corners(pools: Pools, reach: I64) -> list[I64]:
    """Whole agent-steps (P, I) between which f is linear, both ends of the reach (P, 1) included; unsorted, some may coincide."""
    most = pools.covered + reach
    corners = [pools.covered, most]
    for edge in [np.zeros_like(pools.need), *np.moveaxis(pools.short_edges, -1, 0)]:
        at = (pools.need - edge) // 100
        corners += [at, at + 1]
    for edge in [np.zeros_like(pools.whole), *np.moveaxis(pools.surplus_edges, -1, 0)]:
        at = (pools.whole + edge) // 100
        corners += [at, at + 1]
    return [np.clip(corner, pools.covered, most) for corner in corners]


def pieces(pools: Pools, reach: I64) -> tuple[I64, F64, F64, float]:
    """
    The price as straight pieces between whole agent-steps: half a person costs half of what one saves, as the bound sees it.

    Returns
    -------
    tuple
        Of each piece the cell, ``p * I + i``, its width in agent-steps and its slope in points per agent-step, steepest first
        within a cell; and the points where all pieces are empty: nobody covers anything more.
    """
    corners = np.sort(np.stack(price_corners(pools, reach)), axis=0)
    points = np.stack([price(pools, corner) for corner in corners])
    width, rise = (np.diff(table, axis=0).reshape(len(corners) - 1, -1) for table in (corners, points))
    piece, cell = np.nonzero(width > 0)
    return cell, width[piece, cell].astype(float), rise[piece, cell] / width[piece, cell], float(points[0].sum())


def price_table(pools: Pools, most: int) -> I64:
    """Points of 0 to `most` agent-steps in each interval of each pool, shape (P, I, most + 1)."""
    return np.stack([price(pools, np.full(pools.shape, z)) for z in range(most + 1)], axis=-1)


def price(pools: Pools, z: I64) -> I64:
    """Points of covering with `z` agent-steps (P, I)."""
    return price_of_lack(pools, pools.need - 100 * z)


def price_of_lack(pools: Pools, lack: I64) -> I64:
    """Points of covering `lack` hundredths of agent-steps (P, I) less than is needed, or as much more where it is negative."""
    missing = np.maximum(lack, 0)
    surplus = np.maximum(pools.need - pools.whole - lack, 0)
    total = np.zeros_like(lack)
    for amount, edges, slopes in (
        (missing, pools.short_edges, pools.short_slopes[:, None, :]),
        (surplus, pools.surplus_edges, pools.surplus_slopes[None, None, :]),
    ):
        below = np.zeros_like(lack)
        for band in range(edges.shape[-1] + 1):
            upper = amount if band == edges.shape[-1] else np.minimum(amount, edges[..., band])
            total += slopes[..., band] * np.maximum(upper - below, 0)
            below = np.maximum(below, upper)
    return total
