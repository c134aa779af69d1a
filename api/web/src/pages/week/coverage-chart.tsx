/** People required and rostered of one pool over the week. */

import { useCallback } from "preact/hooks";
import type { Coverage } from "../../api/schema";
import { clock, localTime, weekday } from "../../lib/dates";
import { number, t } from "../../text";
import { Chart } from "../../ui/chart";
import type { ChartOption } from "../../ui/echarts";
import { balance } from "./coverage";

interface CoverageChartProps {
  coverage: Coverage;
  skill: string;
  colour: number;
  zone: string;
}

export function CoverageChart({ coverage, skill, colour, zone }: CoverageChartProps) {
  const pool = coverage.pools.find((each) => each.skill === skill);
  const option = useCallback(
    (tone: (name: string) => string): ChartOption => {
      const starts = pool?.interval_starts ?? [];
      const times = starts.map((start) => localTime(start, zone));
      const isFirst = (at: number) => at === 0 || times[at]?.day !== times[at - 1]?.day;
      const name = (at: number) => {
        const time = times[at];
        return time ? `${weekday(time.day)} ${clock(time.minute)}` : "";
      };
      return {
        animation: false,
        grid: { left: 36, right: 8, top: 12, bottom: 24 },
        tooltip: {
          trigger: "axis",
          backgroundColor: tone("surface"),
          borderColor: tone("line-strong"),
          textStyle: { color: tone("text"), fontSize: 12 },
          formatter: (said: { dataIndex: number }[]) => {
            const at = said[0]?.dataIndex ?? 0;
            const required = pool?.required[at] ?? 0;
            const rostered = pool?.rostered[at] ?? 0;
            return `<b>${name(at)}</b><br>${t("week.required")}: ${required}<br>${t("week.rostered")}: ${number(rostered, 1)}`;
          },
        },
        xAxis: {
          type: "category",
          data: starts.map((_, at) => name(at)),
          axisTick: { show: false },
          axisLine: { lineStyle: { color: tone("line-strong") } },
          axisLabel: {
            color: tone("muted"),
            interval: (at: number) => isFirst(at),
            formatter: (_: string, at: number) => (times[at] ? weekday(times[at].day) : ""),
            align: "left",
          },
          splitLine: { show: true, interval: (at: number) => isFirst(at), lineStyle: { color: tone("line") } },
        },
        yAxis: {
          type: "value",
          minInterval: 1,
          axisLabel: { color: tone("muted") },
          splitLine: { lineStyle: { color: tone("line") } },
        },
        series: [
          {
            type: "line",
            step: "middle",
            symbol: "none",
            data: pool?.rostered ?? [],
            lineStyle: { width: 1.5, color: tone(`pool-${colour % 6}`) },
            areaStyle: { color: tone(`pool-${colour % 6}`), opacity: 0.28 },
          },
          {
            type: "line",
            step: "middle",
            symbol: "none",
            data: pool?.required ?? [],
            lineStyle: { width: 1.5, color: tone("required") },
          },
        ],
      };
    },
    [pool, colour, zone],
  );
  if (pool === undefined) {
    return null;
  }
  const { short, surplus } = balance(pool, coverage.interval_min);
  const label = t("week.coverage_label", { skill, short: number(short, 1), surplus: number(surplus, 1) });
  return <Chart option={option} label={label} height={220} />;
}
