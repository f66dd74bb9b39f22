import { compact, exact, rate, shortType, watermark } from './format.js';
import { showShare } from './load.js';
import { troubles } from './nodes.js';
import { setAttribute, setFigure } from './svg.js';

const COLUMNS = [
  ['name', 'Step'], ['kind', 'Kind'], ['parallelism', 'Tasks', 'number'],
  ['recordsInPerSecond', 'In', 'number'], ['recordsOutPerSecond', 'Out', 'number'],
  ['busy', 'Busy', 'number'], ['waitingForCredit', 'Waits', 'number'], ['idle', 'Idle', 'number'],
  ['recordsIn', 'Total in', 'number'], ['recordsOut', 'Total out', 'number'],
  ['watermark', 'Watermark'], ['recordsSkipped', 'Skipped', 'number'], ['recordsLate', 'Late', 'number'],
  ['maxOverflow', 'Overflow', 'number'], ['outputType', 'Type of output'], ['notes', 'Notes'],
];

/** The same figures as rows, for screen readers, phones and people who like tables. */
export class StepTable {
  constructor(body) {
    this.body = body;
    this.rows = new Map();
  }

  update(topology) {
    const names = topology.operators.map((operator) => operator.name).join('\n');
    if (names !== this.names) {
      this.names = names;
      this.rows = new Map(topology.operators.map((operator) => [operator.name, newRow(operator)]));
      this.body.replaceChildren(...[...this.rows.values()].map((cells) => cells.row));
    }
    const trouble = troubles(topology);
    for (const operator of topology.operators) {
      fill(this.rows.get(operator.name), operator, trouble.get(operator.name), Date.parse(topology.sampledAt));
    }
  }
}

function newRow(operator) {
  const row = document.createElement('tr');
  row.dataset.operator = operator.name;
  const cells = { row };
  for (const [figure, label, className] of COLUMNS) {
    const cell = document.createElement(figure === 'name' ? 'th' : 'td');
    if (figure === 'name') cell.scope = 'row';
    if (className) cell.className = className;
    cell.dataset.figure = figure;
    cell.dataset.label = label;
    row.append(cell);
    cells[figure] = cell;
  }
  return cells;
}

function fill(cells, operator, trouble, sampledAt) {
  const clock = watermark(operator, sampledAt);
  const texts = {
    name: operator.name,
    kind: operator.kind,
    parallelism: String(operator.parallelism),
    recordsInPerSecond: rate(operator.recordsInPerSecond),
    recordsOutPerSecond: rate(operator.recordsOutPerSecond),
    recordsIn: compact(operator.recordsIn),
    recordsOut: compact(operator.recordsOut),
    watermark: clock.text,
    recordsSkipped: compact(operator.recordsSkipped),
    recordsLate: compact(operator.recordsLate),
    maxOverflow: compact(operator.maxOverflow),
    outputType: shortType(operator.outputType) || '–',
    notes: notesOf(operator, trouble) || '–',
  };
  for (const share of ['busy', 'waitingForCredit', 'idle']) showShare(cells[share], operator.load?.[share]);
  for (const [figure] of COLUMNS) {
    if (!(figure in texts)) continue;
    const cell = cells[figure];
    const value = operator[figure];
    setFigure(cell, texts[figure], value);
    if (typeof value === 'number') setAttribute(cell, 'title', exact(value));
  }
  setAttribute(cells.watermark, 'title', clock.title);
  setAttribute(cells.outputType, 'title', operator.outputType);
  setAttribute(cells.row, 'data-trouble', trouble?.kind);
}

function notesOf(operator, trouble) {
  const words = trouble ? [`${trouble.icon} ${trouble.short}`] : [];
  if (operator.blocking) words.push('blocking');
  if (operator.aggregation) words.push(operator.aggregation);
  if (operator.errorPolicy) words.push(`on error: ${String(operator.errorPolicy).toLowerCase()}`);
  if (operator.states?.length) words.push(`state: ${operator.states.join(', ')}`);
  return words.join(' · ');
}
