/** A week by its number and its days, with the ways to the one before and the one after. */

import { type Day, isoWeek, plusDays, weekSpan } from "../lib/dates";
import { t } from "../text";
import { Icon } from "./controls";

interface StepsProps {
  before: string;
  after: string;
  step: (by: 1 | -1) => void;
}

export function Steps({ before, after, step }: StepsProps) {
  return (
    <>
      <button type="button" class="button square" aria-label={before} onClick={() => step(-1)}>
        <Icon name="left" />
      </button>
      <button type="button" class="button square" aria-label={after} onClick={() => step(1)}>
        <Icon name="right" />
      </button>
    </>
  );
}

export function WeekSteps({ monday, turn }: { monday: Day; turn: (day: Day) => void }) {
  return (
    <>
      <Steps before={t("week.before")} after={t("week.after")} step={(by) => turn(plusDays(monday, 7 * by))} />
      <h1>{isoWeek(monday)}</h1>
      <span class="muted">{weekSpan(monday)}</span>
    </>
  );
}
