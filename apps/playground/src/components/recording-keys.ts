import { recordingsFit } from "../state/opened-model.js";
import { chooseRecording, recordingIndex } from "../state/recordings.js";

/** Elements that have a use of their own for arrow keys. */
const takesArrows = "input, select, textarea, [contenteditable], [role=region]";

/** Left and right arrow choose the recording before and after, wherever the focus has no other use for them. */
export function moveByArrowKey(event: KeyboardEvent): void {
  const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  if (step === 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target instanceof Element && event.target.closest(takesArrows)) return;
  if (!recordingsFit.value) return;
  event.preventDefault();
  chooseRecording(recordingIndex.value + step);
}
