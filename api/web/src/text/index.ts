/** Words and figures as the reader writes them. */

import { en, type Texts } from "./en";
import { currentLanguage, type Language } from "./language";
import { zhCN } from "./zh-CN";

const TEXTS: Record<Language, Texts> = { en, "zh-CN": zhCN };

export type Word = keyof Texts;

/** The text of a key with its `{values}` filled in. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  return TEXTS[currentLanguage()][word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The text of a key put together at run time; itself where there is none. */
export function tOr(word: string, otherwise: string): string {
  return word in en ? t(word as Word) : otherwise;
}

/** Formats are dear to make and cheap to use: one for each language and number of digits. */
const FORMATS = new Map<string, Intl.NumberFormat>();

export function number(value: number, digits = 0): string {
  const key = `${currentLanguage()} ${digits}`;
  let format = FORMATS.get(key);
  if (format === undefined) {
    const options = {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: "negative",
    } as const;
    format = new Intl.NumberFormat(currentLanguage(), options);
    FORMATS.set(key, format);
  }
  return format.format(value);
}

/** A share as a percentage. */
export function percent(share: number | null | undefined, digits = 0): string {
  return share === null || share === undefined || Number.isNaN(share) ? "–" : `${number(share * 100, digits)} %`;
}

export function hours(value: number, digits = 1): string {
  return `${number(value, digits)} h`;
}

export function signedHours(value: number): string {
  const rounded = Math.abs(value) < 0.05 ? 0 : value;
  return `${rounded > 0 ? "+" : rounded < 0 ? "−" : "±"}${number(Math.abs(rounded), 1)} h`;
}
