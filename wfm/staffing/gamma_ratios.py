"""
Incomplete gamma functions divided by a Poisson probability: the two sums every Erlang formula is made of.

With ``p(x; y) = exp(-y) y^x / Gamma(x + 1)`` (the Poisson probability, for real x)::

    upper_ratio(x, y)  Q(x, y) / p(x; y)   the states below n, measured in state n:  1 / B = 1 + upper_ratio(n, load)
    lower_sums(x, y)   P(x, y) / p(x; y)   the states from n on in Erlang A, measured in state n, and their mean

The ratios stay moderate where P, Q and p underflow together, which is why nothing here computes Q first and divides
later. For x >= 40 and y within a factor two of x the exponentials cancel in Temme's uniform expansion (DLMF 8.12.3
to 8.12.10), so a ratio costs the same at 50 and at 100,000 erlangs; elsewhere a continued fraction or a recurrence
with positive terms only is used. Both ratios hold 1e-12.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from wfm.staffing.compiled import compiled

TEMME_FROM = 40.0  # below, recurrences are as fast, and the asymptotic series would end above 1e-15
TEMME_ORDERS = 9
TEMME_TERMS = 24  # powers of eta; y within a factor two of x keeps |eta| below 0.79, far inside the radius 3.5
WIDE_MARGIN = 8.0  # standard deviations from which the continued fraction is faster than the cancellation is cheap


def _expansions() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    Coefficients of Temme's c_k(eta) as power series, and those of the scaled gamma function, from exact fractions.

    ``eta^2 / 2 = mu - log(1 + mu)`` gives ``mu mu' = eta (1 + mu)``, hence the series of mu; then c_0 = 1/mu - 1/eta and
    c_k = c_{k-1}' / eta + (-1)^k g_k / mu (DLMF 8.12.9, 8.12.10). The poles cancel, which yields the Stirling
    coefficients g_k (DLMF 5.11.3) on the way.
    """
    size = TEMME_TERMS + 2 * TEMME_ORDERS
    mu = [Fraction(0), Fraction(1)]
    for m in range(2, size + 2):
        mu.append((mu[m - 1] - sum((m + 1 - i) * mu[i] * mu[m + 1 - i] for i in range(2, m))) / (m + 1))
    reciprocal = [Fraction(1)]  # of mu / eta
    for m in range(1, size + 1):
        reciprocal.append(-sum((mu[i + 1] * reciprocal[m - i] for i in range(1, m + 1)), Fraction(0)))
    stirling = [Fraction(1)]
    orders = [reciprocal[1:]]
    for k in range(1, TEMME_ORDERS):
        last = orders[-1]
        signed = -last[1]  # (-1)^k g_k, from the pole that must vanish
        stirling.append(signed * (-1) ** k)
        orders.append([(j + 2) * last[j + 2] + signed * reciprocal[j + 1] for j in range(len(last) - 2)])
    table = np.array([[float(value) for value in order[:TEMME_TERMS]] for order in orders])
    return table, np.array([float(value) for value in stirling])


TEMME, STIRLING = _expansions()


@compiled
def scaled_gamma(x: float) -> float:
    """Gamma(x) over Stirling's leading term, for x >= 40 (DLMF 5.11.3)."""
    total, small = 0.0, 1.0 / x
    for k in range(TEMME_ORDERS - 1, -1, -1):
        total = total * small + STIRLING[k]
    return total


@compiled
def deviance(x: float, y: float) -> float:
    """``y - x - x log(y / x)`` without cancellation where y is near x (C. Loader, 2000, the saddle-point form)."""
    v = (x - y) / (x + y)
    if abs(v) > 0.1:
        return y - x - x * math.log(y / x)
    v2 = v * v
    tail = 0.0
    for j in range(10, 0, -1):
        tail = (tail + 1.0 / (2 * j + 1)) * v2
    return (x - y) * v + 2.0 * x * v * tail


@compiled
def inverse_poisson(x: float, y: float) -> float:
    """``1 / p(x; y)`` for x >= 40; inf where the probability is below the range of floats."""
    return math.sqrt(2.0 * math.pi * x) * scaled_gamma(x) * math.exp(deviance(x, y))


@compiled
def poisson(x: float, y: float) -> float:
    """``p(x; y)`` for real x >= 0 and y > 0."""
    if x < TEMME_FROM:
        return math.exp(x * math.log(y) - y - math.lgamma(x + 1.0))
    return math.exp(-deviance(x, y)) / (math.sqrt(2.0 * math.pi * x) * scaled_gamma(x))


