/** The lead's day: who is on, who is missing, what the calls do, and the fewest changes that mend the rest; made for a phone too. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { api, held } from "../../api/client";
import type { KeptAttendance, RosterHead, RosterWhole } from "../../api/schema";
import { clock, localTime, longDate, mondayOf, plusDays, today } from "../../lib/dates";
import { type Known, useKnown } from "../../lib/known";
import { useLoad } from "../../lib/load";
import { Called, namesOf } from "../../lib/named";
import { may, type PageProps } from "../../shell";
import "../../style/today.css";
import { t } from "../../text";
import { Empty, Shown } from "../../ui/states";
import { Actuals } from "./actuals";
import { CallIn } from "./call-in";
import { OnNow, StillToCome } from "./on-duty";
import { Repair } from "./repair";
import { SwapsAgreed } from "./swaps-agreed";

export default function Today({ me, centre, day, go }: PageProps) {
  const known = useKnown(centre);
  return (
    <Shown of={known}>
      {({ facts, people }) => (
        <Called people={people}>
          <Day
            key={day}
            me={me}
            facts={facts}
            people={people}
            day={day || today(facts.time_zone)}
            canRepair={may(me, "jobs:run") && may(me, "rosters:write")}
            canPublish={may(me, "rosters:publish")}
            canDecideSwaps={may(me, "swaps:decide")}
            seesLog={may(me, "attendance:read")}
            turn={(to) => go({ day: to })}
          />
        </Called>
      )}
    </Shown>
  );
}

interface DayProps extends Known {
  me: PageProps["me"];
  day: string;
  canRepair: boolean;
  canPublish: boolean;
  canDecideSwaps: boolean;
  seesLog: boolean;
  turn: (day: string) => void;
}

interface Standing {
  head: RosterHead | undefined;
  roster: RosterWhole | undefined;
  log: readonly KeptAttendance[];
}

/** Another day than today is looked at as it was at noon. */
const NOON = 12 * 60;

function Day({ facts, people, day, canRepair, canPublish, canDecideSwaps, seesLog, turn }: DayProps) {
  const now = useNow(facts.time_zone);
  const isToday = now.day === day;
  const minute = isToday ? now.minute : NOON;
  const [absent, setAbsent] = useState<ReadonlySet<string>>(new Set());
  const standing = useLoad<Standing>(`today ${facts.id} ${day}`, async () => {
    const path = { centre: facts.id };
    const query = { week: mondayOf(day), state: "published" as const };
    const [head] = await held(api.GET("/v1/centres/{centre}/rosters", { params: { path, query } }));
    const roster =
      head &&
      (await held(
        api.GET("/v1/centres/{centre}/rosters/{roster_id}", { params: { path: { ...path, roster_id: head.id } } }),
      ));
    const log = seesLog
      ? await held(api.GET("/v1/centres/{centre}/attendance", { params: { path, query: { limit: 10_000 } } }))
      : [];
    return { head, roster, log };
  });
  const nameOf = useMemo(() => namesOf(people), [people]);
  const mark = (agentId: string, isAbsent: boolean) => {
    const marked = new Set(absent);
    if (isAbsent) {
      marked.add(agentId);
    } else {
      marked.delete(agentId);
    }
    setAbsent(marked);
  };
  const duty = (roster: RosterWhole, log: readonly KeptAttendance[]) => ({
    facts,
    day,
    minute,
    shifts: roster.shifts.filter((shift) => shift.shift_date === day),
    log: log.map((row) => row.value),
    seesLog,
    absent,
    mark: canRepair ? mark : undefined,
    nameOf,
  });
  return (
    <>
      <div class="row apart">
        <div class="row">
          <h1>{longDate(day)}</h1>
          <span class="mark">{isToday ? clock(minute) : t("today.as_at", { at: clock(minute) })}</span>
        </div>
        <div class="row">
          <button type="button" class="button" onClick={() => turn(plusDays(day, -1))}>
            {t("today.before")}
          </button>
          {!isToday && (
            <button type="button" class="button" onClick={() => turn("")}>
              {t("page.today")}
            </button>
          )}
          <button type="button" class="button" onClick={() => turn(plusDays(day, 1))}>
            {t("today.after")}
          </button>
        </div>
      </div>
      <Shown of={standing}>
        {({ head, roster, log }) =>
          head === undefined || roster === undefined ? (
            <div class="card">
              <Empty title={t("today.none")}>
                <p>{t("today.none_hint")}</p>
              </Empty>
            </div>
          ) : (
            <>
              <OnNow {...duty(roster, log)} />
              {canRepair && (
                <Repair
                  facts={facts}
                  day={day}
                  minute={minute}
                  inForce={roster}
                  absent={absent}
                  canPublish={canPublish}
                  nameOf={nameOf}
                  published={standing.reload}
                />
              )}
              {canDecideSwaps && <SwapsAgreed facts={facts} nameOf={nameOf} published={standing.reload} />}
              <StillToCome {...duty(roster, log)} />
              <Actuals facts={facts} rosterId={head.id} day={day} />
              <CallIn facts={facts} rosterId={head.id} day={day} nameOf={nameOf} />
            </>
          )
        }
      </Shown>
    </>
  );
}

const TICK_MS = 30_000;

function useNow(zone: string): { day: string; minute: number } {
  const read = () => localTime(new Date().toISOString(), zone);
  const [now, setNow] = useState(read);
  useEffect(() => {
    const ticking = setInterval(() => setNow(read()), TICK_MS);
    return () => clearInterval(ticking);
  }, [zone]);
  return now;
}
