import { render } from "preact";
import { App } from "./app";
import { currentTheme, wear } from "./lib/theme";
import "./style/tokens.css";
import "./style/base.css";

wear(currentTheme());
const place = document.getElementById("app");
if (place) {
  render(<App />, place);
}
