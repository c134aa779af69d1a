/** The page: signed out the way in, signed in the pages that one's permissions open. */

import { useEffect, useState } from "preact/hooks";
import { api, held, isSignedIn, signInWith, whenSignedOut } from "./api/client";
import type { CentreName, Me } from "./api/schema";
import { useLoad } from "./lib/load";
import { SignIn } from "./pages/sign-in";
import { fetchPage, Shell } from "./shell";
import { currentLanguage } from "./text/language";
import { Failure, Waiting } from "./ui/states";
import { Toasts } from "./ui/toasts";

export function App() {
  const [isIn, setIn] = useState(isSignedIn());
  const [, setSpoken] = useState(0);
  useEffect(() => whenSignedOut(() => setIn(false)), []);
  const speakAgain = () => setSpoken((count) => count + 1);
  return (
    <Toasts>
      {isIn ? (
        <SignedIn speakAgain={speakAgain} signOut={() => leave(() => setIn(false))} />
      ) : (
        <SignIn speakAgain={speakAgain} enter={() => setIn(true)} />
      )}
    </Toasts>
  );
}

function leave(then: () => void): void {
  signInWith(null);
  then();
}

function SignedIn({ speakAgain, signOut }: { speakAgain: () => void; signOut: () => void }) {
  const { loaded, reload } = useLoad<Me>("me", () => held(api.GET("/v1/me")));
  const centres = useLoad<readonly CentreName[]>("centres", () => held(api.GET("/v1/centres")));
  useEffect(() => fetchPage(location.hash), []);
  if (loaded.value === undefined) {
    return (
      <>
        <header class="bar">
          <span class="brand">paiban</span>
        </header>
        <main>
          {loaded.state === "failed" ? <Failure error={loaded.error} again={() => void reload()} /> : <Waiting />}
        </main>
      </>
    );
  }
  return (
    <Shell key={currentLanguage()} me={loaded.value} centres={centres} speakAgain={speakAgain} signOut={signOut} />
  );
}
