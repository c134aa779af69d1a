import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import { plusDays, today } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { number, t } from "../../text";
import { Select } from "../../ui/controls";
import { Shown } from "../../ui/states";
import type { TabProps } from "./index";

const SHARED = ["weekends", "late_shifts", "holidays", "wishes_granted", "wishes_refused"] as const;
const WEEKS = ["4", "12", "26", "52"] as const;

/** Who works weekends, late shifts and holidays, and whose wishes are met, beside the mean of the group. */
export function FairShares({ facts }: TabProps) {
  const [weeks, setWeeks] = useState<(typeof WEEKS)[number]>("12");
  const until = plusDays(today(facts.time_zone), 7);
  const query = { from_day: plusDays(until, -7 * Number(weeks) + 1), to_day: until };
  const shares = useLoad(`shares ${weeks} ${until}`, () =>
    held(api.GET("/v1/centres/{centre}/fairness", { params: { path: { centre: facts.id }, query } })),
  );
  return (
    <section class="card">
      <header>
        <h2>{t("people.fairness")}</h2>
        <Select
          label={t("people.weeks")}
          options={WEEKS.map((each) => [each, t("people.last_weeks", { n: each })] as const)}
          value={weeks}
          choose={setWeeks}
        />
      </header>
      <p class="muted">{t("people.fairness_words")}</p>
      <Shown of={shares}>
        {(all) => (
          <table>
            <thead>
              <tr>
                <th scope="col">{t("week.person")}</th>
                <th scope="col">{t("week.group")}</th>
                <th scope="col" class="number">
                  {t("people.shifts")}
                </th>
                {SHARED.map((name) => (
                  <th scope="col" class="number" key={name}>
                    {t(`fair.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.map((row) => (
                <tr key={row.agent_id}>
                  <th scope="row" style="font-weight:500">
                    {row.name || row.agent_id}
                  </th>
                  <td class="muted">{row.group}</td>
                  <td class="number">{number(row.shifts)}</td>
                  {SHARED.map((name) => {
                    const mean = row.group_mean[name] ?? 0;
                    return (
                      <td key={name} class="number" title={t("people.mean", { mean: number(mean, 1) })}>
                        {number(row[name])}
                        <span class="muted" style="font-size:12px">
                          {" "}
                          / {number(mean, 1)}
                        </span>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Shown>
    </section>
  );
}
