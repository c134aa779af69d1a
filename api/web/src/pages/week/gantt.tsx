/** Who works when: a row per person, a bar per shift, what is done within it by colour. Bars are dragged; Enter opens the form. */

import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";
import type { Agent, Finding, Hours, Lock, Shift } from "../../api/schema";
import { type Day, shortDate, weekday } from "../../lib/dates";
import { t } from "../../text";
import { type Dragged, useDrag } from "./drag";
import { PersonRow } from "./person-row";
import { hoursOf, type Scale } from "./scale";

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
  broken: readonly Finding[];
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
  const { scale, people, shifts, ghosts, locks, chosen, editable, over, drop, cancel } = props;
  const [dragged, handlers] = useDrag({ scale, over, drop, cancel });
  const self = useRef<HTMLDivElement>(null);
  const byAgent = useMemo(() => Map.groupBy(shifts, (shift) => shift.agent_id), [shifts]);
  const ghostsOf = useMemo(() => Map.groupBy(ghosts, (shift) => shift.agent_id), [ghosts]);
  const pinned = useMemo(() => daysOf(locks.map((lock) => [lock.agent_id, lock.shift_date])), [locks]);
  const broken = useMemo(() => daysOf(props.broken.map((each) => [each.agent_id, each.day])), [props.broken]);
  const { choose } = props;
  const chooseDay = useCallback((agentId: string, day: Day) => choose({ agentId, day }), [choose]);

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
  }, [handlers]);

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
        <PersonRow
          key={agent.agent_id}
          agent={agent}
          scale={scale}
          shifts={byAgent.get(agent.agent_id) ?? NONE}
          hours={props.hours.get(agent.agent_id)}
          pinned={pinned.get(agent.agent_id) ?? ""}
          broken={broken.get(agent.agent_id) ?? ""}
          ghosts={ghostsOf.get(agent.agent_id) ?? NONE}
          isGhostRefused={props.isGhostRefused && ghostsOf.has(agent.agent_id)}
          lifted={dragged?.shift.agent_id === agent.agent_id ? dragged.shift : undefined}
          chosen={chosen?.agentId === agent.agent_id ? chosen.day : undefined}
          poolOf={props.poolOf}
          choose={chooseDay}
          handlers={editable ? handlers : undefined}
        />
      ))}
    </div>
  );
}

const NONE: readonly Shift[] = [];

/** The days of each person, as one text: equal texts leave a row as it is. */
function daysOf(places: readonly (readonly [string, Day])[]): Map<string, string> {
  const days = new Map<string, string>();
  for (const [agentId, day] of places) {
    days.set(agentId, `${days.get(agentId) ?? ""} ${day}`);
  }
  return days;
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
