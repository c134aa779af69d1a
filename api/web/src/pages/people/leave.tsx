import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { KeptLeave } from "../../api/schema";
import { shortDate } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { t, tOr } from "../../text";
import { Segmented } from "../../ui/controls";
import { DECISIONS, DecideButtons, type Decision, DecisionMark } from "../../ui/decision";
import { Empty, Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";
import { useTeller } from "../../ui/toasts";
import type { TabProps } from "./index";

/** Leave asked for and decided; who may decide does it here. */
export function LeaveTable({ facts, canDecide, nameOf }: TabProps) {
  const path = { centre: facts.id };
  const { attempt } = useTeller();
  const [status, setStatus] = useState<Decision>("requested");
  const rows = useLoad<readonly KeptLeave[]>("leave", () =>
    held(api.GET("/v1/centres/{centre}/leave", { params: { path, query: { limit: 10_000 } } })),
  );
  const decide = async (row: KeptLeave, decided: Decision) => {
    const params = { path: { ...path, row_id: row.id }, header: { "if-match": row.etag } };
    const body = { ...row.value, status: decided };
    await attempt(() => held(api.PUT("/v1/centres/{centre}/leave/{row_id}", { params, body })), t("people.decided"));
    await rows.reload();
  };
  return (
    <section class="card">
      <header>
        <h2>{t("people.leave")}</h2>
        <Segmented
          label={t("people.status")}
          options={DECISIONS.map((each) => [each, t(`leave_status.${each}`)] as const)}
          value={status}
          choose={setStatus}
        />
      </header>
      <Shown of={rows}>
        {(all) => {
          const shown = all.filter((row) => row.value.status === status);
          return shown.length === 0 ? (
            <Empty title={t("people.no_leave")} />
          ) : (
            <table>
              <TableHead
                of={[
                  t("week.person"),
                  t("people.days"),
                  t("mine.kind"),
                  t("people.status"),
                  t("people.decided_by"),
                  { title: t("people.decide"), hidden: true },
                ]}
              />
              <tbody>
                {shown.map((row) => (
                  <tr key={row.id}>
                    <th scope="row" style="font-weight:500">
                      {nameOf(row.value.agent_id)}
                    </th>
                    <td>
                      {shortDate(row.value.from_day)} – {shortDate(row.value.to_day)}
                    </td>
                    <td>{tOr(`leave.${row.value.kind}`, row.value.kind)}</td>
                    <td>
                      <DecisionMark of={row.value.status} />
                    </td>
                    <td class="muted">{row.value.decided_by ?? ""}</td>
                    <td class="number">
                      {canDecide && row.value.status === "requested" && (
                        <DecideButtons decide={(decided) => void decide(row, decided)} />
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </Shown>
    </section>
  );
}
