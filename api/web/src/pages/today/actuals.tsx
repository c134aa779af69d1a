/** What was expected of a queue today, with its band, and what came. */

import { useCallback, useState } from "preact/hooks";
import { api, fetched, held } from "../../api/client";
import type { Expected, Facts } from "../../api/schema";
import { parseCsv } from "../../lib/csv";
import { clock, type Day, localTime } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { number, t } from "../../text";
import { bandSeries } from "../../ui/band";
import { Chart } from "../../ui/chart";
import { Segmented } from "../../ui/controls";
import { Shown } from "../../ui/states";

interface ActualsProps {
  facts: Facts;
  rosterId: number;
  day: Day;
}

interface Volumes {
  expected: readonly Expected[];
  /** Contacts by queue and instant. */
  came: ReadonlyMap<string, number>;
}

export function Actuals({ facts, rosterId, day }: ActualsProps) {
  const volumes = useLoad<Volumes>(`volumes ${rosterId} ${day}`, async () => {
    const path = { centre: facts.id, roster_id: rosterId };
    const expected = await held(api.GET("/v1/centres/{centre}/rosters/{roster_id}/forecast", { params: { path } }));
    const starts = (expected[0]?.interval_starts ?? []).filter(
      (start) => localTime(start, facts.time_zone).day === day,
    );
    const [first, last] = [starts[0], starts.at(-1)];
    const came = new Map<string, number>();
    if (first && last) {
      const until = new Date(Date.parse(last) + facts.interval_min * 60_000).toISOString();
      const query = new URLSearchParams({ from_time: new Date(first).toISOString(), to_time: until });
      const file = await fetched(`/v1/centres/${facts.id}/volumes?${query}`);
      for (const row of parseCsv(await file.text())) {
        came.set(`${row["queue"]} ${Date.parse(row["interval_start"] ?? "")}`, Number(row["offered"]));
      }
    }
    return { expected, came };
  });
  return (
    <section class="card">
      <Shown of={volumes}>{(known) => <ActualsChart {...known} facts={facts} day={day} />}</Shown>
    </section>
  );
}

function ActualsChart({ expected, came, facts, day }: Volumes & { facts: Facts; day: Day }) {
  const [queue, setQueue] = useState(expected[0]?.queue ?? "");
  const own = expected.find((each) => each.queue === queue);
  const at = (own?.interval_starts ?? []).flatMap((start, index) =>
    localTime(start, facts.time_zone).day === day ? [index] : [],
  );
  const starts = at.map((index) => own?.interval_starts[index] ?? "");
  const pick = (values: readonly number[] | undefined) => at.map((index) => values?.[index] ?? 0);
  const arrived = starts.map((start) => came.get(`${queue} ${Date.parse(start)}`) ?? null);
  const until = arrived.flatMap((value, index) => (value === null ? [] : [index]));
  const sum = (values: readonly number[]) => until.reduce((total, index) => total + (values[index] ?? 0), 0);
  const option = useCallback(
    (tone: (name: string) => string) =>
      bandSeries(tone, {
        names: starts.map((start) => clock(localTime(start, facts.time_zone).minute)),
        expected: pick(own?.offered),
        low: pick(own?.lo80),
        high: pick(own?.hi80),
        came: arrived,
      }),
    [own, came, day],
  );
  return (
    <>
      <header>
        <h2>{t("today.actuals")}</h2>
        <span class="muted">
          {until.length === 0
            ? t("today.nothing_came")
            : t("today.so_far", {
                came: number(sum(arrived.map((v) => v ?? 0))),
                expected: number(sum(pick(own?.offered))),
              })}
        </span>
        {expected.length > 1 && (
          <Segmented
            label={t("week.queue")}
            options={expected.map((each) => [each.queue, each.queue] as const)}
            value={queue}
            choose={setQueue}
          />
        )}
      </header>
      <Chart option={option} label={t("today.actuals_label", { queue })} height={220} />
    </>
  );
}
