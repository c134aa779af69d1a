/** What the roster breaks, a sentence each; choosing one opens the person's day. */

import { useState } from "preact/hooks";
import type { Finding } from "../../api/schema";
import { useNaming } from "../../lib/named";
import { t } from "../../text";

interface FindingsProps {
  findings: readonly Finding[];
  nameOf: (agentId: string) => string;
  choose: (agentId: string, day: string) => void;
}

const MOST = 5;
const MOST_OPEN = 300;

export function Findings({ findings, nameOf, choose }: FindingsProps) {
  const naming = useNaming();
  const [isOpen, setOpen] = useState(false);
  const left = findings.length - MOST_OPEN;
  return (
    <div class="notice bad no-print" role="status">
      <strong>{t("week.rules_broken", { n: findings.length })}</strong>
      <ul class={isOpen ? "scroll" : ""}>
        {findings.slice(0, isOpen ? MOST_OPEN : MOST).map((finding) => (
          <li key={finding.sentence}>
            {naming(finding.sentence)}{" "}
            {finding.agent_id && (
              <button
                type="button"
                class="link"
                aria-label={t("week.show_person", { name: nameOf(finding.agent_id) })}
                onClick={() => choose(finding.agent_id, finding.day)}
              >
                {t("week.show")}
              </button>
            )}
          </li>
        ))}
        {left > 0 && isOpen && <li>{t("week.and_more", { n: left })}</li>}
      </ul>
      {findings.length > MOST && (
        <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("week.show_fewer") : t("week.and_more", { n: findings.length - MOST })}
        </button>
      )}
    </div>
  );
}
