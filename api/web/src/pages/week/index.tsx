/** The scheduler's week: planned, looked at, mended by hand, compared and published. */

import { useMemo, useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Job, KeptLock, RosterHead } from "../../api/schema";
import { mondayOf, mondayOfText, today, weekDays } from "../../lib/dates";
import { type Known, useKnown } from "../../lib/known";
import { type Loading, useLoad } from "../../lib/load";
import { Called } from "../../lib/named";
import { may, type PageProps } from "../../shell";
import "../../style/gantt.css";
import "../../style/week.css";
import { t } from "../../text";
import { Empty, JobFailure, Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";
import { PlanRun } from "./plan-run";
import { Roster } from "./roster";
import { Toolbar } from "./toolbar";

export default function Week({ me, centre, day, go }: PageProps) {
  const known = useKnown(centre);
  const zone = known.loaded.value?.facts.time_zone;
  const monday = day || zone ? mondayOf(day || today(zone ?? "")) : undefined;
  const standing = useStanding(centre, monday);
  return (
    <Shown of={known}>
      {({ facts, people }) => (
        <Called people={people}>
          <WeekOf
            key={monday}
            facts={facts}
            people={people}
            standing={standing}
            monday={monday ?? ""}
            canRun={may(me, "jobs:run") && may(me, "rosters:write")}
            canEdit={may(me, "rosters:write")}
            canPublish={may(me, "rosters:publish")}
            canPin={may(me, "department:write")}
            go={go}
          />
        </Called>
      )}
    </Shown>
  );
}

export interface WeekProps extends Known {
  monday: string;
  canRun: boolean;
  canEdit: boolean;
  canPublish: boolean;
  canPin: boolean;
  go: PageProps["go"];
}

interface Standing {
  rosters: readonly RosterHead[];
  jobs: readonly Job[];
  locks: readonly KeptLock[];
}

/** What there is of a week, asked for as soon as it is known which. */
function useStanding(centre: string, monday: string | undefined): Loading<Standing> {
  return useLoad<Standing>(monday && `standing ${centre} ${monday}`, async () => {
    const path = { centre };
    const [rosters, jobs, locks] = await Promise.all([
      held(api.GET("/v1/centres/{centre}/rosters", { params: { path, query: { week: monday ?? "" } } })),
      held(api.GET("/v1/centres/{centre}/jobs", { params: { path } })),
      held(api.GET("/v1/centres/{centre}/locks", { params: { path, query: { limit: 10_000 } } })),
    ]);
    return { rosters, jobs, locks };
  });
}

function WeekOf(props: WeekProps & { standing: Loading<Standing> }) {
  const { facts, monday, canRun, canEdit, go, standing } = props;
  const centre = facts.id;
  const { refuse } = useTeller();
  const [picked, setPicked] = useState<number | undefined>(undefined);
  const days = useMemo(() => weekDays(monday), [monday]);

  const start = async (seconds: number) => {
    try {
      const body = { week: monday, time_limit_s: seconds, seed: 1, method: "auto" };
      await held(api.POST("/v1/centres/{centre}/jobs/plan", { params: { path: { centre } }, body }));
      await standing.reload();
    } catch (error) {
      refuse(error);
    }
  };

  const draftOf = async (head: RosterHead) => {
    try {
      const made = await held(
        api.POST("/v1/centres/{centre}/rosters", {
          params: { path: { centre } },
          body: { copy_of: head.id, shifts: [] },
        }),
      );
      await standing.reload();
      setPicked(made.id);
    } catch (error) {
      refuse(error);
    }
  };

  return (
    <Shown of={standing}>
      {({ rosters, jobs, locks }) => {
        const plans = jobs.filter((job) => job.kind === "plan" && mondayOfText(String(job.options["week"])) === monday);
        const running = plans.find((job) => job.state === "queued" || job.state === "running");
        const failed = plans[0]?.state === "failed" ? plans[0] : undefined;
        const head = rosters.find((each) => each.id === picked) ?? rosters[0];
        const ended = async (job: Job) => {
          await standing.reload();
          if (job.roster_id !== null) {
            setPicked(job.roster_id);
          }
        };
        return (
          <>
            <Toolbar
              {...props}
              rosters={rosters}
              head={head}
              isRunning={running !== undefined}
              pick={setPicked}
              start={(seconds) => void start(seconds)}
              turn={(to) => go({ day: to })}
            />
            {running && <PlanRun centre={centre} job={running} ended={(job) => void ended(job)} />}
            {failed && !running && <JobFailure job={failed} />}
            {head ? (
              <Roster
                key={head.id}
                {...props}
                days={days}
                head={head}
                rosters={rosters}
                jobs={jobs}
                locks={locks}
                again={standing.reload}
                draftOf={canEdit ? (each) => void draftOf(each) : undefined}
              />
            ) : (
              !running && (
                <div class="card">
                  <Empty title={t("week.none")}>
                    <p>{t(canRun ? "week.none_hint" : "week.none_wait")}</p>
                  </Empty>
                </div>
              )
            )}
          </>
        );
      }}
    </Shown>
  );
}
