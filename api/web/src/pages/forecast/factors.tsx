import type { Row } from "../../lib/csv";
import { shortDate, weekday } from "../../lib/dates";
import { number, t } from "../../text";

const FACTORS = ["weekday", "holiday", "around", "month", "season", "driver", "special"] as const;
const SEEN = 0.005;

/** An average day times the factors of each day: why it is expected as it is. */
export function Factors({ rows }: { rows: readonly Row[] }) {
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
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
