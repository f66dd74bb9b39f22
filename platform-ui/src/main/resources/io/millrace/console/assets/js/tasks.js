import { compact, duration, exact, rate } from './format.js';
import { loadTitle, newLoadBar, percent, showLoadBar } from './load.js';
import { setAttribute, setFigure, setText } from './svg.js';

const MAX_ROWS = 500;
const COLUMNS = [
  ['steps', 'Steps'], ['task', 'Task', 'number'], ['member', 'Member', 'number'], ['does', 'What it does'],
  ['recordsInPerSecond', 'In', 'number', rate], ['recordsOutPerSecond', 'Out', 'number', rate],
  ['busy', 'Busy', 'number', percent], ['waitingForCredit', 'Waits for room', 'number', percent],
  ['waitingForThread', 'Waits for a thread', 'number', percent], ['idle', 'Idle', 'number', percent],
  ['queueFill', 'Queue', 'number', percent], ['watermarkLagMillis', 'Behind', 'number', lag],
  ['stateEntries', 'State entries', 'number', compact],
  ['recordsIn', 'Total in', 'number', compact], ['recordsOut', 'Total out', 'number', compact],
];

/** All tasks in a table that can be sorted by each column and searched. Both stand in the address, so that it can be sent on. */
export class TaskTable {
  constructor(section) {
    this.table = section.querySelector('[data-tasks]');
    this.body = this.table.tBodies[0];
    this.count = section.querySelector('[data-count]');
    this.search = section.querySelector('[name="search"]');
    this.rows = new Map();
    this.tasks = [];
    const address = new URLSearchParams(window.location.search);
    this.search.value = address.get('search') ?? '';
    this.sort = COLUMNS.some(([name]) => name === address.get('sort')) ? address.get('sort') : 'steps';
    this.isDescending = address.get('order') === 'desc';
    section.querySelector('[data-search]').hidden = false;
    section.querySelector('[data-search]').addEventListener('submit', (event) => event.preventDefault());
    this.search.addEventListener('input', () => this.show());
    for (const head of this.table.tHead.rows[0].cells) this.addButton(head);
  }

  addButton(head) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.textContent = head.textContent;
    button.addEventListener('click', () => this.sortBy(head.dataset.sort));
    head.replaceChildren(button);
  }

  /** Figures begin with the greatest, for that is what people look for. */
  sortBy(name) {
    const isText = name === 'steps' || name === 'does' || name === 'task' || name === 'member';
    this.isDescending = this.sort === name ? !this.isDescending : !isText;
    this.sort = name;
    this.show();
  }

  update(tasks) {
    this.tasks = tasks.map((task) => ({ ...task, steps: task.operators.join(' → '), does: whatItDoes(task) }));
    this.show();
  }

  show() {
    const found = this.tasks.filter((task) => matches(task, this.search.value)).sort((a, b) => this.compare(a, b));
    const shown = found.slice(0, MAX_ROWS);
    const rows = shown.map((task) => this.row(task));
    if (rows.length !== this.body.rows.length || rows.some((row, index) => this.body.rows[index] !== row)) {
      this.body.replaceChildren(...rows);
    }
    const all = found.length === this.tasks.length ? `${found.length} tasks` : `${found.length} of ${this.tasks.length} tasks`;
    setText(this.count, found.length > MAX_ROWS ? `${all}, the first ${MAX_ROWS} shown` : all);
    for (const head of this.table.tHead.rows[0].cells) {
      const isSorted = head.dataset.sort === this.sort;
      setAttribute(head, 'aria-sort', isSorted ? (this.isDescending ? 'descending' : 'ascending') : null);
    }
    this.keepInAddress();
  }

  keepInAddress() {
    const parameters = new URLSearchParams();
    if (this.search.value) parameters.set('search', this.search.value);
    if (this.sort !== 'steps' || this.isDescending) parameters.set('sort', this.sort);
    if (this.isDescending) parameters.set('order', 'desc');
    const query = parameters.size ? `?${parameters}` : '';
    if (query !== window.location.search) window.history.replaceState(null, '', window.location.pathname + query);
  }

  /** What is not known comes last, whichever the order. */
  compare(a, b) {
    const [one, other] = [a[this.sort] ?? null, b[this.sort] ?? null];
    const sign = this.isDescending ? -1 : 1;
    if (one !== other) {
      if (one === null || other === null) return one === null ? 1 : -1;
      return sign * (typeof one === 'string' ? one.localeCompare(other) : one - other);
    }
    return a.steps.localeCompare(b.steps) || a.task - b.task;
  }

  row(task) {
    const key = `${task.stage}#${task.task}`;
    if (!this.rows.has(key)) this.rows.set(key, newRow(key));
    const cells = this.rows.get(key);
    setText(cells.steps, task.steps);
    setText(cells.task, String(task.task));
    setText(cells.member, task.member === null ? '–' : String(task.member));
    setText(cells.word, task.does);
    showLoadBar(cells.bar, task);
    setAttribute(cells.row, 'data-does', task.does);
    for (const [name, , , words] of COLUMNS) {
      if (!words) continue;
      const value = task[name] ?? null;
      setFigure(cells[name], value === null ? '–' : words(value), value);
      setAttribute(cells[name], 'title', value === null ? 'Not known' : exact(value));
    }
    setAttribute(cells.does, 'title', loadTitle(task));
    return cells.row;
  }
}

/** A word for a task: what it spends most of its time on, and hot if it has next to none left. */
function whatItDoes(task) {
  if (!Number.isFinite(task.busy)) return 'no data yet';
  if (task.busy + task.waitingForThread >= 0.8) return 'hot';
  if (task.waitingForCredit >= 0.5) return 'waits for room';
  if (task.idle >= 0.98) return 'idle';
  return 'works';
}

function matches(task, search) {
  const text = `${task.steps} task ${task.task} member ${task.member ?? ''} ${task.does}`.toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function newRow(key) {
  const row = document.createElement('tr');
  row.dataset.task = key;
  const cells = { row };
  for (const [name, label, className] of COLUMNS) {
    const cell = document.createElement(name === 'steps' ? 'th' : 'td');
    if (name === 'steps') cell.scope = 'row';
    if (className) cell.className = className;
    cell.dataset.figure = name;
    cell.dataset.label = label;
    row.append(cell);
    cells[name] = cell;
  }
  const box = document.createElement('div');
  box.className = 'does';
  cells.word = document.createElement('span');
  cells.word.dataset.part = 'word';
  cells.bar = newLoadBar();
  box.append(cells.word, cells.bar);
  cells.does.append(box);
  return cells;
}

function lag(millis) {
  return millis < 0 ? `${duration(-millis / 1000)} ahead` : duration(millis / 1000);
}
