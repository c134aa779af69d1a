/** How far a job is, as it happens; a lost connection is taken up again. */

import { fetched, Unreachable } from "./client";
import type { Job } from "./schema";

const AGAIN_MS = 1500;

/** Follow a job to its end. `lost` is told when the connection goes and when it is back. */
export async function follow(
  centre: string,
  jobId: string,
  show: (job: Job) => void,
  lost: (isLost: boolean) => void,
  signal: AbortSignal,
): Promise<Job> {
  let last: Job | undefined;
  while (!signal.aborted) {
    try {
      const response = await fetched(`/v1/centres/${centre}/jobs/${jobId}/events`, { signal });
      lost(false);
      for await (const job of jobsOf(response)) {
        last = job;
        show(job);
      }
      if (last && last.state !== "queued" && last.state !== "running") {
        return last;
      }
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof TypeError)) {
        throw error;
      }
      lost(true);
    }
    await new Promise((wake) => setTimeout(wake, AGAIN_MS));
  }
  throw new DOMException("left", "AbortError");
}

/** Wait for a job's end, whatever it shows on the way. */
export function ended(centre: string, job: Job): Promise<Job> {
  const nothing = () => undefined;
  return follow(centre, job.id, nothing, nothing, new AbortController().signal);
}

async function* jobsOf(response: Response): AsyncGenerator<Job> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (reader) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    text += value;
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const data = event.split("\n").find((line) => line.startsWith("data: "));
      if (data) {
        yield JSON.parse(data.slice(6)) as Job;
      }
    }
  }
}
