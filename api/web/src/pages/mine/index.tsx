/** An agent's own page: shifts, calendar, leave, wishes and a fair share; made for a phone. */

import { useState } from "preact/hooks";
import { useFacts } from "../../lib/known";
import type { PageProps } from "../../shell";
import "../../style/mine.css";
import { t } from "../../text";
import { Empty, Shown } from "../../ui/states";
import { CalendarFeed } from "./calendar-feed";
import { Fairness } from "./fairness";
import { LeaveRequests } from "./leave-requests";
import { OwnShifts } from "./own-shifts";
import { Swaps } from "./swaps";
import { Wishes } from "./wishes";

export default function Mine({ me, centre }: PageProps) {
  const facts = useFacts(centre);
  const agentId = me.agent_id;
  const [turn, setTurn] = useState(0);
  if (agentId === null) {
    return <Empty title={t("mine.nobody")} />;
  }
  return (
    <Shown of={facts}>
      {(known) => (
        <div class="mine">
          <OwnShifts key={turn} facts={known} agentId={agentId} />
          <div class="stack" style="gap:16px">
            <CalendarFeed />
            <Swaps facts={known} agentId={agentId} changed={() => setTurn(turn + 1)} />
            <LeaveRequests facts={known} agentId={agentId} />
            <Wishes facts={known} agentId={agentId} />
            <Fairness facts={known} />
          </div>
        </div>
      )}
    </Shown>
  );
}
