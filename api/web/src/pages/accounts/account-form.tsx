import { useState } from "preact/hooks";
import { api, held, heldWithTag } from "../../api/client";
import type { Account, AccountChange, Agent } from "../../api/schema";
import { t } from "../../text";
import { Dialog, Field } from "../../ui/controls";
import { SaveOrCancel } from "../../ui/form-parts";
import { Failure } from "../../ui/states";
import { useTeller } from "../../ui/toasts";

const ROLES = ["scheduler", "manager", "hr", "lead", "agent", "admin"] as const;
const GRANTS = ["requests:decide", "audit:read", "people:private", "operations:read"] as const;

interface AccountFormProps {
  /** Absent for a new one. */
  account: Account | undefined;
  centre: string;
  people: readonly Agent[];
  close: () => void;
  again: () => Promise<void>;
}

/** One account: role, what it may besides, whose it is, and a new password where one is given. */
export function AccountForm({ account, centre, people, close, again }: AccountFormProps) {
  const [role, setRole] = useState(account?.role ?? "scheduler");
  const [error, setError] = useState<unknown>(undefined);
  const { tell } = useTeller();
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = (name: string) => String(form.get(name) ?? "");
    const name = account?.name ?? said("name");
    const agentId = said("agent_id") || null;
    const body: AccountChange = {
      role,
      grants: GRANTS.filter((grant) => form.has(grant)),
      centre_id: agentId && (account?.agent_id === agentId ? account.centre_id : centre),
      agent_id: agentId,
      disabled: form.has("disabled"),
      password: said("password") || null,
      email: said("email").trim() || null,
      subject: account?.subject ?? null,
    };
    try {
      if (account === undefined) {
        await held(api.POST("/v1/accounts", { body: { ...body, name } }));
      } else {
        const { etag } = await heldWithTag(api.GET("/v1/accounts/{name}", { params: { path: { name } } }));
        const params = { path: { name }, header: { "if-match": etag } };
        await held(api.PUT("/v1/accounts/{name}", { params, body }));
      }
      tell(t("accounts.saved", { name }));
      close();
      await again();
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <Dialog title={account?.name ?? t("accounts.add")} close={close}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        {error !== undefined && <Failure error={error} />}
        <div class="fields">
          <Field label={t("accounts.name")}>
            <input
              name="name"
              required
              pattern="[^;,\s]+"
              autocomplete="off"
              readOnly={account !== undefined}
              defaultValue={account?.name ?? ""}
            />
          </Field>
          <Field label={t("accounts.role")}>
            <select value={role} onChange={(event) => setRole(event.currentTarget.value as typeof role)}>
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {t(`role.${each}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t("accounts.person")}>
            <select name="agent_id" required={role === "agent"} defaultValue={account?.agent_id ?? ""}>
              <option value="">–</option>
              {people.map((each) => (
                <option key={each.agent_id} value={each.agent_id} selected={each.agent_id === account?.agent_id}>
                  {each.name || each.agent_id}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t(account ? "accounts.new_password" : "accounts.password")}>
            <input name="password" type="password" minLength={10} autocomplete="new-password" />
          </Field>
          <Field label={t("accounts.email")}>
            <input name="email" type="email" autocomplete="off" defaultValue={account?.email ?? ""} />
          </Field>
        </div>
        <fieldset class="row">
          <legend>{t("accounts.grants")}</legend>
          {GRANTS.map((grant) => (
            <label key={grant} class="row">
              <input type="checkbox" name={grant} defaultChecked={account?.grants.includes(grant) ?? false} />
              {t(`grant.${grant}`)}
            </label>
          ))}
        </fieldset>
        <label class="row">
          <input type="checkbox" name="disabled" defaultChecked={account?.disabled ?? false} />
          {t("accounts.disable")}
        </label>
        <SaveOrCancel close={close} />
      </form>
    </Dialog>
  );
}
