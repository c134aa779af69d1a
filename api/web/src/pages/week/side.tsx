/** The form beside the drag: one person's day, to be moved, stretched, swapped, pinned, given off or filled; and why it is so. */

import { useEffect, useState } from "preact/hooks";
import type { Agent, Coverage, Facts, Lock, Shift } from "../../api/schema";
import { clock, type Day, longDate, minuteOf, minutesOf, plusMinutes, weekday } from "../../lib/dates";
import { t } from "../../text";
import { Field, Icon, Segmented } from "../../ui/controls";
import type { Edit } from "./desk";
import type { Foreseer } from "./foresight";
import type { Chosen } from "./gantt";
import { end, start } from "./scale";
import { Verdict } from "./verdict";
import { WhyPerson } from "./why-person";

interface SideProps {
  centre: string;
  rosterId: number;
  facts: Facts;
  days: readonly Day[];
  agent: Agent;
  people: readonly Agent[];
  shifts: readonly Shift[];
  lock: Lock | undefined;
  chosen: Chosen;
  choose: (chosen: Chosen | undefined) => void;
  editable: boolean;
  foreseer: Foreseer;
  coverage: Coverage | undefined;
  make: (edit: Edit) => void;
  /** Have a person's shifts at hand, of whichever group. */
  bring: (agentId: string) => Promise<void>;
  pin: (isPinned: boolean) => void;
}

export function Side(props: SideProps) {
  const { agent, days, chosen, choose, shifts, facts, editable, foreseer } = props;
  const shift = shifts.find((each) => each.agent_id === agent.agent_id && each.shift_date === chosen.day);
  const close = () => {
    foreseer.ask(undefined);
    choose(undefined);
  };
  return (
    <aside class="side no-print" aria-label={t("week.form")}>
      <div class="row apart">
        <div>
          <h2>{agent.name || agent.agent_id}</h2>
          <span class="muted">
            {agent.agent_id} · {agent.group} · {(agent.skills ?? []).join(", ")}
          </span>
        </div>
        <button type="button" class="button plain square" aria-label={t("action.close")} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <Segmented
        label={t("week.day")}
        options={days.map((day) => [day, weekday(day)] as const)}
        value={chosen.day}
        choose={(day) => choose({ agentId: agent.agent_id, day })}
      />
      <strong>{longDate(chosen.day)}</strong>
      {editable &&
        (shift ? (
          <ShiftForm key={`${shift.agent_id} ${shift.shift_date} ${start(shift)}`} {...props} shift={shift} />
        ) : (
          <NewShiftForm key={`${agent.agent_id} ${chosen.day}`} {...props} />
        ))}
      {shift && <Segments shift={shift} zone={facts.time_zone} />}
      <WhyPerson centre={props.centre} rosterId={props.rosterId} agentId={agent.agent_id} shifts={shifts} />
    </aside>
  );
}

type FormProps = SideProps & { shift: Shift };

