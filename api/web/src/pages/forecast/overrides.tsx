import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { KeptOverride } from "../../api/schema";
import { minuteOf, moment, plusDays, plusMinutes } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { number, t } from "../../text";
import { Field } from "../../ui/controls";
import { Shown } from "../../ui/states";
import { useTeller } from "../../ui/toasts";
import type { ForecastProps } from "./index";

interface OverridesProps extends ForecastProps {
  queue: string;
  changed: () => void;
}

const KINDS = ["percent", "amount", "set"] as const;
type Kind = (typeof KINDS)[number];

/** Corrections of the forecast by people who know more, each with its reason, and taken back at any time. */
export function Overrides({ facts, me, monday, queue, canWrite, changed }: OverridesProps) {
  const path = { centre: facts.id };
  const { attempt } = useTeller();
  const [kind, setKind] = useState<Kind>("percent");
  const rows = useLoad<readonly KeptOverride[]>("overrides", () =>
    held(api.GET("/v1/centres/{centre}/overrides", { params: { path } })),
  );
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const said = (name: string) => String(new FormData(form).get(name) ?? "");
    await attempt(async () => {
      const body = {
        queue,
        from_time: instantOf(said("from"), facts.time_zone),
        to_time: instantOf(said("to"), facts.time_zone),
        kind,
        value: Number(said("value")),
        author: me,
        reason: said("reason"),
      };
      await held(api.POST("/v1/centres/{centre}/overrides", { params: { path }, body }));
      form.reset();
      setKind("percent");
      await rows.reload();
      changed();
    }, t("forecast.corrected"));
  };
  const drop = async (row: KeptOverride) => {
    await attempt(async () => {
      const params = { path: { ...path, row_id: row.id }, header: { "if-match": row.etag } };
      await held(api.DELETE("/v1/centres/{centre}/overrides/{row_id}", { params }));
      await rows.reload();
      changed();
    }, t("forecast.taken_back"));
  };
  return (
    <section class="card stack">
      <h2>{t("forecast.overrides")}</h2>
      {canWrite && (
        <form class="fields wide" onSubmit={(event) => void add(event)}>
          <Field label={t("week.from")}>
            <input name="from" type="datetime-local" required defaultValue={`${monday}T09:00`} />
          </Field>
          <Field label={t("week.to")}>
            <input name="to" type="datetime-local" required defaultValue={`${plusDays(monday, 0)}T12:00`} />
          </Field>
          <Field label={t("forecast.kind")}>
            <select name="kind" value={kind} onChange={(event) => setKind(event.currentTarget.value as Kind)}>
              {KINDS.map((each) => (
                <option key={each} value={each}>
                  {t(`forecast.${each}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t(kind === "percent" ? "forecast.value_percent" : "forecast.value")}>
            <input name="value" type="number" step="any" required />
          </Field>
          <Field label={t("people.reason")}>
            <input name="reason" required />
          </Field>
          <button type="submit" class="button">
            {t("forecast.correct", { queue })}
          </button>
        </form>
      )}
      <Shown of={rows}>
        {(all) =>
          all.length === 0 ? (
            <p class="muted">{t("forecast.no_overrides")}</p>
          ) : (
            <table>
              <tbody>
                {all.map((row) => (
                  <tr key={row.id}>
                    <th scope="row" style="font-weight:500">
                      {row.value.queue}
                    </th>
                    <td>
                      {moment(row.value.from_time, facts.time_zone)} – {moment(row.value.to_time, facts.time_zone)}
                    </td>
                    <td class="number">{valueText(row)}</td>
                    <td class="muted">
                      {row.value.reason} ({row.value.author})
                    </td>
                    <td class="number">
                      {canWrite && (
                        <button type="button" class="button plain" onClick={() => void drop(row)}>
                          {t("week.undo")}
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Shown>
    </section>
  );
}

function valueText({ value }: KeptOverride): string {
  const sign = value.value > 0 && value.kind !== "set" ? "+" : "";
  return `${value.kind === "set" ? "= " : ""}${sign}${number(value.value)}${value.kind === "percent" ? " %" : ""}`;
}

/** The instant of a local time of a department, wherever the reader is. */
function instantOf(local: string, zone: string): string {
  const asUtc = `${local}:00Z`;
  const day = local.slice(0, 10);
  const wanted = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
  return plusMinutes(asUtc, wanted - minuteOf(asUtc, day, zone));
}
