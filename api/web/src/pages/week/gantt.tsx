/** Who works when: a row per person, a bar per shift, what is done within it by colour. Bars are dragged; Enter opens the form. */

import { useEffect, useRef } from "preact/hooks";
import type { Agent, Hours, Lock, Shift } from "../../api/schema";
import { clock, type Day, isWeekend, minuteOf, shortDate, weekday } from "../../lib/dates";
import { hours as hoursText, t } from "../../text";
import { Icon } from "../../ui/controls";
import { type Dragged, useDrag } from "./drag";
import { end, hoursOf, placeOf, type Scale, start } from "./scale";

export interface Chosen {
  agentId: string;
  day: Day;
}

interface GanttProps {
  scale: Scale;
  people: readonly Agent[];
  shifts: readonly Shift[];
  hours: ReadonlyMap<string, Hours>;
  locks: readonly Lock[];
  /** Person and day of what is broken. */
  marked: ReadonlySet<string>;
  /** Shifts as they would be, drawn over what is. */
  ghosts: readonly Shift[];
  isGhostRefused: boolean;
  poolOf: (queue: string) => number;
  chosen: Chosen | undefined;
  choose: (chosen: Chosen) => void;
  editable: boolean;
  over: (dragged: Dragged) => void;
  drop: (dragged: Dragged) => void;
  cancel: () => void;
}

