/** What a draft changes of what is published: person by person and day by day. */

import { api, held } from "../../api/client";
import type { Shift } from "../../api/schema";
import { shortDate, weekday } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { t } from "../../text";
import { Dialog } from "../../ui/controls";
import { Empty, Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";
import { span } from "./person-row";

interface DifferenceProps {
  centre: string;
  draftId: number;
  publishedId: number;
  zone: string;
  nameOf: (agentId: string) => string;
  close: () => void;
}

interface Change {
  key: string;
  before: Shift | undefined;
  after: Shift | undefined;
}

export function differences(before: readonly Shift[], after: readonly Shift[]): Change[] {
  const key = (shift: Shift) => `${shift.shift_date} ${shift.agent_id}`;
  const old = new Map(before.map((shift) => [key(shift), shift]));
  const now = new Map(after.map((shift) => [key(shift), shift]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((each) => JSON.stringify(plain(old.get(each))) !== JSON.stringify(plain(now.get(each))))
    .sort()
    .map((each) => ({ key: each, before: old.get(each), after: now.get(each) }));
}

function plain(shift: Shift | undefined): unknown {
  return shift?.segments.map((part) => [Date.parse(part.start), Date.parse(part.end), part.activity, part.queues]);
}

export function Difference({ centre, draftId, publishedId, zone, nameOf, close }: DifferenceProps) {
  const both = useLoad(`difference ${publishedId} ${draftId}`, async () => {
    const [published, draft] = await Promise.all(
      [publishedId, draftId].map((roster_id) =>
        held(api.GET("/v1/centres/{centre}/rosters/{roster_id}", { params: { path: { centre, roster_id } } })),
      ),
    );
    return { version: published?.version ?? 0, changes: differences(published?.shifts ?? [], draft?.shifts ?? []) };
  });
  return (
    <Dialog title={t("week.difference")} close={close} wide>
      <Shown of={both}>
        {({ version, changes }) => {
          if (changes.length === 0) {
            return <Empty title={t("week.no_difference")} />;
          }
          return (
            <div class="scroll">
              <table>
                <TableHead
                  of={[t("week.day"), t("week.person"), t("week.published_now", { version }), t("week.in_draft")]}
                />
                <tbody>
                  {changes.map(({ key, before, after }) => {
                    const shift = after ?? before;
                    return (
                      <tr key={key}>
                        <td>{shift && `${weekday(shift.shift_date)} ${shortDate(shift.shift_date)}`}</td>
                        <td>{shift && nameOf(shift.agent_id)}</td>
                        <td>{before ? span(before, zone) : t("week.off")}</td>
                        <td>
                          <strong>{after ? span(after, zone) : t("week.off")}</strong>
                          {before && after && span(before, zone) === span(after, zone) && ` (${t("week.inside")})`}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          );
        }}
      </Shown>
    </Dialog>
  );
}
