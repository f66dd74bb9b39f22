import { moment } from './format.js';
import { setAttribute, setText } from './svg.js';

const MAX_ROWS = 500;
const COLUMNS = [
  ['choose', ''], ['operator', 'Step'], ['task', 'Task', 'number'], ['cause', 'Cause'], ['at', 'Given up at'],
  ['timestamp', 'Event time'], ['attempts', 'Attempts', 'number'], ['records', 'Records', 'number'], ['state', 'State'], ['id', 'Id'],
];

/** Dead letters, those of them that somebody looks for, and which are chosen. */
export class LetterTable {
  constructor(section, onChoice) {
    this.form = section.querySelector('[data-filter]');
    this.list = section.querySelector('[data-list]');
    this.body = section.querySelector('[data-letters] tbody');
    this.empty = section.querySelector('[data-empty]');
    this.count = section.querySelector('[data-count]');
    this.chooseAll = section.querySelector('[data-choose-all]');
    this.onChoice = onChoice;
    this.letters = [];
    this.chosen = new Set();
    this.rows = new Map();
    const address = new URLSearchParams(window.location.search);
    this.wished = address.get('operator') ?? '';
    this.form.elements.state.value = ['lies', 'way'].includes(address.get('state')) ? address.get('state') : '';
    this.form.elements.text.value = address.get('text') ?? '';
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.addEventListener('input', () => {
      this.wished = this.form.elements.operator.value;
      this.keepInAddress();
      this.show();
    });
    this.chooseAll.addEventListener('change', () => this.chooseShown(this.chooseAll.checked));
  }

  update(letters, mayChoose) {
    this.letters = letters;
    this.mayChoose = mayChoose;
    const ids = new Set(letters.map((letter) => letter.id));
    for (const id of this.chosen) if (!ids.has(id)) this.chosen.delete(id);
    for (const id of this.rows.keys()) if (!ids.has(id)) this.rows.delete(id);
    this.form.hidden = letters.length === 0 && !this.isFiltered();
    this.offerSteps();
    this.show();
  }

  isFiltered() {
    const { state, text } = this.form.elements;
    return this.wished !== '' || state.value !== '' || text.value !== '';
  }

  offerSteps() {
    const select = this.form.elements.operator;
    const steps = [...new Set([...this.letters.map((letter) => letter.operator), this.wished])].filter(Boolean).sort();
    const offered = [...select.options].slice(1).map((option) => option.value);
    if (steps.join('\n') === offered.join('\n')) return;
    select.replaceChildren(select.options[0], ...steps.map((step) => new Option(step, step)));
    select.value = this.wished;
  }

  found() {
    const { state, text } = this.form.elements;
    const words = text.value.trim().toLowerCase();
    return this.letters.filter((letter) => (!this.wished || letter.operator === this.wished)
      && (!state.value || letter.underWay === (state.value === 'way'))
      && `${letter.operator} ${letter.cause} ${letter.id}`.toLowerCase().includes(words));
  }

  show() {
    const found = this.found();
    const shown = found.slice(0, MAX_ROWS);
    const rows = shown.map((letter) => this.row(letter));
    if (rows.length !== this.body.rows.length || rows.some((row, index) => this.body.rows[index] !== row)) this.body.replaceChildren(...rows);
    this.list.hidden = rows.length === 0;
    this.empty.hidden = rows.length > 0;
    setText(this.empty, this.letters.length > 0 ? 'No dead letter fits.' : 'There are no dead letters: no step has given up a record, or all have been replayed or dropped.');
    const all = found.length === this.letters.length ? `${found.length}` : `${found.length} of ${this.letters.length}`;
    const chosen = this.chosen.size > 0 ? `, ${this.chosen.size} chosen` : '';
    setText(this.count, `${all} ${this.letters.length === 1 ? 'letter' : 'letters'}${found.length > MAX_ROWS ? `, the latest ${MAX_ROWS} shown` : ''}${chosen}`);
    this.chooseAll.disabled = !this.mayChoose;
    this.chooseAll.checked = shown.length > 0 && shown.every((letter) => this.chosen.has(letter.id));
    this.onChoice();
  }

  chooseShown(isChosen) {
    for (const letter of this.found().slice(0, MAX_ROWS)) this.choose(letter.id, isChosen);
    this.show();
  }

  choose(id, isChosen) {
    if (isChosen) this.chosen.add(id);
    else this.chosen.delete(id);
  }

  row(letter) {
    if (!this.rows.has(letter.id)) this.rows.set(letter.id, this.newRow(letter));
    const cells = this.rows.get(letter.id);
    setText(cells.state, letter.underWay ? 'under way' : 'lies there');
    setAttribute(cells.row, 'data-state', letter.underWay ? 'way' : 'lies');
    cells.box.checked = this.chosen.has(letter.id);
    cells.box.disabled = !this.mayChoose;
    return cells.row;
  }

  newRow(letter) {
    const row = document.createElement('tr');
    row.dataset.letter = letter.id;
    const cells = { row };
    for (const [name, label, className] of COLUMNS) {
      const cell = document.createElement('td');
      if (className) cell.className = className;
      cell.dataset.label = label;
      cell.dataset.figure = name;
      row.append(cell);
      cells[name] = cell;
    }
    cells.box = document.createElement('input');
    cells.box.type = 'checkbox';
    cells.box.setAttribute('aria-label', `Choose letter ${letter.id} of ${letter.operator}`);
    cells.box.addEventListener('change', () => {
      this.choose(letter.id, cells.box.checked);
      this.show();
    });
    cells.choose.append(cells.box);
    setText(cells.operator, letter.operator);
    setText(cells.task, String(letter.task));
    setText(cells.cause, letter.cause);
    setText(cells.at, moment(new Date(letter.at)));
    setAttribute(cells.at, 'title', letter.at);
    setText(cells.timestamp, letter.timestamp ? moment(new Date(letter.timestamp)) : '–');
    setText(cells.attempts, String(letter.attempts));
    setText(cells.records, String(letter.records));
    setText(cells.id, letter.id);
    return cells;
  }

  keepInAddress() {
    const parameters = new URLSearchParams();
    const { state, text } = this.form.elements;
    if (this.wished) parameters.set('operator', this.wished);
    if (state.value) parameters.set('state', state.value);
    if (text.value) parameters.set('text', text.value);
    window.history.replaceState(null, '', window.location.pathname + (parameters.size ? `?${parameters}` : ''));
  }
}
