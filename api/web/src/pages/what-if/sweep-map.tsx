/** Two sweeps across each other: the hours missing in every combination, the darker the more. */

import { number, t } from "../../text";
import type { Scenario } from "./comparison";
import { leverWords } from "./lever-words";

export function SweepMap({ scenarios }: { scenarios: readonly Scenario[] }) {
  const axes = scenarios.map((scenario) => scenario.name.split(" "));
  const wide = (axes[0] ?? []).flatMap((_, at) => (new Set(axes.map((axis) => axis[at])).size > 1 ? [at] : []));
  const [across, down] = wide;
  if (across === undefined || down === undefined || wide.length !== 2) {
    return null;
  }
  const values = (at: number) => [...new Set(axes.map((axis) => axis[at] ?? ""))];
  const missing = (column: string, row: string): number | undefined => {
    const found = scenarios.find((_, at) => axes[at]?.[across] === column && axes[at]?.[down] === row);
    const value = found?.figures.get("missing_h")?.["value"];
    return value ? Number(value) : undefined;
  };
  const all = scenarios.flatMap((scenario) => Number(scenario.figures.get("missing_h")?.["value"] ?? 0));
  const most = Math.max(1, ...all);
  return (
    <div class="scroll" style="margin-bottom:16px">
      <table class="sweep">
        <caption>{t("what_if.map")}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{t("what_if.scenario")}</span>
            </th>
            {values(across).map((column) => (
              <th scope="col" class="number" key={column}>
                <span title={column}>{leverWords(column)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values(down).map((row) => (
            <tr key={row}>
              <th scope="row">
                <span title={row}>{leverWords(row)}</span>
              </th>
              {values(across).map((column) => {
                const hours = missing(column, row);
                const strength = Math.round(((hours ?? 0) / most) * 70);
                return (
                  <td
                    key={column}
                    class="number"
                    style={{ background: `color-mix(in srgb, var(--short) ${strength}%, var(--surface))` }}
                  >
                    {hours === undefined ? "–" : number(hours)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
