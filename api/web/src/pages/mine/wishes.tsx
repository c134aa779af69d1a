import { api, held } from "../../api/client";
import type { Facts, KeptAvailability } from "../../api/schema";
import { useLoad } from "../../lib/load";
import { t } from "../../text";
import { AVAILABILITY_TONE, AvailabilityFields, availabilityOf, daysText } from "../../ui/availability-fields";
import { Shown } from "../../ui/states";
import { Requests } from "./requests";

const WISHES = ["prefer", "avoid"] as const;

interface WishesProps {
  facts: Facts;
  agentId: string;
}

/** When one would rather work, or rather not. */
export function Wishes({ facts, agentId }: WishesProps) {
  const path = { centre: facts.id };
  const rows = useLoad<readonly KeptAvailability[]>("wishes", () =>
    held(api.GET("/v1/centres/{centre}/availability", { params: { path } })),
  );
  return (
    <Shown of={rows}>
      {(all) => (
        <Requests
          title={t("mine.wishes")}
          rows={all}
          again={rows.reload}
          told={t("mine.wished")}
          ask={(form) => {
            const body = availabilityOf(form, agentId);
            return held(api.POST("/v1/centres/{centre}/availability", { params: { path }, body }));
          }}
          line={({ value }) => (
            <>
              {daysText(value.days ?? "")} {value.from_time}–{value.to_time}
            </>
          )}
          mark={({ value }) => <span class={`mark ${AVAILABILITY_TONE[value.kind]}`}>{t(`wish.${value.kind}`)}</span>}
          takeBack={(row) => {
            const params = { path: { ...path, row_id: row.id }, header: { "if-match": row.etag } };
            return WISHES.some((kind) => kind === row.value.kind)
              ? () => held(api.DELETE("/v1/centres/{centre}/availability/{row_id}", { params }))
              : undefined;
          }}
        >
          <AvailabilityFields kinds={WISHES} />
          <button type="submit" class="button">
            {t("mine.wish")}
          </button>
        </Requests>
      )}
    </Shown>
  );
}
