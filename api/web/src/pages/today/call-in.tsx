/** Who is off and may be called, in the order in which to call. */

import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Facts } from "../../api/schema";
import { clock, type Day, minuteOf } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { t } from "../../text";
import { Segmented } from "../../ui/controls";
import { Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";

interface CallInProps {
  facts: Facts;
  rosterId: number;
  day: Day;
  nameOf: (agentId: string) => string;
}

export function CallIn({ facts, rosterId, day, nameOf }: CallInProps) {
  const [group, setGroup] = useState(facts.groups[0] ?? "");
  const listed = useLoad(`call-in ${rosterId} ${day}`, () =>
    held(
      api.GET("/v1/centres/{centre}/rosters/{roster_id}/call-in", {
        params: { path: { centre: facts.id, roster_id: rosterId }, query: { day } },
      }),
    ),
  );
  const at = (instant: string) => clock(minuteOf(instant, day, facts.time_zone));
  return (
    <section class="card">
      <header>
        <h2>{t("today.call_in")}</h2>
        {facts.groups.length > 1 && (
          <Segmented
            label={t("week.group")}
            options={facts.groups.map((each) => [each, each || t("week.no_group")] as const)}
            value={group}
            choose={setGroup}
          />
        )}
      </header>
      <Shown of={listed}>
        {(all) => {
          const own = all.filter((each) => each.group === group);
          return own.length === 0 ? (
            <p class="muted">{t("today.nobody_to_call")}</p>
          ) : (
            <div class="scroll">
              <table class="cards">
                <TableHead
                  of={[
                    { title: t("today.order"), number: true },
                    t("week.person"),
                    t("today.phone"),
                    t("today.free"),
                    t("today.needs"),
                  ]}
                />
                <tbody>
                  {own.map((each) => (
                    <tr key={each.agent_id}>
                      <td class="number">{each.order}</td>
                      <td>{nameOf(each.agent_id)}</td>
                      <td>{each.phone ? <a href={`tel:${each.phone}`}>{each.phone}</a> : "–"}</td>
                      <td data-head={t("today.free")}>
                        {at(each.free_from)}–{at(each.free_to)}
                      </td>
                      <td class="muted" data-head={t("today.needs")}>
                        {each.needs_exception.join(", ") || t("today.needs_nothing")}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Shown>
    </section>
  );
}
