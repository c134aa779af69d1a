/** A sentence on a person as the page says it: with the name in the place of the id. */

export function named(sentence: string, agentId: string, nameOf: (agentId: string) => string): string {
  const name = nameOf(agentId);
  if (agentId === "" || name === agentId) {
    return sentence;
  }
  const escaped = agentId.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return sentence.replace(new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, "g"), name);
}

interface Named {
  agent_id: string;
  name?: string;
}

/** How people are called: by name where they have one, else by id. */
export function namesOf(people: readonly Named[]): (agentId: string) => string {
  const names = new Map(people.map((agent) => [agent.agent_id, agent.name || agent.agent_id]));
  return (agentId) => names.get(agentId) ?? agentId;
}
