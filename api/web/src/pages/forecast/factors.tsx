import type { Row } from "../../lib/csv";
import { localTime, shortDate, weekday } from "../../lib/dates";
import { number, t } from "../../text";

const FACTORS = ["weekday", "holiday", "around", "month", "season", "driver", "special"] as const;
const SEEN = 0.005;

interface FactorsProps {
  rows: readonly Row[];
  /** The forecast itself, corrections and all. */
  forecast: readonly Row[];
  zone: string;
}

/** An average day times the factors of each day: why it is expected as it is; and what corrections make of it. */
export function Factors({ rows, forecast, zone }: FactorsProps) {
  const sums = new Map<string, number>();
  for (const row of forecast) {
    const { day } = localTime(row["interval_start"] ?? "", zone);
    sums.set(day, (sums.get(day) ?? 0) + Number(row["offered"]));
  }
  const correctedTo = (row: Row) => {
    const [sum, expected] = [sums.get(row["date"] ?? ""), Number(row["expected"])];
    return sum !== undefined && Math.abs(sum - expected) > Math.max(1, SEEN * expected) ? sum : undefined;
  };
  const isCorrected = rows.some((row) => correctedTo(row) !== undefined);
  const used = FACTORS.filter((name) => rows.some((row) => row[name] && Math.abs(Number(row[name]) - 1) > SEEN));
  return (
    <section class="card">
      <header>
        <h2>{t("forecast.factors")}</h2>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("week.day")}</th>
            <th scope="col" class="number">
              {t("forecast.expected")}
            </th>
            <th scope="col" class="number">
              {t("forecast.level")}
            </th>
            {used.map((name) => (
              <th scope="col" class="number" key={name}>
                × {t(`factor.${name}`)}
              </th>
            ))}
            {isCorrected && (
              <th scope="col" class="number">
                {t("forecast.corrected_to")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row["date"]} title={row["sentence"]}>
              <th scope="row" style="font-weight:500">
                {weekday(row["date"] ?? "")} {shortDate(row["date"] ?? "")}
              </th>
              <td class="number">
                <strong>{number(Number(row["expected"]))}</strong>
              </td>
              <td class="number">{row["level"] ? number(Number(row["level"])) : "–"}</td>
              {used.map((name) => (
                <td class="number" key={name}>
                  {row[name] ? number(Number(row[name]), 2) : "–"}
                </td>
              ))}
              {isCorrected && <td class="number">{number(correctedTo(row) ?? Number(row["expected"]))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
