/** Which week, which version of its roster, and planning it. */

import { useState } from "preact/hooks";
import type { RosterHead } from "../../api/schema";
import { moment, mondayOf, today } from "../../lib/dates";
import { t } from "../../text";
import { WeekSteps } from "../../ui/week-steps";
import type { WeekProps } from "./index";

interface ToolbarProps extends WeekProps {
  rosters: readonly RosterHead[];
  head: RosterHead | undefined;
  isRunning: boolean;
  pick: (id: number) => void;
  start: (seconds: number) => void;
  turn: (day: string) => void;
}

const SECONDS = [10, 30, 60, 300] as const;

export function Toolbar({ facts, monday, rosters, head, isRunning, canRun, pick, start, turn }: ToolbarProps) {
  const [seconds, setSeconds] = useState<number>(30);
  return (
    <div class="row apart">
      <div class="row">
        <WeekSteps monday={monday} turn={turn} />
        <input
          type="date"
          aria-label={t("week.pick")}
          value={monday}
          onChange={(event) => event.currentTarget.value && turn(event.currentTarget.value)}
        />
        {monday !== mondayOf(today(facts.time_zone)) && (
          <button type="button" class="button plain" onClick={() => turn(today(facts.time_zone))}>
            {t("week.this")}
          </button>
        )}
      </div>
      <div class="row no-print">
        {rosters.length > 0 && (
          <select
            aria-label={t("week.version")}
            value={head?.id}
            onChange={(event) => pick(Number(event.currentTarget.value))}
          >
            {rosters.map((each) => (
              <option key={each.id} value={each.id}>
                {each.state === "published"
                  ? t("week.published_version", { version: each.version ?? 0 })
                  : t("week.draft_of", { name: each.created_by, at: moment(each.created_at, facts.time_zone) })}
              </option>
            ))}
          </select>
        )}
        {canRun && (
          <>
            <select
              aria-label={t("week.seconds")}
              title={t("week.seconds")}
              value={seconds}
              onChange={(event) => setSeconds(Number(event.currentTarget.value))}
            >
              {SECONDS.map((each) => (
                <option key={each} value={each}>
                  {each < 60 ? t("week.for_seconds", { n: each }) : t("week.for_minutes", { n: each / 60 })}
                </option>
              ))}
            </select>
            <button
              type="button"
              class={`button ${head ? "" : "primary"}`}
              disabled={isRunning}
              onClick={() => start(seconds)}
            >
              {t(head ? "week.plan_again" : "week.plan")}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
