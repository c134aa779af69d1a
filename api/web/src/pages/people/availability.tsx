import { api, held } from "../../api/client";
import type { KeptAvailability } from "../../api/schema";
import { useLoad } from "../../lib/load";
import { t } from "../../text";
import { AVAILABILITY_TONE, AvailabilityFields, availabilityOf, daysText } from "../../ui/availability-fields";
import { PersonField } from "../../ui/form-parts";
import { Empty, Shown } from "../../ui/states";
import { TableHead } from "../../ui/table-head";
import { useTeller } from "../../ui/toasts";
import type { TabProps } from "./index";

const KINDS = ["available", "unavailable", "prefer", "avoid"] as const;

/** When people can, cannot, and would rather work: written down and struck out here. */
export function AvailabilityTable({ facts, people, canWrite, nameOf }: TabProps) {
  const path = { centre: facts.id };
  const { attempt } = useTeller();
  const rows = useLoad<readonly KeptAvailability[]>("availability", () =>
    held(api.GET("/v1/centres/{centre}/availability", { params: { path, query: { limit: 10_000 } } })),
  );
  const act = async (work: () => Promise<unknown>, done: string) => {
    await attempt(async () => {
      await work();
      await rows.reload();
    }, done);
  };
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = availabilityOf(form, String(form.get("agent_id")));
    const send = () => held(api.POST("/v1/centres/{centre}/availability", { params: { path }, body }));
    void act(send, t("people.availability_added"));
  };
  const drop = ({ id, etag }: KeptAvailability) => {
    const params = { path: { ...path, row_id: id }, header: { "if-match": etag } };
    const send = () => held(api.DELETE("/v1/centres/{centre}/availability/{row_id}", { params }));
    void act(send, t("people.availability_dropped"));
  };
  return (
    <section class="card stack">
      <h2>{t("people.availability")}</h2>
      {canWrite && (
        <form class="fields" onSubmit={add}>
          <PersonField people={people.map((row) => row.value)} />
          <AvailabilityFields kinds={KINDS} />
          <button type="submit" class="button primary">
            {t("people.availability_add")}
          </button>
        </form>
      )}
      <Shown of={rows}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t("people.no_availability")} />
          ) : (
            <table>
              <TableHead
                of={[
                  t("week.person"),
                  t("people.days"),
                  t("people.times"),
                  t("people.kind"),
                  ...(canWrite ? [{ title: t("people.strike_out"), hidden: true }] : []),
                ]}
              />
              <tbody>
                {all.map((row) => (
                  <tr key={row.id}>
                    <th scope="row" style="font-weight:500">
                      {nameOf(row.value.agent_id)}
                    </th>
                    <td>{daysText(row.value.days ?? "")}</td>
                    <td>
                      {row.value.from_time}–{row.value.to_time}
                    </td>
                    <td>
                      <span class={`mark ${AVAILABILITY_TONE[row.value.kind]}`}>{t(`wish.${row.value.kind}`)}</span>
                    </td>
                    {canWrite && (
                      <td class="number">
                        <button type="button" class="button plain" onClick={() => drop(row)}>
                          {t("people.strike_out")}
                        </button>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Shown>
    </section>
  );
}
