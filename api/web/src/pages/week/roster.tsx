/** One version of the week's roster: figures, coverage, heat map, Gantt, and the form for what is chosen. */

import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Coverage, Finding, Job, KeptLock, RosterHead, Shift } from "../../api/schema";
import type { Day } from "../../lib/dates";
import { useLater } from "../../lib/later";
import { useLoad } from "../../lib/load";
import { namesOf, useNaming } from "../../lib/named";
import { hours, percent, t } from "../../text";
import { Figure } from "../../ui/controls";
import { Failure, Shown, Waiting } from "../../ui/states";
import { useTeller } from "../../ui/toasts";
import { Actions } from "./actions";
import { changed, shortHours } from "./coverage";
import { CoverageCards } from "./coverage-cards";
import { type Edit, useDesk } from "./desk";
import { Findings } from "./findings";
import { useForesight } from "./foresight";
import type { Chosen } from "./gantt";
import type { WeekProps } from "./index";
import { RosterCard } from "./roster-card";
import { Side } from "./side";
import { objections } from "./verdict";
import { type ShortAt, WhyShort } from "./why-short";

interface RosterProps extends WeekProps {
  days: readonly Day[];
  head: RosterHead;
  rosters: readonly RosterHead[];
  jobs: readonly Job[];
  locks: readonly KeptLock[];
  again: () => Promise<void>;
  draftOf: ((head: RosterHead) => void) | undefined;
}

const NO_SHIFTS: readonly Shift[] = [];
const NOTHING: readonly Finding[] = [];
/** Of more people than this only the group that is shown is fetched. */
const LARGE_TEAM = 100;
/** After a group has been looked at for so long, the next of those near it is fetched too, the nearest first. */
const LOOKED_AT_MS = 300;
/** How many groups on either side are near. */
const NEAR = 6;
/** The revision of a draft that nobody has edited, and of the same once published: only of these the plan's proof speaks. */
const AS_MADE = '"1"';
const AS_PUBLISHED = '"2"';

