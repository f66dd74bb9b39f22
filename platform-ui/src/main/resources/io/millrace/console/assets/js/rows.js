/**
 * A row of a table, whose cells are [label, text, class]; the class may be left out. Labels are shown on a phone, where a table
 * has no head.
 */
export function rowOf(cells, { isNamed = false } = {}) {
  const row = document.createElement('tr');
  cells.forEach(([label, text, className], index) => {
    const isName = isNamed && index === 0;
    const cell = document.createElement(isName ? 'th' : 'td');
    if (isName) cell.scope = 'row';
    if (className) cell.className = className;
    cell.dataset.label = label;
    cell.textContent = text;
    row.append(cell);
  });
  return row;
}
