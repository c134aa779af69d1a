/** Shortage and surplus of one pool over the week: a day a row, an interval a cell; a short cell says why. */

import type { Coverage, PoolSeries } from "../../api/schema";
import { clock, type Day, localTime, shortDate, weekday } from "../../lib/dates";
import { number, t } from "../../text";

interface HeatMapProps {
  coverage: Coverage;
  pool: PoolSeries;
  days: readonly Day[];
  zone: string;
  ask: (start: string, day: Day) => void;
}

const TOLERANCE = 0.05;

interface Cell {
  start: string;
  over: number;
  required: number;
  rostered: number;
}

export function HeatMap({ coverage, pool, days, zone, ask }: HeatMapProps) {
  const cells = new Map<string, Cell>();
  const minutes = new Set<number>();
  pool.interval_starts.forEach((start, at) => {
    const { day, minute } = localTime(start, zone);
    const required = pool.required[at] ?? 0;
    const rostered = pool.rostered[at] ?? 0;
    cells.set(`${day} ${minute}`, { start, over: rostered - required, required, rostered });
    minutes.add(minute);
  });
  const columns = [...minutes].sort((one, other) => one - other);
  const perHour = 60 / coverage.interval_min;
  const most = Math.max(2, ...[...cells.values()].map((cell) => Math.abs(cell.over)));
  return (
    <div class="scroll">
      <table class="heat">
        <caption class="visually-hidden">{t("week.heat_caption", { skill: pool.skill })}</caption>
        <colgroup>
          <col style="width:92px" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{t("week.day")}</span>
            </th>
            {columns.map((minute, at) => (
              <th key={minute} scope="col">
                {perHour < 1 || (minute % 60 === 0 && (at === 0 || (minute / 60) % 2 === 0 || perHour < 2)) ? (
                  clock(minute)
                ) : (
                  <span class="visually-hidden">{clock(minute)}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day}>
              <th scope="row">
                {weekday(day)} {shortDate(day)}
              </th>
              {columns.map((minute) => (
                <HeatCell
                  key={minute}
                  cell={cells.get(`${day} ${minute}`)}
                  most={most}
                  ask={(start) => ask(start, day)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeatCell({ cell, most, ask }: { cell: Cell | undefined; most: number; ask: (start: string) => void }) {
  if (cell === undefined) {
    return <td class="closed" />;
  }
  const isShort = cell.over < -TOLERANCE;
  const isOver = cell.over > TOLERANCE;
  const strength = Math.round(18 + (Math.abs(cell.over) / most) * 62);
  const tone = isShort ? "short" : "surplus";
  const background = isShort || isOver ? `color-mix(in srgb, var(--${tone}) ${strength}%, var(--surface))` : undefined;
  const title = t("week.heat_cell", { required: cell.required, rostered: number(cell.rostered, 1) });
  if (!isShort) {
    return <td style={{ background }} title={title} />;
  }
  return (
    <td style={{ background }}>
      <button type="button" title={title} aria-label={`${title}. ${t("week.why")}`} onClick={() => ask(cell.start)}>
        {Math.ceil(-cell.over - TOLERANCE)}
      </button>
    </td>
  );
}
