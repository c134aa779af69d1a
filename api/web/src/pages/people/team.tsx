import { useMemo, useState } from "preact/hooks";
import type { KeptAgent } from "../../api/schema";
import { number, t } from "../../text";
import { EVERYBODY, isSought, PersonFilter } from "../../ui/person-filter";
import { Empty } from "../../ui/states";
import type { TabProps } from "./index";
import { PastePeople } from "./paste";
import { PersonForm } from "./person-form";

/** The team sheet as a matrix: a row per person, a column per skill; the main skill first among a person's. */
export function Team(props: TabProps) {
  const { facts, people, canWrite } = props;
  const [sought, seek] = useState(EVERYBODY);
  const [edited, setEdited] = useState<KeptAgent | "new" | undefined>(undefined);
  const [isPasting, setPasting] = useState(false);
  const skills = useMemo(() => [...new Set(facts.queues.map((queue) => queue.skill))], [facts]);
  const shown = people.filter(({ value }) => isSought(sought, value.agent_id, value.name ?? "", value.group ?? ""));
  return (
    <section class="card">
      <header>
        <h2>{t("people.count", { n: shown.length })}</h2>
        <PersonFilter groups={facts.groups} sought={sought} seek={seek} />
        {canWrite && (
          <>
            <button type="button" class="button" onClick={() => setPasting(true)}>
              {t("people.paste")}
            </button>
            <button type="button" class="button primary" onClick={() => setEdited("new")}>
              {t("people.add")}
            </button>
          </>
        )}
      </header>
      {shown.length === 0 ? (
        <Empty title={t("people.nobody")} />
      ) : (
        <div class="scroll" style="max-height:none">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("people.id")}</th>
                <th scope="col">{t("people.name")}</th>
                <th scope="col">{t("week.group")}</th>
                {skills.map((skill) => (
                  <th scope="col" key={skill} style="text-align:center">
                    {skill}
                  </th>
                ))}
                <th scope="col">{t("people.contract")}</th>
                <th scope="col" class="number">
                  {t("people.week_hours")}
                </th>
                <th scope="col">{t("people.in_service")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <PersonRow key={row.id} row={row} skills={skills} edit={canWrite ? () => setEdited(row) : undefined} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edited && (
        <PersonForm
          {...props}
          skills={skills}
          row={edited === "new" ? undefined : edited}
          close={() => setEdited(undefined)}
        />
      )}
      {isPasting && <PastePeople {...props} close={() => setPasting(false)} />}
    </section>
  );
}

interface PersonRowProps {
  row: KeptAgent;
  skills: readonly string[];
  edit: (() => void) | undefined;
}

function PersonRow({ row: { value }, skills, edit }: PersonRowProps) {
  const own = value.skills ?? [];
  const limits = [value.min_h, value.max_h].map((hours) => (hours == null ? "" : number(hours)));
  return (
    <tr>
      <td class="muted">{value.agent_id}</td>
      <th scope="row" style="font-weight:500">
        {edit ? (
          <button type="button" class="button plain" style="padding-left:0" onClick={edit}>
            {value.name || value.agent_id}
          </button>
        ) : (
          value.name || value.agent_id
        )}
        {value.lead && <span class="mark">{t("week.lead")}</span>}
      </th>
      <td>{value.group}</td>
      {skills.map((skill) => {
        const at = own.indexOf(skill);
        const words = at === 0 ? t("people.main_skill") : at > 0 ? t("people.has_skill") : t("people.no_skill");
        return (
          <td key={skill} style="text-align:center" title={words}>
            <span aria-hidden="true" style={{ color: at === 0 ? "var(--accent)" : "var(--muted)" }}>
              {at === 0 ? "●" : at > 0 ? "○" : ""}
            </span>
            <span class="visually-hidden">{words}</span>
          </td>
        );
      })}
      <td>{value.contract ?? ""}</td>
      <td class="number">{limits.some(Boolean) ? `${limits.join("–")} h` : ""}</td>
      <td class="muted">{value.hired_on || value.left_on ? `${value.hired_on ?? ""} – ${value.left_on ?? ""}` : ""}</td>
    </tr>
  );
}
