/** A sentence on a person as the page says it: with the name in the place of the id. */

export function named(sentence: string, agentId: string, nameOf: (agentId: string) => string): string {
  const name = nameOf(agentId);
  if (agentId === "" || name === agentId) {
    return sentence;
  }
  const escaped = agentId.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return sentence.replace(new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, "g"), name);
}
