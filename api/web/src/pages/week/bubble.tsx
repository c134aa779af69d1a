/** Beside the pointer while a shift is dragged: when it would be, what the rules say, what becomes of the coverage. */

import type { Coverage } from "../../api/schema";
import { shortDate, weekday } from "../../lib/dates";
import { t } from "../../text";
import type { Dragged } from "./drag";
import type { Foresight } from "./foresight";
import { span } from "./person-row";
import { Verdict } from "./verdict";

const WIDTH = 340;
const ROOM = 220;

interface BubbleProps {
  dragged: Dragged;
  foresight: Foresight | undefined;
  coverage: Coverage | undefined;
  nameOf: (agentId: string) => string;
  zone: string;
}

export function Bubble({ dragged, foresight, coverage, nameOf, zone }: BubbleProps) {
  const come = foresight?.foreseen?.days.findLast((day) => day.shift)?.shift;
  const isRefused = foresight?.refused !== undefined || (foresight?.foreseen?.newly_broken.length ?? 0) > 0;
  const left = Math.min(dragged.x + 16, innerWidth - WIDTH);
  const top = dragged.y + 20 + ROOM > innerHeight ? dragged.y - ROOM : dragged.y + 20;
  return (
    <div class={`bubble${isRefused ? " refused" : ""}`} style={{ left: `${left}px`, top: `${top}px` }} role="status">
      <strong>
        {nameOf(dragged.edit.to_agent_id ?? dragged.shift.agent_id)}
        {come && ` · ${weekday(come.shift_date)} ${shortDate(come.shift_date)} · ${span(come, zone)}`}
      </strong>
      {foresight === undefined ? (
        <span class="muted">{t("week.asking")}</span>
      ) : (
        <Verdict of={foresight} coverage={coverage} />
      )}
    </div>
  );
}
