/** What may follow a moment after: the answer to the pointer is drawn first. */

import { useEffect, useState } from "preact/hooks";

/** A value as it was before this picture; the newest as soon as the picture stands and nothing newer has come. */
export function useLater<T>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setShown(value));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value]);
  return shown;
}
