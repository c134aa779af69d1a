/** The tables of an audit. */

import type { Row } from "../../lib/csv";
import { useNaming } from "../../lib/named";
import { number, percent, t, tOr } from "../../text";

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

function Heads({ texts, numbers }: { texts: readonly string[]; numbers: readonly string[] }) {
  return (
    <thead>
      <tr>
        {texts.map((text) => (
          <th scope="col" key={text} class={numbers.includes(text) ? "number" : ""}>
            {text}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Each person's week: hours due, worked and counted against the floor, and the verdict with its cause. */
export function Weeks({ rows }: TableProps) {
  const naming = useNaming();
  const numbers = [t("attendance.planned"), t("attendance.worked"), t("attendance.counted"), t("attendance.floor")];
  const more = [t("attendance.late"), t("attendance.early"), t("attendance.absent")];
  const texts = [t("week.person"), t("week.group"), ...numbers, ...more, t("people.status"), t("attendance.words")];
  return (
    <table>
      <Heads texts={texts} numbers={[...numbers, ...more]} />
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
  const minutes = t("attendance.minutes");
  const texts = [t("week.day"), t("week.person"), t("attendance.finding"), minutes, t("attendance.words")];
  return (
    <table>
      <Heads texts={texts} numbers={[minutes]} />
      <tbody>
        {rows.map((row, at) => (
          <tr key={`${at} ${row["agent_id"]} ${row["day"]}`}>
            <td>{row["day"]}</td>
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
  const measures = MEASURES.map((name) => t(`measure.${name}`));
  const numbers = [t("attendance.place"), t("attendance.score"), ...measures];
  const texts = [t("week.group"), t("attendance.place"), t("week.person"), t("attendance.score"), ...measures];
  return (
    <table>
      <Heads texts={texts} numbers={numbers} />
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
