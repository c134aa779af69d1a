"""The profile of a day: the share of its contacts in each interval, by the kind of day."""

from __future__ import annotations

import numpy as np

from forecasting.days import CLOSED_KIND, Bools, Floats, Ints, Past
from forecasting.robust import EXCLUDE_SD, mad_sd, outlier_weights

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
    own = np.full((CLOSED_KIND + 1, past.values.shape[1]), np.nan)
    variance = np.full(CLOSED_KIND + 1, np.nan)
    mass = np.zeros(CLOSED_KIND + 1)
    known_days = past.known_days()
    for kind in np.unique(past.days.kinds[known_days]):
        rows = np.flatnonzero((past.days.kinds == kind) & known_days)
        own[kind], variance[kind] = _profile(past.values[rows], past.trusted[rows], faded[rows])
        mass[kind] = np.nansum(past.values[rows] * faded[rows, None])
    return _lend(own, variance, mass)


def whole_day_totals(past: Past, shares: Floats) -> tuple[Floats, Floats]:
    """
    Contacts of each whole day, and the share of the day that is known; both of shape (D,).

    What is missing of a day, and an interval far out in an otherwise ordinary day, is filled in by the profile; a day known to less
    than three tenths is unknown, unless no day is known much better.
    """
    profile = shares[past.days.kinds]
    known = ~np.isnan(past.values)
    totals, known_share = _filled_totals(past.values, known, profile)
    odd: Bools = np.asarray((np.abs(interval_scores(past, shares, totals)) > EXCLUDE_SD).any(axis=1))
    if not odd.any():
        return totals, known_share
    # A huge interval swells the total it is measured by, so that the others look odd: measure odd days by their median.
    middle = np.where(odd, np.nan, totals)
    middle[odd] = _median_totals(past.values[odd], profile[odd])
    far_out = (np.abs(interval_scores(past, shares, middle)) > EXCLUDE_SD) & odd[:, None] & ~past.trusted
    lost_share = np.where(far_out, profile, 0.0).sum(axis=1)
    far_out &= (lost_share < MOST_LOST_SHARE)[:, None]
    return _filled_totals(past.values, known & ~far_out, profile)


def interval_scores(past: Past, shares: Floats, totals: Floats) -> Floats:
    """Residuals of the intervals around day total x profile in standard deviations, shape (D, M); NaN where unknown."""
    expected = totals[:, None] * shares[past.days.kinds]
    scores = np.full(past.values.shape, np.nan)
    for kind in np.unique(past.days.kinds[past.known_days()]):
        rows = past.days.kinds == kind
        scores[rows] = _scores(past.values[rows], expected[rows])
    return scores


def _scores(values: Floats, expected: Floats) -> Floats:
    """Residuals in units of Poisson noise, or of their own spread where that is wider."""
    residual = (values - expected) / np.sqrt(np.where(expected > 0, expected, np.nan))
    return np.asarray(residual / max(mad_sd(residual), 1.0))


def _median_totals(values: Floats, profile: Floats) -> Floats:
    """The total each day's intervals agree on: the median of count / share, weighted by share."""
    with np.errstate(divide="ignore", invalid="ignore"):
        said = np.where(profile > 0, values / profile, np.nan)
    order = np.argsort(said, axis=1)  # NaN comes last
    weight = np.take_along_axis(np.where(np.isnan(said), 0.0, profile), order, axis=1).cumsum(axis=1)
    place = (weight >= weight[:, -1:] / 2).argmax(axis=1)
    return np.asarray(np.take_along_axis(said, order, axis=1)[np.arange(len(said)), place])


def _filled_totals(values: Floats, known: Bools, profile: Floats) -> tuple[Floats, Floats]:
    known_share = np.where(known, profile, 0.0).sum(axis=1)
    # A history that knows but little of any day must make do with it.
    enough = (known_share > 0) & (known_share >= min(LEAST_KNOWN_SHARE, 0.5 * float(known_share.max(initial=0.0))))
    seen = np.where(known, values, 0.0).sum(axis=1)
    totals = np.divide(seen, known_share, out=np.full(len(values), np.nan), where=enough)
    return totals, np.where(enough, known_share, 0.0)


def _profile(values: Floats, trusted: Bools, faded: Floats) -> tuple[Floats, float]:
    """Shares of one kind of day, and the variance of their estimate summed over the intervals."""
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    if not filled.any():
        return _normalised(known.any(axis=0).astype(float)), 0.0
    weight = faded[:, None] * known
    shares = _normalised(_ratio((weight * filled).sum(axis=0), weight.sum(axis=0)))
    totals = _ratio(filled.sum(axis=1), (known * shares).sum(axis=1))
    weight *= np.where(trusted, 1.0, outlier_weights(_scores(values, totals[:, None] * shares)))
    shares = _normalised(_ratio((weight * filled).sum(axis=0), (weight * totals[:, None]).sum(axis=0)))
    expected = totals[:, None] * shares
    estimate = (weight * totals[:, None]).sum(axis=0)
    error = _ratio((weight**2 * (filled - expected) ** 2).sum(axis=0), estimate**2)
    days = weight.sum(axis=0).max() ** 2 / max((weight**2).sum(axis=0).max(), 1e-12)
    return shares, float(error.sum()) * days / max(days - 1.0, 0.5)


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
        common = (mass[similar] @ own[similar]) / mass[similar].sum()
        noise = float(np.mean(variance[similar]))
        between = float(np.mean(((own[similar] - common) ** 2).sum(axis=1)))
        real = max(between - noise, 0.0)
        lent = variance[kind] / (variance[kind] + real) if variance[kind] > 0 else 0.0
        shrunk[kind] = lent * common + (1 - lent) * own[kind]
    return shrunk


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _normalised(shares: Floats) -> Floats:
    total = shares.sum()
    return shares / total if total > 0 else shares


def profile_of(shares: Floats, kinds: Ints) -> Floats:
    """The profile of each kind asked for, shape (A, M); zeros for kinds never seen (-1)."""
    return np.nan_to_num(np.where((kinds >= 0)[:, None], shares[kinds], 0.0))