export function Roster(props: RosterProps) {
  const { facts, people, days, head, jobs, locks, again } = props;
  const centre = facts.id;
  const params = { params: { path: { centre, roster_id: head.id } } };
  const { object, tell, refuse } = useTeller();
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined);
  const [isPrinting, setPrinting] = useState(false);
  const [group, setGroup] = useState(facts.groups[0] ?? "");
  const asked = people.length > LARGE_TEAM ? group : undefined;
  const [shortAt, setShortAt] = useState<ShortAt | undefined>(undefined);

  const coverage = useLoad<Coverage>(`coverage ${head.id}`, () =>
    held(api.GET("/v1/centres/{centre}/rosters/{roster_id}/coverage", params)),
  );
  const desk = useDesk(centre, head.id, asked, () => void coverage.reload());
  const isShown = desk.roster !== undefined && desk.has(group);
  useEffect(() => {
    if (asked === undefined || !isShown) {
      return;
    }
    const at = facts.groups.indexOf(group);
    const near = Array.from({ length: NEAR }, (_, by) => [facts.groups[at + by + 1], facts.groups[at - by - 1]]).flat();
    let isLeft = false;
    void (async () => {
      for (const each of near) {
        if (each !== undefined && !desk.has(each)) {
          await later(LOOKED_AT_MS);
          if (isLeft) {
            return;
          }
          await desk.bring(each);
        }
      }
    })();
    return () => {
      isLeft = true;
    };
  }, [group, isShown]);
  const foreseer = useForesight(desk.foresee);
  const naming = useNaming();
  const nameOf = useMemo(() => namesOf(people), [people]);
  const groups = useMemo(() => new Map(people.map((each) => [each.agent_id, each.group ?? ""])), [people]);
  const groupOf = useCallback((agentId: string) => groups.get(agentId) ?? "", [groups]);
  const choose = useCallback(
    (now: Chosen | undefined) => {
      setChosen(now);
      if (now) {
        setGroup(groupOf(now.agentId));
      }
    },
    [groupOf],
  );

  const editable = props.canEdit && desk.roster?.state === "draft";
  const broken = desk.broken ?? NOTHING;
  const shifts = desk.roster?.shifts ?? NO_SHIFTS;
  const foreseen = foreseer.foresight?.foreseen;
  const now = coverage.loaded.value;
  const shown = useMemo(() => (now && foreseen ? changed(now, foreseen.coverage) : now), [now, foreseen]);
  const pictured = useLater(shown);
  const pins = useMemo(() => locks.map((lock) => lock.value), [locks]);
  useEffect(() => {
    if (isPrinting) {
      requestAnimationFrame(() => {
        print();
        setPrinting(false);
      });
    }
  }, [isPrinting]);
  const counted = [...desk.hours.values()].filter((row) => asked === undefined || groupOf(row.agent_id) === group);
  const worked = (what: "paid_h" | "shifts") => counted.reduce((sum, row) => sum + row[what], 0);
  const isAsPlanned = desk.roster?.etag === (desk.roster?.state === "draft" ? AS_MADE : AS_PUBLISHED);
  const ran = jobs.find((job) => job.kind === "plan" && job.roster_id === head.id);
  const gap = isAsPlanned ? ran?.gap : null;
  const replayed = jobs.find(
    (job) =>
      job.state === "done" &&
      (job.options["roster_id"] === head.id || (job.kind === "plan" && job.roster_id === head.id)),
  );
  const { canRun } = props;
  const cards = useMemo(
    () =>
      pictured && (
        <CoverageCards
          facts={facts}
          head={head}
          days={days}
          coverage={pictured}
          job={replayed}
          isEdited={!isAsPlanned}
          canRun={canRun}
          again={again}
          ask={setShortAt}
        />
      ),
    [facts, head, days, pictured, replayed, isAsPlanned, canRun, again],
  );

  const make = async (edit: Edit) => {
    const judged = await foreseer.answer(edit);
    foreseer.ask(undefined);
    const sentences = objections(judged, naming);
    const act = async () => {
      if ((await desk.make(edit, judged.foreseen?.days ?? [])) !== undefined) {
        tell(t("week.done"));
      }
    };
    if (sentences.length === 0) {
      await act();
    } else if (judged.refused) {
      object(sentences);
    } else {
      object([t("week.refused"), ...sentences], { label: t("week.keep_anyway"), run: () => void act() });
    }
  };

  const pin = async (agentId: string, day: Day, isPinned: boolean) => {
    const lock = locks.find((each) => each.value.agent_id === agentId && each.value.shift_date === day);
    const shift = shifts.find((each) => each.agent_id === agentId && each.shift_date === day);
    try {
      if (lock) {
        const header = { "if-match": lock.etag };
        const path = { centre, row_id: lock.id };
        await held(api.DELETE("/v1/centres/{centre}/locks/{row_id}", { params: { path, header } }));
      }
      if (isPinned) {
        const body = { agent_id: agentId, shift_date: day, shift_id: shift?.shift_id ?? null };
        await held(api.POST("/v1/centres/{centre}/locks", { params: { path: { centre } }, body }));
      }
      tell(t(isPinned ? "week.pin_done" : "week.unpin_done"));
      await again();
    } catch (error) {
      refuse(error);
    }
  };

  if (desk.roster === undefined) {
    const { loaded } = desk.laid;
    return loaded.state === "failed" ? (
      <Failure error={loaded.error} again={() => void desk.laid.reload()} />
    ) : (
      <Waiting lines={10} />
    );
  }
  const agent = people.find((each) => each.agent_id === chosen?.agentId);
  return (
    <>
      <Actions {...props} desk={desk} nameOf={nameOf} print={() => setPrinting(true)} />
      <dl class="figures" style="margin:0">
        <Figure
          label={t("week.missing")}
          value={shown ? hours(shortHours(shown)) : "…"}
          note={t("week.missing_note")}
          tip={t("week.missing_tip")}
        />
        <Figure
          label={t("week.paid")}
          value={hours(worked("paid_h"), 0)}
          note={t(asked === undefined ? "week.paid_note" : "week.paid_note_of", { n: worked("shifts"), group })}
        />
        <Figure
          label={t("week.gap")}
          value={percent(gap, 1)}
          note={t(gap == null ? "week.gap_none" : "week.gap_note")}
          tip={t("week.gap_tip")}
        />
        <Figure
          label={t("week.rules")}
          value={
            desk.broken === undefined
              ? "…"
              : broken.length === 0
                ? t("week.rules_kept")
                : t("week.rules_broken", { n: broken.length })
          }
          note={t("week.rules_note")}
        />
      </dl>
      {broken.length > 0 && (
        <Findings findings={broken} nameOf={nameOf} choose={(agentId, day) => choose({ agentId, day })} />
      )}
      <Shown of={coverage}>{() => cards}</Shown>
      <RosterCard
        facts={facts}
        group={group}
        show={setGroup}
        isThere={desk.has(group)}
        head={head}
        isWhole={isPrinting}
        people={people}
        days={days}
        shifts={shifts}
        hours={desk.hours}
        locks={pins}
        broken={broken}
        foreseer={foreseer}
        coverage={now}
        chosen={chosen}
        choose={choose}
        editable={editable}
        nameOf={nameOf}
        make={(edit) => void make(edit)}
      />
      {chosen && agent && (
        <Side
          centre={centre}
          rosterId={head.id}
          facts={facts}
          days={days}
          agent={agent}
          people={people}
          shifts={shifts}
          lock={
            locks.find((each) => each.value.agent_id === chosen.agentId && each.value.shift_date === chosen.day)?.value
          }
          chosen={chosen}
          choose={choose}
          editable={editable}
          foreseer={foreseer}
          coverage={now}
          make={(edit) => void make(edit)}
          bring={(agentId) => desk.bring(groupOf(agentId))}
          pin={(isPinned) => void pin(chosen.agentId, chosen.day, isPinned)}
        />
      )}
      {shortAt && (
        <WhyShort
          centre={centre}
          rosterId={head.id}
          at={shortAt}
          zone={facts.time_zone}
          nameOf={nameOf}
          choose={(agentId) => {
            choose({ agentId, day: shortAt.day });
            setShortAt(undefined);
          }}
          close={() => setShortAt(undefined)}
        />
      )}
    </>
  );
}

const later = (wait: number) => new Promise((done) => setTimeout(done, wait));
