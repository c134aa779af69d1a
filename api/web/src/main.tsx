import { render } from "preact";
import { App } from "./app";
import { currentTheme, wear } from "./lib/theme";
import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/controls.css";
import "./style/tables.css";
import "./style/figures.css";
import "./style/notices.css";
import "./style/overlays.css";
import "./style/print.css";

wear(currentTheme());
const place = document.getElementById("app");
if (place) {
  place.replaceChildren();
  render(<App />, place);
}
