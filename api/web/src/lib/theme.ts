/** Light or dark: as the machine says until somebody chooses. */

export type Theme = "light" | "dark";
const KEPT = "paiban.theme";

export function currentTheme(): Theme {
  const kept = localStorage.getItem(KEPT);
  if (kept === "light" || kept === "dark") {
    return kept;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function wear(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
}

export function choose(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  wear(theme);
}
