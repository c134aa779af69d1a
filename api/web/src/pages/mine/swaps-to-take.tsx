import { api, held } from "../../api/client";
import type { Facts, Offer, Shift } from "../../api/schema";
import { t } from "../../text";
import { Field } from "../../ui/controls";
import { SWAP_TONE, shiftText } from "../../ui/swap";
import { useTeller } from "../../ui/toasts";

interface SwapsToTakeProps {
  facts: Facts;
  agentId: string;
  offers: readonly Offer[];
  /** One's own shifts that may be given for an offer. */
  inReturn: (offer: Offer) => readonly Shift[];
  nameOf: (agentId: string | null) => string;
  again: () => Promise<void>;
}

/** Shifts that others offer: taken against one of one's own or for nothing; what a rule forbids is refused in its words. */
export function SwapsToTake({ facts, agentId, offers, inReturn, nameOf, again }: SwapsToTakeProps) {
  const { attempt } = useTeller();
  const at = (offer: Offer) => ({
    params: { path: { centre: facts.id, offer_id: offer.id }, header: { "if-match": offer.etag } },
  });
  const take = async (event: SubmitEvent, offer: Offer) => {
    event.preventDefault();
    const day = String(new FormData(event.currentTarget as HTMLFormElement).get("day")) || null;
    await attempt(async () => {
      const made = await held(
        api.POST("/v1/centres/{centre}/swaps/{offer_id}/accept", { ...at(offer), body: { day } }),
      );
      await again();
      return made;
    }, t("swap.taken"));
  };
  const refuse = async (offer: Offer) => {
    await attempt(async () => {
      await held(api.POST("/v1/centres/{centre}/swaps/{offer_id}/end", at(offer)));
      await again();
    });
  };
  return (
    <section class="card stack">
      <h2>{t("swap.others")}</h2>
      {offers.length === 0 && <p class="muted">{t("swap.none")}</p>}
      <ul class="plain">
        {offers.map((offer) => (
          <li key={offer.id} class="stack" style="gap:6px">
            <div class="row apart">
              <span>
                <strong>{nameOf(offer.agent_id)}</strong>: {offer.shift ? shiftText(offer.shift, facts.time_zone) : ""}
              </span>
              <span class={`mark ${SWAP_TONE[offer.state]}`}>{t(`swap.${offer.state}`)}</span>
            </div>
            {offer.state === "offered" && offer.shift && (
              <form class="fields" onSubmit={(event) => void take(event, offer)}>
                <Field label={t("swap.in_return")} whole>
                  <select name="day">
                    <option value="">{t("swap.nothing")}</option>
                    {inReturn(offer).map((shift) => (
                      <option key={shift.shift_date} value={shift.shift_date}>
                        {shiftText(shift, facts.time_zone)}
                      </option>
                    ))}
                  </select>
                </Field>
                <button type="submit" class="button primary">
                  {t("swap.take")}
                </button>
                {offer.to_agent_id === agentId && (
                  <button type="button" class="button" onClick={() => void refuse(offer)}>
                    {t("swap.refuse")}
                  </button>
                )}
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
