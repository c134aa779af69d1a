import { useState } from "preact/hooks";
import { api, held } from "../../api/client";
import { t } from "../../text";
import { Field } from "../../ui/controls";
import { useTeller } from "../../ui/toasts";

/** An address for a calendar application; shown once, a new one takes the place of the old. */
export function CalendarFeed() {
  const [address, setAddress] = useState("");
  const { attempt, tell } = useTeller();
  const ask = async () => {
    await attempt(async () => {
      const { path } = await held(api.POST("/v1/me/calendar"));
      setAddress(new URL(path, location.origin).href);
    });
  };
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    tell(t("mine.copied"));
  };
  return (
    <section class="card stack">
      <h2>{t("mine.calendar")}</h2>
      <p class="muted">{t("mine.calendar_words")}</p>
      {address ? (
        <>
          <Field label={t("mine.calendar_address")}>
            <input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
          </Field>
          <div class="row">
            <button type="button" class="button primary" onClick={() => void copy()}>
              {t("mine.copy")}
            </button>
            <a class="button" href={address} download="shifts.ics">
              {t("mine.download")}
            </a>
          </div>
        </>
      ) : (
        <div>
          <button type="button" class="button" onClick={() => void ask()}>
            {t("mine.calendar_ask")}
          </button>
        </div>
      )}
    </section>
  );
}
