/** What is expected of a week and why: bands, the factors of each day, corrections with their reasons, special days, oddities. */

import { useState } from "preact/hooks";
import { api, fetched, held } from "../../api/client";
import { ended } from "../../api/events";
import type { Facts, Job } from "../../api/schema";
import { parseCsv, type Row } from "../../lib/csv";
import { mondayOf, today } from "../../lib/dates";
import { useFacts } from "../../lib/known";
import { useLoad } from "../../lib/load";
import { may, type PageProps } from "../../shell";
import { t } from "../../text";
import { Segmented } from "../../ui/controls";
import { Empty, JobFailure, Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";
import { WeekSteps } from "../../ui/week-steps";
import { Accuracy } from "./accuracy";
import { Factors } from "./factors";
import { Oddities } from "./oddities";
import { Overrides } from "./overrides";
import { SpecialDays } from "./special-days";
import { WeekChart } from "./week-chart";

export default function Forecast({ me, centre, day, go }: PageProps) {
  const facts = useFacts(centre);
  return (
    <Shown of={facts}>
      {(known) => (
        <ForecastOf
          facts={known}
          me={me.name}
          monday={mondayOf(day || today(known.time_zone))}
          canRun={may(me, "jobs:run")}
          canWrite={may(me, "department:write")}
          turn={(to) => go({ day: to })}
        />
      )}
    </Shown>
  );
}

export interface ForecastProps {
  facts: Facts;
  me: string;
  monday: string;
  canRun: boolean;
  canWrite: boolean;
  turn: (day: string) => void;
}

function ForecastOf(props: ForecastProps) {
  const { facts, monday, canRun, turn } = props;
  const path = { centre: facts.id };
  const queues = facts.queues.filter((queue) => queue.channel !== "position");
  const [queue, setQueue] = useState(queues[0]?.id ?? "");
  const [isRunning, setRunning] = useState(false);
  const { refuse } = useTeller();
  const jobs = useLoad<readonly Job[]>(`forecasts ${facts.id}`, async () => {
    const all = await held(api.GET("/v1/centres/{centre}/jobs", { params: { path, query: { limit: 500 } } }));
    return all.filter((job) => job.kind === "forecast");
  });
  const job = jobs.loaded.value?.find((each) => each.options["from_day"] === monday);

  const run = async () => {
    setRunning(true);
    try {
      const body = { from_day: monday, weeks: 1, method: "auto" };
      const started = await held(api.POST("/v1/centres/{centre}/jobs/forecast", { params: { path }, body }));
      await ended(facts.id, started);
      await jobs.reload();
    } catch (error) {
      refuse(error);
    }
    setRunning(false);
  };

  return (
    <>
      <div class="row apart">
        <div class="row">
          <WeekSteps monday={monday} turn={turn} />
          {queues.length > 1 && (
            <Segmented
              label={t("week.queue")}
              options={queues.map((each) => [each.id, each.id] as const)}
              value={queue}
              choose={setQueue}
            />
          )}
        </div>
        {canRun && (
          <button
            type="button"
            class={`button ${job ? "" : "primary"}`}
            disabled={isRunning}
            onClick={() => void run()}
          >
            {t(isRunning ? "forecast.running" : job ? "forecast.again" : "forecast.run")}
          </button>
        )}
      </div>
      <Shown of={jobs}>
        {() =>
          job?.state === "done" ? (
            <Expectation key={job.id} {...props} job={job} queue={queue} />
          ) : job?.state === "failed" ? (
            <JobFailure job={job} />
          ) : (
            <div class="card">
              <Empty title={t("forecast.none")}>
                <p>{t("forecast.none_hint")}</p>
              </Empty>
            </div>
          )
        }
      </Shown>
      <Accuracy facts={facts} queue={queue} canRun={canRun} />
      <div class="columns">
        <Overrides {...props} queue={queue} changed={() => void run()} />
        <SpecialDays {...props} />
      </div>
    </>
  );
}

const FILES = ["forecast", "why", "cleaning"] as const;

function Expectation({ facts, monday, job, queue, canWrite, me }: ForecastProps & { job: Job; queue: string }) {
  const tables = useLoad(`forecast ${job.id}`, async () => {
    const [forecast, why, cleaning] = await Promise.all(
      FILES.map(async (name) => {
        const file = await fetched(`/v1/centres/${facts.id}/jobs/${job.id}/result/${name}.csv`);
        return parseCsv(await file.text());
      }),
    );
    return { forecast: forecast ?? [], why: why ?? [], cleaning: cleaning ?? [] };
  });
  const own = (rows: readonly Row[]) => rows.filter((row) => row["queue"] === queue);
  return (
    <Shown of={tables}>
      {({ forecast, why, cleaning }) => (
        <>
          <WeekChart facts={facts} monday={monday} queue={queue} rows={own(forecast)} />
          <Factors rows={own(why)} forecast={own(forecast)} zone={facts.time_zone} />
          <Oddities facts={facts} me={me} queue={queue} canWrite={canWrite} rows={own(cleaning)} />
        </>
      )}
    </Shown>
  );
}
