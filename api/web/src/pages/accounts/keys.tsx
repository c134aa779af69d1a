import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Key } from "../../api/schema";
import { shortDate } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { t } from "../../text";
import { Field } from "../../ui/controls";
import { Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";
import { useTeller } from "../../ui/toasts";

/** Keys with which other programs sign in as oneself; a key is shown once, and taken back here. */
export function Keys() {
  const { attempt } = useTeller();
  const [made, setMade] = useState("");
  const keys = useLoad<readonly Key[]>("keys", () => held(api.GET("/v1/keys")));
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const days = String(form.get("days") ?? "");
    await attempt(async () => {
      const body = { name: String(form.get("name")), days: days ? Number(days) : null };
      setMade((await held(api.POST("/v1/keys", { body }))).key);
      await keys.reload();
    });
  };
  const drop = async (id: number) => {
    await attempt(async () => {
      await held(api.DELETE("/v1/keys/{key_id}", { params: { path: { key_id: id } } }));
      await keys.reload();
    }, t("accounts.key_dropped"));
  };
  return (
    <section class="card stack">
      <h2>{t("accounts.keys")}</h2>
      <p class="muted">{t("accounts.keys_words")}</p>
      <form class="fields" onSubmit={(event) => void make(event)}>
        <Field label={t("accounts.key_name")}>
          <input name="name" required maxLength={100} />
        </Field>
        <Field label={t("accounts.key_days")}>
          <input name="days" type="number" min={1} max={3650} />
        </Field>
        <button type="submit" class="button">
          {t("accounts.key_make")}
        </button>
      </form>
      {made && (
        <div class="notice" role="status">
          <Field label={t("accounts.key_once")}>
            <input readOnly value={made} onFocus={(event) => event.currentTarget.select()} />
          </Field>
        </div>
      )}
      <Shown of={keys}>
        {(all) => (
          <table>
            <TableHead
              of={[
                t("accounts.key_name"),
                t("accounts.key_made"),
                t("accounts.key_until"),
                t("accounts.key_used"),
                { title: t("mine.take_back"), hidden: true },
              ]}
            />
            <tbody>
              {all.map((key) => (
                <tr key={key.id}>
                  <th scope="row" style="font-weight:500">
                    {key.name}
                  </th>
                  <td>{dayOf(key.created_at)}</td>
                  <td>{dayOf(key.expires_at)}</td>
                  <td>{dayOf(key.last_used_at)}</td>
                  <td class="number">
                    <button type="button" class="button plain" onClick={() => void drop(key.id)}>
                      {t("mine.take_back")}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Shown>
    </section>
  );
}

function dayOf(instant: string | null): string {
  return instant ? shortDate(instant.slice(0, 10)) : "–";
}
