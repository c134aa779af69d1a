/** The fewest changes that mend the rest of the day: asked for, accepted one by one, and made the next version. */

import { useState } from "preact/hooks";
import { api, fetched, held } from "../../api/client";
import { ended } from "../../api/events";
import type { Facts, Job, PersonDay, RosterHead, RosterWhole } from "../../api/schema";
import { parseCsv, type Row } from "../../lib/csv";
import { clock, type Day } from "../../lib/dates";
import { useNaming } from "../../lib/named";
import { t } from "../../text";
import { Failure, JobFailure } from "../../ui/states";
import { TableHead } from "../../ui/table-head";
import { useTeller } from "../../ui/toasts";

interface RepairProps {
  facts: Facts;
  day: Day;
  minute: number;
  inForce: RosterWhole;
  absent: ReadonlySet<string>;
  canPublish: boolean;
  nameOf: (agentId: string) => string;
  published: () => Promise<void>;
}

interface Proposal {
  changes: readonly Row[];
  repaired: RosterWhole;
}

export function Repair({ facts, day, minute, inForce, absent, canPublish, nameOf, published }: RepairProps) {
  const centre = facts.id;
  const path = { centre };
  const { tell, refuse } = useTeller();
  const naming = useNaming();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Job | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const [proposal, setProposal] = useState<Proposal | undefined>(undefined);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());

  const ask = async () => {
    setBusy(true);
    setError(undefined);
    setRefused(undefined);
    setProposal(undefined);
    setLeft(new Set());
    try {
      const body = { now: `${day}T${clock(minute)}`, absent: [...absent], seed: 1 };
      const started = await held(api.POST("/v1/centres/{centre}/jobs/repair", { params: { path }, body }));
      const job = await ended(centre, started);
      if (job.state !== "done" || job.roster_id === null) {
        setRefused(job);
      } else {
        const file = await fetched(`/v1/centres/${centre}/jobs/${job.id}/result/changes.csv`);
        const roster_id = job.roster_id;
        const repaired = await held(
          api.GET("/v1/centres/{centre}/rosters/{roster_id}", { params: { path: { centre, roster_id } } }),
        );
        setProposal({ changes: parseCsv(await file.text()), repaired });
      }
    } catch (failed) {
      setError(failed);
    }
    setBusy(false);
  };

  const keyOf = (row: Row) => `${row["agent_id"]} ${row["shift_date"]}`;
  const keep = async (publish: boolean) => {
    if (proposal === undefined) {
      return;
    }
    setBusy(true);
    try {
      const named = new Set(proposal.changes.map(keyOf).filter((key) => !left.has(key)));
      const put: PersonDay[] = [...named].map((key) => {
        const [agent_id = "", shift_date = ""] = key.split(" ");
        const shift = proposal.repaired.shifts.find((s) => s.agent_id === agent_id && s.shift_date === shift_date);
        return { agent_id, day: shift_date, shift: shift ?? null };
      });
      const draft: RosterHead = await held(
        api.POST("/v1/centres/{centre}/rosters", { params: { path }, body: { copy_of: inForce.id, shifts: [] } }),
      );
      const roster = { ...path, roster_id: draft.id };
      const header = { "if-match": "*" };
      await held(
        api.POST("/v1/centres/{centre}/rosters/{roster_id}/edits", {
          params: { path: roster, header },
          body: { kind: "put", put },
        }),
      );
      if (publish) {
        await held(api.POST("/v1/centres/{centre}/rosters/{roster_id}/publish", { params: { path: roster, header } }));
      }
      tell(t(publish ? "today.repair_published" : "today.repair_kept"));
      setProposal(undefined);
      await published();
    } catch (failed) {
      refuse(failed);
    }
    setBusy(false);
  };

  const turn = (key: string) => {
    const now = new Set(left);
    if (!now.delete(key)) {
      now.add(key);
    }
    setLeft(now);
  };

  return (
    <section class="card stack">
      <header class="row apart" style="margin:0">
        <h2>{t("today.repair")}</h2>
        <button type="button" class="button primary" disabled={isBusy} onClick={() => void ask()}>
          {isBusy
            ? t("today.repairing")
            : absent.size > 0
              ? t("today.repair_for", { n: absent.size })
              : t("today.repair_calls")}
        </button>
      </header>
      <p class="muted">{t("today.repair_words")}</p>
      {error !== undefined && <Failure error={error} />}
      {refused && <JobFailure job={refused} />}
      {proposal?.changes.length === 0 && <p>{t("today.nothing_to_mend")}</p>}
      {proposal && proposal.changes.length > 0 && (
        <>
          <div class="scroll">
            <table class="cards">
              <TableHead of={[t("today.accept"), t("week.person"), t("today.from"), t("today.to"), t("today.why")]} />
              <tbody>
                {proposal.changes.map((row) => (
                  <tr key={keyOf(row) + row["why"]}>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`${t("today.accept")}: ${nameOf(row["agent_id"] ?? "")}`}
                        checked={!left.has(keyOf(row))}
                        onChange={() => turn(keyOf(row))}
                      />
                    </td>
                    <td>{nameOf(row["agent_id"] ?? "")}</td>
                    <td data-head={t("today.from")}>{row["from"] || t("week.off")}</td>
                    <td data-head={t("today.to")}>
                      <strong>{row["to"] || t("week.off")}</strong>
                    </td>
                    <td class="muted">{naming(row["why"] ?? "")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div class="row">
            {canPublish && (
              <button type="button" class="button primary" disabled={isBusy} onClick={() => void keep(true)}>
                {t("today.publish")}
              </button>
            )}
            <button type="button" class="button" disabled={isBusy} onClick={() => void keep(false)}>
              {t("today.keep_draft")}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
