"""The Erlang formulas once more in 40 digits, as plain sums over the states and integrals of the wait; slow and simple."""

from __future__ import annotations

from dataclasses import dataclass

from mpmath import mp, mpf

SMALL = mpf(10) ** -35


@dataclass(frozen=True)
class ImpatientQueue:
    """M/M/n+M in the steady state."""

    load: float
    aht_s: float
    agents: int
    patience_s: float

    @property
    def states(self) -> tuple[mpf, mpf, mpf]:
        """Sums over the states below n and from n on, and of the waiting ones, each in the probability of state n."""
        load, n = mpf(self.load), self.agents
        drain = mpf(self.aht_s) / mpf(self.patience_s)  # loss rate of one waiting caller, in service rates
        above, waiting, weight, j = mpf(1), mpf(0), mpf(1), 0
        while not (load < n + j * drain and (j + 1) * weight < SMALL):
            j += 1
            weight *= load / (n + j * drain)
            above += weight
            waiting += j * weight
        return states_below(self.load, n), above, waiting

    @property
    def wait(self) -> mpf:
        below, above, _ = self.states
        return above / (below + above)

    @property
    def abandonment(self) -> mpf:
        below, above, waiting = self.states
        return waiting / (below + above) * mpf(self.aht_s) / (mpf(self.load) * mpf(self.patience_s))

    def answered_within(self, within_s: float) -> mpf:
        """Share that finds a free agent or outlasts a wait of at most `within_s`."""
        return self._never_waits + self._density_at_0 * mp.quad(
            lambda v: self._offered_wait(v) * self._stays(v), self._pieces(within_s)
        )

    def abandoned_within(self, within_s: float) -> mpf:
        """Share that gives up within `within_s`: those whose offered wait lies above their patience, where that is shorter."""
        gives_up = mp.quad(lambda v: self._offered_wait(v) * (1 - self._stays(v)), self._pieces(within_s))
        end_s = within_s + 60 * self.patience_s
        outlived = mp.quad(
            self._offered_wait, [within_s, *[within_s + (end_s - within_s) * k / 40 for k in range(1, 41)]]
        )
        return self._density_at_0 * (gives_up + outlived * (1 - self._stays(mpf(within_s))))

    @property
    def _never_waits(self) -> mpf:
        below, above, _ = self.states
        return below / (below + above)

    @property
    def _density_at_0(self) -> mpf:
        below, above, _ = self.states
        return self.agents / mpf(self.aht_s) / (below + above)

    def _offered_wait(self, v: mpf) -> mpf:
        arrivals = mpf(self.load) / mpf(self.aht_s) * mpf(self.patience_s)
        return mp.exp(arrivals * (1 - self._stays(v)) - self.agents * v / mpf(self.aht_s))

    def _stays(self, v: mpf) -> mpf:
        return mp.exp(-v / mpf(self.patience_s))

    @staticmethod
    def _pieces(end_s: float) -> list[mpf]:
        return [mpf(end_s) * k / 8 for k in range(9)]


def states_below(load: float, agents: int) -> mpf:
    """``sum over k < n of p_k / p_n`` of M/M/n."""
    total, weight = mpf(0), mpf(1)
    for k in range(agents, 0, -1):
        weight *= k / mpf(load)
        total += weight
        if k < load and weight < SMALL * total:
            break
    return total


def erlang_b(load: float, agents: int) -> mpf:
    return 1 / (1 + states_below(load, agents))


def erlang_c(load: float, agents: int) -> mpf:
    spare = (agents - mpf(load)) / agents
    return 1 / (1 + spare * states_below(load, agents))


def service_level(load: float, aht_s: float, agents: int, within_s: float) -> mpf:
    return 1 - erlang_c(load, agents) * mp.exp(-(agents - mpf(load)) * mpf(within_s) / mpf(aht_s))
