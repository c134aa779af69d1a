import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Facts, KeptLeave } from "../../api/schema";
import { plusDays, shortDate, today } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { t, tOr } from "../../text";
import { Field } from "../../ui/controls";
import { Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";

const TONE = { requested: "warn", approved: "good", refused: "bad" } as const;
export const LEAVE_KINDS = ["annual", "sick", "personal"] as const;

interface LeaveRequestsProps {
  facts: Facts;
  agentId: string;
}

/** Leave asked for, and what became of it. */
export function LeaveRequests({ facts, agentId }: LeaveRequestsProps) {
  const params = { params: { path: { centre: facts.id } } };
  const { attempt } = useTeller();
  const now = today(facts.time_zone);
  const [first, setFirst] = useState(plusDays(now, 14));
  const [last, setLast] = useState(plusDays(now, 14));
  const [kind, setKind] = useState<string>(LEAVE_KINDS[0]);
  const rows = useLoad<readonly KeptLeave[]>("leave", () => held(api.GET("/v1/centres/{centre}/leave", params)));

  const ask = async (event: SubmitEvent) => {
    event.preventDefault();
    await attempt(async () => {
      const body = {
        agent_id: agentId,
        from_day: first,
        to_day: last,
        kind,
        status: "requested" as const,
        requested_on: now,
      };
      await held(api.POST("/v1/centres/{centre}/leave", { ...params, body }));
      await rows.reload();
    }, t("mine.leave_asked"));
  };
  const takeBack = async (row: KeptLeave) => {
    await attempt(async () => {
      const path = { centre: facts.id, row_id: row.id };
      const header = { "if-match": row.etag };
      await held(api.DELETE("/v1/centres/{centre}/leave/{row_id}", { params: { path, header } }));
      await rows.reload();
    });
  };

  return (
    <section class="card stack">
      <h2>{t("mine.leave")}</h2>
      <form class="fields" onSubmit={(event) => void ask(event)}>
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
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
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
      </form>
      <Shown of={rows}>
        {(all) => (
          <ul class="plain">
            {all.map((row) => (
              <li key={row.id} class="row apart">
                <span>
                  {shortDate(row.value.from_day)} – {shortDate(row.value.to_day)} ·{" "}
                  {tOr(`leave.${row.value.kind}`, row.value.kind)}
                </span>
                <span class="row">
                  <span class={`mark ${TONE[row.value.status]}`}>{t(`leave_status.${row.value.status}`)}</span>
                  {row.value.status === "requested" && (
                    <button type="button" class="button plain" onClick={() => void takeBack(row)}>
                      {t("mine.take_back")}
                    </button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </section>
  );
}
