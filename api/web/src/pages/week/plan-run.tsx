/** A run of the planner: how far it is, live; it may be ended, and the best roster stays. */

import { useEffect, useState } from "preact/hooks";
import { api, held } from "../../api/client";
import { follow } from "../../api/events";
import type { Job } from "../../api/schema";
import { isoWeek, mondayOfText } from "../../lib/dates";
import { number, percent, t, tOr } from "../../text";
import { Figure } from "../../ui/controls";
import { useTeller } from "../../ui/toasts";

interface PlanRunProps {
  centre: string;
  job: Job;
  ended: (job: Job) => void;
}

export function PlanRun({ centre, job, ended }: PlanRunProps) {
  const [now, setNow] = useState(job);
  const [isLost, setLost] = useState(false);
  const [gaps, setGaps] = useState<readonly number[]>([]);
  const { refuse } = useTeller();

  useEffect(() => {
    const leaving = new AbortController();
    const show = (each: Job) => {
      setNow(each);
      if (each.gap !== null) {
        setGaps((all) => [...all, each.gap ?? 0]);
      }
    };
    follow(centre, job.id, show, setLost, leaving.signal).then(ended, (error) => {
      if (!leaving.signal.aborted) {
        refuse(error);
      }
    });
    return () => leaving.abort();
  }, [job.id]);

  const [, tick] = useState(0);
  useEffect(() => {
    const clock = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(clock);
  }, []);

  const cancel = async () => {
    try {
      const path = { centre, job_id: job.id };
      await held(api.POST("/v1/centres/{centre}/jobs/{job_id}/cancel", { params: { path } }));
    } catch (error) {
      refuse(error);
    }
  };

  const limit = Number(now.options["time_limit_s"] ?? 50);
  const began = now.started_at ? Date.parse(now.started_at) : Date.now();
  const share = Math.min((Date.now() - began) / 1000 / limit, 0.98);
  return (
    <section class="card stack" aria-label={t("week.run")}>
      <header class="row apart" style="margin:0">
        <h2>{t("week.run_of", { week: isoWeek(mondayOfText(String(now.options["week"] ?? ""))) })}</h2>
        <span class="mark" role="status">
          {isLost ? t("state.reconnecting") : tOr(`job.${now.state}`, now.state)}
        </span>
        <button type="button" class="button" onClick={() => void cancel()}>
          {t("week.run_end")}
        </button>
      </header>
      {isLost && <div class="notice warn">{t("state.lost")}</div>}
      <div class="progress" role="progressbar" aria-label={t("week.run")} aria-valuenow={Math.round(share * 100)}>
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <dl class="figures" style="margin:0">
        <Figure
          label={t("week.phase")}
          value={
            now.phase
              ? tOr(`phase.${now.phase}`, now.phase)
              : t(now.state === "queued" ? "job.queued" : "phase.preparing")
          }
        />
        <Figure label={t("week.gap")} value={percent(now.gap, 1)} note={t("week.gap_note")} tip={t("week.gap_tip")} />
        <Figure label={t("week.steps")} value={number(now.step)} />
      </dl>
      <GapLine gaps={gaps} />
    </section>
  );
}

/** The gap falling, as a line. */
function GapLine({ gaps }: { gaps: readonly number[] }) {
  if (gaps.length < 2) {
    return null;
  }
  const most = Math.max(...gaps, 0.01);
  const points = gaps.map((gap, at) => `${(at / (gaps.length - 1)) * 100},${30 - (gap / most) * 28}`).join(" ");
  return (
    <svg
      viewBox="0 0 100 32"
      preserveAspectRatio="none"
      style="width:100%;height:48px"
      role="img"
      aria-label={t("week.gap_line")}
    >
      <polyline
        points={points}
        fill="none"
        stroke="var(--accent)"
        stroke-width="2"
        vector-effect="non-scaling-stroke"
      />
    </svg>
  );
}
