import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Facts, KeptAvailability } from "../../api/schema";
import { useLoad } from "../../lib/load";
import { t, tOr } from "../../text";
import { Field, Segmented } from "../../ui/controls";
import { Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Kind = "prefer" | "avoid";

interface WishesProps {
  facts: Facts;
  agentId: string;
}

/** When one would rather work, or rather not. */
export function Wishes({ facts, agentId }: WishesProps) {
  const params = { params: { path: { centre: facts.id } } };
  const { attempt } = useTeller();
  const [kind, setKind] = useState<Kind>("prefer");
  const rows = useLoad<readonly KeptAvailability[]>("wishes", () =>
    held(api.GET("/v1/centres/{centre}/availability", params)),
  );

  const wish = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = (name: string) => String(form.get(name));
    await attempt(async () => {
      const body = { agent_id: agentId, days: said("days"), from_time: said("from"), to_time: said("to"), kind };
      await held(api.POST("/v1/centres/{centre}/availability", { ...params, body }));
      await rows.reload();
    }, t("mine.wished"));
  };
  const drop = async (row: KeptAvailability) => {
    await attempt(async () => {
      const path = { centre: facts.id, row_id: row.id };
      const header = { "if-match": row.etag };
      await held(api.DELETE("/v1/centres/{centre}/availability/{row_id}", { params: { path, header } }));
      await rows.reload();
    });
  };

  return (
    <section class="card stack">
      <h2>{t("mine.wishes")}</h2>
      <form class="fields" onSubmit={(event) => void wish(event)}>
        <Segmented
          label={t("mine.wish_kind")}
          options={[["prefer", t("wish.prefer")] as const, ["avoid", t("wish.avoid")] as const]}
          value={kind}
          choose={setKind}
        />
        <Field label={t("week.day")}>
          <select name="days">
            {DAYS.map((day) => (
              <option key={day} value={day}>
                {t(`day.${day}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("week.from")}>
          <input name="from" type="time" required defaultValue="08:00" />
        </Field>
        <Field label={t("week.to")}>
          <input name="to" type="time" required defaultValue="13:00" />
        </Field>
        <button type="submit" class="button">
          {t("mine.wish")}
        </button>
      </form>
      <Shown of={rows}>
        {(all) => (
          <ul class="plain">
            {all.map((row) => (
              <li key={row.id} class="row apart">
                <span>
                  <span
                    class={`mark ${row.value.kind === "avoid" || row.value.kind === "unavailable" ? "warn" : "good"}`}
                  >
                    {t(`wish.${row.value.kind}`)}
                  </span>{" "}
                  {tOr(`day.${row.value.days}`, row.value.days ?? "")} {row.value.from_time}–{row.value.to_time}
                </span>
                {(row.value.kind === "prefer" || row.value.kind === "avoid") && (
                  <button type="button" class="button plain" onClick={() => void drop(row)}>
                    {t("mine.take_back")}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </section>
  );
}
