/** Small controls that every page uses. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text";

interface FieldProps {
  label: string;
  /** As wide as the form. */
  whole?: boolean;
  children: ComponentChildren;
}

export function Field({ label, whole, children }: FieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class={whole ? "field whole" : "field"}>
      <span>{label}</span>
      {children}
    </label>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly (readonly [T, string])[];
  value: T;
  choose: (value: T) => void;
}

export function Segmented<T extends string>({ label, options, value, choose }: ChoiceProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div class="segmented" role="group" aria-label={label}>
      {options.map(([key, text]) => (
        <button key={key} type="button" aria-pressed={key === value} onClick={() => choose(key)}>
          {text}
        </button>
      ))}
    </div>
  );
}

export function Select<T extends string>({ label, options, value, choose }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      <select value={value} onChange={(event) => choose(event.currentTarget.value as T)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

const MOST_BUTTONS = 6;

/** One of a few as buttons side by side, one of many from a list. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  return props.options.length > MOST_BUTTONS ? <Select {...props} /> : <Segmented {...props} />;
}

interface DialogProps {
  title: string;
  close: () => void;
  wide?: boolean;
  children: ComponentChildren;
}

export function Dialog({ title, close, wide, children }: DialogProps) {
  const self = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    self.current?.showModal();
  }, []);
  return (
    <dialog ref={self} class={wide ? "wide" : ""} onClose={close} aria-label={title}>
      <div class="stack">
        <div class="row apart">
          <h2>{title}</h2>
          <button type="button" class="button plain square" aria-label={t("action.close")} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

const PATHS = {
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  left: "M10 3L5 8l5 5",
  right: "M6 3l5 5-5 5",
  undo: "M6 3L3 6l3 3M3 6h6a4 4 0 0 1 0 8H6",
  print: "M4 6V2h8v4M4 11H2V6h12v5h-2M4 9h8v5H4z",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.4 1.4M11.6 11.6L13 13M3 13l1.4-1.4M11.6 4.4L13 3",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z",
  pin: "M6 2h4l-.5 5L12 9.5H4L6.500 7zM8 9.500V14",
  out: "M9 3H3v10h6M6 8h8M11 5l3 3-3 3",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      aria-hidden="true"
    >
      <path d={PATHS[name]} stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

interface FigureProps {
  label: string;
  value: string;
  note?: string;
  tip?: string;
}

/** One figure with its unit; jargon carries an explanation. */
export function Figure({ label, value, note, tip }: FigureProps) {
  return (
    <div class="figure" title={tip}>
      <dt>{label}</dt>
      <dd>{value}</dd>
      {note && <dd>{note}</dd>}
    </div>
  );
}

/** Save what is at hand as a file. */
export function saveAs(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
