import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Facts } from "../../api/schema";
import type { Row } from "../../lib/csv";
import { moment } from "../../lib/dates";
import { t } from "../../text";
import { useTeller } from "../../ui/toasts";

interface OdditiesProps {
  facts: Facts;
  me: string;
  canWrite: boolean;
  rows: readonly Row[];
}

const MOST = 20;

/** What was odd in the history, to be kept or left out by somebody who knows. */
export function Oddities({ facts, me, canWrite, rows }: OdditiesProps) {
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const { attempt } = useTeller();
  const open = rows.filter((row) => !decided.has(row["interval_start"] ?? ""));
  if (open.length === 0) {
    return null;
  }
  const decide = async (row: Row, decision: "keep" | "exclude") => {
    const at = row["interval_start"] ?? "";
    await attempt(async () => {
      const body = { queue: row["queue"] ?? "", interval_start: at, decision, by: me };
      await held(api.POST("/v1/centres/{centre}/cleaning", { params: { path: { centre: facts.id } }, body }));
      setDecided(new Set([...decided, at]));
    }, t("forecast.decided"));
  };
  return (
    <section class="card">
      <header>
        <h2>{t("forecast.odd", { n: open.length })}</h2>
      </header>
      <table>
        <tbody>
          {open.slice(0, MOST).map((row) => (
            <tr key={row["interval_start"]}>
              <th scope="row" style="font-weight:500;width:190px">
                {moment(row["interval_start"] ?? "", facts.time_zone)}
              </th>
              <td class="muted">{row["reason"] ?? ""}</td>
              <td class="number">
                {canWrite && (
                  <span class="row" style="justify-content:flex-end">
                    <button type="button" class="button" onClick={() => void decide(row, "keep")}>
                      {t("forecast.keep")}
                    </button>
                    <button type="button" class="button" onClick={() => void decide(row, "exclude")}>
                      {t("forecast.leave_out")}
                    </button>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
