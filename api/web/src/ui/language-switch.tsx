import { currentLanguage, LANGUAGES, type Language, speak } from "../text/language";

/** English or Chinese, each named in itself. */
export function LanguageSwitch({ speakAgain }: { speakAgain: () => void }) {
  const other: Language = currentLanguage() === "en" ? "zh-CN" : "en";
  const turn = () => {
    speak(other);
    speakAgain();
  };
  return (
    <button type="button" class="button plain" lang={other} onClick={turn}>
      {LANGUAGES[other]}
    </button>
  );
}
