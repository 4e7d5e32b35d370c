import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { TestSplit } from "../data/test-split.js";
import { recordingsFit } from "../state/opened-model.js";
import type { SplitResult } from "../state/predictions.js";
import { chooseRecording, recordingIndex } from "../state/recordings.js";

interface RecordingCellsProps {
  readonly className: string;
  readonly label: number;
  readonly split: TestSplit;
  readonly result: SplitResult | null;
}

/** The recordings of one true class. One cell of all can be reached by Tab: the chosen one; arrow keys lead on from there. */
export function RecordingCells({ className, label, split, result }: RecordingCellsProps): JSX.Element {
  const cells = useRef<HTMLUListElement>(null);
  const chosen = recordingIndex.value;
  const recordings = Array.from(split.labels.keys()).filter((recording) => split.labels[recording] === label);

  useLayoutEffect(() => {
    // The focus follows the choice, if it was on a cell.
    if (document.activeElement?.matches(".cell") !== true) return;
    cells.current?.querySelector<HTMLElement>("[aria-current=true]")?.focus();
  }, [chosen]);

  return (
    <div>
      <span class="cell-row-name">{className}</span>
      <ul class="cells" aria-label={className} ref={cells}>
        {recordings.map((recording) => {
          const predicted = result?.classes[recording];
          const name = predicted === undefined ? undefined : split.classNames[predicted];
          return (
            <li key={recording}>
              <button
                type="button"
                class={`cell ${predicted === undefined ? "" : predicted === label ? "cell-right" : "cell-wrong"}`}
                aria-label={`Recording ${recording + 1}: ${className}${name === undefined ? "" : `, predicted ${name}`}`}
                aria-current={recording === chosen}
                tabIndex={recording === chosen ? 0 : -1}
                disabled={!recordingsFit.value}
                onClick={() => chooseRecording(recording)}
              >
                {name?.charAt(0) ?? ""}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
