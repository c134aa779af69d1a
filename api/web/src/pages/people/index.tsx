/** The people: who they are and what they can, pasted from a spreadsheet; leave and exceptions decided; when they can; fair shares. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Contract, Facts, KeptAgent } from "../../api/schema";
import { useLoad } from "../../lib/load";
import { Called, namesOf } from "../../lib/named";
import { may, type PageProps } from "../../shell";
import { t } from "../../text";
import { Segmented } from "../../ui/controls";
import { Shown } from "../../ui/states";
import { AvailabilityTable } from "./availability";
import { Exceptions } from "./exceptions";
import { FairShares } from "./fair-shares";
import { LeaveTable } from "./leave";
import { Team } from "./team";

const TABS = ["team", "leave", "exceptions", "availability", "fairness"] as const;
type Tab = (typeof TABS)[number];

export interface Known {
  facts: Facts;
  people: readonly KeptAgent[];
  contracts: readonly Contract[];
}

export interface TabProps extends Known {
  /** Whoever is signed in: whoever writes an exception down has approved it. */
  me: string;
  canWrite: boolean;
  canDecide: boolean;
  nameOf: (agentId: string) => string;
  again: () => Promise<void>;
}

const VIEWS: Record<Tab, (props: TabProps) => ComponentChildren> = {
  team: Team,
  leave: LeaveTable,
  exceptions: Exceptions,
  availability: AvailabilityTable,
  fairness: FairShares,
};

export default function People({ me, centre }: PageProps) {
  const [tab, setTab] = useState<Tab>("team");
  const known = useLoad<Known>(`people ${centre}`, async () => {
    const path = { centre };
    const [facts, people, contracts] = await Promise.all([
      held(api.GET("/v1/centres/{centre}/facts", { params: { path } })),
      held(api.GET("/v1/centres/{centre}/people", { params: { path, query: { limit: 10_000 } } })),
      held(api.GET("/v1/centres/{centre}/contracts", { params: { path } })),
    ]);
    return { facts, people, contracts };
  });
  return (
    <>
      <div class="row apart">
        <h1>{t("page.people")}</h1>
        <Segmented
          label={t("people.parts")}
          options={TABS.map((each) => [each, t(`people.${each}`)] as const)}
          value={tab}
          choose={setTab}
        />
      </div>
      <Shown of={known}>
        {(value) => {
          const props: TabProps = {
            ...value,
            me: me.name,
            canWrite: may(me, "department:write"),
            canDecide: may(me, "requests:decide"),
            nameOf: namesOf(value.people.map((row) => row.value)),
            again: known.reload,
          };
          const View = VIEWS[tab];
          return (
            <Called people={value.people.map((row) => row.value)}>
              <View {...props} />
            </Called>
          );
        }}
      </Shown>
    </>
  );
}
