/** Short messages in the corner: what was done, and what was refused and why. */

import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useCallback, useContext, useMemo, useState } from "preact/hooks";
import { type Naming, useNaming } from "../lib/named";
import { t } from "../text";
import { Icon } from "./controls";
import { Sentences, sentencesOf } from "./states";

interface Toast {
  id: number;
  kind: "good" | "bad";
  sentences: readonly string[];
  act?: { label: string; run: () => void };
}

interface Teller {
  tell: (sentence: string) => void;
  refuse: (error: unknown) => void;
  /** Do something, tell what was done, or why it was refused; whether it was done. */
  attempt: (work: () => Promise<unknown>, done?: string) => Promise<boolean>;
  object: (sentences: readonly string[], act?: Toast["act"]) => void;
}

const GOOD_MS = 5000;
type Adder = (toast: Omit<Toast, "id">) => void;
const Adders = createContext<Adder | null>(null);
let next = 1;

export function useTeller(): Teller {
  const add = useContext(Adders);
  const naming = useNaming();
  const teller = useMemo(() => add && tellerOf(add, naming), [add, naming]);
  if (teller === null) {
    throw new Error("no toasts around");
  }
  return teller;
}

/** Who is told of stands in the page that tells; the messages themselves lie above all pages. */
function tellerOf(add: Adder, naming: Naming): Teller {
  const tell = (sentence: string) => add({ kind: "good", sentences: [sentence] });
  const object = (sentences: readonly string[], act?: Toast["act"]) =>
    add({ kind: "bad", sentences: sentences.map(naming), ...(act ? { act } : {}) });
  const refuse = (error: unknown) => object(sentencesOf(error));
  const attempt = async (work: () => Promise<unknown>, done?: string) => {
    try {
      await work();
    } catch (error) {
      refuse(error);
      return false;
    }
    if (done) {
      tell(done);
    }
    return true;
  };
  return { tell, refuse, attempt, object };
}

export function Toasts({ children }: { children: ComponentChildren }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((each) => each.id !== id)), []);
  const add = useCallback<Adder>(
    (toast) => {
      const id = next++;
      setToasts((all) => [...all.filter((each) => each.kind === toast.kind).slice(-2), { ...toast, id }]);
      if (toast.kind === "good") {
        setTimeout(() => drop(id), GOOD_MS);
      }
    },
    [drop],
  );
  return (
    <Adders.Provider value={add}>
      {children}
      <div class="toasts" aria-live="polite">
        {toasts.map(({ id, kind, sentences, act }) => (
          <div key={id} class={`toast ${kind}`} role={kind === "bad" ? "alert" : "status"}>
            <div class="grow stack" style="gap:6px">
              <Sentences of={sentences} />
              {act && (
                <button
                  type="button"
                  class="button"
                  onClick={() => {
                    drop(id);
                    act.run();
                  }}
                >
                  {act.label}
                </button>
              )}
            </div>
            <button type="button" class="button plain square" aria-label={t("action.close")} onClick={() => drop(id)}>
              <Icon name="close" />
            </button>
          </div>
        ))}
      </div>
    </Adders.Provider>
  );
}
