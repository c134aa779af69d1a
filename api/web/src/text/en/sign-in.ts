/** The words of signing in and of new departments, in English. */

export const signIn = {
  "sign_in.words": "Forecasts, rosters and attendance of your department.",
  "sign_in.name": "Name",
  "sign_in.password": "Password",
  "sign_in.key": "Key",
  "sign_in.enter": "Sign in",
  "sign_in.with": "Sign in with {name}",
  "sign_in.not_come_back": "The sign-in elsewhere was not completed; begin again.",
  "sign_in.by_key": "Sign in with a key",
  "sign_in.by_password": "Sign in with a password",
  "new.title": "Bring in a department",
  "new.words":
    "Choose the files of the department's folder: centre.toml, people.csv, volumes.csv and whatever else there is, or one ZIP archive of them. Everything is checked before anything is kept.",
  "new.files": "Files of the department",
  "new.id": "Short name for addresses",
  "new.id_hint": "Small letters, digits and hyphens, such as customer-service.",
  "new.take": "Bring in",
  "new.busy": "Checking …",
};
