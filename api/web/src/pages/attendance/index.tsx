/** Attendance of a week or a month: hours against the floor, findings with their causes, the evaluation; and all of it in Excel. */

import { useMemo, useState } from "preact/hooks";
import { api, fetched, held } from "../../api/client";
import { ended } from "../../api/events";
import type { Facts, Job } from "../../api/schema";
import { parseCsv, type Row } from "../../lib/csv";
import { daySpan, isoWeek, mondayOf, monthDays, plusDays, plusMonths, today } from "../../lib/dates";
import { useFacts } from "../../lib/known";
import { useLoad } from "../../lib/load";
import { Called } from "../../lib/named";
import { may, type PageProps } from "../../shell";
import { t, tOr } from "../../text";
import { Segmented, saveAs } from "../../ui/controls";
import { EVERYBODY, isSought, PersonFilter } from "../../ui/person-filter";
import { Empty, Failure, JobFailure, Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";
import { Steps } from "../../ui/week-steps";
import { Evaluation, Findings, Weeks } from "./tables";

type Span = "week" | "month";

export default function Attendance({ me, centre, day, go }: PageProps) {
  const facts = useFacts(centre);
  return (
    <Shown of={facts}>
      {(known) => (
        <Period
          facts={known}
          day={day || plusDays(today(known.time_zone), -7)}
          canRun={may(me, "jobs:run")}
          turn={(to) => go({ day: to })}
        />
      )}
    </Shown>
  );
}

interface PeriodProps {
  facts: Facts;
  day: string;
  canRun: boolean;
  turn: (day: string) => void;
}

function Period({ facts, day, canRun, turn }: PeriodProps) {
  const [span, setSpan] = useState<Span>("week");
  const [isRunning, setRunning] = useState(false);
  const { refuse } = useTeller();
  const path = { centre: facts.id };
  const [first, last] = span === "week" ? [mondayOf(day), plusDays(mondayOf(day), 6)] : monthDays(day);
  const jobs = useLoad<readonly Job[]>(`audits ${facts.id}`, async () => {
    const all = await held(api.GET("/v1/centres/{centre}/jobs", { params: { path, query: { limit: 500 } } }));
    return all.filter((job) => job.kind === "audit");
  });
  const job = jobs.loaded.value?.find((each) => each.options["from_day"] === first && each.options["to_day"] === last);

  const judge = async () => {
    setRunning(true);
    try {
      const body = { from_day: first, to_day: last };
      const started = await held(api.POST("/v1/centres/{centre}/jobs/audit", { params: { path }, body }));
      await ended(facts.id, started);
      await jobs.reload();
    } catch (error) {
      refuse(error);
    }
    setRunning(false);
  };
  const step = (by: number) => turn(span === "week" ? plusDays(day, 7 * by) : plusMonths(day, by));
  const save = async () => {
    try {
      const file = await fetched(`/v1/centres/${facts.id}/jobs/${job?.id}/result/audit.xlsx`);
      saveAs(await file.blob(), `${facts.id}-${first}.xlsx`);
    } catch (error) {
      refuse(error);
    }
  };

  return (
    <>
      <div class="row apart">
        <div class="row">
          <Steps before={t("attendance.before")} after={t("attendance.after")} step={step} />
          <h1>{span === "week" ? isoWeek(first) : first.slice(0, 7)}</h1>
          <span class="muted">{daySpan(first, last)}</span>
          <Segmented
            label={t("attendance.period")}
            options={[["week", t("attendance.week")] as const, ["month", t("attendance.month")] as const]}
            value={span}
            choose={setSpan}
          />
        </div>
        <div class="row">
          {job?.state === "done" && (
            <button type="button" class="button" onClick={() => void save()}>
              Excel
            </button>
          )}
          {canRun && (
            <button
              type="button"
              class={`button ${job ? "" : "primary"}`}
              disabled={isRunning}
              onClick={() => void judge()}
            >
              {t(isRunning ? "attendance.judging" : job ? "attendance.judge_again" : "attendance.judge")}
            </button>
          )}
        </div>
      </div>
      <Shown of={jobs}>
        {() =>
          job === undefined ? (
            <div class="card">
              <Empty title={t("attendance.none")}>
                <p>{t("attendance.none_hint")}</p>
              </Empty>
            </div>
          ) : job.state === "failed" ? (
            <JobFailure job={job} />
          ) : job.state === "done" ? (
            <Judged key={job.id} facts={facts} job={job} />
          ) : (
            <Failure error={undefined} />
          )
        }
      </Shown>
    </>
  );
}

const PARTS = ["weeks", "findings", "evaluation"] as const;
type Part = (typeof PARTS)[number];
const VIEWS = { weeks: Weeks, findings: Findings, evaluation: Evaluation } as const;

function Judged({ facts, job }: { facts: Facts; job: Job }) {
  const [part, setPart] = useState<Part>("weeks");
  const [cause, setCause] = useState("");
  const [sought, seek] = useState(EVERYBODY);
  const tables = useLoad<Record<Part, readonly Row[]>>(`audit ${job.id}`, async () => {
    const texts = await Promise.all(
      PARTS.map(async (each) => {
        const file = await fetched(`/v1/centres/${facts.id}/jobs/${job.id}/result/audit_${each}.csv`);
        return [each, parseCsv(await file.text())] as const;
      }),
    );
    return Object.fromEntries(texts) as unknown as Record<Part, readonly Row[]>;
  });
  const rows = tables.loaded.value?.[part] ?? [];
  const people = useMemo(
    () => new Map((tables.loaded.value?.weeks ?? []).map((row) => [row["agent_id"] ?? "", row])),
    [tables.loaded.value],
  );
  const called = useMemo(() => [...people].map(([agent_id, row]) => ({ agent_id, name: row["name"] ?? "" })), [people]);
  const causes = [...new Set(rows.map((row) => row["cause"] ?? row["kind"] ?? ""))].filter(Boolean).sort();
  const shown = rows.filter((row) => {
    const person = people.get(row["agent_id"] ?? "") ?? row;
    const isOfCause = cause === "" || (row["cause"] ?? row["kind"]) === cause;
    return isOfCause && isSought(sought, row["agent_id"] ?? "", person["name"] ?? "", person["group"] ?? "");
  });
  const View = VIEWS[part];
  return (
    <section class="card">
      <header>
        <Segmented
          label={t("people.parts")}
          options={PARTS.map((each) => [each, t(`attendance.${each}`)] as const)}
          value={part}
          choose={(each) => {
            setPart(each);
            setCause("");
          }}
        />
        <span class="grow" />
        <PersonFilter groups={facts.groups} sought={sought} seek={seek} />
        {causes.length > 0 && (
          <select
            aria-label={t("attendance.cause")}
            value={cause}
            onChange={(event) => setCause(event.currentTarget.value)}
          >
            <option value="">{t("attendance.all_causes")}</option>
            {causes.map((each) => (
              <option key={each} value={each}>
                {tOr(`cause.${each}`, each)}
              </option>
            ))}
          </select>
        )}
      </header>
      <Shown of={tables}>
        {() =>
          shown.length === 0 ? (
            <Empty title={t("attendance.nothing")} />
          ) : (
            <Called people={called}>
              <View rows={shown} people={people} />
            </Called>
          )
        }
      </Shown>
    </section>
  );
}
