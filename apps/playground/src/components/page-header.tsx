import type { JSX } from "preact";
import { switchTheme, theme } from "../state/theme.js";

/** The name of the house, what the page does, and the switch between light and dark. */
export function PageHeader(): JSX.Element {
  const other = theme.value === "dark" ? "light" : "dark";
  return (
    <header class="page-header">
      <div class="masthead">
        <p class="wordmark">
          sepconv <span>playground</span>
        </p>
        <button type="button" class="quiet-button" onClick={switchTheme}>
          {other === "dark" ? "Dark" : "Light"} colours
        </button>
      </div>
      <h1>What is the wearer doing?</h1>
      <p class="lede">
        Ten seconds from a smart watch go through a Keras network of separable 1-D convolutions. It runs in this page,
        on the device you choose. Nothing leaves it.
      </p>
    </header>
  );
}
