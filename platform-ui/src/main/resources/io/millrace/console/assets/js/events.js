import { setAttribute, setText } from './svg.js';

const MAX_ROWS = 500;
const MAX_EVENTS = 5000;

/** Events that were heard of, and those of them that somebody wants to see, the newest first. */
export class EventTable {
  constructor(section, topology, moreOf) {
    this.topology = topology;
    this.moreOf = moreOf;
    this.table = section.querySelector('[data-events]');
    this.empty = section.querySelector('[data-empty]');
    this.count = section.querySelector('[data-count]');
    this.form = section.querySelector('[data-filter]');
    this.events = new Map();
    this.rows = new Map();
    this.isHeld = false;
    this.form.querySelector('[data-apply]').hidden = true;
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.addEventListener('input', () => {
      this.keepInAddress();
      this.show();
    });
  }

  add(events) {
    for (const event of events) this.events.set(event.id, event);
    for (const id of this.events.keys()) {
      if (this.events.size <= MAX_EVENTS) break;
      this.events.delete(id);
      this.rows.delete(id);
    }
    if (this.isHeld) this.showCount(this.found());
    else this.show();
  }

  /** While somebody reads, nothing moves. */
  hold(isHeld) {
    this.isHeld = isHeld;
    this.heldAt = [...this.events.keys()].at(-1);
    this.show();
  }

  found() {
    const { of, severity, kind, text } = this.form.elements;
    const levels = ['INFO', 'WARN', 'ERROR'];
    const words = text.value.trim().toLowerCase();
    return [...this.events.values()].reverse().filter((event) => (
      (of.value === 'all' || event.topology === null || event.topology === this.topology)
      && levels.indexOf(event.severity) >= levels.indexOf(severity.value)
      && (!kind.value || event.kind === kind.value)
      && `${kindOf(event)} ${placeOf(event)} ${event.message}`.toLowerCase().includes(words)));
  }

  show() {
    const found = this.found();
    const rows = found.slice(0, MAX_ROWS).map((event) => this.row(event));
    const body = this.table.tBodies[0];
    if (rows.length !== body.rows.length || rows.some((row, index) => body.rows[index] !== row)) body.replaceChildren(...rows);
    this.table.hidden = rows.length === 0;
    this.empty.hidden = rows.length > 0;
    this.showCount(found);
  }

  showCount(found) {
    const ids = this.isHeld ? [...this.events.keys()] : [];
    const missed = this.isHeld ? ids.length - 1 - ids.indexOf(this.heldAt) : 0;
    const all = found.length === 1 ? '1 event' : `${found.length} events`;
    const shown = found.length > MAX_ROWS ? `${all}, the latest ${MAX_ROWS} shown` : all;
    setText(this.count, missed > 0 ? `held: ${missed} more have come` : this.isHeld ? `${shown}, held` : shown);
  }

  row(event) {
    if (!this.rows.has(event.id)) this.rows.set(event.id, newRow(event, this.moreOf));
    return this.rows.get(event.id);
  }

  keepInAddress() {
    const parameters = new URLSearchParams();
    for (const [name, usual] of [['of', ''], ['severity', 'INFO'], ['kind', ''], ['text', '']]) {
      const { value } = this.form.elements[name];
      if (value !== usual) parameters.set(name, value);
    }
    window.history.replaceState(null, '', window.location.pathname + (parameters.size ? `?${parameters}` : ''));
  }
}

export const kindOf = (event) => event.kind.toLowerCase().replaceAll('_', ' ');

export function placeOf({ topology, operator, task }) {
  return [topology, operator, task].filter((part) => part !== null).join(' / ') || '–';
}

function newRow(event, moreOf) {
  const row = document.createElement('tr');
  row.dataset.severity = event.severity;
  row.dataset.kind = event.kind;
  const time = document.createElement('time');
  time.dateTime = event.at;
  time.textContent = shortTime(event.at);
  time.title = event.at;
  const severity = document.createElement('span');
  severity.className = 'severity';
  severity.dataset.severity = event.severity;
  severity.textContent = event.severity.toLowerCase();
  const what = document.createElement('div');
  const message = document.createElement('p');
  message.textContent = event.message;
  what.append(message);
  const more = moreOf(event);
  if (more) what.append(more);
  for (const [label, content] of [['At', time], ['Severity', severity], ['Kind', kindOf(event)], ['Where', placeOf(event)], ['What', what]]) {
    const cell = document.createElement('td');
    cell.dataset.label = label;
    if (label === 'What') cell.className = 'what';
    if (label === 'Where') cell.className = 'name';
    cell.append(content);
    row.append(cell);
  }
  setAttribute(row, 'data-event', event.id);
  return row;
}

function shortTime(at) {
  const time = new Date(at);
  const clock = time.toLocaleTimeString('en-GB');
  return time.toDateString() === new Date().toDateString() ? clock : `${time.toISOString().slice(0, 10)} ${clock}`;
}
