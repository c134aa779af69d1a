/** Shortage and surplus of one pool over the week: a day a row, an interval a cell; a short cell says why. */

import { useEffect, useRef } from "preact/hooks";
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
  const self = useRef<HTMLTableElement>(null);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) =>
      self.current?.contains(document.activeElement) && walk(event, self.current);
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
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
  const firstShort = pool.interval_starts.find(
    (_, at) => (pool.required[at] ?? 0) - (pool.rostered[at] ?? 0) > TOLERANCE,
  );
  const most = Math.max(2, ...[...cells.values()].map((cell) => Math.abs(cell.over)));
  return (
    <div class="scroll">
      <table class="heat" ref={self}>
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
                  isWayIn={cells.get(`${day} ${minute}`)?.start === firstShort}
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

interface HeatCellProps {
  cell: Cell | undefined;
  most: number;
  /** The cell that Tab comes to; arrow keys lead on from it. */
  isWayIn: boolean;
  ask: (start: string) => void;
}

/** Arrow keys go from short cell to short cell: along the day, and to the nearest of the day before or after. */
function walk(event: KeyboardEvent, table: HTMLTableElement): void {
  const here = document.activeElement?.closest("td");
  const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
  const down = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
  if (here == null || (aside === 0 && down === 0)) {
    return;
  }
  const buttons = [...table.querySelectorAll("button")];
  const cellOf = (button: Element) => button.closest("td");
  const at = buttons.findIndex((button) => cellOf(button) === here);
  const row = here.parentElement as HTMLTableRowElement;
  const inRow = buttons.filter((button) => {
    const own = cellOf(button)?.parentElement as HTMLTableRowElement;
    return Math.sign(own.rowIndex - row.rowIndex) === down && Math.abs(own.rowIndex - row.rowIndex) === Math.abs(down);
  });
  const nearest = inRow.sort((one, other) => {
    const distance = (button: Element) => Math.abs((cellOf(button)?.cellIndex ?? 0) - here.cellIndex);
    return distance(one) - distance(other);
  })[0];
  const next = down === 0 ? buttons[at + aside] : nearest;
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}

function HeatCell({ cell, most, isWayIn, ask }: HeatCellProps) {
  if (cell === undefined) {
    return <td class="closed" />;
  }
  const isShort = cell.over < -TOLERANCE;
  const isOver = cell.over > TOLERANCE;
  const strength = Math.round(18 + (Math.abs(cell.over) / most) * 62);
  const tone = isShort ? "short" : "surplus";
  const background = isShort || isOver ? `color-mix(in srgb, var(--${tone}) ${strength}%, var(--surface))` : undefined;
  const title = t("week.heat_cell", { required: cell.required, rostered: number(cell.rostered, 1) });
  const missing = Math.ceil(-cell.over - TOLERANCE);
  if (!isShort) {
    return <td style={{ background }} title={title} />;
  }
  return (
    <td style={{ background }}>
      <button
        type="button"
        tabIndex={isWayIn ? 0 : -1}
        title={title}
        aria-label={`${missing}: ${title}. ${t("week.why")}`}
        onClick={() => ask(cell.start)}
      >
        {missing}
      </button>
    </td>
  );
}
