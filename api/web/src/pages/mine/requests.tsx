/** What one asks for: a form, and below it what was asked before, to be taken back while that may be. */

import type { ComponentChildren } from "preact";
import { t } from "../../text";
import { useTeller } from "../../ui/toasts";

interface RequestsProps<Row> {
  title: string;
  words?: string;
  rows: readonly Row[];
  again: () => Promise<void>;
  /** Fields and button of the form. */
  children: ComponentChildren;
  /** Send what stands in the form; `told` once it is taken. */
  ask: (form: FormData) => Promise<unknown>;
  told: string;
  line: (row: Row) => ComponentChildren;
  mark: (row: Row) => ComponentChildren;
  /** How to take a row back, where that may be. */
  takeBack: (row: Row) => (() => Promise<unknown>) | undefined;
}

export function Requests<Row extends { id: string | number }>(props: RequestsProps<Row>) {
  const { title, words, rows, again, children, ask, told, line, mark, takeBack } = props;
  const { attempt } = useTeller();
  const act = async (work: () => Promise<unknown>, done?: string) => {
    await attempt(async () => {
      await work();
      await again();
    }, done);
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    void act(() => ask(form), told);
  };
  return (
    <section class="card stack">
      <h2>{title}</h2>
      {words && <p class="muted">{words}</p>}
      <form class="fields" onSubmit={send}>
        {children}
      </form>
      <ul class="plain">
        {rows.map((row) => {
          const back = takeBack(row);
          return (
            <li key={row.id} class="row apart">
              <span>{line(row)}</span>
              <span class="row">
                {mark(row)}
                {back && (
                  <button type="button" class="button plain" onClick={() => void act(back)}>
                    {t("mine.take_back")}
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
