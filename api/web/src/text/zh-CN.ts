/** 页面用语，简体中文，按页面分开。 */

import type { Texts } from "./en";
import { accounts } from "./zh-CN/accounts";
import { attendance } from "./zh-CN/attendance";
import { everywhere } from "./zh-CN/everywhere";
import { forecast } from "./zh-CN/forecast";
import { jobs } from "./zh-CN/jobs";
import { mine } from "./zh-CN/mine";
import { people } from "./zh-CN/people";
import { signIn } from "./zh-CN/sign-in";
import { today } from "./zh-CN/today";
import { week } from "./zh-CN/week";
import { whatIf } from "./zh-CN/what-if";

export const zhCN: Texts = {
  ...everywhere,
  ...signIn,
  ...jobs,
  ...week,
  ...mine,
  ...today,
  ...people,
  ...accounts,
  ...attendance,
  ...forecast,
  ...whatIf,
};
