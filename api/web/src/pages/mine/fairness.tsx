import { api, held } from "../../api/client";
import type { Facts } from "../../api/schema";
import { plusDays, today } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { number, t } from "../../text";
import { Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";

const WEEKS = 12;
const SHARED = ["weekends", "late_shifts", "holidays", "wishes_granted", "wishes_refused"] as const;

/** One's own part of what is shared, beside the mean of the group. */
export function Fairness({ facts }: { facts: Facts }) {
  const until = plusDays(today(facts.time_zone), 7);
  const query = { from_day: plusDays(until, -7 * WEEKS + 1), to_day: until };
  const shares = useLoad(`fairness ${until}`, () =>
    held(api.GET("/v1/centres/{centre}/fairness", { params: { path: { centre: facts.id }, query } })),
  );
  return (
    <section class="card stack">
      <h2>{t("mine.fairness")}</h2>
      <p class="muted">{t("mine.fairness_words", { weeks: WEEKS })}</p>
      <Shown of={shares}>
        {([own]) =>
          own ? (
            <table>
              <TableHead
                of={[t("mine.what"), { title: t("mine.own"), number: true }, { title: t("mine.group"), number: true }]}
              />
              <tbody>
                {SHARED.map((name) => (
                  <tr key={name}>
                    <th scope="row" style="font-weight:400">
                      {t(`fair.${name}`)}
                    </th>
                    <td class="number">
                      <strong>{number(own[name])}</strong>
                    </td>
                    <td class="number muted">{number(own.group_mean[name] ?? 0, 1)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <p class="muted">{t("mine.no_share")}</p>
          )
        }
      </Shown>
    </section>
  );
}
