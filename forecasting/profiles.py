"""The profile of a day: the share of its contacts in each interval, by the kind of day."""

from __future__ import annotations

import numpy as np

from forecasting.compiled import compiled
from forecasting.days import CLOSED_KIND, Bools, Floats, Ints, Past
from forecasting.robust import EXCLUDE_SD, coarse_mad_sd, count_score, outlier_weight

PROFILE_HALF_LIFE_DAYS = 120.0
SIMILAR_DISTANCE = 0.08  # total variation distance below which two kinds of day have one shape
LEAST_KNOWN_SHARE = 0.3
MOST_LOST_SHARE = 0.2  # a day with more of it far out has another shape, not an odd interval


def shares_by_kind(past: Past) -> Floats:
    """
    Share of the day's contacts per interval for each kind of day, shape (9, M); rows sum to 1, NaN for kinds never seen.

    Newer days count more (half-life 120 days), odd intervals less. Kinds of similar shape lend each other what their own days
    leave uncertain (W. James and C. Stein, 1961); a kind of its own shape stays alone.
    """
    age_days = past.days.numbers[-1] - past.days.numbers
    faded = 0.5 ** (age_days / PROFILE_HALF_LIFE_DAYS)
    kinds = np.where(past.known_days(), past.days.kinds, -1)
    return _lend(*_own_profiles(past.values, kinds, past.trusted, faded))


@compiled
def _own_profiles(values: Floats, kinds: Ints, trusted: Bools, faded: Floats) -> tuple[Floats, Floats, Floats]:
    """Profile of each kind by its own days alone (9, M), the variance of its estimate (9,) and its weighted contacts (9,)."""
    own = np.full((CLOSED_KIND + 1, values.shape[1]), np.nan)
    variance = np.full(CLOSED_KIND + 1, np.nan)
    mass = np.zeros(CLOSED_KIND + 1)
    for kind in range(CLOSED_KIND + 1):
        rows = np.flatnonzero(kinds == kind)
        if len(rows):
            own[kind], variance[kind], mass[kind] = _profile(values[rows], trusted[rows], faded[rows])
    return own, variance, mass


def whole_day_totals(past: Past, shares: Floats) -> tuple[Floats, Floats]:
    """
    Contacts of each whole day, and the share of the day that is known; both of shape (D,).

    What is missing of a day, and an interval far out in an otherwise ordinary day, is filled in by the profile; a day known to less
    than three tenths is unknown, unless no day is known much better.
    """
    kinds, known = past.days.kinds, ~np.isnan(past.values)
    totals, known_share = _filled_totals(past.values, known, kinds, shares)
    odd: Bools = np.asarray((np.abs(interval_scores(past, shares, totals)) > EXCLUDE_SD).any(axis=1))
    if not odd.any():
        return totals, known_share
    # A huge interval swells the total it is measured by, so that the others look odd: measure odd days by their median.
    profile = shares[kinds]
    middle = np.where(odd, np.nan, totals)
    middle[odd] = _median_totals(past.values[odd], profile[odd])
    far_out = (np.abs(interval_scores(past, shares, middle)) > EXCLUDE_SD) & odd[:, None] & ~past.trusted
    lost_share = np.where(far_out, profile, 0.0).sum(axis=1)
    far_out &= (lost_share < MOST_LOST_SHARE)[:, None]
    return _filled_totals(past.values, known & ~far_out, kinds, shares)


def interval_scores(past: Past, shares: Floats, totals: Floats) -> Floats:
    """Residuals of the intervals around day total x profile in standard deviations, shape (D, M); NaN where unknown."""
    return _scores_by_kind(past.values, past.days.kinds, shares, totals)


@compiled
def _scores_by_kind(values: Floats, kinds: Ints, shares: Floats, totals: Floats) -> Floats:
    scores = np.full(values.shape, np.nan)
    for kind in range(CLOSED_KIND + 1):
        rows = np.flatnonzero(kinds == kind)
        if len(rows):
            scores[rows] = _scores(values[rows], totals[rows], shares[kind])
    return scores


@compiled
def _scores(values: Floats, totals: Floats, shares: Floats) -> Floats:
    """Residuals around totals x shares in units of Poisson noise, or of their own spread where that is wider."""
    residuals = np.full(values.shape, np.nan)
    for day in range(len(totals)):
        for place in range(len(shares)):
            expected = totals[day] * shares[place]
            if expected > 0:
                residuals[day, place] = count_score(values[day, place], expected)
    return residuals / max(coarse_mad_sd(residuals), 1.0)


def _median_totals(values: Floats, profile: Floats) -> Floats:
    """The total each day's intervals agree on: the median of count / share, weighted by share."""
    with np.errstate(divide="ignore", invalid="ignore"):
        said = np.where(profile > 0, values / profile, np.nan)
    order = np.argsort(said, axis=1)  # NaN comes last
    weight = np.take_along_axis(np.where(np.isnan(said), 0.0, profile), order, axis=1).cumsum(axis=1)
    place = (weight >= weight[:, -1:] / 2).argmax(axis=1)
    return np.asarray(np.take_along_axis(said, order, axis=1)[np.arange(len(said)), place])


