import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Facts, KeptLeave } from "../../api/schema";
import { plusDays, shortDate, today } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { t, tOr } from "../../text";
import { Field } from "../../ui/controls";
import { DecisionMark } from "../../ui/decision";
import { Shown } from "../../ui/states";
import { Requests } from "./requests";

const LEAVE_KINDS = ["annual", "sick", "personal"] as const;

interface LeaveRequestsProps {
  facts: Facts;
  agentId: string;
}

/** Leave asked for, and what became of it. */
export function LeaveRequests({ facts, agentId }: LeaveRequestsProps) {
  const path = { centre: facts.id };
  const now = today(facts.time_zone);
  const [first, setFirst] = useState(plusDays(now, 14));
  const [last, setLast] = useState(plusDays(now, 14));
  const rows = useLoad<readonly KeptLeave[]>("leave", () =>
    held(api.GET("/v1/centres/{centre}/leave", { params: { path } })),
  );
  return (
    <Shown of={rows}>
      {(all) => (
        <Requests
          title={t("mine.leave")}
          rows={all}
          again={rows.reload}
          told={t("mine.leave_asked")}
          ask={(form) => {
            const asked = { agent_id: agentId, from_day: first, to_day: last, kind: String(form.get("kind")) };
            const body = { ...asked, status: "requested" as const, requested_on: now };
            return held(api.POST("/v1/centres/{centre}/leave", { params: { path }, body }));
          }}
          line={({ value }) => (
            <>
              {shortDate(value.from_day)} – {shortDate(value.to_day)} · {tOr(`leave.${value.kind}`, value.kind)}
            </>
          )}
          mark={({ value }) => <DecisionMark of={value.status} />}
          takeBack={(row) => {
            const params = { path: { ...path, row_id: row.id }, header: { "if-match": row.etag } };
            return row.value.status === "requested"
              ? () => held(api.DELETE("/v1/centres/{centre}/leave/{row_id}", { params }))
              : undefined;
          }}
        >
          <Field label={t("mine.first_day")}>
            <input
              type="date"
              required
              value={first}
              onChange={(event) => {
                setFirst(event.currentTarget.value);
                if (last < event.currentTarget.value) {
                  setLast(event.currentTarget.value);
                }
              }}
            />
          </Field>
          <Field label={t("mine.last_day")}>
            <input
              type="date"
              required
              min={first}
              value={last}
              onChange={(event) => setLast(event.currentTarget.value)}
            />
          </Field>
          <Field label={t("mine.kind")}>
            <select name="kind">
              {LEAVE_KINDS.map((each) => (
                <option key={each} value={each}>
                  {t(`leave.${each}`)}
                </option>
              ))}
            </select>
          </Field>
          <button type="submit" class="button primary">
            {t("mine.ask")}
          </button>
        </Requests>
      )}
    </Shown>
  );
}
