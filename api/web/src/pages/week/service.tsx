/** Service level of each queue: what the staffing promises, what the replay of this very roster gives, with its interval. */

import { fetched } from "../../api/client";
import type { Job } from "../../api/schema";
import { parseCsv, type Row } from "../../lib/csv";
import { useLoad } from "../../lib/load";
import { number, percent, t } from "../../text";
import { Shown } from "../../ui/states";

/** A row of `service_week.csv`. */
interface Level {
  queue: string;
  target: number | null;
  promised: number;
  simulated: number;
  low: number;
  high: number;
  verdict: string;
}

function levelOf(row: Row): Level {
  const share = (column: string) => Number(row[column]);
  return {
    queue: row["queue"] ?? "",
    target: row["target"] ? share("target") : null,
    promised: share("erlang"),
    simulated: share("simulated"),
    low: share("lo"),
    high: share("hi"),
    verdict: row["verdict"] ?? "",
  };
}

interface ServiceProps {
  centre: string;
  /** The newest job that replayed the roster. */
  job: Job | undefined;
}

export function Service({ centre, job }: ServiceProps) {
  const levels = useLoad(`service ${job?.id}`, async () => {
    if (job === undefined) {
      return [];
    }
    const response = await fetched(`/v1/centres/${centre}/jobs/${job.id}/result/service_week.csv`);
    return parseCsv(await response.text()).map(levelOf);
  });
  return (
    <Shown of={levels}>
      {(all) =>
        all.length === 0 ? (
          <p class="muted">{t("week.no_service")}</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">{t("week.queue")}</th>
                <th scope="col" class="number">
                  {t("week.target")}
                </th>
                <th scope="col" class="number" title={t("week.promised_tip")}>
                  {t("week.promised")}
                </th>
                <th scope="col" class="number" title={t("week.simulated_tip")}>
                  {t("week.simulated")}
                </th>
                <th scope="col">
                  <span class="visually-hidden">{t("week.interval")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((level) => (
                <ServiceRow key={level.queue} level={level} />
              ))}
            </tbody>
          </table>
        )
      }
    </Shown>
  );
}

const AXIS_FROM = 0.4;

function ServiceRow({ level }: { level: Level }) {
  const place = (share: number) => `${(Math.max(share - AXIS_FROM, 0) / (1 - AXIS_FROM)) * 100}%`;
  const width = `${((Math.min(level.high, 1) - Math.max(level.low, AXIS_FROM)) / (1 - AXIS_FROM)) * 100}%`;
  const words = t("week.interval_words", {
    low: number(level.low * 100, 0),
    high: number(level.high * 100, 0),
    target: level.target === null ? "–" : number(level.target * 100, 0),
  });
  return (
    <tr>
      <th scope="row" style="font-weight:500">
        {level.queue}
      </th>
      <td class="number">{percent(level.target)}</td>
      <td class="number">{percent(level.target === null ? null : level.promised)}</td>
      <td class="number">
        <strong style={level.verdict === "missed" ? "color:var(--bad)" : ""}>{percent(level.simulated)}</strong>
      </td>
      <td title={words}>
        <span class="visually-hidden">{words}</span>
        <div class="bullet" aria-hidden="true">
          <span class="interval" style={{ left: place(level.low), width }} />
          <span class="mean" style={{ left: place(level.simulated) }} />
          {level.target !== null && <span class="target" style={{ left: place(level.target) }} />}
        </div>
      </td>
    </tr>
  );
}