export function Gantt(props: GanttProps) {
  const { scale, people, shifts, editable, over, drop, cancel } = props;
  const [dragged, handlers] = useDrag({ scale, over, drop, cancel });
  const self = useRef<HTMLDivElement>(null);
  const shown = shifts.filter((shift) => scale.days.includes(shift.shift_date));
  const byAgent = Map.groupBy(shown, (shift) => shift.agent_id);
  const ghostsOf = Map.groupBy(props.ghosts, (shift) => shift.agent_id);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape") {
        handlers.onPointerCancel();
      } else if (self.current?.contains(document.activeElement)) {
        walk(event, self.current);
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });

  return (
    <div class="gantt" ref={self} style={{ "--days": scale.days.length }}>
      <div class="gantt-head">
        <span class="gantt-name muted">{t("week.person")}</span>
        <span class="gantt-hours muted" title={t("week.hours_tip")}>
          {t("week.hours")}
        </span>
        <div class="gantt-lane">
          {scale.days.map((day, at) => (
            <DayHead key={day} day={day} at={at} scale={scale} />
          ))}
        </div>
      </div>
      {people.map((agent) => (
        <div key={agent.agent_id} class="gantt-row" data-agent={agent.agent_id}>
          <button
            type="button"
            class="gantt-name"
            onClick={() => props.choose({ agentId: agent.agent_id, day: scale.days[0] ?? "" })}
          >
            <span class="gantt-person">{agent.name || agent.agent_id}</span>
            {agent.lead && <span class="mark">{t("week.lead")}</span>}
          </button>
          <PersonHours hours={props.hours.get(agent.agent_id)} />
          <div class="gantt-lane">
            {scale.days.map((day, at) => (
              <span
                key={day}
                class={`gantt-day${isWeekend(day) ? " weekend" : ""}`}
                style={{ left: `${(at / scale.days.length) * 100}%` }}
              />
            ))}
            {(byAgent.get(agent.agent_id) ?? []).map((shift) => (
              <Bar
                key={shift.shift_date}
                {...props}
                shift={shift}
                name={agent.name || agent.agent_id}
                lifted={dragged?.shift === shift}
                pinned={props.locks.some(
                  (lock) => lock.agent_id === shift.agent_id && lock.shift_date === shift.shift_date,
                )}
                handlers={editable ? handlers : undefined}
              />
            ))}
            {(ghostsOf.get(agent.agent_id) ?? []).map((shift) => (
              <Ghost key={shift.shift_date} shift={shift} scale={scale} refused={props.isGhostRefused} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function DayHead({ day, at, scale }: { day: Day; at: number; scale: Scale }) {
  const width = scale.last - scale.first;
  return (
    <div class="gantt-day-head" style={{ left: `${(at / scale.days.length) * 100}%` }}>
      <strong>{weekday(day)}</strong> <span class="muted">{shortDate(day)}</span>
      <div class="gantt-clock" aria-hidden="true">
        {hoursOf(scale).map((hour) => (
          <span key={hour} style={{ left: `${((hour * 60 - scale.first) / width) * 100}%` }}>
            {hour % 24}
          </span>
        ))}
      </div>
    </div>
  );
}

function PersonHours({ hours }: { hours: Hours | undefined }) {
  if (hours === undefined) {
    return <span class="gantt-hours" />;
  }
  const isOff =
    (hours.low_h !== null && hours.paid_h < hours.low_h - 0.01) ||
    (hours.high_h !== null && hours.paid_h > hours.high_h + 0.01);
  const limits =
    hours.low_h === null
      ? ""
      : `${hoursText(hours.low_h, 0)} – ${hours.high_h === null ? "" : hoursText(hours.high_h, 0)}`;
  return (
    <span class={`gantt-hours${isOff ? " off" : ""}`} title={limits && t("week.hours_limits", { limits })}>
      {hoursText(hours.paid_h)}
    </span>
  );
}

interface BarProps extends GanttProps {
  shift: Shift;
  name: string;
  lifted: boolean;
  pinned: boolean;
  handlers: ReturnType<typeof useDrag>[1] | undefined;
}

function Bar({ scale, shift, name, lifted, pinned, marked, poolOf, chosen, choose, handlers }: BarProps) {
  const left = placeOf(scale, start(shift), shift.shift_date);
  const width = placeOf(scale, end(shift), shift.shift_date) - left;
  const isChosen = chosen?.agentId === shift.agent_id && chosen.day === shift.shift_date;
  const isBroken = marked.has(`${shift.agent_id} ${shift.shift_date}`);
  const label = t("week.shift_label", {
    name,
    day: `${weekday(shift.shift_date, "long")} ${shortDate(shift.shift_date)}`,
    hours: span(shift, scale.zone),
  });
  return (
    <button
      type="button"
      class={`bar-shift${isChosen ? " chosen" : ""}${lifted ? " lifted" : ""}${isBroken ? " broken" : ""}${handlers ? " movable" : ""}`}
      style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
      tabIndex={-1}
      aria-label={isBroken ? `${label} – ${t("week.breaks_rule")}` : label}
      title={label}
      data-day={shift.shift_date}
      data-hours={span(shift, scale.zone)}
      onClick={() => choose({ agentId: shift.agent_id, day: shift.shift_date })}
      onPointerDown={(event) => handlers?.onPointerDown(event, shift)}
      onPointerMove={(event) => handlers?.onPointerMove(event)}
      onPointerUp={(event) => handlers?.onPointerUp(event)}
      onPointerCancel={() => handlers?.onPointerCancel()}
    >
      {shift.segments.map((segment) => {
        const from = placeOf(scale, segment.start, shift.shift_date);
        const to = placeOf(scale, segment.end, shift.shift_date);
        const pool = segment.queues?.[0] === undefined ? 0 : poolOf(segment.queues[0]);
        return (
          <span
            key={segment.start}
            class={`part ${segment.activity}`}
            style={{
              left: `${((from - left) / width) * 100}%`,
              width: `${((to - from) / width) * 100}%`,
              "--pool": `var(--pool-${pool % 6})`,
            }}
          />
        );
      })}
      {pinned && (
        <span class="pinned" title={t("week.pinned")}>
          <Icon name="pin" />
        </span>
      )}
    </button>
  );
}

function Ghost({ shift, scale, refused }: { shift: Shift; scale: Scale; refused: boolean }) {
  const left = placeOf(scale, start(shift), shift.shift_date);
  const width = placeOf(scale, end(shift), shift.shift_date) - left;
  return (
    <span class={`ghost${refused ? " refused" : ""}`} style={{ left: `${left * 100}%`, width: `${width * 100}%` }}>
      {scale.days.length === 1 ? span(shift, scale.zone) : ""}
    </span>
  );
}

export function span(shift: Shift, zone: string): string {
  const minute = (instant: string) => minuteOf(instant, shift.shift_date, zone);
  return `${clock(minute(start(shift)))}–${clock(minute(end(shift)))}`;
}

/** Arrow keys go from bar to bar: along a person's days, and up and down from person to person. */
function walk(event: KeyboardEvent, root: HTMLElement): void {
  const here = document.activeElement?.closest<HTMLElement>(".gantt-row");
  if (here == null || !event.key.startsWith("Arrow")) {
    return;
  }
  const rows = [...root.querySelectorAll<HTMLElement>(".gantt-row")];
  const bars = (row: HTMLElement | undefined) => [...(row?.querySelectorAll<HTMLElement>("button") ?? [])];
  const at = bars(here).indexOf(document.activeElement as HTMLElement);
  const aside = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  const down = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const row = bars(rows[rows.indexOf(here) + down]);
  const next = row[Math.min(Math.max(at + aside, 0), row.length - 1)];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}
