import { api, held } from "../../api/client";
import type { KeptAvailability } from "../../api/schema";
import { useLoad } from "../../lib/load";
import { t, tOr } from "../../text";
import { Empty, Shown } from "../../ui/states";
import type { TabProps } from "./index";

const TONE = { available: "good", prefer: "good", avoid: "warn", unavailable: "bad" } as const;

/** When people can, cannot, and would rather work. */
export function AvailabilityTable({ facts, nameOf }: TabProps) {
  const rows = useLoad<readonly KeptAvailability[]>("availability", () =>
    held(
      api.GET("/v1/centres/{centre}/availability", {
        params: { path: { centre: facts.id }, query: { limit: 10_000 } },
      }),
    ),
  );
  return (
    <section class="card">
      <header>
        <h2>{t("people.availability")}</h2>
      </header>
      <Shown of={rows}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t("people.no_availability")} />
          ) : (
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("week.person")}</th>
                  <th scope="col">{t("people.days")}</th>
                  <th scope="col">{t("people.times")}</th>
                  <th scope="col">{t("people.kind")}</th>
                </tr>
              </thead>
              <tbody>
                {all.map(({ id, value }) => (
                  <tr key={id}>
                    <th scope="row" style="font-weight:500">
                      {nameOf(value.agent_id)}
                    </th>
                    <td>{tOr(`day.${value.days}`, value.days)}</td>
                    <td>
                      {value.from_time}–{value.to_time}
                    </td>
                    <td>
                      <span class={`mark ${TONE[value.kind]}`}>{t(`wish.${value.kind}`)}</span>
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
