/** The year ahead: whom to hire and when, against people who leave, learn and are away; the base beside another volume. */

import { useState } from "preact/hooks";
import { api, fetched, held } from "../../api/client";
import { ended } from "../../api/events";
import type { CapacityAssumptions, Facts, Job } from "../../api/schema";
import { parseCsv, type Row } from "../../lib/csv";
import { useLoad } from "../../lib/load";
import { percent, t } from "../../text";
import { Field } from "../../ui/controls";
import { JobFailure, Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";
import { useTeller } from "../../ui/toasts";
import { Classes } from "./classes";
import { YearChart, YearHires } from "./year-result";

interface YearProps {
  facts: Facts;
  monday: string;
  canRun: boolean;
  canChange: boolean;
}

interface Standing {
  assumed: CapacityAssumptions;
  job: Job | undefined;
  hours: readonly Row[];
  hires: readonly Row[];
}

export function Year({ facts, monday, canRun, canChange }: YearProps) {
  const path = { centre: facts.id };
  const { refuse } = useTeller();
  const [isRunning, setRunning] = useState(false);
  const standing = useLoad<Standing>(`year ${facts.id}`, async () => {
    const [assumed, jobs] = await Promise.all([
      held(api.GET("/v1/centres/{centre}/capacity", { params: { path } })),
      held(api.GET("/v1/centres/{centre}/jobs", { params: { path, query: { limit: 500 } } })),
    ]);
    const job = jobs.find((each) => each.kind === "capacity" && (each.state === "done" || each.state === "failed"));
    if (job?.state !== "done") {
      return { assumed, job, hours: [], hires: [] };
    }
    const [hours, hires] = await Promise.all(
      ["capacity", "capacity_hires"].map(async (name) => {
        const file = await fetched(`/v1/centres/${facts.id}/jobs/${job.id}/result/${name}.csv`);
        return parseCsv(await file.text());
      }),
    );
    return { assumed, job, hours: hours ?? [], hires: hires ?? [] };
  });
  const run = async (event: SubmitEvent, assumed: CapacityAssumptions) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = (name: string) => Number(form.get(name));
    const more = said("more") / 100;
    const months = Array.from({ length: 12 }, () => said("attrition") / 100);
    const base = { ...assumed.assumptions, usable_share: said("usable") / 100, attrition_per_month: months };
    const growth = { id: `${t("lever.volume")} ×${1 + more}`.replaceAll(" ", ""), levers: [`volume*${1 + more}`] };
    const others = (assumed.scenario ?? []).filter((each) => each.id !== growth.id);
    const assumptions = { ...assumed, assumptions: base, scenario: more === 0 ? others : [...others, growth] };
    setRunning(true);
    try {
      const body = { from_day: monday, weeks: said("weeks"), assumptions, time_limit_s: 60, method: "auto" };
      const started = await held(api.POST("/v1/centres/{centre}/jobs/capacity", { params: { path }, body }));
      await ended(facts.id, started);
      await standing.reload();
    } catch (error) {
      refuse(error);
    }
    setRunning(false);
  };
  return (
    <Shown of={standing}>
      {({ assumed, job, hours, hires }) => (
        <>
          <section class="card stack">
            <h2>{t("year.title")}</h2>
            <p class="muted">{t("year.words")}</p>
            <form class="fields" onSubmit={(event) => void run(event, assumed)}>
              <Field label={t("year.weeks")}>
                <input name="weeks" type="number" min={4} max={104} defaultValue="52" required />
              </Field>
              <Field label={t("year.attrition")}>
                <input
                  name="attrition"
                  type="number"
                  min={0}
                  max={50}
                  step={0.1}
                  defaultValue={shown(assumed.assumptions?.attrition_per_month)}
                  required
                />
              </Field>
              <Field label={t("year.usable")}>
                <input
                  name="usable"
                  type="number"
                  min={10}
                  max={100}
                  defaultValue={String(Math.round(100 * (assumed.assumptions?.usable_share ?? 0.85)))}
                  required
                />
              </Field>
              <Field label={t("year.more")}>
                <input name="more" type="number" min={-50} max={100} defaultValue="10" required />
              </Field>
              {canRun && (
                <button type="submit" class="button primary" disabled={isRunning}>
                  {t(isRunning ? "year.running" : "year.run")}
                </button>
              )}
            </form>
          </section>
          <Classes
            facts={facts}
            classes={assumed.hiring_class ?? []}
            canChange={canChange}
            changed={() => standing.reload()}
          />
          {job?.state === "failed" && <JobFailure job={job} />}
          {hours.length > 0 && <Found hours={hours} hires={hires} />}
        </>
      )}
    </Shown>
  );
}

/** One share of twelve months as a percentage; their mean where they differ. */
function shown(months: unknown): string {
  const each = Array.isArray(months) ? months.map(Number) : [Number(months ?? 0.02)];
  return String(Math.round((1000 * each.reduce((sum, one) => sum + one, 0)) / each.length) / 10);
}

function Found({ hours, hires }: { hours: readonly Row[]; hires: readonly Row[] }) {
  const scenarios = [...new Set(hours.map((row) => row["scenario"] ?? ""))];
  const [scenario, setScenario] = useState(scenarios[0] ?? "");
  const of = (rows: readonly Row[], name: string) => rows.filter((row) => row["scenario"] === name);
  const sum = (rows: readonly Row[], column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
  return (
    <>
      <section class="card">
        <header>
          <h2>{t("year.scenarios")}</h2>
        </header>
        <table>
          <TableHead
            of={[
              t("year.scenario"),
              { title: t("year.hired"), number: true },
              { title: t("year.short"), number: true },
            ]}
          />
          <tbody>
            {scenarios.map((name) => (
              <tr key={name}>
                <th scope="row">
                  <button
                    type="button"
                    class="button plain"
                    aria-pressed={name === scenario}
                    onClick={() => setScenario(name)}
                  >
                    {name || t("year.base")}
                  </button>
                </th>
                <td class="number">{sum(of(hires, name), "people")}</td>
                <td class="number">
                  {percent(sum(of(hours, name), "short_h") / sum(of(hours, name), "required_h"), 1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <YearChart rows={of(hours, scenario)} />
      <YearHires rows={of(hires, scenario)} />
    </>
  );
}
