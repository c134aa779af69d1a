/** The words of jobs, in English. */

export const jobs = {
  "job.queued": "waiting",
  "job.running": "running",
  "job.done": "done",
  "job.failed": "failed",
  "job.cancelled": "ended",
  "phase.preparing": "forecast and requirement",
  "phase.prices": "prices",
  "phase.construction": "first roster",
  "phase.search": "search",
  "phase.done": "done",
  "phase.bound": "bound",
};
