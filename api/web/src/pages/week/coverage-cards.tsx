/** Coverage of a pool as a line and as a map, and the service level of every queue. */

import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import { ended } from "../../api/events";
import type { Coverage, Facts, Job, RosterHead } from "../../api/schema";
import type { Day } from "../../lib/dates";
import { hours, t } from "../../text";
import { Segmented } from "../../ui/controls";
import { useTeller } from "../../ui/toasts";
import { balance } from "./coverage";
import { CoverageChart } from "./coverage-chart";
import { HeatMap } from "./heat-map";
import { Service } from "./service";
import type { ShortAt } from "./why-short";

interface CoverageCardsProps {
  facts: Facts;
  head: RosterHead;
  days: readonly Day[];
  coverage: Coverage;
  /** The job whose replay is shown. */
  job: Job | undefined;
  isEdited: boolean;
  canRun: boolean;
  again: () => Promise<void>;
  ask: (at: ShortAt) => void;
}

export function CoverageCards({ facts, head, days, coverage, job, isEdited, canRun, again, ask }: CoverageCardsProps) {
  const [skill, setSkill] = useState(coverage.pools[0]?.skill ?? "");
  const [isReplaying, setReplaying] = useState(false);
  const { refuse } = useTeller();
  const pool = coverage.pools.find((each) => each.skill === skill);
  const colour = coverage.pools.findIndex((each) => each.skill === skill);
  const options = coverage.pools.map((each) => [each.skill, each.skill] as const);
  const sums = pool && balance(pool, coverage.interval_min);

  const replay = async () => {
    setReplaying(true);
    try {
      const body = { roster_id: head.id, replications: 200, seed: 1 };
      const path = { centre: facts.id };
      const started = await held(api.POST("/v1/centres/{centre}/jobs/simulate", { params: { path }, body }));
      await ended(facts.id, started);
      await again();
    } catch (error) {
      refuse(error);
    }
    setReplaying(false);
  };

  return (
    <>
      <div class="columns no-print">
        <section class="card">
          <header>
            <h2>{t("week.coverage")}</h2>
            <span class="legend">
              <span>
                <i class="swatch" style="background:var(--required);height:2px;width:16px" />
                {t("week.required")}
              </span>
              <span>
                <i class="swatch" style={{ background: `var(--pool-${colour % 6})` }} />
                {t("week.rostered")}
              </span>
            </span>
            {options.length > 1 && (
              <Segmented label={t("week.pool")} options={options} value={skill} choose={setSkill} />
            )}
          </header>
          <CoverageChart coverage={coverage} skill={skill} colour={colour} zone={facts.time_zone} />
        </section>
        <section class="card">
          <header>
            <h2>{t("week.service")}</h2>
            {canRun && (
              <button type="button" class="button" disabled={isReplaying} onClick={() => void replay()}>
                {t(isReplaying ? "week.replaying" : "week.replay")}
              </button>
            )}
          </header>
          {isEdited && job?.kind === "plan" && <p class="notice warn">{t("week.service_before_edits")}</p>}
          <Service centre={facts.id} job={job} />
        </section>
      </div>
      {pool && sums && (
        <section class="card no-print">
          <header>
            <h2>{t("week.heat", { skill })}</h2>
            <span class="legend">
              <span>
                <i class="swatch" style="background:var(--short)" />
                {t("week.short")}: {hours(sums.short)}
              </span>
              <span>
                <i class="swatch" style="background:var(--surplus)" />
                {t("week.surplus")}: {hours(sums.surplus)}
              </span>
            </span>
          </header>
          <HeatMap
            coverage={coverage}
            pool={pool}
            days={days}
            zone={facts.time_zone}
            ask={(start, day) => ask({ skill, start, day })}
          />
        </section>
      )}
    </>
  );
}
