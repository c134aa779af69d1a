import { useCallback } from "preact/hooks";
import type { Row } from "../../lib/csv";
import { shortDate } from "../../lib/dates";
import { hours, t } from "../../text";
import { Chart } from "../../ui/chart";
import type { ChartOption } from "../../ui/echarts";
import { TableHead } from "../../ui/table-head";

/** Hours required and served, week by week, of all pools together. */
export function YearChart({ rows }: { rows: readonly Row[] }) {
  const option = useCallback(
    (tone: (name: string) => string): ChartOption => {
      const weeks = [...new Set(rows.map((row) => row["monday"] ?? ""))];
      const total = (column: string) =>
        weeks.map((monday) =>
          Math.round(rows.reduce((sum, row) => sum + (row["monday"] === monday ? Number(row[column]) : 0), 0)),
        );
      return {
        animation: false,
        grid: { left: 56, right: 8, top: 12, bottom: 24 },
        tooltip: {
          trigger: "axis",
          backgroundColor: tone("surface"),
          borderColor: tone("line-strong"),
          textStyle: { color: tone("text"), fontSize: 12 },
        },
        xAxis: { type: "category", data: weeks.map((day) => shortDate(day)), axisLabel: { color: tone("muted") } },
        yAxis: {
          type: "value",
          axisLabel: { color: tone("muted"), formatter: "{value} h" },
          splitLine: { lineStyle: { color: tone("line") } },
        },
        series: [
          {
            name: t("year.served"),
            type: "line",
            step: "middle",
            symbol: "none",
            data: total("served_h"),
            lineStyle: { width: 1.5, color: tone("pool-0") },
            itemStyle: { color: tone("pool-0") },
            areaStyle: { color: tone("pool-0"), opacity: 0.28 },
          },
          {
            name: t("week.required"),
            type: "line",
            step: "middle",
            symbol: "none",
            data: total("required_h"),
            lineStyle: { width: 1.5, color: tone("required") },
            itemStyle: { color: tone("required") },
          },
        ],
      };
    },
    [rows],
  );
  const short = rows.reduce((sum, row) => sum + Number(row["short_h"]), 0);
  return (
    <section class="card">
      <header>
        <h2>{t("year.hours")}</h2>
        <span class="legend">
          <span>
            <i class="swatch" style="background:var(--pool-0)" />
            {t("year.served")}
          </span>
          <span>
            <i class="swatch" style="background:var(--required)" />
            {t("week.required")}
          </span>
        </span>
        <span class="muted">{t("year.missing", { hours: hours(short, 0) })}</span>
      </header>
      <Chart
        option={option}
        label={`${t("year.hours")} – ${t("year.missing", { hours: hours(short, 0) })}`}
        height={240}
      />
    </section>
  );
}

/** Who begins when, and by when that has to be decided. */
export function YearHires({ rows }: { rows: readonly Row[] }) {
  return (
    <section class="card">
      <header>
        <h2>{t("year.hires")}</h2>
      </header>
      {rows.length === 0 ? (
        <p class="muted">{t("year.no_hires")}</p>
      ) : (
        <table>
          <TableHead
            of={[
              t("year.decide_by"),
              t("year.starts_on"),
              t("people.skills"),
              t("people.contract"),
              { title: t("year.people"), number: true },
            ]}
          />
          <tbody>
            {rows.map((row) => (
              <tr key={`${row["starts_on"]} ${row["hiring_class"]} ${row["contract"]}`}>
                <td>{shortDate(row["decide_by"] ?? "")}</td>
                <td>{shortDate(row["starts_on"] ?? "")}</td>
                <td>{(row["skills"] ?? "").replaceAll(";", ", ")}</td>
                <td>{row["contract"]}</td>
                <td class="number">{row["people"]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
