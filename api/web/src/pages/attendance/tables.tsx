/** The tables of an audit. */

import type { Row } from "../../lib/csv";
import { shortDate, weekday } from "../../lib/dates";
import { useNaming } from "../../lib/named";
import { number, percent, t, tOr } from "../../text";
import { type Column, TableHead } from "../../ui/table-head";

interface TableProps {
  rows: readonly Row[];
  people: ReadonlyMap<string, Row>;
}

const TONE: Record<string, string> = { ok: "good", excepted: "warn", breach: "bad" };

function figure(text: string | undefined, digits = 1): string {
  return text ? number(Number(text), digits) : "–";
}

function share(text: string | undefined): string {
  return percent(text ? Number(text) : null);
}

function personOf(people: ReadonlyMap<string, Row>): (agentId: string) => string {
  return (agentId) => people.get(agentId)?.["name"] || agentId;
}

const figureOf = (title: string, tip?: string): Column => ({ title, number: true, ...(tip ? { tip } : {}) });

/** Each person's week: hours due, worked and counted against the floor, and the verdict with its cause. */
export function Weeks({ rows }: TableProps) {
  const naming = useNaming();
  return (
    <table>
      <TableHead
        of={[
          t("week.person"),
          t("week.group"),
          figureOf(t("attendance.planned")),
          figureOf(t("attendance.worked"), t("attendance.worked_tip")),
          figureOf(t("attendance.counted"), t("attendance.counted_tip")),
          figureOf(t("attendance.floor"), t("attendance.floor_tip")),
          figureOf(t("attendance.late"), t("attendance.times_tip")),
          figureOf(t("attendance.early"), t("attendance.times_tip")),
          figureOf(t("attendance.absent"), t("attendance.times_tip")),
          t("people.status"),
          t("attendance.words"),
        ]}
      />
      <tbody>
        {rows.map((row) => (
          <tr key={`${row["agent_id"]} ${row["week"]}`}>
            <th scope="row" style="font-weight:500">
              {row["name"] || row["agent_id"]}
            </th>
            <td class="muted">{row["group"]}</td>
            <td class="number">{figure(row["planned_h"])}</td>
            <td class="number">{figure(row["worked_h"])}</td>
            <td class="number">
              <strong>{figure(row["counted_h"])}</strong>
            </td>
            <td class="number">{figure(row["low_h"])}</td>
            <td class="number">{row["late"]}</td>
            <td class="number">{row["early_leave"]}</td>
            <td class="number">{row["absent"]}</td>
            <td>
              <span class={`mark ${TONE[row["status"] ?? ""] ?? ""}`}>
                {row["cause"]
                  ? tOr(`cause.${row["cause"]}`, row["cause"])
                  : tOr(`status.${row["status"]}`, row["status"] ?? "")}
              </span>
            </td>
            <td class="muted">{naming(row["sentence"] ?? "")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the sign-in log says beside the published shifts, a row per finding. */
export function Findings({ rows, people }: TableProps) {
  const naming = useNaming();
  const nameOf = personOf(people);
  return (
    <table>
      <TableHead
        of={[
          t("week.day"),
          t("week.person"),
          t("attendance.finding"),
          figureOf(t("attendance.minutes")),
          t("attendance.words"),
        ]}
      />
      <tbody>
        {rows.map((row, at) => (
          <tr key={`${at} ${row["agent_id"]} ${row["day"]}`}>
            <td style="white-space:nowrap">
              {weekday(row["day"] ?? "")} {shortDate(row["day"] ?? "")}
            </td>
            <th scope="row" style="font-weight:500">
              {nameOf(row["agent_id"] ?? "")}
            </th>
            <td>
              <span class={`mark ${row["kind"] === "log" || row["kind"] === "unplanned_work" ? "" : "bad"}`}>
                {tOr(`cause.${row["kind"]}`, row["kind"] ?? "")}
              </span>
            </td>
            <td class="number">{row["minutes"] ? figure(row["minutes"], 0) : ""}</td>
            <td class="muted">{naming(row["sentence"] ?? "")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MEASURES = ["attendance", "punctuality", "adherence", "hours", "satisfaction"] as const;

/** The month's evaluation: a score by a published formula, the best and the worst of each group. */
export function Evaluation({ rows }: TableProps) {
  return (
    <table>
      <TableHead
        of={[
          t("week.group"),
          figureOf(t("attendance.place")),
          t("week.person"),
          figureOf(t("attendance.score"), t("attendance.score_tip")),
          ...MEASURES.map((name) => figureOf(t(`measure.${name}`), t(`measure_tip.${name}`))),
        ]}
      />
      <tbody>
        {rows.map((row) => (
          <tr key={`${row["agent_id"]} ${row["month"]}`}>
            <td class="muted">{row["group"]}</td>
            <td class="number">{row["place"]}</td>
            <th scope="row" style="font-weight:500">
              {row["name"] || row["agent_id"]}{" "}
              {row["mark"] && (
                <span class={`mark ${row["mark"] === "best" ? "good" : "bad"}`}>{tOr(`mark.${row["mark"]}`, "")}</span>
              )}
            </th>
            <td class="number">
              <strong>{share(row["score"])}</strong>
            </td>
            {MEASURES.map((name) => (
              <td class="number" key={name}>
                {share(row[name])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
