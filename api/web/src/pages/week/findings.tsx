/** What the roster breaks, a sentence each; choosing one opens the person's day. */

import type { Finding } from "../../api/schema";
import { useNaming } from "../../lib/named";
import { t } from "../../text";

interface FindingsProps {
  findings: readonly Finding[];
  nameOf: (agentId: string) => string;
  choose: (agentId: string, day: string) => void;
}

const MOST = 5;

export function Findings({ findings, nameOf, choose }: FindingsProps) {
  const naming = useNaming();
  return (
    <div class="notice bad no-print" role="status">
      <strong>{t("week.rules_broken", { n: findings.length })}</strong>
      <ul>
        {findings.slice(0, MOST).map((finding) => (
          <li key={finding.sentence}>
            {naming(finding.sentence)}{" "}
            {finding.agent_id && (
              <button type="button" class="button plain" onClick={() => choose(finding.agent_id, finding.day)}>
                {nameOf(finding.agent_id)}
              </button>
            )}
          </li>
        ))}
        {findings.length > MOST && <li>{t("week.and_more", { n: findings.length - MOST })}</li>}
      </ul>
    </div>
  );
}
