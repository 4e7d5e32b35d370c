/** A column of a table of text. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right" | "center";
  /** Characters, without borders and padding. */
  readonly width: number;
}

/** The lines of a table in a box; text that is too long for its column goes on below, words that are too long end in "…". */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const rule = (line: string, [left = "", between = "", right = ""]: string): string =>
    left + columns.map(({ width }) => line.repeat(width + 2)).join(between) + right;
  const row = (cells: readonly string[], border: string, atBottom: boolean): string[] => {
    const wrapped = columns.map(({ width }, index) => wrap(cells[index] ?? "", width));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => {
      const aligned = columns.map((column, index) => {
        const own = wrapped[index] ?? [];
        return ` ${align(own[atBottom ? line - height + own.length : line] ?? "", column)} `;
      });
      return border + aligned.join(border) + border;
    });
  };
  const titles = columns.map(({ title }) => title);
  return [
    rule("━", "┏┳┓"),
    ...row(titles, "┃", true),
    rule("━", "┡╇┩"),
    ...rows.flatMap((cells, index) => [...(index === 0 ? [] : [rule("─", "├┼┤")]), ...row(cells, "│", false)]),
    rule("─", "└┴┘"),
  ];
}

/** The lines of a text whose words, with the blanks before the first, stay together. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/\s*\S+\s*/gu) ?? []) {
    if (line !== "" && lengthOf(line + word.trimEnd()) > width) {
      lines.push(line);
      line = "";
    }
    line += word;
  }
  return [...lines, line].map((each) => shortened(each.trimEnd(), width));
}

function shortened(text: string, width: number): string {
  return lengthOf(text) > width ? `${[...text].slice(0, width - 1).join("")}…` : text;
}

function align(text: string, { align, width }: TextColumn): string {
  const free = width - lengthOf(text);
  const before = align === "left" ? 0 : align === "right" ? free : Math.floor(free / 2);
  return " ".repeat(before) + text + " ".repeat(free - before);
}

function lengthOf(text: string): number {
  return [...text].length;
}
