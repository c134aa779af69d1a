/** Levers in words: what the service calls `volume:phone*1.15` is "Contacts phone +15 %" to whoever reads it. */

import { number, t } from "../../text";
import { KINDS, type Kind, shapeOf } from "./levers";

/** A value of a lever with its sign, where it is a change, and its unit. */
export function amount(kind: Kind, value: number): string {
  const { unit, isChange } = shapeOf(kind);
  const sign = isChange && value > 0 ? "+" : "";
  return `${sign}${number(value, Number.isInteger(value) ? 0 : 1)}${unit && ` ${unit}`}`;
}

/** A lever, or a sweep of one, as its name, where it is pulled, and by how much; itself where the page has none such. */
export function leverWords(text: string): string {
  for (const kind of KINDS) {
    const shape = shapeOf(kind);
    const found = patternOf(kind).exec(text);
    if (found !== null) {
      const [, where = "", first = "", last] = found;
      const read = (written: string) => amount(kind, Math.round(shape.read(Number(written)) * 10) / 10);
      const value = last === undefined ? read(first) : `${read(first)} … ${read(last)}`;
      return [t(shape.title), where, value].filter(Boolean).join(" ");
    }
  }
  return text;
}

/** A scenario is its levers, a blank between them. */
export function scenarioWords(name: string): string {
  return name.split(" ").filter(Boolean).map(leverWords).join(", ");
}

const WHERE = "@";

function patternOf(kind: Kind): RegExp {
  const head = shapeOf(kind).text(WHERE);
  const everywhere = shapeOf(kind).text("");
  const place = head.includes(WHERE)
    ? `(?:${escaped(head).replace(WHERE, "([^*=+\\s]+?)")}|${escaped(everywhere)})`
    : `${escaped(head)}()`;
  const value = "(-?\\d+(?:\\.\\d+)?)";
  return new RegExp(`^${place.replace("\\+", "\\+?")}(?:\\[)?${value}(?:\\.\\.${value}/[\\d.]+\\])?$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
