/** Who is at work at a time, and on what; who comes next; who has not signed in. */

import type { Attendance, Facts, Shift } from "../../api/schema";
import { clock, type Day, localTime, minuteOf } from "../../lib/dates";
import { t } from "../../text";

interface OnDutyProps {
  facts: Facts;
  day: Day;
  minute: number;
  shifts: readonly Shift[];
  log: readonly Attendance[];
  seesLog: boolean;
  absent: ReadonlySet<string>;
  mark: ((agentId: string, isAbsent: boolean) => void) | undefined;
  nameOf: (agentId: string) => string;
}

const COVERS = new Set(["on_queue", "position"]);
const GRACE_MIN = 5;

export function OnNow(props: OnDutyProps) {
  const { facts, day, minute, shifts } = props;
  const at = (instant: string) => minuteOf(instant, day, facts.time_zone);
  const here = shifts.filter((shift) => spanOf(shift, at).from <= minute && minute < spanOf(shift, at).to);
  const doing = (shift: Shift) => shift.segments.find((part) => at(part.start) <= minute && minute < at(part.end));
  const skillOf = new Map(facts.queues.map((queue) => [queue.id, queue.skill]));
  const groups = Map.groupBy(here, (shift) => {
    const part = doing(shift);
    const queue = part?.queues?.[0];
    const isServing = part !== undefined && COVERS.has(part.activity) && queue !== undefined;
    return isServing ? (skillOf.get(queue) ?? queue) : t(`activity.${part?.activity ?? "break"}`);
  });
  return (
    <section class="card">
      <header>
        <h2>{t("today.on_now")}</h2>
        <span class="mark">{t("today.people", { n: here.length })}</span>
      </header>
      {here.length === 0 && <p class="muted">{t("today.nobody")}</p>}
      {[...groups].map(([what, own]) => (
        <section key={what}>
          <h3>
            {what} <span class="muted">{own.length}</span>
          </h3>
          <ul class="duty">
            {own.map((shift) => (
              <PersonLine key={shift.agent_id} {...props} shift={shift} until={doing(shift)?.end} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

export function StillToCome(props: OnDutyProps) {
  const { facts, day, minute, shifts } = props;
  const at = (instant: string) => minuteOf(instant, day, facts.time_zone);
  const later = shifts.filter((shift) => spanOf(shift, at).from > minute);
  return (
    <section class="card">
      <header>
        <h2>{t("today.later")}</h2>
        <span class="mark">{t("today.people", { n: later.length })}</span>
      </header>
      {later.length === 0 && <p class="muted">{t("today.nobody_later")}</p>}
      <ul class="duty">
        {later.map((shift) => (
          <PersonLine key={shift.agent_id} {...props} shift={shift} until={undefined} />
        ))}
      </ul>
    </section>
  );
}

function spanOf(shift: Shift, at: (instant: string) => number): { from: number; to: number } {
  return { from: at(shift.segments[0]?.start ?? ""), to: at(shift.segments.at(-1)?.end ?? "") };
}

interface PersonLineProps extends OnDutyProps {
  shift: Shift;
  until: string | undefined;
}

function PersonLine({ shift, until, facts, day, minute, log, seesLog, absent, mark, nameOf }: PersonLineProps) {
  const at = (instant: string) => minuteOf(instant, day, facts.time_zone);
  const { from, to } = spanOf(shift, at);
  const isAbsent = absent.has(shift.agent_id);
  const signedIn = log.find(
    (row) => row.agent_id === shift.agent_id && localTime(row.signed_in, facts.time_zone).day === day,
  );
  const isMissing = seesLog && log.length > 0 && signedIn === undefined && from + GRACE_MIN < minute && minute < to;
  return (
    <li class={isAbsent ? "absent" : ""}>
      <span class="grow">
        {nameOf(shift.agent_id)}{" "}
        <span class="muted">
          {clock(from)}–{clock(to)}
          {until !== undefined && ` · ${t("today.until", { at: clock(at(until)) })}`}
        </span>
      </span>
      {signedIn && <span class="mark good">{t("today.signed_in", { at: clock(at(signedIn.signed_in)) })}</span>}
      {isMissing && <span class="mark bad">{t("today.not_signed_in")}</span>}
      {mark && (
        <button type="button" class="button" aria-pressed={isAbsent} onClick={() => mark(shift.agent_id, !isAbsent)}>
          {t(isAbsent ? "today.is_absent" : "today.absent")}
        </button>
      )}
    </li>
  );
}
