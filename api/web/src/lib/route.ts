/** The address after `#`: a page and what it shows. */

import { useEffect, useState } from "preact/hooks";

export interface Route {
  page: string;
  centre: string;
  /** A day of the week shown. */
  day: string;
}

export function readRoute(hash: string): Route {
  const [path, query] = hash.replace(/^#\/?/, "").split("?");
  const params = new URLSearchParams(query ?? "");
  return { page: path ?? "", centre: params.get("centre") ?? "", day: params.get("day") ?? "" };
}

export function addressOf(route: Route): string {
  const params = new URLSearchParams();
  if (route.centre) {
    params.set("centre", route.centre);
  }
  if (route.day) {
    params.set("day", route.day);
  }
  return `#/${route.page}?${params}`;
}

export function useRoute(): [Route, (change: Partial<Route>) => void] {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(readRoute(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const go = (change: Partial<Route>) => {
    location.hash = addressOf({ ...readRoute(location.hash), ...change });
  };
  return [route, go];
}
