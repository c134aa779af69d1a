import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { Pasted } from "../../api/schema";
import { t } from "../../text";
import { Dialog, Field } from "../../ui/controls";
import { Failure } from "../../ui/states";
import { useTeller } from "../../ui/toasts";
import type { TabProps } from "./index";

/** People copied from a spreadsheet: looked at first, then taken in, all or nothing. */
export function PastePeople({ facts, again, close }: TabProps & { close: () => void }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Pasted | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const { tell } = useTeller();

  const send = async (keep: boolean) => {
    setError(undefined);
    try {
      const params = { path: { centre: facts.id } };
      const pasted = await held(api.POST("/v1/centres/{centre}/people/paste", { params, body: { text, keep } }));
      if (keep) {
        tell(t("people.pasted", { added: pasted.added.length, changed: pasted.changed.length }));
        close();
        await again();
      } else {
        setFound(pasted);
      }
    } catch (refused) {
      setFound(undefined);
      setError(refused);
    }
  };

  return (
    <Dialog title={t("people.paste")} close={close} wide>
      <p class="muted">{t("people.paste_words")}</p>
      <Field label={t("people.paste_here")}>
        <textarea
          rows={10}
          spellcheck={false}
          style="font-family:ui-monospace,monospace;font-size:12px;white-space:pre"
          placeholder={"agent_id\tname\tgroup\tskills\nA51\tLin\tphone\tphone;online"}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setFound(undefined);
          }}
        />
      </Field>
      {error !== undefined && <Failure error={error} />}
      {found && (
        <div class="notice" role="status">
          {t("people.paste_found", { added: found.added.length, changed: found.changed.length })}
          <div class="muted">{[...found.added, ...found.changed].slice(0, 30).join(", ")}</div>
        </div>
      )}
      <div class="row" style="justify-content:flex-end">
        <button type="button" class="button" disabled={text === ""} onClick={() => void send(false)}>
          {t("people.paste_check")}
        </button>
        <button
          type="button"
          class="button primary"
          disabled={!found || found.added.length + found.changed.length === 0}
          onClick={() => void send(true)}
        >
          {t("people.paste_keep")}
        </button>
      </div>
    </Dialog>
  );
}
