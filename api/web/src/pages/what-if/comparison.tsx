/** Scenarios side by side: hours, cost, what is missing, and every queue's level, each beside the week as it is. */

import { fetched } from "../../api/client";
import type { Facts, Job } from "../../api/schema";
import { parseCsv, type Row } from "../../lib/csv";
import { useLoad } from "../../lib/load";
import { number, percent, t } from "../../text";
import { Shown } from "../../ui/states";
import { scenarioWords } from "./lever-words";
import { ScenarioChart } from "./scenario-chart";
import { SweepMap } from "./sweep-map";

const MEASURES = ["people", "paid_h", "overtime_h", "cost", "missing_h", "surplus_h", "wishes_refused"] as const;
const TONE: Record<string, string> = { better: "good", worse: "bad" };

export interface Scenario {
  name: string;
  outcome: string;
  figures: ReadonlyMap<string, Row>;
  levels: readonly Row[];
}

export function scenariosOf(rows: readonly Row[]): Scenario[] {
  return [...Map.groupBy(rows, (row) => row["scenario"] ?? "")].map(([name, own]) => ({
    name,
    outcome: own[0]?.["outcome"] ?? "",
    figures: new Map(own.filter((row) => row["queue"] === "").map((row) => [row["measure"] ?? "", row])),
    levels: own.filter((row) => row["measure"] === "service_level"),
  }));
}

export function Comparison({ facts, job }: { facts: Facts; job: Job }) {
  const rows = useLoad<readonly Row[]>(`whatif ${job.id}`, async () => {
    const file = await fetched(`/v1/centres/${facts.id}/jobs/${job.id}/result/whatif.csv`);
    return parseCsv(await file.text());
  });
  return (
    <Shown of={rows}>
      {(all) => {
        const scenarios = scenariosOf(all);
        const queues = [...new Set(scenarios.flatMap((each) => each.levels.map((level) => level["queue"] ?? "")))];
        const measures = MEASURES.filter((measure) => scenarios.some((each) => each.figures.get(measure)?.["value"]));
        return (
          <>
            <SweepMap scenarios={scenarios.slice(1)} />
            <ScenarioChart scenarios={scenarios} queues={queues} />
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t("what_if.scenario")}</th>
                    {measures.map((measure) => (
                      <th scope="col" class="number" key={measure}>
                        {t(`what_if.${measure}`)}
                        {measure === "cost" && facts.currency ? ` (${facts.currency})` : ""}
                      </th>
                    ))}
                    {queues.map((queue) => (
                      <th scope="col" class="number" key={queue} title={t("week.simulated_tip")}>
                        {queue}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {scenarios.map((scenario, at) => (
                    <tr key={scenario.name}>
                      <th scope="row" style="font-weight:500">
                        {at === 0 ? (
                          t("what_if.base")
                        ) : (
                          <span title={scenario.name}>{scenarioWords(scenario.name)}</span>
                        )}
                      </th>
                      {scenario.outcome !== "planned" ? (
                        <td colSpan={measures.length + queues.length}>
                          <span class="mark bad">{t("what_if.impossible")}</span>
                        </td>
                      ) : (
                        <>
                          {measures.map((measure) => (
                            <FigureCell key={measure} row={scenario.figures.get(measure)} isBase={at === 0} />
                          ))}
                          {queues.map((queue) => (
                            <LevelCell
                              key={queue}
                              row={scenario.levels.find((level) => level["queue"] === queue)}
                              isBase={at === 0}
                            />
                          ))}
                        </>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <p class="muted">{t("what_if.same_luck")}</p>
          </>
        );
      }}
    </Shown>
  );
}

function signed(value: number, digits: number): string {
  return `${value > 0 ? "+" : ""}${number(value, digits)}`;
}

function FigureCell({ row, isBase }: { row: Row | undefined; isBase: boolean }) {
  const value = row?.["value"];
  if (!value) {
    return <td class="number">–</td>;
  }
  const difference = Number(row["difference"] ?? 0);
  return (
    <td class="number">
      {number(Number(value))}
      {!isBase && Math.abs(difference) >= 0.5 && <div class="muted small">{signed(difference, 0)}</div>}
    </td>
  );
}

function LevelCell({ row, isBase }: { row: Row | undefined; isBase: boolean }) {
  if (!row?.["value"]) {
    return <td class="number">–</td>;
  }
  const verdict = row["verdict"] ?? "";
  return (
    <td class="number">
      {percent(Number(row["value"]), 1)}
      {!isBase && row["difference"] && (
        <div>
          <span
            class={`mark ${TONE[verdict] ?? ""}`}
            title={t(`verdict.${verdict === "better" || verdict === "worse" ? verdict : "same"}`)}
          >
            {signed(Number(row["difference"]) * 100, 1)}
          </span>
        </div>
      )}
    </td>
  );
}
