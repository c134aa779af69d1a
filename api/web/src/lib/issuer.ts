/** Signing in through an issuer: what the service gives for one attempt stays in this window until the issuer sends it back. */

import { api, held, Refusal } from "../api/client";
import { t } from "../text";

const KEPT = "paiban.attempt";

interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
}

/** Leave the page for the issuer. */
export async function goToIssuer(): Promise<void> {
  const { address, ...attempt } = await held(api.POST("/v1/sign-in/oidc"));
  sessionStorage.setItem(KEPT, JSON.stringify(attempt));
  location.assign(address);
}

/** The key of whoever comes back from the issuer; undefined for whoever does not; a `Refusal` where the issuer said no. */
export async function comeBack(): Promise<string | undefined> {
  const said = new URLSearchParams(location.search);
  const kept = sessionStorage.getItem(KEPT);
  if (!said.has("state")) {
    return undefined;
  }
  history.replaceState(null, "", location.pathname + location.hash);
  sessionStorage.removeItem(KEPT);
  const attempt: Attempt | null = kept === null ? null : JSON.parse(kept);
  const code = said.get("code");
  if (attempt === null || said.get("state") !== attempt.state || code === null) {
    throw new Refusal(401, { detail: t("sign_in.not_come_back") });
  }
  const body = { code, nonce: attempt.nonce, verifier: attempt.verifier };
  return (await held(api.POST("/v1/sign-in/oidc/token", { body }))).key;
}
