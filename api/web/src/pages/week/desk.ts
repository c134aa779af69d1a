/** A roster on the desk: its shifts, its edits with the ETag they need, undo, and what an edit would do. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { api, held, heldWithTag, Refusal } from "../../api/client";
import type {
  DayOff,
  Done,
  Exchange,
  Finding,
  Foreseen,
  Hours,
  Move,
  NewShift,
  PersonDay,
  Put,
  RosterWhole,
} from "../../api/schema";
import { useLoad } from "../../lib/load";
import { t } from "../../text";
import { useTeller } from "../../ui/toasts";

export type Edit = Move | DayOff | NewShift | Exchange | Put;

interface Laid {
  roster: RosterWhole;
  etag: string;
  /** The groups whose shifts are here; of a team that is not large, all are. */
  groups: ReadonlySet<string> | undefined;
  /** Everybody's hours, of those groups. */
  hours: ReadonlyMap<string, Hours>;
}

const NO_HOURS: ReadonlyMap<string, Hours> = new Map();

export interface Desk {
  laid: ReturnType<typeof useLoad<Laid>>;
  roster: RosterWhole | undefined;
  /** Hours by person, of the groups at hand. */
  hours: ReadonlyMap<string, Hours>;
  /** Whether the shifts of a group are at hand. */
  has: (group: string) => boolean;
  /** Have them at hand. */
  bring: (group: string) => Promise<void>;
  /** What it breaks; absent while it is being checked. */
  broken: readonly Finding[] | undefined;
  /** Make an edit; what it newly broke, nothing where it was refused. The days it is foreseen to set are shown at once. */
  make: (edit: Edit, foreseen: readonly PersonDay[]) => Promise<Done | undefined>;
  foresee: (edit: Edit) => Promise<Foreseen>;
  undo: () => Promise<void>;
  undoable: number;
  publish: () => Promise<boolean>;
}

