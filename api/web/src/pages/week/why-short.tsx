/** Why a pool is short at a time: what everybody with its skill does then, and what keeps the others from coming. */

import { api, held } from "../../api/client";
import type { Could } from "../../api/schema";
import { clock, type Day, longDate, minuteOf } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { useNaming } from "../../lib/named";
import { t, tOr } from "../../text";
import { Dialog } from "../../ui/controls";
import { Shown } from "../../ui/states";

export interface ShortAt {
  skill: string;
  day: Day;
  start: string;
}

interface WhyShortProps {
  centre: string;
  rosterId: number;
  at: ShortAt;
  zone: string;
  nameOf: (agentId: string) => string;
  choose: (agentId: string) => void;
  close: () => void;
}

const STATES = ["free", "off", "other_hours", "elsewhere", "pause", "activity", "serving"] as const;

export function WhyShort({ centre, rosterId, at, zone, nameOf, choose, close }: WhyShortProps) {
  const naming = useNaming();
  const people = useLoad(`could ${rosterId} ${at.skill} ${at.start}`, () =>
    held(
      api.GET("/v1/centres/{centre}/rosters/{roster_id}/who-could", {
        params: {
          path: { centre, roster_id: rosterId },
          query: { skill: at.skill, day: at.day, at: new Date(at.start).toISOString() },
        },
      }),
    ),
  );
  const when = `${longDate(at.day)}, ${clock(minuteOf(at.start, at.day, zone))}`;
  return (
    <Dialog title={t("week.why_short", { skill: at.skill, when })} close={close} wide>
      <Shown of={people}>
        {(all) => {
          const groups = Map.groupBy(all, (person) => kindOf(person));
          return (
            <div class="stack">
              {STATES.filter((state) => groups.has(state)).map((state) => (
                <section key={state} class="stack" style="gap:4px">
                  <h3>
                    {t(`could.${state}`)} <span class="muted">({groups.get(state)?.length})</span>
                  </h3>
                  <table>
                    <tbody>
                      {(groups.get(state) ?? []).map((person) => (
                        <tr key={person.agent_id}>
                          <th scope="row" style="width:200px;font-weight:500">
                            <button type="button" class="button plain" onClick={() => choose(person.agent_id)}>
                              {nameOf(person.agent_id)}
                            </button>
                          </th>
                          <td>{person.reasons.map(naming).join(" ") || tOr("could.simply", "")}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </section>
              ))}
            </div>
          );
        }}
      </Shown>
    </Dialog>
  );
}

function kindOf(person: Could): (typeof STATES)[number] {
  return person.state === "off" && person.reasons.length === 0 ? "free" : (person.state as (typeof STATES)[number]);
}
