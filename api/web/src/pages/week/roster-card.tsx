/** The roster by group, a week or a day at a time, with what a drag would do. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Agent, Coverage, Facts, Finding, Hours, Lock, RosterHead, Shift } from "../../api/schema";
import { type Day, weekday } from "../../lib/dates";
import { useSame } from "../../lib/same";
import { t } from "../../text";
import { Choice, Segmented } from "../../ui/controls";
import { Waiting } from "../../ui/states";
import { Bubble } from "./bubble";
import type { Edit } from "./desk";
import type { Dragged } from "./drag";
import type { Foreseer } from "./foresight";
import { type Chosen, Gantt } from "./gantt";
import { scaleOf } from "./scale";

interface RosterCardProps {
  facts: Facts;
  people: readonly Agent[];
  /** The group that is shown. */
  group: string;
  show: (group: string) => void;
  head: RosterHead;
  /** Whether all its people are shown at once: for paper. */
  isWhole: boolean;
  /** Whether its shifts have come. */
  isThere: boolean;
  days: readonly Day[];
  shifts: readonly Shift[];
  hours: ReadonlyMap<string, Hours>;
  locks: readonly Lock[];
  broken: readonly Finding[];
  foreseer: Foreseer;
  coverage: Coverage | undefined;
  chosen: Chosen | undefined;
  choose: (chosen: Chosen) => void;
  editable: boolean;
  nameOf: (agentId: string) => string;
  make: (edit: Edit) => void;
}

const WEEK = "week";
const MOST_ROWS = 40;

export function RosterCard(props: RosterCardProps) {
  const { facts, people, group, show, days, shifts, foreseer, coverage, chosen, isWhole, make } = props;
  const [view, setView] = useState<string>(WEEK);
  const [page, setPage] = useState(0);
  const [dragged, setDragged] = useState<Dragged | undefined>(undefined);

  const own = useMemo(() => people.filter((agent) => (agent.group ?? "") === group), [people, group]);
  useEffect(() => {
    const at = own.findIndex((agent) => agent.agent_id === chosen?.agentId);
    setPage(Math.floor(Math.max(at, 0) / MOST_ROWS));
  }, [own, chosen?.agentId]);
  const pages = Math.ceil(own.length / MOST_ROWS);
  const rows = useMemo(
    () => (isWhole ? own : own.slice(page * MOST_ROWS, (page + 1) * MOST_ROWS)),
    [own, page, isWhole],
  );
  const theirs = useSame(useMemo(() => shiftsOf(own, shifts), [own, shifts]));
  const wide = useMemo(
    () => scaleOf(view === WEEK ? days : [view], facts.time_zone, facts.interval_min, theirs),
    [view, days, facts, theirs],
  );
  const scale = useMemo(() => wide, [wide.days.join(), wide.first, wide.last, wide.step, wide.zone]);
  const shown = useMemo(
    () => shiftsOf(rows, theirs).filter((shift) => scale.days.includes(shift.shift_date)),
    [theirs, rows, scale],
  );
  const pools = useMemo(() => [...new Set(facts.queues.map((queue) => queue.skill))], [facts]);
  const poolOf = useMemo(() => {
    const rows = new Map(facts.queues.map((queue) => [queue.id, pools.indexOf(queue.skill)]));
    return (queueId: string) => Math.max(0, rows.get(queueId) ?? 0);
  }, [facts, pools]);
  const { foresight } = foreseer;
  const foreseenDays = foresight?.foreseen?.days;
  const ghosts = useMemo(() => foreseenDays?.flatMap((day) => (day.shift ? [day.shift] : [])) ?? [], [foreseenDays]);
  const isRefused = foresight?.refused !== undefined || (foresight?.foreseen?.newly_broken.length ?? 0) > 0;
  const end = () => {
    setDragged(undefined);
    foreseer.ask(undefined);
  };

  return (
    <section class="card">
      <header>
        <h2>{t("week.roster")}</h2>
        <span class="print-only">{[facts.name, group, stateOf(props.head)].filter(Boolean).join(" · ")}</span>
        <Legend pools={pools} />
        {facts.groups.length > 1 && (
          <div data-groups>
            <Choice
              label={t("week.group")}
              options={facts.groups.map((each) => [each, each || t("week.no_group")] as const)}
              value={group}
              choose={show}
            />
          </div>
        )}
        <Segmented
          label={t("week.view")}
          options={[[WEEK, t("week.whole")] as const, ...days.map((day) => [day, weekday(day)] as const)]}
          value={view}
          choose={setView}
        />
      </header>
      {props.isThere ? (
        <Gantt
          scale={scale}
          people={rows}
          shifts={shown}
          hours={props.hours}
          locks={props.locks}
          broken={props.broken}
          ghosts={ghosts}
          isGhostRefused={isRefused}
          poolOf={poolOf}
          chosen={props.chosen}
          choose={props.choose}
          editable={props.editable}
          over={(now) => {
            setDragged(now);
            foreseer.ask(now.edit);
          }}
          drop={(now) => {
            setDragged(undefined);
            make(now.edit);
          }}
          cancel={() => dragged && end()}
        />
      ) : (
        <Waiting lines={10} />
      )}
      {pages > 1 && !isWhole && (
        <div class="row" style="margin-top:10px">
          {Array.from({ length: pages }, (_, at) => (
            <button key={at} type="button" class="button" aria-pressed={at === page} onClick={() => setPage(at)}>
              {t("week.rows", { from: at * MOST_ROWS + 1, to: Math.min((at + 1) * MOST_ROWS, own.length) })}
            </button>
          ))}
        </div>
      )}
      {dragged && (
        <Bubble
          dragged={dragged}
          foresight={foresight}
          coverage={coverage}
          nameOf={props.nameOf}
          zone={facts.time_zone}
        />
      )}
    </section>
  );
}

function shiftsOf(people: readonly Agent[], shifts: readonly Shift[]): readonly Shift[] {
  const named = new Set(people.map((agent) => agent.agent_id));
  return shifts.filter((shift) => named.has(shift.agent_id));
}

function stateOf(head: RosterHead): string {
  return head.version === null ? t("week.draft") : t("week.published_version", { version: head.version });
}

function Legend({ pools }: { pools: readonly string[] }) {
  return (
    <span class="legend">
      {pools.map((pool, at) => (
        <span key={pool}>
          <i class="swatch" style={{ background: `var(--pool-${at % 6})` }} />
          {pool}
        </span>
      ))}
      <span>
        <i class="swatch" style="background:var(--pause);border:1px solid var(--line-strong)" />
        {t("week.pauses")}
      </span>
    </span>
  );
}
