/** The words of jobs, in Chinese. */

import type { jobs as english } from "../en/jobs";

export const jobs: Record<keyof typeof english, string> = {
  "job.queued": "等待中",
  "job.running": "运行中",
  "job.done": "完成",
  "job.failed": "失败",
  "job.cancelled": "已结束",
  "phase.preparing": "预测与需求",
  "phase.prices": "定价",
  "phase.construction": "初始班表",
  "phase.search": "搜索",
  "phase.done": "完成",
  "phase.bound": "下界",
};
