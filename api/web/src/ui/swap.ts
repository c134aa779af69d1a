/** What is shown of swaps wherever they are shown. */

import type { Shift } from "../api/schema";
import { clock, minuteOf, shortDate, weekday } from "../lib/dates";

export const SWAP_TONE = { offered: "warn", accepted: "warn", done: "good", refused: "bad", withdrawn: "" } as const;

/** `Tue 24 Nov 09:00–18:00` */
export function shiftText(shift: Shift, zone: string): string {
  const at = (instant: string | undefined) => clock(minuteOf(instant ?? "", shift.shift_date, zone));
  const hours = `${at(shift.segments[0]?.start)}–${at(shift.segments.at(-1)?.end)}`;
  return `${weekday(shift.shift_date)} ${shortDate(shift.shift_date)} ${hours}`;
}
