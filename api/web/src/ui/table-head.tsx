/** The heading of a table: a cell a column. */

export interface Column {
  title: string;
  /** What it means, where that is not plain. */
  tip?: string;
  /** Figures stand at the right. */
  number?: boolean;
  /** Only for who hears the page: a column of buttons. */
  hidden?: boolean;
}

export function TableHead({ of }: { of: readonly (string | Column)[] }) {
  return (
    <thead>
      <tr>
        {of.map((each) => {
          const column = typeof each === "string" ? { title: each } : each;
          return (
            <th key={column.title} scope="col" class={column.number ? "number" : undefined} title={column.tip}>
              {column.hidden ? <span class="visually-hidden">{column.title}</span> : column.title}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
