/** Days as `YYYY-MM-DD`, weeks as their Monday, and clocks of a department's own time zone. */

import { currentLanguage } from "../text/language";

export type Day = string;
const DAY_MS = 86_400_000;

function utc(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function plusDays(day: Day, days: number): Day {
  return new Date(utc(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

export function mondayOf(day: Day): Day {
  return plusDays(day, -((utc(day).getUTCDay() + 6) % 7));
}

export function weekDays(monday: Day): Day[] {
  return [0, 1, 2, 3, 4, 5, 6].map((ahead) => plusDays(monday, ahead));
}

export function isWeekend(day: Day): boolean {
  return utc(day).getUTCDay() % 6 === 0;
}

/** `2026-W48` of any day in it. */
export function isoWeek(day: Day): string {
  const thursday = plusDays(mondayOf(day), 3);
  const year = thursday.slice(0, 4);
  const weeks = Math.floor((utc(thursday).getTime() - utc(`${year}-01-01`).getTime()) / DAY_MS / 7) + 1;
  return `${year}-W${String(weeks).padStart(2, "0")}`;
}

/** How a day is written; a format is dear to make and cheap to use, and so is kept with what it has written. */
function writer(options: Intl.DateTimeFormatOptions): (day: Day) => string {
  const written = new Map<string, string>();
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (day) => {
    const language = currentLanguage();
    const key = `${language} ${day}`;
    let text = written.get(key);
    if (text === undefined) {
      const format = formats.get(language) ?? new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
      formats.set(language, format);
      text = format.format(utc(day));
      written.set(key, text);
    }
    return text;
  };
}

const WEEKDAYS = {
  short: writer({ weekday: "short" }),
  long: writer({ weekday: "long" }),
  narrow: writer({ weekday: "narrow" }),
};

export function weekday(day: Day, width: keyof typeof WEEKDAYS = "short"): string {
  return WEEKDAYS[width](day);
}

export const shortDate = writer({ day: "numeric", month: "short" });
export const longDate = writer({ weekday: "long", day: "numeric", month: "long" });

export function weekSpan(monday: Day): string {
  return daySpan(monday, plusDays(monday, 6));
}

export function daySpan(first: Day, last: Day): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.formatRange(utc(first), utc(last));
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = CLOCKS.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    CLOCKS.set(zone, clock);
  }
  return clock;
}

const LOCAL = new Map<string, { day: Day; minute: number }>();

/** The local day and minute of the day of an instant. */
export function localTime(instant: string, zone: string): { day: Day; minute: number } {
  const key = `${zone} ${instant}`;
  let found = LOCAL.get(key);
  if (found === undefined) {
    const parts = Object.fromEntries(
      clockOf(zone)
        .formatToParts(new Date(instant))
        .map((p) => [p.type, p.value]),
    );
    const day = `${parts["year"]}-${parts["month"]}-${parts["day"]}`;
    found = { day, minute: Number(parts["hour"]) * 60 + Number(parts["minute"]) };
    LOCAL.set(key, found);
  }
  return found;
}

/** Minutes from the midnight of `day`; past 1440 the next day. */
export function minuteOf(instant: string, day: Day, zone: string): number {
  const at = localTime(instant, zone);
  return at.minute + Math.round((utc(at.day).getTime() - utc(day).getTime()) / DAY_MS) * 1440;
}

export function clock(minute: number): string {
  const within = ((minute % 1440) + 1440) % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

export function minutesOf(text: string): number {
  const [hour, minute] = text.split(":");
  return Number(hour) * 60 + Number(minute);
}

/** The same instant so many minutes later. */
export function plusMinutes(instant: string, minutes: number): string {
  return new Date(new Date(instant).getTime() + minutes * 60_000).toISOString();
}

export function today(zone: string): Day {
  return localTime(new Date().toISOString(), zone).day;
}

/** The moment as the reader writes it, in a department's time zone. */
export function moment(instant: string, zone: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(
    new Date(instant),
  );
}

/** The first and the last day of the month of a day. */
export function monthDays(day: Day): [Day, Day] {
  const first = `${day.slice(0, 7)}-01`;
  return [first, plusDays(plusMonths(first, 1), -1)];
}

/** The first day of the month so many months later. */
export function plusMonths(day: Day, months: number): Day {
  const date = utc(`${day.slice(0, 7)}-01`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

/** The Monday of a week that a job was asked for: `2026-W48`, or any day of it. */
export function mondayOfText(week: string): Day {
  const named = /^(\d{4})-W(\d\d)$/i.exec(week);
  if (named === null) {
    return mondayOf(week);
  }
  return plusDays(mondayOf(`${named[1]}-01-04`), 7 * (Number(named[2]) - 1));
}
