/** What an edit would do, in words: the rules it breaks, and the hours missing before and after. */

import type { Coverage } from "../../api/schema";
import { type Naming, useNaming } from "../../lib/named";
import { hours, signedHours, t } from "../../text";
import { balance, changed } from "./coverage";
import type { Foresight } from "./foresight";

interface VerdictProps {
  of: Foresight;
  coverage: Coverage | undefined;
}

/** Why an edit is not made: the sentences of what it breaks, or of why it cannot even be asked; none where nothing speaks against it. */
export function objections(of: Foresight, naming: Naming): readonly string[] {
  const broken = of.foreseen?.newly_broken.map((finding) => finding.sentence);
  return [...new Set((of.refused ?? broken ?? []).map(naming))];
}

export function Verdict({ of, coverage }: VerdictProps) {
  const sentences = objections(of, useNaming());
  return (
    <>
      {sentences.length > 0 ? (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        <span class="mark good" style="justify-self:start">
          {t("week.breaks_nothing")}
        </span>
      )}
      {of.foreseen && coverage && <CoverageWords coverage={coverage} of={of} />}
    </>
  );
}

function CoverageWords({ coverage, of }: { coverage: Coverage; of: Foresight }) {
  const changes = of.foreseen?.coverage ?? [];
  const after = changed(coverage, changes);
  if (changes.length === 0) {
    return <span class="muted">{t("week.coverage_same")}</span>;
  }
  return (
    <div>
      {changes.map(({ skill }) => {
        const pools = [coverage, after].map((each) => each.pools.find((pool) => pool.skill === skill));
        const [before, then] = pools.map((pool) => (pool ? balance(pool, coverage.interval_min).short : 0));
        return (
          <div key={skill}>
            {t("week.missing_of", { skill })}: {hours(before ?? 0)} → <strong>{hours(then ?? 0)}</strong>{" "}
            <span class="muted">({signedHours((then ?? 0) - (before ?? 0))})</span>
          </div>
        );
      })}
    </div>
  );
}
