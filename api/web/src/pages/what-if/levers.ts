/** The levers a manager pulls, and each as the text in which the service reads it. */

import type { Facts } from "../../api/schema";
import type { Word } from "../../text";

export interface Lever {
  id: number;
  kind: Kind;
  /** A queue, a skill, or blank for all. */
  where: string;
  value: number;
  /** Until where a sweep goes; absent: one value. */
  until?: number;
}

interface Shape {
  title: Word;
  unit: string;
  least: number;
  most: number;
  step: number;
  start: number;
  /** What the lever may be about. */
  of: "queue" | "skill" | "target" | "nothing";
  /** How it is written before its value, and what its value is there. */
  text: (where: string) => string;
  written: (value: number) => number;
  /** The value back from how it is written. */
  read: (written: number) => number;
  /** Whether the value is a change, and not what it comes to. */
  isChange: boolean;
}

const identity = (value: number) => value;
const factor = (value: number) => round(1 + value / 100);
const share = (value: number) => round(value / 100);
const percents = (written: number) => (written - 1) * 100;
const hundredfold = (written: number) => written * 100;
const colon = (name: string, where: string) => (where ? `${name}:${where}` : name);

export const SHAPES = {
  volume: {
    title: "lever.volume",
    unit: "%",
    least: -50,
    most: 100,
    step: 5,
    start: 15,
    of: "queue",
    text: (where) => `${colon("volume", where)}*`,
    written: factor,
    read: percents,
    isChange: true,
  },
  aht: {
    title: "lever.aht",
    unit: "%",
    least: -50,
    most: 50,
    step: 5,
    start: -5,
    of: "queue",
    text: (where) => `${colon("aht", where)}*`,
    written: factor,
    read: percents,
    isChange: true,
  },
  headcount: {
    title: "lever.headcount",
    unit: "",
    least: -10,
    most: 20,
    step: 1,
    start: 3,
    of: "skill",
    text: (where) => `headcount:${where}+`,
    written: identity,
    read: identity,
    isChange: true,
  },
  shrinkage: {
    title: "lever.shrinkage",
    unit: "%",
    least: 0,
    most: 30,
    step: 1,
    start: 8,
    of: "nothing",
    text: () => "shrinkage:in_shift=",
    written: share,
    read: hundredfold,
    isChange: false,
  },
  target: {
    title: "lever.target",
    unit: "%",
    least: 50,
    most: 99,
    step: 1,
    start: 85,
    of: "target",
    text: (where) => `${colon("queue.service_level", where)}=`,
    written: share,
    read: hundredfold,
    isChange: false,
  },
  floor: {
    title: "lever.floor",
    unit: "h",
    least: 0,
    most: 40,
    step: 1,
    start: 25,
    of: "nothing",
    text: () => "rules.weekly_hours.min_h=",
    written: identity,
    read: identity,
    isChange: false,
  },
} satisfies Record<string, Shape>;

export type Kind = keyof typeof SHAPES;
export const KINDS = Object.keys(SHAPES) as Kind[];

const STEPS = 4;

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

export function shapeOf(kind: Kind): Shape {
  return SHAPES[kind];
}

/** What a lever may be about, the first being what it starts with. */
export function placesOf(kind: Kind, facts: Facts): string[] {
  switch (shapeOf(kind).of) {
    case "skill":
      return [...new Set(facts.queues.map((queue) => queue.skill))];
    case "queue":
      return ["", ...facts.queues.filter((queue) => queue.channel !== "position").map((queue) => queue.id)];
    case "target":
      return facts.queues.filter((queue) => queue.service_level !== null).map((queue) => queue.id);
    case "nothing":
      return [""];
  }
}

/** As the service reads it: ``volume:phone*1.15``, or a sweep ``volume*[0.9..1.3/0.1]``. */
export function textOf(lever: Lever): string {
  const shape = shapeOf(lever.kind);
  const [first, last] = [lever.value, lever.until ?? lever.value].map(shape.written) as [number, number];
  const head = shape.text(lever.where);
  if (lever.until === undefined || first === last) {
    return `${head}${first}`.replace("+-", "-");
  }
  const [low, high] = first < last ? [first, last] : [last, first];
  const whole = shape.written === identity;
  const step = whole ? Math.max(1, Math.ceil((high - low) / STEPS)) : round((high - low) / STEPS);
  return `${head}[${low}..${high}/${step}]`;
}
