/** What was asked for and how it was decided: leave, exceptions. */

import { t } from "../text";

export const DECISIONS = ["requested", "approved", "refused"] as const;
export type Decision = (typeof DECISIONS)[number];

const TONE = { requested: "warn", approved: "good", refused: "bad" } as const;

export function DecisionMark({ of }: { of: Decision }) {
  return <span class={`mark ${TONE[of]}`}>{t(`leave_status.${of}`)}</span>;
}

export function DecideButtons({ decide }: { decide: (decided: Decision) => void }) {
  return (
    <span class="row" style="justify-content:flex-end;flex-wrap:nowrap">
      <button type="button" class="button primary" onClick={() => decide("approved")}>
        {t("people.approve")}
      </button>
      <button type="button" class="button" onClick={() => decide("refused")}>
        {t("people.refuse")}
      </button>
    </span>
  );
}
