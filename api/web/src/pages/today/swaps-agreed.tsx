import { api, held } from "../../api/client";
import type { Facts, Offer } from "../../api/schema";
import { shortDate, weekday } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { t } from "../../text";
import { Shown } from "../../ui/states";
import { shiftText } from "../../ui/swap";
import { useTeller } from "../../ui/toasts";

interface SwapsAgreedProps {
  facts: Facts;
  nameOf: (agentId: string) => string;
  /** The week is published anew. */
  published: () => Promise<void>;
}

/** Swaps that two people have agreed on and that wait for a word; nothing where none does. */
export function SwapsAgreed({ facts, nameOf, published }: SwapsAgreedProps) {
  const path = { centre: facts.id };
  const { attempt } = useTeller();
  const offers = useLoad<readonly Offer[]>(`swaps ${facts.id}`, () =>
    held(api.GET("/v1/centres/{centre}/swaps", { params: { path } })),
  );
  const at = (offer: Offer) => ({
    params: { path: { ...path, offer_id: offer.id }, header: { "if-match": offer.etag } },
  });
  const confirm = async (offer: Offer) => {
    const send = () => held(api.POST("/v1/centres/{centre}/swaps/{offer_id}/confirm", at(offer)));
    if (await attempt(send, t("swap.confirmed"))) {
      await published();
    }
    await offers.reload();
  };
  const refuse = async (offer: Offer) => {
    await attempt(() => held(api.POST("/v1/centres/{centre}/swaps/{offer_id}/end", at(offer))));
    await offers.reload();
  };
  return (
    <Shown of={offers}>
      {(all) => {
        const agreed = all.filter((each) => each.state === "accepted");
        return agreed.length === 0 ? null : (
          <section class="card stack">
            <h2>{t("swap.agreed", { n: agreed.length })}</h2>
            <ul class="plain">
              {agreed.map((offer) => (
                <li key={offer.id} class="row apart">
                  <span>
                    <strong>{nameOf(offer.agent_id)}</strong> → <strong>{nameOf(offer.taken_by ?? "")}</strong>:{" "}
                    {offer.shift && shiftText(offer.shift, facts.time_zone)}
                    {offer.taken_day && (
                      <span class="muted">
                        {" "}
                        ({t("swap.in_return")}: {weekday(offer.taken_day)} {shortDate(offer.taken_day)})
                      </span>
                    )}
                  </span>
                  <span class="row">
                    <button type="button" class="button primary" onClick={() => void confirm(offer)}>
                      {t("swap.confirm")}
                    </button>
                    <button type="button" class="button" onClick={() => void refuse(offer)}>
                      {t("swap.refuse")}
                    </button>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        );
      }}
    </Shown>
  );
}
