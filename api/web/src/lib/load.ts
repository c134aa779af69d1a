/** Something asked for from the service: on its way, there, or refused. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

export type Loaded<T> =
  | { state: "loading"; value?: T }
  | { state: "ready"; value: T }
  | { state: "failed"; error: unknown; value?: T };

export interface Loading<T> {
  loaded: Loaded<T>;
  reload: () => Promise<void>;
  set: (value: T) => void;
}

/** Load when the key changes, and not before there is one; while it loads again what was there stays to be seen. */
export function useLoad<T>(key: string | undefined, load: () => Promise<T>): Loading<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: "loading" });
  const turn = useRef(0);
  const latest = useRef(load);
  latest.current = load;

  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    try {
      const value = await latest.current();
      if (mine === turn.current) {
        setLoaded({ state: "ready", value });
      }
    } catch (error) {
      if (mine === turn.current) {
        setLoaded((before) => ({
          state: "failed",
          error,
          ...(before.value === undefined ? {} : { value: before.value }),
        }));
      }
    }
  }, []);

  useEffect(() => {
    setLoaded({ state: "loading" });
    if (key !== undefined) {
      void reload();
    }
    return () => {
      turn.current += 1;
    };
  }, [key, reload]);

  const set = useCallback((value: T) => setLoaded({ state: "ready", value }), []);
  return { loaded, reload, set };
}
