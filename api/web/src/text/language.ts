/** The language of the page: chosen once, kept on this machine. */

export const LANGUAGES = { en: "English", "zh-CN": "中文" } as const;
export type Language = keyof typeof LANGUAGES;

const KEPT = "paiban.language";

function first(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept !== null && kept in LANGUAGES) {
    return kept as Language;
  }
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

let language = first();
document.documentElement.lang = language;

export function currentLanguage(): Language {
  return language;
}

export function speak(chosen: Language): void {
  language = chosen;
  localStorage.setItem(KEPT, chosen);
  document.documentElement.lang = chosen;
}
