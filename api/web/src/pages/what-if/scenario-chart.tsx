/** One measure of every scenario as bars, the week as it is in grey; the table beside it says the same in figures. */

import { useCallback, useState } from "preact/hooks";
import { number, t } from "../../text";
import { Chart } from "../../ui/chart";
import { Choice } from "../../ui/controls";
import type { ChartOption } from "../../ui/echarts";
import type { Scenario } from "./comparison";
import { scenarioWords } from "./lever-words";

const MEASURES = ["missing_h", "cost", "paid_h", "surplus_h"] as const;
const ROW_PX = 36;
const LABEL_PX = 300;

interface ScenarioChartProps {
  scenarios: readonly Scenario[];
  queues: readonly string[];
}

export function ScenarioChart({ scenarios, queues }: ScenarioChartProps) {
  const measures = MEASURES.filter((measure) => scenarios.some((each) => each.figures.get(measure)?.["value"]));
  const options = [
    ...measures.map((measure) => [measure as string, t(`what_if.${measure}`)] as const),
    ...queues.map((queue) => [levelOf(queue), t("what_if.level_of", { queue })] as const),
  ];
  const [measure, setMeasure] = useState(options[0]?.[0] ?? "");
  const option = useCallback(
    (tone: (name: string) => string): ChartOption => {
      const isLevel = queues.some((queue) => levelOf(queue) === measure);
      const values = scenarios.map((scenario) => valueIn(scenario, measure));
      const text = (value: number) => (isLevel ? `${number(value * 100, 1)} %` : number(value));
      return {
        animation: false,
        grid: { left: LABEL_PX, right: 64, top: 4, bottom: 4 },
        xAxis: { type: "value", show: false, min: 0, ...(isLevel ? { max: 1 } : {}) },
        yAxis: {
          type: "category",
          inverse: true,
          data: scenarios.map((scenario, at) => (at === 0 ? t("what_if.base") : scenarioWords(scenario.name))),
          axisLabel: { color: tone("text"), width: LABEL_PX - 16, overflow: "break" },
          axisTick: { show: false },
          axisLine: { lineStyle: { color: tone("line-strong") } },
        },
        series: [
          {
            type: "bar",
            barMaxWidth: 16,
            data: values.map((value, at) => ({
              value: value ?? 0,
              itemStyle: { color: tone(at === 0 ? "pool-5" : "pool-0"), borderRadius: [0, 3, 3, 0] },
              label: {
                show: true,
                position: "right",
                color: tone("text"),
                formatter: value === undefined ? "–" : text(value),
              },
            })),
          },
        ],
      };
    },
    [scenarios, queues, measure],
  );
  const title = options.find(([key]) => key === measure)?.[1] ?? "";
  return (
    <div class="stack" style="margin-bottom:16px">
      <div>
        <Choice label={t("what_if.measure")} options={options} value={measure} choose={setMeasure} />
      </div>
      <Chart
        option={option}
        label={t("what_if.chart_label", { measure: title })}
        height={8 + ROW_PX * scenarios.length}
      />
    </div>
  );
}

function levelOf(queue: string): string {
  return `level ${queue}`;
}

function valueIn(scenario: Scenario, measure: string): number | undefined {
  const level = scenario.levels.find((each) => levelOf(each["queue"] ?? "") === measure);
  const value = (level ?? scenario.figures.get(measure))?.["value"];
  return value ? Number(value) : undefined;
}
