import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { openModel } from "../state/opened-model.js";

/** Takes files that are dropped anywhere on the page, and says so while one is held over it. */
export function DropTarget(): JSX.Element | null {
  const held = useSignal(false);
  useEffect(() => {
    const hold = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      held.value = true;
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) held.value = false;
    };
    const drop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      held.value = false;
      if (file === undefined) return;
      event.preventDefault();
      void openModel(file.name, file);
    };
    addEventListener("dragover", hold);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", hold);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  return held.value ? <p class="drop-target">Drop the .keras file to open it</p> : null;
}