def _filled_totals(values: Floats, known: Bools, kinds: Ints, shares: Floats) -> tuple[Floats, Floats]:
    seen, known_share = _known_part(values, known, kinds, shares)
    # A history that knows but little of any day must make do with it.
    enough = (known_share > 0) & (known_share >= min(LEAST_KNOWN_SHARE, 0.5 * float(known_share.max(initial=0.0))))
    totals = np.divide(seen, known_share, out=np.full(len(values), np.nan), where=enough)
    return totals, np.where(enough, known_share, 0.0)


@compiled
def _known_part(values: Floats, known: Bools, kinds: Ints, shares: Floats) -> tuple[Floats, Floats]:
    """Contacts of the known intervals of each day, and their share of the day by its profile; both of shape (D,)."""
    seen, share = np.zeros(len(values)), np.zeros(len(values))
    for day in range(len(values)):
        for place in range(values.shape[1]):
            if known[day, place]:
                seen[day] += values[day, place]
                share[day] += shares[kinds[day], place]
    return seen, share


@compiled
def _profile(values: Floats, trusted: Bools, faded: Floats) -> tuple[Floats, float, float]:
    """Shares of one kind of day, the variance of their estimate summed over the intervals, and the weighted contacts."""
    days, width = values.shape
    known = ~np.isnan(values)
    filled, weight = np.zeros((days, width)), np.zeros((days, width))
    for day in range(days):
        for place in range(width):
            if known[day, place]:
                filled[day, place], weight[day, place] = values[day, place], faded[day]
    seen, contacts = _weighted_sums(weight, known), _weighted_sums(weight, filled)
    mass = contacts.sum()
    if mass <= 0:
        return _normalised(np.where(seen > 0, 1.0, 0.0)), 0.0, 0.0
    shares = _normalised(_ratio(contacts, seen))
    totals = _ratio(*_known_part(filled, known, np.zeros(days, dtype=np.int64), shares.reshape(1, -1)))
    scores = _scores(values, totals, shares)
    for day in range(days):
        for place in range(width):
            if not trusted[day, place]:
                weight[day, place] *= outlier_weight(scores[day, place])
    estimate = _weighted_sums(weight, np.repeat(totals, width).reshape(days, width))
    shares = _normalised(_ratio(_weighted_sums(weight, filled), estimate))
    error = np.zeros(width)
    for day in range(days):
        for place in range(width):
            error[place] += (weight[day, place] * (filled[day, place] - totals[day] * shares[place])) ** 2
    counted, counted_squares = _weighted_sums(weight, known).max(), _weighted_sums(weight, weight).max()
    seen_days = counted**2 / max(counted_squares, 1e-12)
    variance = _ratio(error, estimate**2).sum() * seen_days / max(seen_days - 1.0, 0.5)
    return shares, variance, mass


@compiled
def _weighted_sums(weight: Floats, values: Floats | Bools) -> Floats:
    """Sum of weight x value of each interval over the days, shape (M,)."""
    sums = np.zeros(values.shape[1])
    for day in range(len(values)):
        for place in range(len(sums)):
            sums[place] += weight[day, place] * values[day, place]
    return sums


@compiled
def _lend(own: Floats, variance: Floats, mass: Floats) -> Floats:
    """Shrink each profile towards the common one of its similar kinds, as far as its own noise exceeds their difference."""
    seen = np.flatnonzero(mass > 0)
    shrunk = own.copy()
    for kind in seen:
        noise_distance = 0.4 * np.sqrt((variance[seen] + variance[kind]) * own.shape[1])
        distance = 0.5 * np.abs(own[seen] - own[kind]).sum(axis=1)
        similar = seen[distance - noise_distance < SIMILAR_DISTANCE]
        if len(similar) < 2:
            continue
        common = (mass[similar].reshape(-1, 1) * own[similar]).sum(axis=0) / mass[similar].sum()
        noise = np.mean(variance[similar])
        between = np.mean(((own[similar] - common) ** 2).sum(axis=1))
        real = max(between - noise, 0.0)
        lent = variance[kind] / (variance[kind] + real) if variance[kind] > 0 else 0.0
        shrunk[kind] = lent * common + (1 - lent) * own[kind]
    return shrunk


@compiled
def _ratio(above: Floats, below: Floats) -> Floats:
    return np.asarray(np.where(below > 0, above / np.where(below > 0, below, 1.0), 0.0))


@compiled
def _normalised(shares: Floats) -> Floats:
    total = shares.sum()
    return shares / total if total > 0 else shares


def profile_of(shares: Floats, kinds: Ints) -> Floats:
    """The profile of each kind asked for, shape (A, M); zeros for kinds never seen (-1)."""
    return np.nan_to_num(np.where((kinds >= 0)[:, None], shares[kinds], 0.0))
