import type { ComponentChildren } from "preact";
import { api, held } from "../../api/client";
import type { Facts, KeptCleaningDecision } from "../../api/schema";
import type { Row } from "../../lib/csv";
import { moment } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { t } from "../../text";
import { Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";

interface OdditiesProps {
  facts: Facts;
  me: string;
  queue: string;
  canWrite: boolean;
  rows: readonly Row[];
}

const MOST = 20;

/** What was odd in the history, to be kept or left out by somebody who knows; a decision is taken back at any time. */
export function Oddities({ facts, me, queue, canWrite, rows }: OdditiesProps) {
  const path = { centre: facts.id };
  const { attempt } = useTeller();
  const decisions = useLoad<readonly KeptCleaningDecision[]>(`cleaning ${facts.id}`, () =>
    held(api.GET("/v1/centres/{centre}/cleaning", { params: { path, query: { limit: 10_000 } } })),
  );
  const decide = async (row: Row, decision: "keep" | "exclude") => {
    await attempt(async () => {
      const body = { queue, interval_start: row["interval_start"] ?? "", decision, by: me };
      await held(api.POST("/v1/centres/{centre}/cleaning", { params: { path }, body }));
      await decisions.reload();
    }, t("forecast.decided"));
  };
  const undo = async (made: KeptCleaningDecision) => {
    await attempt(async () => {
      const params = { path: { ...path, row_id: made.id }, header: { "if-match": made.etag } };
      await held(api.DELETE("/v1/centres/{centre}/cleaning/{row_id}", { params }));
      await decisions.reload();
    }, t("forecast.undecided"));
  };
  return (
    <Shown of={decisions}>
      {(all) => {
        const made = all.filter((each) => each.value.queue === queue);
        const decided = new Set(made.map((each) => Date.parse(each.value.interval_start)));
        const open = rows.filter((row) => !decided.has(Date.parse(row["interval_start"] ?? "")));
        if (open.length === 0 && made.length === 0) {
          return null;
        }
        return (
          <section class="card">
            <header>
              <h2>{t("forecast.odd", { n: open.length })}</h2>
            </header>
            <table>
              <tbody>
                {open.slice(0, MOST).map((row) => (
                  <OddRow key={row["interval_start"]} at={row["interval_start"] ?? ""} zone={facts.time_zone}>
                    <td class="muted">{row["reason"] ?? ""}</td>
                    <td class="number">
                      {canWrite && (
                        <span class="row" style="justify-content:flex-end;flex-wrap:nowrap">
                          <button type="button" class="button" onClick={() => void decide(row, "keep")}>
                            {t("forecast.keep")}
                          </button>
                          <button type="button" class="button" onClick={() => void decide(row, "exclude")}>
                            {t("forecast.leave_out")}
                          </button>
                        </span>
                      )}
                    </td>
                  </OddRow>
                ))}
                {made.map((each) => (
                  <OddRow key={each.id} at={each.value.interval_start} zone={facts.time_zone}>
                    <td>
                      <span class="mark">{t(`forecast.${each.value.decision}`)}</span>{" "}
                      <span class="muted">{each.value.by}</span>
                    </td>
                    <td class="number">
                      {canWrite && (
                        <button type="button" class="button plain" onClick={() => void undo(each)}>
                          {t("week.undo")}
                        </button>
                      )}
                    </td>
                  </OddRow>
                ))}
              </tbody>
            </table>
            {open.length > MOST && <p class="muted">{t("week.and_more", { n: open.length - MOST })}</p>}
          </section>
        );
      }}
    </Shown>
  );
}

function OddRow({ at, zone, children }: { at: string; zone: string; children: ComponentChildren }) {
  return (
    <tr>
      <th scope="row" style="font-weight:500;width:190px">
        {moment(at, zone)}
      </th>
      {children}
    </tr>
  );
}
