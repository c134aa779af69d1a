/** The words of the page, in English, page by page. */

import { accounts } from "./en/accounts";
import { attendance } from "./en/attendance";
import { everywhere } from "./en/everywhere";
import { forecast } from "./en/forecast";
import { jobs } from "./en/jobs";
import { mine } from "./en/mine";
import { people } from "./en/people";
import { signIn } from "./en/sign-in";
import { today } from "./en/today";
import { week } from "./en/week";
import { whatIf } from "./en/what-if";

export const en = {
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

export type Texts = Record<keyof typeof en, string>;
