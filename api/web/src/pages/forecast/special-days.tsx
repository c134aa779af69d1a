import { api, held } from "../../api/client";
import type { KeptSpecialDay } from "../../api/schema";
import { shortDate, weekday } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { number, t } from "../../text";
import { Field } from "../../ui/controls";
import { Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";
import type { ForecastProps } from "./index";

/** Days that are not like the others: known in advance, with the factor they bring. */
export function SpecialDays({ facts, canWrite }: ForecastProps) {
  const path = { centre: facts.id };
  const { attempt } = useTeller();
  const rows = useLoad<readonly KeptSpecialDay[]>("special", () =>
    held(api.GET("/v1/centres/{centre}/special_days", { params: { path } })),
  );
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const said = (name: string) => String(new FormData(form).get(name) ?? "");
    await attempt(async () => {
      const body = { date: said("date"), name: said("name"), factor: Number(said("factor")) };
      await held(api.POST("/v1/centres/{centre}/special_days", { params: { path }, body }));
      form.reset();
      await rows.reload();
    }, t("forecast.day_added"));
  };
  const strike = async (row: KeptSpecialDay) => {
    await attempt(async () => {
      const params = { path: { ...path, row_id: row.id }, header: { "if-match": row.etag } };
      await held(api.DELETE("/v1/centres/{centre}/special_days/{row_id}", { params }));
      await rows.reload();
    }, t("forecast.day_struck"));
  };
  return (
    <section class="card stack">
      <h2>{t("forecast.special")}</h2>
      {canWrite && (
        <form class="fields" onSubmit={(event) => void add(event)}>
          <Field label={t("week.day")}>
            <input name="date" type="date" required />
          </Field>
          <Field label={t("forecast.day_name")}>
            <input name="name" required />
          </Field>
          <Field label={t("forecast.factor")}>
            <input name="factor" type="number" min={0} step={0.05} required />
          </Field>
          <button type="submit" class="button">
            {t("forecast.add_day")}
          </button>
        </form>
      )}
      <Shown of={rows}>
        {(all) =>
          all.length === 0 ? (
            <p class="muted">{t("forecast.no_special")}</p>
          ) : (
            <table>
              <tbody>
                {all.map((row) => {
                  const { id, value } = row;
                  return (
                    <tr key={id}>
                      <th scope="row" style="font-weight:500">
                        {weekday(value.date)} {shortDate(value.date)}
                      </th>
                      <td>{value.name}</td>
                      <td class="number">{value.factor == null ? "" : `× ${number(value.factor, 2)}`}</td>
                      <td class="number">
                        {canWrite && (
                          <button
                            type="button"
                            class="button plain"
                            aria-label={t("forecast.strike_day", { name: value.name })}
                            onClick={() => void strike(row)}
                          >
                            {t("year.strike")}
                          </button>
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
