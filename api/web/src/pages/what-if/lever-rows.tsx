import type { Facts } from "../../api/schema";
import { t } from "../../text";
import { Field, Icon } from "../../ui/controls";
import { amount } from "./lever-words";
import { KINDS, type Kind, type Lever, placesOf, shapeOf } from "./levers";

interface LeverRowsProps {
  facts: Facts;
  levers: readonly Lever[];
  set: (levers: readonly Lever[]) => void;
}

/** Levers as sliders: what, where, how much, and, for a sweep, until how much. */
export function LeverRows({ facts, levers, set }: LeverRowsProps) {
  const change = (lever: Lever, by: Partial<Lever>) =>
    set(levers.map((each) => (each.id === lever.id ? { ...each, ...by } : each)));
  const turnTo = (lever: Lever, kind: Kind) =>
    change(lever, { kind, where: placesOf(kind, facts)[0] ?? "", value: shapeOf(kind).start });
  const add = () => {
    const id = Math.max(-1, ...levers.map((lever) => lever.id)) + 1;
    const kind: Kind = KINDS.find((each) => !levers.some((lever) => lever.kind === each)) ?? "volume";
    set([...levers, { id, kind, where: placesOf(kind, facts)[0] ?? "", value: shapeOf(kind).start }]);
  };
  return (
    <>
      {levers.map((lever) => {
        const shape = shapeOf(lever.kind);
        const places = placesOf(lever.kind, facts);
        return (
          <div class="lever" key={lever.id}>
            <Field label={t("what_if.lever")}>
              <select value={lever.kind} onChange={(event) => turnTo(lever, event.currentTarget.value as Kind)}>
                {KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(shapeOf(kind).title)}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={t("what_if.where")}>
              <select
                value={lever.where}
                disabled={places.length < 2}
                onChange={(event) => change(lever, { where: event.currentTarget.value })}
              >
                {places.map((place) => (
                  <option key={place} value={place}>
                    {place || t("what_if.everywhere")}
                  </option>
                ))}
              </select>
            </Field>
            <Slider
              label={t("what_if.value")}
              kind={lever.kind}
              value={lever.value}
              set={(value) => change(lever, { value })}
            />
            {lever.until === undefined ? (
              <button
                type="button"
                class="button"
                onClick={() => change(lever, { until: Math.min(shape.most, lever.value + 4 * shape.step) })}
              >
                {t("what_if.sweep")}
              </button>
            ) : (
              <Slider
                label={t("what_if.until")}
                kind={lever.kind}
                value={lever.until}
                set={(until) => change(lever, { until })}
              />
            )}
            <button
              type="button"
              class="button plain square"
              aria-label={t("what_if.drop")}
              onClick={() => set(levers.filter((each) => each.id !== lever.id))}
            >
              <Icon name="close" />
            </button>
          </div>
        );
      })}
      <div>
        <button type="button" class="button" onClick={add}>
          <Icon name="plus" />
          {t("what_if.add")}
        </button>
      </div>
    </>
  );
}

interface SliderProps {
  label: string;
  kind: Kind;
  value: number;
  set: (value: number) => void;
}

function Slider({ label, kind, value, set }: SliderProps) {
  const shape = shapeOf(kind);
  return (
    <Field label={`${label}: ${amount(kind, value)}`}>
      <input
        type="range"
        min={shape.least}
        max={shape.most}
        step={shape.step}
        value={value}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
    </Field>
  );
}
