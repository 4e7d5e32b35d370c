import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { openedModel } from "../state/opened-model.js";
import { DevicePanel } from "./device-panel.js";
import { DropTarget } from "./drop-target.js";
import { ModelPanel } from "./model-panel.js";
import { PageFooter } from "./page-footer.js";
import { PageHeader } from "./page-header.js";
import { PredictionPanel } from "./prediction-panel.js";
import { moveByArrowKey } from "./recording-keys.js";
import { RecordingPanel } from "./recording-panel.js";
import { TestSplitPanel } from "./test-split-panel.js";
import { TrainPanel } from "./train-panel.js";

/** The whole page. */
export function Playground(): JSX.Element {
  useEffect(() => {
    addEventListener("keydown", moveByArrowKey);
    return () => removeEventListener("keydown", moveByArrowKey);
  }, []);
  return (
    <div class="page" data-model={openedModel.value?.fileName}>
      <PageHeader />
      <main class="panels">
        <RecordingPanel />
        <PredictionPanel />
        <DevicePanel />
        <TestSplitPanel />
        <ModelPanel />
        <TrainPanel />
      </main>
      <PageFooter />
      <DropTarget />
    </div>
  );
}
