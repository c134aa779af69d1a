/** What a place shows while there is nothing to show: on its way, empty, refused, out of reach, not for you. */

import type { ComponentChildren } from "preact";
import { Refusal, Unreachable } from "../api/client";
import type { Job } from "../api/schema";
import type { Loading } from "../lib/load";
import { useNaming } from "../lib/named";
import { t } from "../text";

export function Waiting({ lines = 4 }: { lines?: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden" style="animation:none">
        {t("state.loading")}
      </span>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} style={{ width: `${92 - ((at * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** The sentences of an error. */
export function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof Unreachable) {
    return [t("state.unreachable")];
  }
  return error instanceof Refusal ? error.sentences : [t("state.failed")];
}

export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  if (error instanceof Refusal && error.status === 403) {
    return (
      <Empty title={t("state.forbidden")}>
        <p>{error.message}</p>
      </Empty>
    );
  }
  return (
    <div class="notice bad row apart" role="alert">
      <Sentences of={sentencesOf(error)} />
      {again && (
        <button type="button" class="button" onClick={again}>
          {t("state.again")}
        </button>
      )}
    </div>
  );
}

/** Why a job gave nothing. */
export function JobFailure({ job }: { job: Job }) {
  return (
    <div class="notice bad" role="alert">
      <Sentences of={job.problem?.errors?.length ? job.problem.errors : [job.problem?.detail ?? t("state.failed")]} />
    </div>
  );
}

/** Sentences of the service, with people called by name. */
export function Sentences({ of }: { of: readonly string[] }) {
  const naming = useNaming();
  if (of.length === 1) {
    return <span>{naming(of[0] ?? "")}</span>;
  }
  return (
    <ul>
      {of.map((sentence) => (
        <li key={sentence}>{naming(sentence)}</li>
      ))}
    </ul>
  );
}

/** What was loaded, once it is there. */
export function Shown<T>({ of, children }: { of: Loading<T>; children: (value: T) => ComponentChildren }) {
  const { loaded, reload } = of;
  if (loaded.value !== undefined) {
    return (
      <>
        {loaded.state === "failed" && <Failure error={loaded.error} again={() => void reload()} />}
        {children(loaded.value)}
      </>
    );
  }
  return loaded.state === "failed" ? <Failure error={loaded.error} again={() => void reload()} /> : <Waiting />;
}
