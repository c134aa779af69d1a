/** Pieces that several forms share. */

import type { Agent } from "../api/schema";
import { t } from "../text";
import { Field } from "./controls";

/** One of the people, by name; sent as `agent_id`. */
export function PersonField({ people }: { people: readonly Agent[] }) {
  return (
    <Field label={t("week.person")}>
      <select name="agent_id">
        {people.map((agent) => (
          <option key={agent.agent_id} value={agent.agent_id}>
            {agent.name || agent.agent_id}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** The end of a form in a dialog. */
export function SaveOrCancel({ close }: { close: () => void }) {
  return (
    <div class="row" style="justify-content:flex-end">
      <button type="button" class="button" onClick={close}>
        {t("action.cancel")}
      </button>
      <button type="submit" class="button primary">
        {t("action.save")}
      </button>
    </div>
  );
}
