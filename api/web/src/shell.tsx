/** The frame around every page: where one is, which department, in which language and light. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { CentreName, Me } from "./api/schema";
import { type Lazy, lazy } from "./lib/lazy";
import type { Loading } from "./lib/load";
import { addressOf, type Route, readRoute, useRoute } from "./lib/route";
import { choose, currentTheme } from "./lib/theme";
import { NewDepartment } from "./pages/new-department";
import { t, type Word } from "./text";
import { Icon } from "./ui/controls";
import { LanguageSwitch } from "./ui/language-switch";
import { Empty, Shown } from "./ui/states";

export interface PageProps {
  me: Me;
  centre: string;
  /** A day of the week shown; blank: today. */
  day: string;
  go: (change: Partial<Route>) => void;
}

interface Page {
  name: string;
  title: Word;
  /** What it takes, any one of these. */
  scopes: readonly string[];
  view: Lazy<PageProps>;
}

const PAGES: readonly Page[] = [
  { name: "mine", title: "page.mine", scopes: ["own:read"], view: lazy(() => import("./pages/mine")) },
  { name: "week", title: "page.week", scopes: ["rosters:read"], view: lazy(() => import("./pages/week")) },
  { name: "today", title: "page.today", scopes: ["rosters:read"], view: lazy(() => import("./pages/today")) },
  { name: "forecast", title: "page.forecast", scopes: ["jobs:read"], view: lazy(() => import("./pages/forecast")) },
  { name: "people", title: "page.people", scopes: ["department:read"], view: lazy(() => import("./pages/people")) },
  {
    name: "attendance",
    title: "page.attendance",
    scopes: ["attendance:read"],
    view: lazy(() => import("./pages/attendance")),
  },
  { name: "what-if", title: "page.what_if", scopes: ["jobs:run"], view: lazy(() => import("./pages/what-if")) },
  {
    name: "accounts",
    title: "page.accounts",
    scopes: ["accounts:manage"],
    view: lazy(() => import("./pages/accounts")),
  },
];

const NEW = "new-department";

/** Have the page that an address names fetched, while it is not yet known who asks. */
export function fetchPage(address: string): void {
  const { page } = readRoute(address);
  PAGES.find((each) => each.name === page)
    ?.view.fetch()
    .catch(() => undefined);
}

export function may(me: Me, ...scopes: readonly string[]): boolean {
  return scopes.some((scope) => me.scopes.includes(scope));
}

interface ShellProps {
  me: Me;
  centres: Loading<readonly CentreName[]>;
  speakAgain: () => void;
  signOut: () => void;
}

export function Shell({ me, centres, speakAgain, signOut }: ShellProps) {
  const [route, go] = useRoute();
  const pages = PAGES.filter((page) => may(me, ...page.scopes));
  const asked = PAGES.find((each) => each.name === route.page) ?? pages[0];
  const page = pages.find((each) => each === asked);
  const known = centres.loaded.value ?? [];
  const centre = known.some((each) => each.id === route.centre) ? route.centre : (known[0]?.id ?? "");
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = asked ? `${t(asked.title)} · paiban` : "paiban";
  });
  return (
    <>
      <header class="bar">
        <a class="brand" href={addressOf({ ...route, page: pages[0]?.name ?? "" })}>
          paiban
        </a>
        {known.length > 1 && (
          <select
            aria-label={t("shell.centre")}
            value={centre}
            onChange={(event) => go({ centre: event.currentTarget.value })}
          >
            {known.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name || each.id}
              </option>
            ))}
          </select>
        )}
        {known.length > 0 && may(me, "department:write") && (
          <button
            type="button"
            class="button plain square"
            aria-label={t("shell.new_centre")}
            onClick={() => go({ page: NEW })}
          >
            <Icon name="plus" />
          </button>
        )}
        <nav class="tabs" aria-label={t("shell.pages")}>
          {pages.map((each) => (
            <a
              key={each.name}
              href={addressOf({ ...route, centre, page: each.name })}
              aria-current={each === page ? "page" : undefined}
            >
              {t(each.title)}
            </a>
          ))}
        </nav>
        <div class="row" style="gap:4px;flex-wrap:nowrap">
          <LanguageSwitch speakAgain={speakAgain} />
          <ThemeSwitch />
          <button
            type="button"
            class="button plain"
            onClick={signOut}
            title={t("shell.sign_out_of", { name: me.name })}
            aria-label={t("shell.sign_out_of", { name: me.name })}
          >
            <Icon name="out" />
            <span class="account">{me.name}</span>
          </button>
        </div>
      </header>
      <main ref={main} tabIndex={-1}>
        <Shown of={centres}>
          {() =>
            centre === "" || route.page === NEW ? (
              may(me, "department:write") ? (
                <NewDepartment taken={async (id) => centres.reload().then(() => go({ page: "week", centre: id }))} />
              ) : (
                <Empty title={t("shell.no_centre")}>
                  <p>{t("shell.no_centre_hint")}</p>
                </Empty>
              )
            ) : page ? (
              <page.view.View key={`${page.name} ${centre}`} me={me} centre={centre} day={route.day} go={go} />
            ) : (
              <NotForYou asked={asked} own={pages[0]} go={go} />
            )
          }
        </Shown>
      </main>
    </>
  );
}

/** Instead of a page that somebody's role does not open: whose word opens it, and the way to a page that is open. */
function NotForYou({ asked, own, go }: { asked: Page | undefined; own: Page | undefined; go: PageProps["go"] }) {
  return (
    <div class="card">
      <Empty title={t("state.forbidden")}>
        {asked && <p>{t("state.forbidden_hint", { page: t(asked.title) })}</p>}
        {own && (
          <button type="button" class="button primary" onClick={() => go({ page: own.name })}>
            {t(own.title)}
          </button>
        )}
      </Empty>
    </div>
  );
}

function ThemeSwitch() {
  const [theme, setTheme] = useState(currentTheme());
  const other = theme === "light" ? "dark" : "light";
  const turn = () => {
    choose(other);
    setTheme(other);
    dispatchEvent(new Event("paiban-theme"));
  };
  return (
    <button type="button" class="button plain square" onClick={turn} aria-label={t(`shell.theme_${other}`)}>
      <Icon name={other === "dark" ? "moon" : "sun"} />
    </button>
  );
}
