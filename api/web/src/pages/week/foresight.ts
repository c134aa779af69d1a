/** What an edit would do, asked while it is being made: one question at a time, the latest wish wins. */

import { useCallback, useRef, useState } from "preact/hooks";
import type { Foreseen } from "../../api/schema";
import { sentencesOf } from "../../ui/states";
import type { Desk, Edit } from "./desk";

export interface Foresight {
  edit: Edit;
  /** Absent while the answer is on its way. */
  foreseen?: Foreseen;
  /** Why it cannot be asked of any rule: no such day, already taken. */
  refused?: readonly string[];
}

export interface Foreseer {
  foresight: Foresight | undefined;
  /** Ask about an edit; nothing ends it, and with it what has been answered. */
  ask: (edit: Edit | undefined) => void;
  /** The answer to an edit, asked now if it has not been. */
  answer: (edit: Edit) => Promise<Foresight>;
}

export function useForesight(foresee: Desk["foresee"]): Foreseer {
  const [foresight, setForesight] = useState<Foresight | undefined>(undefined);
  const wanted = useRef<Edit | undefined>(undefined);
  const asking = useRef(false);

  const latest = useRef<{ edit: string; found: Promise<Foresight> } | undefined>(undefined);

  const answer = useCallback(
    (edit: Edit): Promise<Foresight> => {
      const asked = JSON.stringify(edit);
      if (latest.current?.edit !== asked) {
        const found = foresee(edit).then(
          (foreseen): Foresight => ({ edit, foreseen }),
          (error: unknown): Foresight => ({ edit, refused: sentencesOf(error) }),
        );
        latest.current = { edit: asked, found };
      }
      return latest.current.found;
    },
    [foresee],
  );

  const ask = useCallback(
    (edit: Edit | undefined) => {
      wanted.current = edit;
      if (edit === undefined) {
        latest.current = undefined;
        setForesight(undefined);
        return;
      }
      if (asking.current) {
        return;
      }
      asking.current = true;
      void (async () => {
        while (wanted.current !== undefined) {
          const asked = wanted.current;
          const found = await answer(asked);
          if (wanted.current !== undefined) {
            setForesight(found);
          }
          if (wanted.current === asked) {
            break;
          }
        }
        asking.current = false;
      })();
    },
    [answer],
  );

  return { foresight, ask, answer };
}
