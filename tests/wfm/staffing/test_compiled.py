"""Kernels over arrays: the same to the last bit however many elements there are."""

from __future__ import annotations

import numpy as np
import pytest

from wfm.staffing import compiled, erlang
from wfm.staffing.required import Targets

COUNT = 400


@pytest.mark.parametrize("patience_s", [np.inf, 90.0])
def test_few_and_many_are_worked_out_alike(patience_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    offered, aht_s = rng.uniform(0, 300, COUNT), rng.uniform(30, 900, COUNT)
    asked: Targets = {"service_level": 0.8, "answer_within_s": 20.0, "max_occupancy": 0.9, "patience_s": patience_s}

    def everything() -> list[np.ndarray]:
        agents = erlang.required_agents(offered, 1800.0, aht_s, **asked)
        real = erlang.fractional_agents(offered, 1800.0, aht_s, **asked)
        load = offered / 1800.0 * aht_s
        return [
            agents, real, erlang.service_level(load, aht_s, real, 20.0, patience_s), erlang.erlang_c(load, real),
            erlang.abandonment(load, aht_s, real, patience_s), erlang.occupancy(load, aht_s, real, patience_s),
        ]  # fmt: skip

    one_by_one = everything()
    monkeypatch.setattr(compiled, "MOST_ONE_BY_ONE", 0)
    all_at_once = everything()

    assert [each.shape for each in one_by_one] == [(COUNT,)] * 6
    assert [each.tobytes() for each in one_by_one] == [each.tobytes() for each in all_at_once]


def test_scalars_and_shapes_stay() -> None:
    assert np.ndim(erlang.erlang_b(3.0, 4)) == 0
    assert erlang.erlang_b(np.ones((2, 1)), np.arange(1, 4)).shape == (2, 3)
    assert erlang.erlang_b(np.ones(0), 1).shape == (0,)
