import type { JSX } from "preact";
import { openedModel, openingFile, openModel, refusal } from "../state/opened-model.js";
import { LayerTable } from "./layer-table.js";
import { RefusalNotice } from "./refusal-notice.js";
import { shapeText } from "./shape-text.js";

const numbers = new Intl.NumberFormat("en");

/** The model that is open, the way to open another, and why the last file was refused. */
export function ModelPanel(): JSX.Element {
  const opened = openedModel.value;
  return (
    <section class="panel model" aria-labelledby="model-title">
      <div class="model-heading">
        <div>
          <h2 id="model-title">The model</h2>
          <p data-testid="model-summary">
            {opened === null ? (
              <span class="muted">
                {openingFile.value === null ? "None is open." : `Opening ${openingFile.value}…`}
              </span>
            ) : (
              <>
                <strong>{opened.facts.name}</strong> <span class="muted">from {opened.fileName}</span>
                <br />
                {shapeText(opened.facts.inputShape)} in, {shapeText(opened.facts.outputShape)} out,{" "}
                {numbers.format(opened.facts.parameters)} parameters
              </>
            )}
          </p>
        </div>
        <FileButton />
      </div>
      <div aria-live="assertive">
        {refusal.value !== null && (
          <RefusalNotice
            testId="refusal"
            reason={refusal.value.reason}
            onDismiss={() => {
              refusal.value = null;
            }}
          >
            <strong>{refusal.value.fileName}</strong> was not opened
            {opened === null ? "." : `; ${opened.fileName} stays open.`}
          </RefusalNotice>
        )}
      </div>
      {opened !== null && <LayerTable layers={opened.facts.layers} />}
    </section>
  );
}

function FileButton(): JSX.Element {
  return (
    <label class="file-button">
      <input
        type="file"
        accept=".keras"
        data-testid="model-file"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) void openModel(file.name, file);
          // The same file can be chosen again.
          currentTarget.value = "";
        }}
      />
      <span>{openingFile.value === null ? "Open a .keras file" : `Opening ${openingFile.value}…`}</span>
      <small>or drop one on the page</small>
    </label>
  );
}
