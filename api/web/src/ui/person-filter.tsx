/** Whom a table shows: by words of name or id, and by group. */

import { t } from "../text";

export interface Sought {
  words: string;
  group: string;
}

export const EVERYBODY: Sought = { words: "", group: "" };

export function isSought(sought: Sought, agentId: string, name: string, group: string): boolean {
  const isOfGroup = sought.group === "" || group === sought.group;
  return isOfGroup && `${agentId} ${name}`.toLowerCase().includes(sought.words.toLowerCase());
}

interface PersonFilterProps {
  groups: readonly string[];
  sought: Sought;
  seek: (sought: Sought) => void;
}

export function PersonFilter({ groups, sought, seek }: PersonFilterProps) {
  return (
    <>
      <input
        type="search"
        aria-label={t("people.seek")}
        placeholder={t("people.seek")}
        value={sought.words}
        onInput={(event) => seek({ ...sought, words: event.currentTarget.value })}
      />
      <select
        aria-label={t("week.group")}
        value={sought.group}
        onChange={(event) => seek({ ...sought, group: event.currentTarget.value })}
      >
        <option value="">{t("people.all_groups")}</option>
        {groups.filter(Boolean).map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </>
  );
}
