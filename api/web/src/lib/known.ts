/** What most pages must know before they can show anything: the department, and its people. */

import { api, held } from "../api/client";
import type { Agent, Facts } from "../api/schema";
import { type Loading, useLoad } from "./load";

export function useFacts(centre: string): Loading<Facts> {
  return useLoad<Facts>(`facts ${centre}`, () =>
    held(api.GET("/v1/centres/{centre}/facts", { params: { path: { centre } } })),
  );
}

export interface Known {
  facts: Facts;
  people: readonly Agent[];
}

export function useKnown(centre: string): Loading<Known> {
  return useLoad<Known>(`known ${centre}`, async () => {
    const path = { centre };
    const [facts, people] = await Promise.all([
      held(api.GET("/v1/centres/{centre}/facts", { params: { path } })),
      held(api.GET("/v1/centres/{centre}/people", { params: { path, query: { limit: 10_000 } } })),
    ]);
    return { facts, people: people.map((row) => row.value) };
  });
}
