import { useState } from "preact/hooks";
import { api, fetched, held } from "../../api/client";
import { ended } from "../../api/events";
import type { Facts, Job } from "../../api/schema";
import { parseCsv, type Row } from "../../lib/csv";
import { shortDate } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { percent, t } from "../../text";
import { JobFailure, Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";

/** The method every other is held against: this week as the last. */
const NAIVE = "seasonal_naive";

interface Measured {
  job: Job | undefined;
  rows: readonly Row[];
}

interface AccuracyProps {
  facts: Facts;
  queue: string;
  canRun: boolean;
}

/** How far the forecast was off one to four weeks ahead, beside simply taking the last week; measured on one's own past, when asked. */
export function Accuracy({ facts, queue, canRun }: AccuracyProps) {
  const path = { centre: facts.id };
  const { refuse } = useTeller();
  const [isRunning, setRunning] = useState(false);
  const measured = useLoad<Measured>(`accuracy ${facts.id}`, async () => {
    const jobs = await held(api.GET("/v1/centres/{centre}/jobs", { params: { path, query: { limit: 500 } } }));
    const job = jobs.find((each) => each.kind === "backtest" && (each.state === "done" || each.state === "failed"));
    if (job?.state !== "done") {
      return { job, rows: [] };
    }
    const file = await fetched(`/v1/centres/${facts.id}/jobs/${job.id}/result/backtest.csv`);
    return { job, rows: parseCsv(await file.text()) };
  });
  const measure = async () => {
    setRunning(true);
    try {
      const started = await held(
        api.POST("/v1/centres/{centre}/jobs/backtest", { params: { path }, body: { origins: 12 } }),
      );
      await ended(facts.id, started);
      await measured.reload();
    } catch (error) {
      refuse(error);
    }
    setRunning(false);
  };
  return (
    <section class="card stack">
      <div class="row apart">
        <h2>{t("accuracy.title")}</h2>
        {canRun && (
          <button type="button" class="button" disabled={isRunning} onClick={() => void measure()}>
            {t(isRunning ? "accuracy.running" : "accuracy.measure")}
          </button>
        )}
      </div>
      <Shown of={measured}>
        {({ job, rows }) => {
          const own = rows.filter((row) => row["queue"] === queue);
          if (job?.state === "failed") {
            return <JobFailure job={job} />;
          }
          return own.length === 0 ? (
            <p class="muted">{t("accuracy.none")}</p>
          ) : (
            <>
              <p class="muted">{t("accuracy.words", { weeks: own[0]?.["origins"] ?? "", day: dayOf(job) })}</p>
              <ByLead rows={own} />
            </>
          );
        }}
      </Shown>
    </section>
  );
}

function dayOf(job: Job | undefined): string {
  return job?.ended_at ? shortDate(job.ended_at.slice(0, 10)) : "";
}

function ByLead({ rows }: { rows: readonly Row[] }) {
  const chosen = rows.filter((row) => row["chosen"] === "yes");
  const naive = new Map(rows.filter((row) => row["method"] === NAIVE).map((row) => [row["lead_week"], row]));
  const share = (row: Row | undefined, column: string) => percent(row?.[column] ? Number(row[column]) : null, 1);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("accuracy.lead")}</th>
          <th scope="col" class="number" title={t("accuracy.interval_tip")}>
            {t("accuracy.interval")}
          </th>
          <th scope="col" class="number">
            {t("accuracy.naive")}
          </th>
          <th scope="col" class="number" title={t("accuracy.floor_tip")}>
            {t("accuracy.floor")}
          </th>
          <th scope="col" class="number">
            {t("accuracy.day")}
          </th>
          <th scope="col" class="number">
            {t("accuracy.naive")}
          </th>
          <th scope="col" class="number" title={t("accuracy.bias_tip")}>
            {t("accuracy.bias")}
          </th>
          <th scope="col" class="number" title={t("accuracy.band_tip")}>
            {t("accuracy.band")}
          </th>
        </tr>
      </thead>
      <tbody>
        {chosen.map((row) => {
          const other = naive.get(row["lead_week"]);
          return (
            <tr key={row["lead_week"]}>
              <th scope="row">{row["lead_week"]}</th>
              <td class="number">
                <strong>{share(row, "wape_interval")}</strong>
              </td>
              <td class="number muted">{share(other, "wape_interval")}</td>
              <td class="number muted">{share(row, "floor")}</td>
              <td class="number">
                <strong>{share(row, "wape_day")}</strong>
              </td>
              <td class="number muted">{share(other, "wape_day")}</td>
              <td class="number">{share(row, "bias")}</td>
              <td class="number">{share(row, "coverage_80")}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
