import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Agent, KeptAgent } from "../../api/schema";
import { t } from "../../text";
import { Dialog, Field } from "../../ui/controls";
import { SaveOrCancel } from "../../ui/form-parts";
import { Failure } from "../../ui/states";
import { useTeller } from "../../ui/toasts";
import type { TabProps } from "./index";

interface PersonFormProps extends TabProps {
  skills: readonly string[];
  /** Absent for a new person. */
  row: KeptAgent | undefined;
  close: () => void;
}

const BLANK: Agent = { agent_id: "", name: "", group: "", skills: [], lead: false };

/** One person; what the form does not show stays as it is. */
export function PersonForm({ facts, contracts, skills, row, close, again }: PersonFormProps) {
  const [person, setPerson] = useState<Agent>(row?.value ?? BLANK);
  const [error, setError] = useState<unknown>(undefined);
  const { tell } = useTeller();
  const path = { centre: facts.id };
  const set = (change: Partial<Agent>) => setPerson({ ...person, ...change });
  const hoursOf = (text: string) => (text === "" ? null : Number(text));
  const own = person.skills ?? [];

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    try {
      if (row === undefined) {
        await held(api.POST("/v1/centres/{centre}/people", { params: { path }, body: person }));
      } else {
        const header = { "if-match": row.etag };
        const of = { ...path, row_id: row.id };
        await held(api.PUT("/v1/centres/{centre}/people/{row_id}", { params: { path: of, header }, body: person }));
      }
      tell(t("people.saved", { name: person.name || person.agent_id }));
      close();
      await again();
    } catch (refused) {
      setError(refused);
    }
  };

  return (
    <Dialog title={row ? row.value.name || row.value.agent_id : t("people.add")} close={close}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        {error !== undefined && <Failure error={error} />}
        <div class="fields">
          <Field label={t("people.id")}>
            <input
              required
              pattern="[^;,\s]+"
              readOnly={row !== undefined}
              value={person.agent_id}
              onInput={(event) => set({ agent_id: event.currentTarget.value })}
            />
          </Field>
          <Field label={t("people.name")}>
            <input value={person.name} onInput={(event) => set({ name: event.currentTarget.value })} />
          </Field>
          <Field label={t("week.group")}>
            <input list="groups" value={person.group} onInput={(event) => set({ group: event.currentTarget.value })} />
          </Field>
          <datalist id="groups">
            {facts.groups.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
          <Field label={t("people.contract")}>
            <select
              value={person.contract ?? ""}
              onChange={(event) => set({ contract: event.currentTarget.value || null })}
            >
              <option value="">–</option>
              {contracts.map((each) => (
                <option key={each.id}>{each.id}</option>
              ))}
            </select>
          </Field>
          <Field label={t("people.min_h")}>
            <input
              type="number"
              min={0}
              step={0.5}
              value={person.min_h ?? ""}
              onInput={(event) => set({ min_h: hoursOf(event.currentTarget.value) })}
            />
          </Field>
          <Field label={t("people.max_h")}>
            <input
              type="number"
              min={0}
              step={0.5}
              value={person.max_h ?? ""}
              onInput={(event) => set({ max_h: hoursOf(event.currentTarget.value) })}
            />
          </Field>
          <Field label={t("people.hired_on")}>
            <input
              type="date"
              value={person.hired_on ?? ""}
              onChange={(event) => set({ hired_on: event.currentTarget.value || null })}
            />
          </Field>
          <Field label={t("people.left_on")}>
            <input
              type="date"
              value={person.left_on ?? ""}
              onChange={(event) => set({ left_on: event.currentTarget.value || null })}
            />
          </Field>
        </div>
        <fieldset class="row">
          <legend>{t("people.skills")}</legend>
          {skills.map((skill) => (
            <label key={skill} class="row">
              <input
                type="checkbox"
                checked={own.includes(skill)}
                onChange={(event) =>
                  set({ skills: event.currentTarget.checked ? [...own, skill] : own.filter((each) => each !== skill) })
                }
              />
              {skill}
              {own[0] === skill && <span class="mark">{t("people.main_skill")}</span>}
            </label>
          ))}
          <label class="row">
            <input
              type="checkbox"
              checked={person.lead}
              onChange={(event) => set({ lead: event.currentTarget.checked })}
            />
            {t("week.lead")}
          </label>
        </fieldset>
        <SaveOrCancel close={close} />
      </form>
    </Dialog>
  );
}
