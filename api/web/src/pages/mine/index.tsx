/** An agent's own page: shifts, calendar, leave, wishes and a fair share; made for a phone. */

import { useFacts } from "../../lib/known";
import type { PageProps } from "../../shell";
import "../../style/mine.css";
import { t } from "../../text";
import { Empty, Shown } from "../../ui/states";
import { CalendarFeed } from "./calendar-feed";
import { Fairness } from "./fairness";
import { LeaveRequests } from "./leave-requests";
import { OwnShifts } from "./own-shifts";
import { Wishes } from "./wishes";

export default function Mine({ me, centre }: PageProps) {
  const facts = useFacts(centre);
  const agentId = me.agent_id;
  if (agentId === null) {
    return <Empty title={t("mine.nobody")} />;
  }
  return (
    <Shown of={facts}>
      {(known) => (
        <div class="mine">
          <OwnShifts facts={known} agentId={agentId} />
          <div class="stack" style="gap:16px">
            <CalendarFeed />
            <LeaveRequests facts={known} agentId={agentId} />
            <Wishes facts={known} agentId={agentId} />
            <Fairness facts={known} />
          </div>
        </div>
      )}
    </Shown>
  );
}
