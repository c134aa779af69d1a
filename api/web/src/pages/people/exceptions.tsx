import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { ApprovedException, KeptApprovedException } from "../../api/schema";
import { shortDate } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { number, t } from "../../text";
import { Field } from "../../ui/controls";
import { DecideButtons, type Decision, DecisionMark } from "../../ui/decision";
import { PersonField } from "../../ui/form-parts";
import { Empty, Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";
import { useTeller } from "../../ui/toasts";
import type { TabProps } from "./index";

/** Without a status it is approved: files from before exceptions could be asked for have none. */
const statusOf = (value: ApprovedException): Decision => value.status ?? "approved";

/**
 * Deviations from a limit: who, which, how much, why, by whom. Who may decide approves by writing one down; others ask for it,
 * and what waits stands first.
 */
export function Exceptions({ facts, people, canWrite, canDecide, me, nameOf }: TabProps) {
  const path = { centre: facts.id };
  const { attempt } = useTeller();
  const [isOpen, setOpen] = useState(false);
  const rows = useLoad<readonly KeptApprovedException[]>("exceptions", () =>
    held(api.GET("/v1/centres/{centre}/exceptions", { params: { path, query: { limit: 10_000 } } })),
  );
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = (name: string) => String(form.get(name) ?? "");
    await attempt(
      async () => {
        const body = {
          exception_id: said("exception_id"),
          agent_id: said("agent_id"),
          rule: said("rule"),
          from_day: said("from_day"),
          to_day: said("to_day"),
          value: Number(said("value")),
          unit: said("rule").endsWith("_h") ? "h" : "",
          reason: said("reason"),
          approved_by: canDecide ? me : "",
          status: canDecide ? ("approved" as const) : ("requested" as const),
        };
        await held(api.POST("/v1/centres/{centre}/exceptions", { params: { path }, body }));
        setOpen(false);
        await rows.reload();
      },
      t(canDecide ? "people.exception_added" : "people.exception_asked"),
    );
  };
  const decide = async (row: KeptApprovedException, status: Decision) => {
    const params = { path: { ...path, row_id: row.id }, header: { "if-match": row.etag } };
    const body = { ...row.value, status };
    await attempt(
      () => held(api.PUT("/v1/centres/{centre}/exceptions/{row_id}", { params, body })),
      t("people.decided"),
    );
    await rows.reload();
  };
  return (
    <section class="card stack">
      <div class="row apart">
        <h2>{t("people.exceptions")}</h2>
        {(canDecide || canWrite) && (
          <button type="button" class="button" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            {t(canDecide ? "people.exception_add" : "people.exception_ask")}
          </button>
        )}
      </div>
      {isOpen && (
        <form class="fields" onSubmit={(event) => void add(event)}>
          <Field label={t("people.exception_id")}>
            <input name="exception_id" required pattern="[^;,\s]+" />
          </Field>
          <PersonField people={people.map((row) => row.value)} />
          <Field label={t("people.limit")}>
            <select name="rule">
              {facts.limits.map((each) => (
                <option key={each.key} value={each.key}>
                  {each.title}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t("people.value")}>
            <input name="value" type="number" step="any" required />
          </Field>
          <Field label={t("mine.first_day")}>
            <input name="from_day" type="date" required />
          </Field>
          <Field label={t("mine.last_day")}>
            <input name="to_day" type="date" required />
          </Field>
          <Field label={t("people.reason")}>
            <input name="reason" required />
          </Field>
          <button type="submit" class="button primary">
            {t(canDecide ? "people.approve" : "people.ask")}
          </button>
        </form>
      )}
      <Shown of={rows}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t("people.no_exceptions")} />
          ) : (
            <table>
              <TableHead
                of={[
                  t("people.exception_id"),
                  t("week.person"),
                  t("people.limit"),
                  { title: t("people.value"), number: true },
                  t("people.days"),
                  t("people.reason"),
                  t("people.status"),
                  t("people.decided_by"),
                  { title: t("people.decide"), hidden: true },
                ]}
              />
              <tbody>
                {waitingFirst(all).map((row) => {
                  const { id, value } = row;
                  return (
                    <tr key={id}>
                      <td class="muted">{value.exception_id}</td>
                      <th scope="row" style="font-weight:500">
                        {nameOf(value.agent_id)}
                      </th>
                      <td>{facts.limits.find((each) => each.key === value.rule)?.title ?? value.rule}</td>
                      <td class="number">
                        {number(value.value)} {value.unit}
                      </td>
                      <td>
                        {shortDate(value.from_day)} – {shortDate(value.to_day)}
                      </td>
                      <td>{value.reason}</td>
                      <td>
                        <DecisionMark of={statusOf(value)} />
                      </td>
                      <td class="muted">{value.approved_by}</td>
                      <td class="number">
                        {canDecide && value.status === "requested" && (
                          <DecideButtons decide={(decided) => void decide(row, decided)} />
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )
        }
      </Shown>
    </section>
  );
}

function waitingFirst(all: readonly KeptApprovedException[]): readonly KeptApprovedException[] {
  const waits = (row: KeptApprovedException) => row.value.status === "requested";
  return [...all.filter(waits), ...all.filter((row) => !waits(row))];
}