/** The roster of a week, or, where a group is named, those groups of it that have been asked for. */
export function useDesk(
  centre: string,
  rosterId: number | undefined,
  group: string | undefined,
  changed: () => void,
): Desk {
  const { refuse, object, tell } = useTeller();
  const [undoes, setUndoes] = useState<readonly Put[]>([]);
  const path = { centre, roster_id: rosterId ?? 0 };

  const readHours = async (of: string | undefined): Promise<ReadonlyMap<string, Hours>> => {
    const query = of === undefined ? {} : { group: of };
    const rows = await held(api.GET("/v1/centres/{centre}/rosters/{roster_id}/hours", { params: { path, query } }));
    return new Map(rows.map((row) => [row.agent_id, row]));
  };
  const read = async (of: string | undefined): Promise<Laid> => {
    const query = of === undefined ? {} : { group: of };
    const [{ value, etag }, hours] = await Promise.all([
      heldWithTag(api.GET("/v1/centres/{centre}/rosters/{roster_id}", { params: { path, query } })),
      readHours(of),
    ]);
    return { roster: value, etag, groups: of === undefined ? undefined : new Set([of]), hours };
  };
  const laid = useLoad<Laid>(`roster ${rosterId}`, () => {
    setUndoes([]);
    return read(group);
  });
  const laidId = laid.loaded.value?.roster.id;
  const checked = useLoad<readonly Finding[]>(laidId === undefined ? undefined : `check ${laidId}`, () =>
    held(api.GET("/v1/centres/{centre}/rosters/{roster_id}/check", { params: { path } })),
  );
  const current = useRef<Laid | undefined>(undefined);
  current.current = laid.loaded.value;

  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const coming = useRef(new Map<string, Promise<void>>());
  const bring = async (wanted: string) => {
    if (current.current?.groups === undefined || current.current.groups.has(wanted)) {
      return;
    }
    const begun = coming.current.get(wanted) ?? lay(wanted).finally(() => coming.current.delete(wanted));
    coming.current.set(wanted, begun);
    await begun;
  };
  /** Lay another group beside those that are here; where somebody has changed the roster meanwhile, all is read anew. */
  const lay = async (wanted: string) => {
    try {
      let more = await read(wanted);
      await turn.current;
      if (current.current?.etag !== more.etag) {
        more = await read(wanted); // an edit of one's own was on its way
      }
      const here = current.current;
      if (here?.groups === undefined || here.etag !== more.etag) {
        await laid.reload();
      } else {
        const shifts = [...new Map([...here.roster.shifts, ...more.roster.shifts].map((each) => [keyOf(each), each]))];
        const roster = { ...here.roster, shifts: shifts.map(([, shift]) => shift) };
        const groups = new Set([...here.groups, wanted]);
        laid.set({ ...here, roster, groups, hours: new Map([...here.hours, ...more.hours]) });
      }
    } catch (error) {
      refuse(error);
    }
  };
  useEffect(() => {
    if (group !== undefined) {
      void bring(group);
    }
  }, [group]);

  /** The hours after an edit: of the group that is shown, or of everybody. */
  const recount = async () => {
    try {
      const hours = await readHours(group);
      const here = current.current;
      if (here !== undefined) {
        laid.set({ ...here, hours: new Map([...here.hours, ...hours]) });
      }
    } catch (error) {
      refuse(error);
    }
  };

  const put = (days: readonly PersonDay[], etag?: string) => {
    const here = current.current;
    if (here !== undefined && here.roster.id === rosterId) {
      const kept = etag ?? here.etag;
      const roster = { ...here.roster, shifts: withDays(here.roster.shifts, days), etag: kept };
      current.current = { ...here, roster, etag: kept };
      laid.set(current.current);
    }
  };
  /** Each edit needs the ETag of the one before, so it waits for its turn; on the screen nobody waits. */
  const send = (edit: Edit, foreseen: readonly PersonDay[]): Promise<Done | undefined> => {
    const was = daysAsTheyAre(current.current?.roster.shifts ?? [], foreseen);
    put(foreseen);
    const sent = turn.current.then(() => post(edit, was));
    turn.current = sent;
    return sent;
  };
  const post = async (edit: Edit, was: readonly PersonDay[]): Promise<Done | undefined> => {
    try {
      const { value, etag } = await heldWithTag(
        api.POST("/v1/centres/{centre}/rosters/{roster_id}/edits", {
          params: { path, header: { "if-match": current.current?.etag ?? "" } },
          body: edit,
        }),
      );
      put(value.days, etag);
      void checked.reload();
      void recount();
      changed();
      return value;
    } catch (error) {
      put(was);
      if (error instanceof Refusal && error.status === 412) {
        object([t("week.changed_meanwhile")], {
          label: t("week.look_again"),
          run: () => void Promise.all([laid.reload(), checked.reload()]).then(changed),
        });
      } else {
        refuse(error);
      }
      return undefined;
    }
  };

  const make = async (edit: Edit, foreseen: readonly PersonDay[]) => {
    const done = await send(edit, foreseen);
    if (done !== undefined) {
      setUndoes((all) => [...all, { kind: "put", put: [...done.before] }]);
    }
    return done;
  };

  const undo = async () => {
    const last = undoes.at(-1);
    if (last !== undefined && (await send(last, last.put)) !== undefined) {
      setUndoes((all) => all.slice(0, -1));
      tell(t("week.undone"));
    }
  };

  const foresee = useCallback(
    (edit: Edit) =>
      held(
        api.POST("/v1/centres/{centre}/rosters/{roster_id}/preview", {
          params: { path: { centre, roster_id: rosterId ?? 0 } },
          body: edit,
        }),
      ),
    [centre, rosterId],
  );

  const publish = async () => {
    const before = current.current;
    if (before === undefined) {
      return false;
    }
    try {
      await held(
        api.POST("/v1/centres/{centre}/rosters/{roster_id}/publish", {
          params: { path, header: { "if-match": before.etag } },
        }),
      );
      await laid.reload();
      return true;
    } catch (error) {
      refuse(error);
      return false;
    }
  };

  return {
    laid,
    roster: laid.loaded.value?.roster,
    hours: laid.loaded.value?.hours ?? NO_HOURS,
    has: (wanted) => laid.loaded.value?.groups?.has(wanted) ?? true,
    bring,
    broken: checked.loaded.value,
    make,
    foresee,
    undo,
    undoable: undoes.length,
    publish,
  };
}

type Shifts = RosterWhole["shifts"];

function keyOf(shift: Shifts[number]): string {
  return `${shift.agent_id} ${shift.shift_date}`;
}

/** The shifts with some days put in the place of what they were. */
export function withDays(shifts: Shifts, days: readonly PersonDay[]): Shifts {
  const named = new Set(days.map((day) => `${day.agent_id} ${day.day}`));
  const kept = shifts.filter((shift) => !named.has(keyOf(shift)));
  return [...kept, ...days.flatMap((day) => (day.shift ? [day.shift] : []))];
}

/** What some days are before they are set. */
function daysAsTheyAre(shifts: Shifts, days: readonly PersonDay[]): readonly PersonDay[] {
  return days.map(({ agent_id, day }) => {
    const shift = shifts.find((each) => each.agent_id === agent_id && each.shift_date === day);
    return { agent_id, day, shift: shift ?? null };
  });
}