function ShiftForm({ facts, people, shifts, shift, foreseer, coverage, make, bring, lock, pin }: FormProps) {
  const at = (instant: string) => clock(minuteOf(instant, shift.shift_date, facts.time_zone));
  const [begin, setBegin] = useState(at(start(shift)));
  const [stop, setStop] = useState(at(end(shift)));
  const [other, setOther] = useState("");

  const moved = (from: string, to: string): Edit => {
    const minute = (instant: string) => minuteOf(instant, shift.shift_date, facts.time_zone);
    const later = minutesOf(from) - minute(start(shift));
    const until = minutesOf(to) + (minutesOf(to) <= minutesOf(from) ? 1440 : 0) - minute(end(shift));
    return {
      kind: "move",
      agent_id: shift.agent_id,
      day: shift.shift_date,
      start: plusMinutes(start(shift), later),
      end: plusMinutes(end(shift), until),
    };
  };
  const swapped = (agentId: string): Edit => {
    const theirs = shifts.find((each) => each.agent_id === agentId && each.shift_date === shift.shift_date);
    const edit: Edit = { kind: "swap", agent_id: shift.agent_id, day: shift.shift_date, with_agent_id: agentId };
    return theirs ? { ...edit, with_day: theirs.shift_date } : edit;
  };
  useEffect(() => {
    if (other) {
      foreseer.ask(swapped(other));
    }
  }, [other]);
  const swapWith = async (agentId: string) => {
    if (agentId) {
      await bring(agentId);
    } else {
      foreseer.ask(undefined);
    }
    setOther(agentId);
  };
  const off: Edit = { kind: "off", agent_id: shift.agent_id, day: shift.shift_date };
  const ask = (from: string, to: string) => {
    if (from && to) {
      foreseer.ask(moved(from, to));
    }
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        make(moved(begin, stop));
      }}
    >
      <div class="fields">
        <Field label={t("week.from")}>
          <input
            type="time"
            step={900}
            required
            value={begin}
            onInput={(event) => {
              setBegin(event.currentTarget.value);
              ask(event.currentTarget.value, stop);
            }}
          />
        </Field>
        <Field label={t("week.to")}>
          <input
            type="time"
            step={900}
            required
            value={stop}
            onInput={(event) => {
              setStop(event.currentTarget.value);
              ask(begin, event.currentTarget.value);
            }}
          />
        </Field>
      </div>
      {foreseer.foresight && (
        <div class="notice stack" style="gap:6px" role="status">
          <Verdict of={foreseer.foresight} coverage={coverage} />
        </div>
      )}
      <div class="row">
        <button type="submit" class="button primary">
          {t("week.move")}
        </button>
        <button type="button" class="button" data-act="off" onFocus={() => foreseer.ask(off)} onClick={() => make(off)}>
          {t("week.day_off")}
        </button>
        <button type="button" class="button" aria-pressed={lock !== undefined} onClick={() => pin(lock === undefined)}>
          <Icon name="pin" />
          {t(lock === undefined ? "week.pin" : "week.unpin")}
        </button>
      </div>
      <Field label={t("week.swap_with")}>
        <select value={other} onChange={(event) => void swapWith(event.currentTarget.value)}>
          <option value="">–</option>
          {people
            .filter((each) => each.agent_id !== shift.agent_id)
            .map((each) => (
              <option key={each.agent_id} value={each.agent_id}>
                {each.name || each.agent_id}
              </option>
            ))}
        </select>
      </Field>
      {other && (
        <button type="button" class="button" onClick={() => make(swapped(other))}>
          {t("week.swap")}
        </button>
      )}
    </form>
  );
}

function NewShiftForm({ facts, agent, chosen, foreseer, coverage, make }: SideProps) {
  const [shiftId, setShiftId] = useState(facts.templates[0]?.id ?? "");
  const template = facts.templates.find((each) => each.id === shiftId);
  const [begin, setBegin] = useState(template?.starts[0] ?? "");
  const [paid, setPaid] = useState(template?.paid_h.at(-1) ?? 8);
  if (template === undefined) {
    return <p class="muted">{t("week.no_templates")}</p>;
  }
  const edit = (id: string, from: string, hours: number): Edit => ({
    kind: "new",
    agent_id: agent.agent_id,
    day: chosen.day,
    shift_id: id,
    start: from,
    paid_h: hours,
  });
  const set = (id: string, from: string, hours: number) => {
    const found = facts.templates.find((each) => each.id === id) ?? template;
    const at = found.starts.includes(from) ? from : (found.starts[0] ?? "");
    const long = found.paid_h.includes(hours) ? hours : (found.paid_h.at(-1) ?? hours);
    setShiftId(id);
    setBegin(at);
    setPaid(long);
    foreseer.ask(edit(id, at, long));
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        make(edit(shiftId, begin, paid));
      }}
    >
      <p class="muted">{t("week.no_shift")}</p>
      <div class="fields">
        <Field label={t("week.shift")}>
          <select value={shiftId} onChange={(event) => set(event.currentTarget.value, begin, paid)}>
            {facts.templates.map((each) => (
              <option key={each.id}>{each.id}</option>
            ))}
          </select>
        </Field>
        <Field label={t("week.from")}>
          <select value={begin} onChange={(event) => set(shiftId, event.currentTarget.value, paid)}>
            {template.starts.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </Field>
        <Field label={t("week.paid_hours")}>
          <select value={paid} onChange={(event) => set(shiftId, begin, Number(event.currentTarget.value))}>
            {template.paid_h.map((each) => (
              <option key={each} value={each}>
                {each} h
              </option>
            ))}
          </select>
        </Field>
      </div>
      {foreseer.foresight && (
        <div class="notice stack" style="gap:6px" role="status">
          <Verdict of={foreseer.foresight} coverage={coverage} />
        </div>
      )}
      <div>
        <button type="submit" class="button primary">
          {t("week.add_shift")}
        </button>
      </div>
    </form>
  );
}

function Segments({ shift, zone }: { shift: Shift; zone: string }) {
  const at = (instant: string) => clock(minuteOf(instant, shift.shift_date, zone));
  return (
    <table>
      <caption class="visually-hidden">{t("week.segments")}</caption>
      <tbody>
        {shift.segments.map((segment) => (
          <tr key={segment.start}>
            <td>
              {at(segment.start)}–{at(segment.end)}
            </td>
            <td>{t(`activity.${segment.activity}`)}</td>
            <td class="muted">{(segment.queues ?? []).join(", ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
