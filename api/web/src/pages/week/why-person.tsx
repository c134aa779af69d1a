import { api, held } from "../../api/client";
import type { Shift } from "../../api/schema";
import { useLoad } from "../../lib/load";
import { useNaming } from "../../lib/named";
import { t } from "../../text";
import { Shown } from "../../ui/states";
import { start } from "./scale";

interface WhyPersonProps {
  centre: string;
  rosterId: number;
  agentId: string;
  shifts: readonly Shift[];
}

const ORDER = { breach: 0, excepted: 1, ok: 2 } as const;
const TONE = { breach: "bad", excepted: "warn", ok: "good" } as const;
type Status = keyof typeof ORDER;

/** Every rule on a person's week: kept, broken or excepted, in the checker's own words. */
export function WhyPerson({ centre, rosterId, agentId, shifts }: WhyPersonProps) {
  const naming = useNaming();
  const own = shifts.filter((shift) => shift.agent_id === agentId).map(start);
  const reasons = useLoad(`why ${rosterId} ${agentId} ${own.join()}`, () =>
    held(
      api.GET("/v1/centres/{centre}/rosters/{roster_id}/people/{agent_id}/why", {
        params: { path: { centre, roster_id: rosterId, agent_id: agentId } },
      }),
    ),
  );
  return (
    <details open>
      <summary>{t("week.why_person")}</summary>
      <Shown of={reasons}>
        {(all) => (
          <div class="stack" style="gap:8px;margin-top:8px">
            {[...all]
              .sort((one, other) => ORDER[one.status as Status] - ORDER[other.status as Status])
              .map((reason) => (
                <div key={reason.rule + reason.sentence} class="row" style="align-items:start;flex-wrap:nowrap">
                  <span class={`mark ${TONE[reason.status as Status]}`}>{t(`status.${reason.status as Status}`)}</span>
                  <span>{naming(reason.sentence)}</span>
                </div>
              ))}
          </div>
        )}
      </Shown>
    </details>
  );
}
