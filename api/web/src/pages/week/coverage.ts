/** What the coverage amounts to, with what an edit would change of it. Arithmetic only: no rule is known here. */

import type { Coverage, PoolChange, PoolSeries } from "../../api/schema";

/** The coverage as it would be with the changes an edit foresees. */
export function changed(coverage: Coverage, changes: readonly PoolChange[]): Coverage {
  const steps = new Map(
    changes.flatMap((pool) =>
      pool.steps.map((step) => [`${pool.skill} ${Date.parse(step.interval_start)}`, step.agents] as const),
    ),
  );
  const pools = coverage.pools.map((pool) => ({
    ...pool,
    rostered: pool.rostered.map((agents, at) => {
      const start = pool.interval_starts[at];
      return agents + (start === undefined ? 0 : (steps.get(`${pool.skill} ${Date.parse(start)}`) ?? 0));
    }),
  }));
  return { ...coverage, pools };
}

/** Agent-hours by which people are missing, and by which there are more than required. */
export function balance(pool: PoolSeries, interval: number): { short: number; surplus: number } {
  let short = 0;
  let surplus = 0;
  pool.rostered.forEach((agents, at) => {
    const over = agents - (pool.required[at] ?? 0);
    short += Math.max(-over, 0);
    surplus += Math.max(over, 0);
  });
  return { short: (short * interval) / 60, surplus: (surplus * interval) / 60 };
}

export function shortHours(coverage: Coverage): number {
  return coverage.pools.reduce((sum, pool) => sum + balance(pool, coverage.interval_min).short, 0);
}
