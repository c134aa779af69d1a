/** A line of what is expected, its 80 % band, and dots of what came. */

import { number, t } from "../text";
import type { ChartOption } from "./echarts";

/** More intervals than this are dots alone. */
const LONG = 100;

export interface Band {
  names: readonly string[];
  expected: readonly number[];
  low: readonly number[];
  high: readonly number[];
  came: readonly (number | null)[];
  cameName?: string;
}

export function bandSeries(
  tone: (name: string) => string,
  band: Band,
  labelEvery?: (at: number) => boolean,
): ChartOption {
  const isLong = band.came.length > LONG;
  return {
    animation: false,
    grid: { left: 44, right: 10, top: 14, bottom: 26 },
    tooltip: {
      trigger: "axis",
      backgroundColor: tone("surface"),
      borderColor: tone("line-strong"),
      textStyle: { color: tone("text"), fontSize: 12 },
      formatter: (said: { dataIndex: number }[]) => {
        const at = said[0]?.dataIndex ?? 0;
        const came = band.came[at];
        const between = `${number(band.low[at] ?? 0)}–${number(band.high[at] ?? 0)}`;
        const lines = [
          `<b>${band.names[at] ?? ""}</b>`,
          `${t("forecast.expected")}: ${number(band.expected[at] ?? 0, 1)} (${between})`,
          ...(came == null ? [] : [`${band.cameName ?? t("forecast.came")}: ${number(came)}`]),
        ];
        return lines.join("<br>");
      },
    },
    xAxis: {
      type: "category",
      data: [...band.names],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: tone("line-strong") } },
      axisLabel: { color: tone("muted"), ...(labelEvery ? { interval: labelEvery } : {}) },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: tone("muted") },
      splitLine: { lineStyle: { color: tone("line") } },
    },
    series: [
      { type: "line", stack: "band", symbol: "none", data: [...band.low], lineStyle: { opacity: 0 }, silent: true },
      {
        type: "line",
        stack: "band",
        symbol: "none",
        data: band.high.map((high, at) => high - (band.low[at] ?? 0)),
        lineStyle: { opacity: 0 },
        areaStyle: { color: tone("accent"), opacity: 0.16 },
        silent: true,
      },
      { type: "line", symbol: "none", data: [...band.expected], lineStyle: { width: 1.8, color: tone("accent") } },
      {
        type: "line",
        data: [...band.came],
        symbol: "circle",
        symbolSize: isLong ? 3 : 5,
        lineStyle: { width: 1, opacity: isLong ? 0 : 1, color: tone("short") },
        itemStyle: { color: tone("short") },
      },
    ],
  };
}
