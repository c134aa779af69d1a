/** What if: levers pulled, each scenario planned anew and replayed with the same luck, side by side with the week as it is. */

import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import { follow } from "../../api/events";
import type { Facts, Job } from "../../api/schema";
import { mondayOf, mondayOfText, today } from "../../lib/dates";
import { useFacts } from "../../lib/known";
import { useLoad } from "../../lib/load";
import { may, type PageProps } from "../../shell";
import { t, tOr } from "../../text";
import { Segmented } from "../../ui/controls";
import { Empty, JobFailure, Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";
import { WeekSteps } from "../../ui/week-steps";
import "../../style/what-if.css";
import { Comparison } from "./comparison";
import { LeverRows } from "./lever-rows";
import { scenarioWords } from "./lever-words";
import { type Lever, textOf } from "./levers";
import { Year } from "./year";

const VIEWS = ["week", "year"] as const;
type View = (typeof VIEWS)[number];
const SECONDS = 15;
/** Scenarios at a time: as many as there are free workers. */
const AT_A_TIME = 64;

export default function WhatIf({ me, centre, day, go }: PageProps) {
  const facts = useFacts(centre);
  const [view, setView] = useState<View>("week");
  return (
    <Shown of={facts}>
      {(known) => {
        const props = { facts: known, monday: mondayOf(day || today(known.time_zone)), canRun: may(me, "jobs:run") };
        return (
          <>
            <div class="row">
              <Segmented
                label={t("year.view")}
                options={VIEWS.map((each) => [each, t(`year.${each}`)] as const)}
                value={view}
                choose={setView}
              />
            </div>
            {view === "week" ? (
              <WhatIfOf {...props} turn={(to) => go({ day: to })} />
            ) : (
              <Year {...props} canChange={may(me, "department:write")} />
            )}
          </>
        );
      }}
    </Shown>
  );
}

interface WhatIfProps {
  facts: Facts;
  monday: string;
  canRun: boolean;
  turn: (day: string) => void;
}

function WhatIfOf({ facts, monday, canRun, turn }: WhatIfProps) {
  const path = { centre: facts.id };
  const [levers, setLevers] = useState<readonly Lever[]>([{ id: 0, kind: "volume", where: "", value: 15 }]);
  const [running, setRunning] = useState<Job | undefined>(undefined);
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const { refuse } = useTeller();
  const jobs = useLoad<readonly Job[]>(`whatifs ${facts.id} ${monday}`, async () => {
    const all = await held(api.GET("/v1/centres/{centre}/jobs", { params: { path, query: { limit: 500 } } }));
    return all.filter((job) => job.kind === "whatif" && mondayOfWeek(job) === monday);
  });
  const grid = levers.filter((lever) => lever.until !== undefined && lever.until !== lever.value).length > 1;

  const run = async () => {
    try {
      const body = {
        week: monday,
        levers: levers.map(textOf),
        grid,
        processes: AT_A_TIME,
        time_limit_s: SECONDS,
        seed: 1,
        method: "auto",
      };
      const started = await held(api.POST("/v1/centres/{centre}/jobs/whatif", { params: { path }, body }));
      setRunning(started);
      const ended = await follow(facts.id, started.id, setRunning, () => undefined, new AbortController().signal);
      await jobs.reload();
      setPicked(ended.id);
    } catch (error) {
      refuse(error);
    }
    setRunning(undefined);
  };

  return (
    <>
      <div class="row">
        <WeekSteps monday={monday} turn={turn} />
      </div>
      {canRun && (
        <section class="card stack">
          <h2>{t("what_if.levers")}</h2>
          <p class="muted">{t("what_if.words")}</p>
          <LeverRows facts={facts} levers={levers} set={setLevers} />
          <div class="row">
            <button
              type="button"
              class="button primary"
              disabled={running !== undefined || levers.length === 0}
              onClick={() => void run()}
            >
              {running ? t("what_if.running") : t("what_if.run")}
            </button>
            {running && <span class="mark">{tOr(`job.${running.state}`, running.state)}</span>}
            <span class="muted" title={levers.map(textOf).join("  ")}>
              {scenarioWords(levers.map(textOf).join(" "))}
            </span>
          </div>
        </section>
      )}
      <Shown of={jobs}>
        {(all) => {
          const job = all.find((each) => each.id === picked) ?? all[0];
          if (job === undefined) {
            return (
              <div class="card">
                <Empty title={t("what_if.none")}>
                  <p>{t("what_if.none_hint")}</p>
                </Empty>
              </div>
            );
          }
          return (
            <section class="card">
              <header>
                <h2>{t("what_if.result")}</h2>
                {all.length > 1 && (
                  <select
                    aria-label={t("what_if.which")}
                    value={job.id}
                    onChange={(event) => setPicked(event.currentTarget.value)}
                  >
                    {all.map((each) => (
                      <option key={each.id} value={each.id}>
                        {leversOf(each)}
                      </option>
                    ))}
                  </select>
                )}
              </header>
              {job.state === "done" ? (
                <Comparison key={job.id} facts={facts} job={job} />
              ) : job.state === "failed" ? (
                <JobFailure job={job} />
              ) : (
                <p class="muted">{tOr(`job.${job.state}`, job.state)}</p>
              )}
            </section>
          );
        }}
      </Shown>
    </>
  );
}

function leversOf(job: Job): string {
  const levers = job.options["levers"];
  return Array.isArray(levers) ? scenarioWords(levers.join(" ")) : "";
}

function mondayOfWeek(job: Job): string {
  return mondayOfText(String(job.options["week"]));
}
