import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Facts, Shift } from "../../api/schema";
import {
  clock,
  isoWeek,
  minuteOf,
  mondayOf,
  plusDays,
  shortDate,
  today,
  weekDays,
  weekday,
  weekSpan,
} from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { hours, t } from "../../text";
import { Icon } from "../../ui/controls";
import { Shown } from "../../ui/states";

interface OwnShiftsProps {
  facts: Facts;
  agentId: string;
}

/** One's week, day by day, as published. */
export function OwnShifts({ facts, agentId }: OwnShiftsProps) {
  const now = today(facts.time_zone);
  const [monday, setMonday] = useState(mondayOf(now));
  const shifts = useLoad<readonly Shift[]>(`own ${monday}`, () =>
    held(
      api.GET("/v1/centres/{centre}/schedule", {
        params: {
          path: { centre: facts.id },
          query: { from_day: monday, to_day: plusDays(monday, 6), agent_id: agentId },
        },
      }),
    ),
  );
  return (
    <section class="card">
      <header>
        <h1 class="grow">{isoWeek(monday)}</h1>
        <div class="row">
          <button
            type="button"
            class="button square"
            aria-label={t("week.before")}
            onClick={() => setMonday(plusDays(monday, -7))}
          >
            <Icon name="left" />
          </button>
          <button type="button" class="button" onClick={() => setMonday(mondayOf(now))}>
            {t("week.this")}
          </button>
          <button
            type="button"
            class="button square"
            aria-label={t("week.after")}
            onClick={() => setMonday(plusDays(monday, 7))}
          >
            <Icon name="right" />
          </button>
        </div>
      </header>
      <Shown of={shifts}>
        {(own) => (
          <>
            <p class="muted">
              {weekSpan(monday)} ·{" "}
              {t("mine.sum", { hours: hours(own.reduce((sum, shift) => sum + paidHours(shift), 0)) })}
            </p>
            <ol class="own-week">
              {weekDays(monday).map((day) => (
                <OwnDay
                  key={day}
                  day={day}
                  shift={own.find((each) => each.shift_date === day)}
                  zone={facts.time_zone}
                  isToday={day === now}
                />
              ))}
            </ol>
          </>
        )}
      </Shown>
    </section>
  );
}

export function paidHours(shift: Shift): number {
  const paid = shift.segments.filter((segment) => segment.paid);
  return paid.reduce((sum, segment) => sum + (Date.parse(segment.end) - Date.parse(segment.start)) / 3_600_000, 0);
}

interface OwnDayProps {
  day: string;
  shift: Shift | undefined;
  zone: string;
  isToday: boolean;
}

function OwnDay({ day, shift, zone, isToday }: OwnDayProps) {
  const at = (instant: string) => clock(minuteOf(instant, day, zone));
  const first = shift?.segments[0];
  const last = shift?.segments.at(-1);
  return (
    <li class={isToday ? "today" : ""} aria-current={isToday ? "date" : undefined}>
      <div class="own-date">
        <strong>{weekday(day)}</strong>
        <span class="muted">{shortDate(day)}</span>
      </div>
      {shift && first && last ? (
        <details class="grow">
          <summary>
            <strong>
              {at(first.start)}–{at(last.end)}
            </strong>
            <span class="muted"> {hours(paidHours(shift))}</span>
          </summary>
          <ul>
            {shift.segments.map((segment) => (
              <li key={segment.start}>
                {at(segment.start)}–{at(segment.end)} {t(`activity.${segment.activity}`)}{" "}
                <span class="muted">{(segment.queues ?? []).join(", ")}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : (
        <span class="muted grow">{t("week.off")}</span>
      )}
    </li>
  );
}
