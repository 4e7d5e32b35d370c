import "uplot/dist/uPlot.min.css";
import "./styles/theme.css";
import "./styles/page.css";
import "./styles/tables.css";
import "./styles/recording.css";
import "./styles/results.css";
import "./styles/model.css";
import "./styles/train.css";
import { render } from "preact";
import { Playground } from "./components/playground.js";
import { startPlayground } from "./state/start-playground.js";
import { startTheme } from "./state/theme.js";

const root = document.getElementById("playground");
if (root === null) throw new Error("The page has no element #playground.");
startTheme();
render(<Playground />, root);
void startPlayground();
