import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface RefusalNoticeProps {
  /** What was not done. */
  readonly children: ComponentChildren;
  readonly reason: string;
  readonly testId: string;
  readonly onDismiss: () => void;
}

/** Why something was not done, whole. It comes into view, because a file can be dropped anywhere on the page. */
export function RefusalNotice({ children, reason, testId, onDismiss }: RefusalNoticeProps): JSX.Element {
  const notice = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => notice.current?.scrollIntoView({ block: "nearest" }), [reason]);
  return (
    <div class="refusal" data-testid={testId} ref={notice}>
      <p>{children}</p>
      <p class="refusal-reason">{reason}</p>
      <button type="button" class="quiet-button" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}