@compiled
def scaled_erfc(y: float, square: float) -> float:
    """``exp(y^2) erfc(y)`` with `square` = y^2; an asymptotic series (DLMF 7.12.1) where erfc itself fades."""
    if y < 8.0:
        return math.exp(square) * math.erfc(y)
    total = 1.0
    for k in range(16, 0, -1):
        total = 1.0 - (2 * k - 1) / (2.0 * square) * total
    return total / (y * math.sqrt(math.pi))


@compiled
def temme_ratio(x: float, y: float, sign: float) -> float:
    """The upper (sign 1) or lower (sign -1) ratio by Temme's expansion; x >= 40, x / 2 <= y <= 2 x."""
    half = deviance(x, y)
    eta = math.copysign(math.sqrt(2.0 * half / x), y - x)
    terms = min(TEMME_TERMS, 9 + int(20.0 * abs(eta)))  # what is left out of c_0 is below 1e-17
    total = 0.0
    scale, small = 1.0, 1.0 / x
    for k in range(TEMME_ORDERS):
        if scale < 1e-14:  # c_1 and its followers are below 5e-3
            break
        row = 0.0
        for j in range(terms - k - 1, -1, -1):
            row = row * eta + TEMME[k, j]
        total += scale * row
        scale *= small
    error_part = scaled_erfc(sign * math.copysign(math.sqrt(half), y - x), half)
    return scaled_gamma(x) * (math.sqrt(0.5 * math.pi * x) * error_part + sign * total)


@compiled
def upper_fraction(x: float, y: float, terms: int) -> float:
    """The upper ratio by Legendre's continued fraction (DLMF 8.9.2, contracted); for y >= x all terms are positive."""
    rest = y + 1.0 - x + 2.0 * terms
    for m in range(terms, 0, -1):
        rest = y + 2.0 * m - 1.0 - x + m * (x - m) / rest
    return x / rest


@compiled
def mean_fraction(x: float, y: float) -> float:
    """
    The mean of j under weights ``y^j / ((x + 1) ... (x + j))``, far below saturation (y well below x).

    The factorial moments S_m of the weights obey ``m y S_{m-1} = (x + m - y) S_m + S_{m+1}``; the ratio S_1 / S_0 is
    therefore a continued fraction of positive terms, with no cancellation however patient the callers are.
    """
    margin = (x - y) / math.sqrt(x)
    terms = 10 if margin > 2.0 * WIDE_MARGIN else (20 if margin > WIDE_MARGIN else 32)
    rest = 0.0
    for m in range(terms, 0, -1):
        rest = m * y / (x + m - y + rest)
    return rest


@compiled
def first_ratio(x: float, y: float) -> float:
    """The upper ratio for 0 < x < 1, where the climb to a real number of agents begins."""
    if y >= 1.0:
        return upper_fraction(x, y, 100)
    term, total = 1.0, 0.0
    for j in range(24):
        total += term
        term *= y / (x + j + 1.0)
    return math.exp(math.lgamma(x + 1.0) + y - x * math.log(y)) - total


@compiled
def upper_ratio(x: float, y: float) -> float:
    """``Q(x, y) / p(x; y)`` for real x >= 0 and y > 0; inf where it passes the range of floats."""
    if x >= TEMME_FROM:
        if y > 2.0 * x:
            return upper_fraction(x, y, 24)
        if y < 0.5 * x:
            return inverse_poisson(x, y) - x / (x - y + mean_fraction(x, y))
        return temme_ratio(x, y, 1.0)
    climbed = x - math.floor(x)
    ratio = first_ratio(climbed, y) if climbed > 0.0 else 0.0
    for _ in range(int(x)):
        climbed += 1.0
        ratio = climbed / y * (1.0 + ratio)
    return ratio


@compiled
def lower_sums(x: float, y: float) -> tuple[float, float]:
    """
    The sums of ``y^j / ((x + 1) ... (x + j))`` and of j times that, j = 0, 1, ...; x > 0, y >= 0.

    The first is ``P(x, y) / p(x; y)``. Below x = 40 both come down from x + k >= 40 by ``S_0(x) = 1 + y / (x + 1)
    S_0(x + 1)`` and ``S_1(x) = y / (x + 1) (S_0 + S_1)(x + 1)``, sums of positive terms. Where the sums pass the
    range of floats both are inf.
    """
    steps = 0
    if x < TEMME_FROM:
        steps = math.ceil(TEMME_FROM - x)
    top = x + steps
    if y < 0.5 * top or top - y > WIDE_MARGIN * math.sqrt(top):
        mean = mean_fraction(top, y)
        total = top / (top - y + mean)
        first = total * mean
    else:
        total = temme_ratio(top, y, -1.0) if y <= 2.0 * top else inverse_poisson(top, y) - upper_fraction(top, y, 24)
        first = (y - top) * total + top
    for _ in range(steps):
        ratio = y / top
        first = ratio * (total + first)
        total = 1.0 + ratio * total
        top -= 1.0
    return total, first
