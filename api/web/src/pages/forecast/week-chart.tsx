import { useCallback } from "preact/hooks";
import { fetched } from "../../api/client";
import type { Facts } from "../../api/schema";
import { parseCsv, type Row } from "../../lib/csv";
import { clock, type Day, localTime, plusDays, weekday } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { number, t } from "../../text";
import { bandSeries } from "../../ui/band";
import { Chart } from "../../ui/chart";

interface WeekChartProps {
  facts: Facts;
  monday: Day;
  queue: string;
  rows: readonly Row[];
}

/** The week as expected with its band, and what came: in the week itself, or, where it lies ahead, in the week before it. */
export function WeekChart({ facts, monday, queue, rows }: WeekChartProps) {
  const zone = facts.time_zone;
  const history = useLoad<readonly Row[]>(`history ${queue} ${monday}`, async () => {
    const from = rows[0]?.["interval_start"];
    if (from === undefined) {
      return [];
    }
    const start = Date.parse(from) - 7 * 86_400_000;
    const query = new URLSearchParams({
      queue,
      from_time: new Date(start).toISOString(),
      to_time: new Date(start + 14 * 86_400_000).toISOString(),
    });
    return parseCsv(await (await fetched(`/v1/centres/${facts.id}/volumes?${query}`)).text());
  });
  const known = history.loaded.value ?? [];
  const came = new Map(
    known.map((row) => {
      const { day, minute } = localTime(row["interval_start"] ?? "", zone);
      return [`${day} ${minute}`, Number(row["offered"])] as const;
    }),
  );
  const times = rows.map((row) => localTime(row["interval_start"] ?? "", zone));
  const isOver = times.some(({ day, minute }) => came.has(`${day} ${minute}`));
  const column = (name: string) => rows.map((row) => Number(row[name]));
  const option = useCallback(
    (tone: (name: string) => string) =>
      bandSeries(
        tone,
        {
          names: times.map(({ day, minute }) => `${weekday(day)} ${clock(minute)}`),
          expected: column("offered"),
          low: column("lo80"),
          high: column("hi80"),
          came: times.map(({ day, minute }) => came.get(`${isOver ? day : plusDays(day, -7)} ${minute}`) ?? null),
          cameName: t(isOver ? "forecast.came" : "forecast.came_before"),
        },
        (at) => at === 0 || times[at]?.day !== times[at - 1]?.day,
      ),
    [rows, known],
  );
  const sum = column("offered").reduce((total, value) => total + value, 0);
  return (
    <section class="card">
      <header>
        <h2>{t("forecast.title", { queue })}</h2>
        <span class="legend">
          <span>
            <i class="swatch" style="background:var(--accent)" />
            {t("forecast.expected")} ({t("forecast.sum", { n: number(sum) })})
          </span>
          <span>
            <i class="swatch" style="background:var(--accent);opacity:.3" />
            {t("forecast.band")}
          </span>
          <span>
            <i class="swatch" style="background:var(--short)" />
            {t(isOver ? "forecast.came" : "forecast.came_before")}
          </span>
        </span>
      </header>
      <Chart option={option} label={t("forecast.chart_label", { queue })} height={270} />
    </section>
  );
}
