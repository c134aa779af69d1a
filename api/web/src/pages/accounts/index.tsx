/** Who may sign in, in which role; and one's own keys for other programs. */

import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Account, Agent } from "../../api/schema";
import { useLoad } from "../../lib/load";
import type { PageProps } from "../../shell";
import { t } from "../../text";
import { Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";
import { AccountForm } from "./account-form";
import { Keys } from "./keys";

export default function Accounts({ centre }: PageProps) {
  const [edited, setEdited] = useState<Account | "new" | undefined>(undefined);
  const accounts = useLoad<readonly Account[]>("accounts", () => held(api.GET("/v1/accounts")));
  const people = useLoad<readonly Agent[]>(`people ${centre}`, async () => {
    const params = { path: { centre }, query: { limit: 10_000 } };
    const rows = await held(api.GET("/v1/centres/{centre}/people", { params }));
    return rows.map((row) => row.value);
  });
  return (
    <>
      <h1>{t("page.accounts")}</h1>
      <section class="card">
        <header>
          <h2>{t("accounts.title")}</h2>
          <button type="button" class="button primary" onClick={() => setEdited("new")}>
            {t("accounts.add")}
          </button>
        </header>
        <Shown of={accounts}>
          {(all) => (
            <div class="scroll" style="max-height:none">
              <table>
                <TableHead
                  of={[
                    t("accounts.name"),
                    t("accounts.role"),
                    t("accounts.grants"),
                    t("accounts.person"),
                    t("people.status"),
                  ]}
                />
                <tbody>
                  {all.map((account) => (
                    <tr key={account.name}>
                      <th scope="row" style="font-weight:500">
                        <button
                          type="button"
                          class="button plain"
                          style="padding-left:0"
                          onClick={() => setEdited(account)}
                        >
                          {account.name}
                        </button>
                      </th>
                      <td>{t(`role.${account.role}`)}</td>
                      <td>{account.grants.map((grant) => t(`grant.${grant}`)).join(", ")}</td>
                      <td class="muted">{account.agent_id && `${account.centre_id} · ${account.agent_id}`}</td>
                      <td>
                        <span class={`mark ${account.disabled ? "bad" : "good"}`}>
                          {t(account.disabled ? "accounts.disabled" : "accounts.open")}
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Shown>
      </section>
      <Keys />
      {edited && (
        <AccountForm
          account={edited === "new" ? undefined : edited}
          centre={centre}
          people={people.loaded.value ?? []}
          close={() => setEdited(undefined)}
          again={accounts.reload}
        />
      )}
    </>
  );
}
