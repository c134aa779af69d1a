/** How people are called: by name where they have one, in tables and within the sentences of the service, which speak of ids. */

import { type ComponentChildren, createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";

interface Named {
  agent_id: string;
  name?: string;
}

export function namesOf(people: readonly Named[]): (agentId: string) => string {
  const names = new Map(people.map((agent) => [agent.agent_id, agent.name || agent.agent_id]));
  return (agentId) => names.get(agentId) ?? agentId;
}

/** A sentence with names in the place of ids. */
export type Naming = (sentence: string) => string;

const Namings = createContext<Naming>((sentence) => sentence);

export function useNaming(): Naming {
  return useContext(Namings);
}

/** Within it everybody of these people is called by name. */
export function Called({ people, children }: { people: readonly Named[]; children: ComponentChildren }) {
  const naming = useMemo(() => namingOf(people), [people]);
  return <Namings.Provider value={naming}>{children}</Namings.Provider>;
}

/** Short numbers are left alone: "12" may be a person, but also hours. */
const TELLING = /\D|\d{4}/;

export function namingOf(people: readonly Named[]): Naming {
  const names = new Map(
    people.flatMap(({ agent_id, name }) => (name && TELLING.test(agent_id) ? [[agent_id, name] as const] : [])),
  );
  if (names.size === 0) {
    return (sentence) => sentence;
  }
  const ids = [...names.keys()].sort((one, other) => other.length - one.length).map(escaped);
  const anybody = new RegExp(`(?<![\\w-])(?:${ids.join("|")})(?![\\w-]|\\.\\d)`, "g");
  return (sentence) => sentence.replace(anybody, (id) => names.get(id) ?? id);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
