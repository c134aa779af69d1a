/** One person's row of the Gantt; drawn again only where something of that person has changed. */

import { useMemo } from "preact/hooks";
import type { Agent, Hours, Shift } from "../../api/schema";
import { clock, type Day, isWeekend, minuteOf, shortDate, weekday } from "../../lib/dates";
import { hours as hoursText, t } from "../../text";
import { Icon } from "../../ui/controls";
import type { DragHandlers } from "./drag";
import { end, placeOf, type Scale, start } from "./scale";

interface PersonRowProps {
  agent: Agent;
  scale: Scale;
  shifts: readonly Shift[];
  hours: Hours | undefined;
  /** Days that are pinned, and days on which a rule is broken. */
  pinned: string;
  broken: string;
  /** Shifts as they would be, drawn over what is. */
  ghosts: readonly Shift[];
  isGhostRefused: boolean;
  lifted: Shift | undefined;
  chosen: Day | undefined;
  poolOf: (queue: string) => number;
  choose: (agentId: string, day: Day) => void;
  handlers: DragHandlers | undefined;
}

export function PersonRow(props: PersonRowProps) {
  const { agent, scale, shifts, hours, pinned, broken, ghosts, isGhostRefused, lifted, chosen } = props;
  const { poolOf, choose, handlers } = props;
  const name = agent.name || agent.agent_id;
  return useMemo(
    () => (
      <div class="gantt-row" data-agent={agent.agent_id}>
        <button type="button" class="gantt-name" onClick={() => choose(agent.agent_id, scale.days[0] ?? "")}>
          <span class="gantt-person">{name}</span>
          {agent.lead && <span class="mark">{t("week.lead")}</span>}
        </button>
        <PersonHours hours={hours} />
        <div class="gantt-lane">
          {scale.days.map((day, at) => (
            <span
              key={day}
              class={`gantt-day${isWeekend(day) ? " weekend" : ""}`}
              style={{ left: `${(at / scale.days.length) * 100}%` }}
            />
          ))}
          {shifts.map((shift) => (
            <Bar
              key={shift.shift_date}
              scale={scale}
              shift={shift}
              name={name}
              isChosen={chosen === shift.shift_date}
              isLifted={lifted === shift}
              isBroken={broken.includes(shift.shift_date)}
              isPinned={pinned.includes(shift.shift_date)}
              poolOf={poolOf}
              choose={choose}
              handlers={handlers}
            />
          ))}
          {ghosts.map((shift) => (
            <Ghost key={shift.shift_date} shift={shift} scale={scale} refused={isGhostRefused} />
          ))}
        </div>
      </div>
    ),
    [
      agent,
      name,
      scale,
      shifts,
      hours,
      pinned,
      broken,
      ghosts,
      isGhostRefused,
      lifted,
      chosen,
      poolOf,
      choose,
      handlers,
    ],
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

interface BarProps extends Pick<PersonRowProps, "scale" | "poolOf" | "choose" | "handlers"> {
  shift: Shift;
  name: string;
  isChosen: boolean;
  isLifted: boolean;
  isBroken: boolean;
  isPinned: boolean;
}

function Bar({ scale, shift, name, isChosen, isLifted, isBroken, isPinned, poolOf, choose, handlers }: BarProps) {
  const left = placeOf(scale, start(shift), shift.shift_date);
  const width = placeOf(scale, end(shift), shift.shift_date) - left;
  const hours = span(shift, scale.zone);
  const day = `${weekday(shift.shift_date, "long")} ${shortDate(shift.shift_date)}`;
  const label = t("week.shift_label", { name, day, hours });
  return (
    <button
      type="button"
      class={`bar-shift${isChosen ? " chosen" : ""}${isLifted ? " lifted" : ""}${isBroken ? " broken" : ""}${handlers ? " movable" : ""}`}
      style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
      tabIndex={-1}
      aria-label={isBroken ? `${label} – ${t("week.breaks_rule")}` : label}
      title={label}
      data-day={shift.shift_date}
      data-hours={hours}
      onClick={() => choose(shift.agent_id, shift.shift_date)}
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
      {isPinned && (
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
