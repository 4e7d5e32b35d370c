import type { JSX } from "preact";

interface ConfusionTableProps {
  /** How often a true class (row) was taken for a class (column). */
  readonly counts: readonly (readonly number[])[];
  readonly classNames: readonly string[];
}

const numbers = new Intl.NumberFormat("en");

/** What each class was taken for: the darker a cell, the larger its share of the row. */
export function ConfusionTable({ counts, classNames }: ConfusionTableProps): JSX.Element {
  return (
    <section class="confusion-frame" aria-label="Confusion">
      <table class="confusion" data-testid="confusion">
        <caption>Rows are true classes, columns what the net takes them for.</caption>
        <thead>
          <tr>
            <td />
            {classNames.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((row, label) => {
            const total = row.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={classNames[label]}>
                <th scope="row">{classNames[label]}</th>
                {row.map((count, guess) => (
                  <td
                    key={classNames[guess]}
                    class={count === 0 ? "confusion-none" : guess === label ? "confusion-right" : "confusion-wrong"}
                    style={{ "--share": `${Math.round((100 * count) / Math.max(total, 1))}%` }}
                  >
                    {numbers.format(count)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
