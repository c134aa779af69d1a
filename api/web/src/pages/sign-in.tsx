import { useEffect, useState } from "preact/hooks";
import { api, held, signInWith } from "../api/client";
import { comeBack, goToIssuer } from "../lib/issuer";
import { useLoad } from "../lib/load";
import { t } from "../text";
import { Field } from "../ui/controls";
import { LanguageSwitch } from "../ui/language-switch";
import { Failure } from "../ui/states";

interface SignInProps {
  enter: () => void;
  speakAgain: () => void;
}

/** By name and password; through an issuer where the service has one; by a key where there is no password yet. */
export function SignIn({ enter, speakAgain }: SignInProps) {
  const [byKey, setByKey] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const [busy, setBusy] = useState(false);
  const { loaded: ways } = useLoad("sign-in", () => held(api.GET("/v1/sign-in")));
  const issuer = ways.value?.oidc;

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    try {
      await act();
    } catch (refused) {
      signInWith(null);
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const back = async () => {
    const key = await comeBack();
    if (key !== undefined) {
      signInWith(key);
      enter();
    }
  };
  useEffect(() => void attempt(back), []);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = (name: string) => String(form.get(name) ?? "").trim();
    return attempt(async () => {
      if (byKey) {
        signInWith(said("key"));
        await held(api.GET("/v1/me"));
      } else {
        const body = { name: said("name"), password: String(form.get("password") ?? "") };
        signInWith((await held(api.POST("/v1/tokens", { body }))).key);
      }
      enter();
    });
  };

  return (
    <main class="sign-in">
      <form class="card stack" onSubmit={(event) => void submit(event)}>
        <div class="row apart">
          <h1>paiban</h1>
          <LanguageSwitch speakAgain={speakAgain} />
        </div>
        <p class="muted">{t("sign_in.words")}</p>
        {error !== undefined && <Failure error={error} />}
        {byKey ? (
          <Field label={t("sign_in.key")}>
            <input name="key" type="password" autocomplete="off" required />
          </Field>
        ) : (
          <>
            <Field label={t("sign_in.name")}>
              <input name="name" autocomplete="username" required />
            </Field>
            <Field label={t("sign_in.password")}>
              <input name="password" type="password" autocomplete="current-password" required />
            </Field>
          </>
        )}
        <button class="button primary" type="submit" disabled={busy}>
          {t("sign_in.enter")}
        </button>
        {issuer && (
          <button class="button" type="button" disabled={busy} onClick={() => void attempt(goToIssuer)}>
            {t("sign_in.with", { name: issuer })}
          </button>
        )}
        <button class="button plain" type="button" onClick={() => setByKey(!byKey)}>
          {t(byKey ? "sign_in.by_password" : "sign_in.by_key")}
        </button>
      </form>
    </main>
  );
}
