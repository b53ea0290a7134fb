"""How much is loaded and measured: the whole, or as much less as somebody who is at work has time for."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    members: int        # and as many offers, and ten times as many attributions
    hires: int          # in one run of the pipeline
    repetitions: int
    commands: int       # in one run of a command
    webhooks: int       # in one burst
    seconds: dict       # that a steady rate of hires a second is kept up
    grown: int          # ledger entries, and inbox rows, of the growth; none: it is left out
    backlog: int

    @classmethod
    def from_environment(cls):
        """BENCH_SCALE=0.1 or QUICK=1: a tenth of the rows, a fifth of the hires, no growth."""
        factor = float(os.environ.get("BENCH_SCALE") or (0.1 if os.environ.get("QUICK") else 1))
        if factor == 1:
            return cls(members=100_000, hires=10_000, repetitions=5, commands=6400, webhooks=10_000,
                       seconds={50: 20, 500: 10}, grown=10_000_000, backlog=100_000)
        members = max(1000, round(100_000 * factor / 1000) * 1000)
        return cls(members=members, hires=min(10_000, members // 5), repetitions=3,
                   commands=1920, webhooks=min(10_000, members // 5),
                   seconds={50: 5, 500: 4}, grown=0, backlog=4000)

    @property
    def attributions(self):
        return 10 * self.members

    @property
    def hireable(self):
        """Attributions that nobody is hired by yet: one in ten was qualified, and stays so."""
        return 9 * self.members
