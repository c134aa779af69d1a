import { api, held, heldWithTag } from "../../api/client";
import type { Contract, Facts, HiringClass } from "../../api/schema";
import { useLoad } from "../../lib/load";
import { t } from "../../text";
import { Field } from "../../ui/controls";
import { Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";
import { useTeller } from "../../ui/toasts";

interface ClassesProps {
  facts: Facts;
  classes: readonly HiringClass[];
  canChange: boolean;
  changed: () => Promise<void>;
}

/** The kinds of class that newcomers may begin in: those of capacity.toml, to be added to and struck. */
export function Classes({ facts, classes, canChange, changed }: ClassesProps) {
  const path = { centre: facts.id };
  const { attempt } = useTeller();
  const contracts = useLoad<readonly Contract[]>(`contracts ${facts.id}`, () =>
    held(api.GET("/v1/centres/{centre}/contracts", { params: { path } })),
  );
  /** As it stands now: what somebody else has changed meanwhile is not lost, the service refuses. */
  const tag = async () => (await heldWithTag(api.GET("/v1/centres/{centre}/capacity", { params: { path } }))).etag;
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const body = classOf(new FormData(form));
    const done = await attempt(async () => {
      const params = { path: { ...path, entry_id: body.id }, header: { "if-match": await tag() } };
      await held(api.PUT("/v1/centres/{centre}/capacity/classes/{entry_id}", { params, body }));
    }, t("year.class_added"));
    if (done) {
      form.reset();
    }
    await changed();
  };
  const strike = async (id: string) => {
    await attempt(async () => {
      const params = { path: { ...path, entry_id: id }, header: { "if-match": await tag() } };
      await held(api.DELETE("/v1/centres/{centre}/capacity/classes/{entry_id}", { params }));
    }, t("year.class_struck"));
    await changed();
  };
  const skills = [...new Set(facts.queues.map((queue) => queue.skill))];
  return (
    <section class="card stack">
      <h2>{t("year.classes")}</h2>
      {classes.length === 0 ? (
        <p class="muted">{t("year.no_classes")}</p>
      ) : (
        <table>
          <TableHead
            of={[
              t("year.class"),
              t("people.skills"),
              t("people.contract"),
              { title: t("year.size"), number: true },
              { title: t("year.earliest"), number: true },
              { title: t("year.training"), number: true },
              { title: t("year.strike"), hidden: true },
            ]}
          />
          <tbody>
            {classes.map((each) => (
              <tr key={each.id}>
                <th scope="row">{each.id}</th>
                <td>{(each.skills?.length ? each.skills : [each.id]).join(", ")}</td>
                <td>{each.contracts?.length ? each.contracts.join(", ") : t("year.any_contract")}</td>
                <td class="number">
                  {each.min_size}–{each.max_size}
                </td>
                <td class="number">{each.lead_weeks}</td>
                <td class="number">{each.training_weeks}</td>
                <td class="number">
                  {canChange && (
                    <button
                      type="button"
                      class="button"
                      aria-label={t("year.strike_class", { name: each.id })}
                      onClick={() => void strike(each.id)}
                    >
                      {t("year.strike")}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {canChange && (
        <Shown of={contracts}>
          {(known) => (
            <form class="fields" onSubmit={(event) => void add(event)}>
              <Field label={t("year.class")}>
                <input name="id" required pattern="[^;,\s]+" maxLength={60} />
              </Field>
              <Field label={t("people.skills")}>
                <select name="skill">
                  {skills.map((skill) => (
                    <option key={skill}>{skill}</option>
                  ))}
                </select>
              </Field>
              <Field label={t("people.contract")}>
                <select name="contract">
                  <option value="">{t("year.any_contract")}</option>
                  {known.map((contract) => (
                    <option key={contract.id}>{contract.id}</option>
                  ))}
                </select>
              </Field>
              {NUMBERS.map(({ name, label, least, most, usual }) => (
                <Field key={name} label={t(label)}>
                  <input name={name} type="number" min={least} max={most} defaultValue={String(usual)} required />
                </Field>
              ))}
              <button type="submit" class="button">
                {t("year.add_class")}
              </button>
            </form>
          )}
        </Shown>
      )}
    </section>
  );
}

/** As capacity.toml bounds them, with its defaults. */
const NUMBERS = [
  { name: "min_size", label: "year.size_least", least: 1, most: 1000, usual: 1 },
  { name: "max_size", label: "year.size_most", least: 1, most: 1000, usual: 12 },
  { name: "lead_weeks", label: "year.earliest", least: 0, most: 104, usual: 8 },
  { name: "training_weeks", label: "year.training", least: 0, most: 52, usual: 4 },
] as const;

function classOf(form: FormData): HiringClass {
  const said = (name: string) => String(form.get(name) ?? "");
  const contract = said("contract");
  return {
    id: said("id"),
    skills: [said("skill")],
    contracts: contract ? [contract] : [],
    ...Object.fromEntries(NUMBERS.map(({ name }) => [name, Number(said(name))])),
  } as HiringClass;
}
