/** What is drawn anew only where it has changed. */

import { useRef } from "preact/hooks";

/** A list, the very one as before for as long as it holds the same things. */
export function useSame<T>(list: readonly T[]): readonly T[] {
  const kept = useRef(list);
  const before = kept.current;
  if (before.length !== list.length || before.some((each, at) => each !== list[at])) {
    kept.current = list;
  }
  return kept.current;
}
