/** Dragging a shift: where it would go, to whom, and whether it is moved or stretched. */

import { useMemo, useRef, useState } from "preact/hooks";
import type { Move, Shift } from "../../api/schema";
import { minuteOf, plusMinutes, weekDays } from "../../lib/dates";
import { end, placeOf, type Scale, start, timeAt } from "./scale";

type Grip = "whole" | "start" | "end";

export interface Dragged {
  shift: Shift;
  edit: Move;
  x: number;
  y: number;
}

const EDGE_PX = 7;
const STILL_PX = 4;
const DAY_MIN = 1440;

export interface DragHandlers {
  onPointerDown: (event: PointerEvent, shift: Shift) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerCancel: () => void;
}

interface Options {
  scale: Scale;
  over: (dragged: Dragged) => void;
  drop: (dragged: Dragged) => void;
  cancel: () => void;
}

export function useDrag({ scale, over, drop, cancel }: Options): [Dragged | undefined, DragHandlers] {
  const [dragged, setDragged] = useState<Dragged | undefined>(undefined);
  const hold = useRef<
    { shift: Shift; grip: Grip; x: number; y: number; lane: DOMRect; moved: boolean; last?: Move } | undefined
  >(undefined);

  const at = (event: PointerEvent): Dragged | undefined => {
    const held = hold.current;
    if (held === undefined) {
      return undefined;
    }
    const share = (event.clientX - held.x) / held.lane.width;
    const edit = moveOf(scale, held.shift, held.grip, share);
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-agent]");
    const other = held.grip === "whole" ? row?.dataset["agent"] : undefined;
    if (other !== undefined && other !== held.shift.agent_id) {
      edit.to_agent_id = other;
    }
    return { shift: held.shift, edit, x: event.clientX, y: event.clientY };
  };

  const letGo = () => {
    hold.current = undefined;
    setDragged(undefined);
  };

  const latest = useRef<DragHandlers | undefined>(undefined);
  latest.current = {
    onPointerDown: (event, shift) => {
      const bar = event.currentTarget as HTMLElement;
      const lane = bar.parentElement?.getBoundingClientRect();
      if (event.button !== 0 || lane === undefined) {
        return;
      }
      bar.setPointerCapture(event.pointerId);
      const box = bar.getBoundingClientRect();
      const grip = event.clientX - box.left < EDGE_PX ? "start" : box.right - event.clientX < EDGE_PX ? "end" : "whole";
      hold.current = { shift, grip, x: event.clientX, y: event.clientY, lane, moved: false };
    },
    onPointerMove: (event) => {
      const held = hold.current;
      if (held === undefined) {
        return;
      }
      held.moved ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > STILL_PX;
      const now = held.moved ? at(event) : undefined;
      if (now !== undefined && !isSame(now.edit, held.last)) {
        held.last = now.edit;
        setDragged(now);
        over(now);
      }
    },
    onPointerUp: (event) => {
      const now = hold.current?.moved ? at(event) : undefined;
      letGo();
      if (now !== undefined && !isNothing(now)) {
        drop(now);
      } else {
        cancel();
      }
    },
    onPointerCancel: () => {
      letGo();
      cancel();
    },
  };
  const stable = useMemo<DragHandlers>(
    () => ({
      onPointerDown: (event, shift) => latest.current?.onPointerDown(event, shift),
      onPointerMove: (event) => latest.current?.onPointerMove(event),
      onPointerUp: (event) => latest.current?.onPointerUp(event),
      onPointerCancel: () => latest.current?.onPointerCancel(),
    }),
    [],
  );
  return [dragged, stable];
}

/** The pointer moves more often than the edit changes. */
function isSame(one: Move, other: Move | undefined): boolean {
  return one.start === other?.start && one.end === other.end && one.to_agent_id === other.to_agent_id;
}

function isNothing({ shift, edit }: Dragged): boolean {
  const same = (one: string, other: string) => new Date(one).getTime() === new Date(other).getTime();
  return edit.to_agent_id == null && same(edit.start, start(shift)) && same(edit.end, end(shift));
}

function moveOf(scale: Scale, shift: Shift, grip: Grip, share: number): Move {
  const move: Move = {
    kind: "move",
    agent_id: shift.agent_id,
    day: shift.shift_date,
    start: start(shift),
    end: end(shift),
  };
  const pulled = grip === "end" ? end(shift) : start(shift);
  const target = timeAt(scale, placeOf(scale, pulled, shift.shift_date) + share);
  const days = weekDays(scale.days[0] ?? shift.shift_date);
  const dayShift = days.indexOf(target.day) - days.indexOf(shift.shift_date);
  const minutes = target.minute + dayShift * DAY_MIN - minuteOf(pulled, shift.shift_date, scale.zone);
  if (grip !== "end") {
    move.start = plusMinutes(move.start, minutes);
  }
  if (grip !== "start") {
    move.end = plusMinutes(move.end, minutes);
  }
  return move;
}
