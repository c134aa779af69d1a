/** Shifts given away and taken: one's own offered to a colleague or to anyone, and those of others to take. */

import { api, held } from "../../api/client";
import type { Colleague, Facts, Offer, Shift } from "../../api/schema";
import { mondayOf, plusDays, shortDate, today, weekday } from "../../lib/dates";
import { useLoad } from "../../lib/load";
import { Called } from "../../lib/named";
import { t } from "../../text";
import { Field } from "../../ui/controls";
import { Shown } from "../../ui/states";
import { SWAP_TONE, shiftText } from "../../ui/swap";
import { Requests } from "./requests";
import { SwapsToTake } from "./swaps-to-take";

const DAYS_AHEAD = 28;

export interface SwapDesk {
  own: readonly Shift[];
  offers: readonly Offer[];
  colleagues: readonly Colleague[];
}

interface SwapsProps {
  facts: Facts;
  agentId: string;
  /** One's shifts are no longer what they were. */
  changed: () => void;
}

export function Swaps({ facts, agentId, changed }: SwapsProps) {
  const path = { centre: facts.id };
  const now = today(facts.time_zone);
  const desk = useLoad<SwapDesk>(`swaps ${agentId}`, async () => {
    const query = { from_day: plusDays(now, 1), to_day: plusDays(now, DAYS_AHEAD), agent_id: agentId };
    const [own, offers, colleagues] = await Promise.all([
      held(api.GET("/v1/centres/{centre}/schedule", { params: { path, query } })),
      held(api.GET("/v1/centres/{centre}/swaps", { params: { path } })),
      held(api.GET("/v1/centres/{centre}/swaps/colleagues", { params: { path } })),
    ]);
    return { own, offers, colleagues };
  });
  const nameOf = (id: string | null) =>
    desk.loaded.value?.colleagues.find((each) => each.agent_id === id)?.name || (id ?? t("swap.anyone"));
  const isOpen = (offer: Offer) => offer.state === "offered" || offer.state === "accepted";
  return (
    <Shown of={desk}>
      {({ own, offers, colleagues }) => {
        const mine = offers.filter((each) => each.agent_id === agentId);
        const offered = new Set(mine.filter(isOpen).map((each) => each.day));
        const others = colleagues.filter((each) => each.agent_id !== agentId);
        const free = own.filter((shift) => !offered.has(shift.shift_date));
        return (
          <Called people={colleagues}>
            <Requests
              title={t("swap.title")}
              words={t("swap.words")}
              rows={mine}
              again={desk.reload}
              told={t("swap.offered")}
              ask={(form) => {
                const to = String(form.get("to"));
                const body = { day: String(form.get("day")), to_agent_id: to || null };
                return held(api.POST("/v1/centres/{centre}/swaps", { params: { path }, body }));
              }}
              line={(offer) => (
                <>
                  {offer.shift
                    ? shiftText(offer.shift, facts.time_zone)
                    : `${weekday(offer.day)} ${shortDate(offer.day)}`}{" "}
                  → {nameOf(offer.taken_by ?? offer.to_agent_id)}
                </>
              )}
              mark={(offer) => <span class={`mark ${SWAP_TONE[offer.state]}`}>{t(`swap.${offer.state}`)}</span>}
              takeBack={(offer) => {
                const params = { path: { ...path, offer_id: offer.id }, header: { "if-match": offer.etag } };
                return isOpen(offer)
                  ? () => held(api.POST("/v1/centres/{centre}/swaps/{offer_id}/end", { params }))
                  : undefined;
              }}
            >
              <Field label={t("swap.shift")} whole>
                <select name="day" required>
                  {free.map((shift) => (
                    <option key={shift.shift_date} value={shift.shift_date}>
                      {shiftText(shift, facts.time_zone)}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label={t("swap.to")}>
                <select name="to">
                  <option value="">{t("swap.anyone")}</option>
                  {others.map((each) => (
                    <option key={each.agent_id} value={each.agent_id}>
                      {each.name || each.agent_id}
                    </option>
                  ))}
                </select>
              </Field>
              <button type="submit" class="button" disabled={free.length === 0}>
                {t("swap.offer")}
              </button>
            </Requests>
            <SwapsToTake
              facts={facts}
              agentId={agentId}
              offers={offers.filter((each) => each.agent_id !== agentId)}
              inReturn={(offer) => own.filter((shift) => mondayOf(shift.shift_date) === mondayOf(offer.day))}
              nameOf={nameOf}
              again={async () => {
                await desk.reload();
                changed();
              }}
            />
          </Called>
        );
      }}
    </Shown>
  );
}
