"""Handle times."""

from __future__ import annotations

import numpy as np

from forecasting.aht import expected_aht_s
from tests.forecasting.worlds import past_of


def _expected(aht_s: np.ndarray, handled: np.ndarray) -> np.ndarray:
    whole = past_of(handled, ahead=7)
    past = whole.before(len(handled))
    return expected_aht_s(past, whole.days.part(len(handled), len(handled) + 7), aht_s, handled)


def test_busy_intervals_keep_their_own_handle_time() -> None:
    """With thousands of contacts each, 200 s in the morning and 300 s in the evening are forecast within one percent."""
    aht_s = np.tile([200.0, 300.0], (56, 1))

    np.testing.assert_allclose(_expected(aht_s, np.full((56, 2), 5000.0)), np.tile([200.0, 300.0], (7, 1)), rtol=0.01)


def test_a_thin_interval_is_drawn_to_the_queue() -> None:
    """One contact of 3,000 s at night does not make a night of 3,000 s: the queue's 200 s weigh more."""
    aht_s = np.tile([200.0, np.nan], (56, 1))
    handled = np.tile([5000.0, np.nan], (56, 1))
    aht_s[7, 1], handled[7, 1] = 3000.0, 1.0

    assert (_expected(aht_s, handled)[:, 1] < 300).all()


def test_contacts_weigh_not_intervals() -> None:
    """A Monday of 900 contacts at 100 s and one of 100 at 300 s are 120 s, drawn a little to the rest."""
    handled, aht_s = np.full((14, 1), np.nan), np.full((14, 1), np.nan)
    handled[[0, 7], 0], aht_s[[0, 7], 0] = [900, 100], [100, 300]

    assert 115 < _expected(aht_s, handled)[0, 0] < 125


def test_without_any_handle_time_it_is_unknown() -> None:
    """NaN everywhere, and 0 seconds is no handle time."""
    assert np.isnan(_expected(np.full((28, 3), np.nan), np.full((28, 3), 10.0))).all()
    assert np.isnan(_expected(np.zeros((28, 3)), np.full((28, 3), 10.0))).all()
