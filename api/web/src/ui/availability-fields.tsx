/** When somebody can, cannot, would or would rather not work: the fields of a form, and what they say. */

import type { Availability } from "../api/schema";
import { t, tOr } from "../text";
import { Field } from "./controls";

const DAYS = ["mon-sun", "mon-fri", "sat-sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type AvailabilityKind = Availability["kind"];
export const AVAILABILITY_TONE = { available: "good", prefer: "good", avoid: "warn", unavailable: "bad" } as const;

export function AvailabilityFields({ kinds }: { kinds: readonly AvailabilityKind[] }) {
  return (
    <>
      <Field label={t("people.kind")}>
        <select name="kind">
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`wish.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("week.day")}>
        <select name="days">
          {DAYS.map((day) => (
            <option key={day} value={day}>
              {t(`day.${day}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("week.from")}>
        <input name="from" type="time" required defaultValue="08:00" />
      </Field>
      <Field label={t("week.to")}>
        <input name="to" type="time" required defaultValue="13:00" />
      </Field>
    </>
  );
}

/** Days as a table of availability names them, in words: `mon-wed` as Monday–Wednesday. */
export function daysText(days: string): string {
  const known = tOr(`day.${days}`, "");
  return known || days.replace(/[a-z]+/g, (day) => tOr(`day.${day}`, day)).replaceAll("-", "–");
}

/** What the fields say of a person. */
export function availabilityOf(form: FormData, agentId: string): Availability {
  const said = (name: string) => String(form.get(name));
  const kind = said("kind") as AvailabilityKind;
  return { agent_id: agentId, days: said("days"), from_time: said("from"), to_time: said("to"), kind };
}
