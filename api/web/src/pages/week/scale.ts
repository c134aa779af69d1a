/** Where a time lies on the Gantt: days side by side, each from the first to the last hour at which anything happens. */

import type { Shift } from "../../api/schema";
import { type Day, minuteOf } from "../../lib/dates";

const HOUR = 60;

export interface Scale {
  days: readonly Day[];
  zone: string;
  /** Minutes of the day shown, from and to. */
  first: number;
  last: number;
  /** Minutes to which a drag snaps. */
  step: number;
}

export function scaleOf(days: readonly Day[], zone: string, interval: number, shifts: readonly Shift[]): Scale {
  const begins = shifts.map((shift) => minuteOf(start(shift), shift.shift_date, zone));
  const ends = shifts.map((shift) => minuteOf(end(shift), shift.shift_date, zone));
  const first = Math.min(8 * HOUR, ...begins);
  const last = Math.max(18 * HOUR, ...ends);
  return {
    days,
    zone,
    first: Math.floor(first / HOUR) * HOUR,
    last: Math.min(Math.ceil(last / HOUR) * HOUR, 30 * HOUR),
    step: days.length > 1 ? 30 : Math.min(Math.max(interval, 15), 30),
  };
}

export function start(shift: Shift): string {
  return shift.segments[0]?.start ?? "";
}

export function end(shift: Shift): string {
  return shift.segments.at(-1)?.end ?? "";
}

/** The share of the width at which an instant lies, counted on the day of its shift. */
export function placeOf(scale: Scale, instant: string, day: Day): number {
  const width = scale.last - scale.first;
  const at = scale.days.indexOf(day);
  const minute = Math.min(Math.max(minuteOf(instant, day, scale.zone), scale.first), scale.last);
  return (at + (minute - scale.first) / width) / scale.days.length;
}

/** The day and the minute, on the step, at a share of the width. */
export function timeAt(scale: Scale, share: number): { day: Day; minute: number } {
  const width = scale.last - scale.first;
  const scaled = Math.min(Math.max(share, 0), 0.99999) * scale.days.length;
  const at = Math.floor(scaled);
  const minute = scale.first + Math.round(((scaled - at) * width) / scale.step) * scale.step;
  return { day: scale.days[at] ?? "", minute };
}

/** The hours to mark, closer where there is room. */
export function hoursOf(scale: Scale): number[] {
  const every = scale.days.length > 1 ? 6 : 1;
  const hours: number[] = [];
  for (let hour = Math.ceil(scale.first / HOUR / every) * every; hour * HOUR < scale.last; hour += every) {
    hours.push(hour);
  }
  return hours;
}
