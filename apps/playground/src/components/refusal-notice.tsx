import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type OpenedModel, type Refusal, refusal } from "../state/opened-model.js";

interface RefusalNoticeProps {
  readonly refused: Refusal;
  /** The model that stays open. */
  readonly working: OpenedModel | null;
}

/** Why a file was not opened, whole. It comes into view, because a file can be dropped anywhere on the page. */
export function RefusalNotice({ refused, working }: RefusalNoticeProps): JSX.Element {
  const notice = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => notice.current?.scrollIntoView({ block: "nearest" }), [refused]);
  return (
    <div class="refusal" data-testid="refusal" ref={notice}>
      <p>
        <strong>{refused.fileName}</strong> was not opened{working === null ? "." : `; ${working.fileName} stays open.`}
      </p>
      <p class="refusal-reason">{refused.reason}</p>
      <button
        type="button"
        class="quiet-button"
        onClick={() => {
          refusal.value = null;
        }}
      >
        Dismiss
      </button>
    </div>
  );
}
