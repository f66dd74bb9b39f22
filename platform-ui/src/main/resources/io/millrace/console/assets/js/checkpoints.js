import { get, post, remove, session, toLogin } from './api.js';
import { ask } from './confirm.js';
import { showProblem } from './controls.js';
import { bytes, duration, exact, moment, span } from './format.js';
import { mayDelete, maySteer } from './session.js';
import { setAttribute, setFigure, setText } from './svg.js';

const RECENT = [
  ['id', 'Number', 'number'], ['kind', 'Kind'], ['completedAt', 'At'], ['durationSeconds', 'Took', 'number'],
  ['alignmentSeconds', 'Alignment', 'number'], ['freezeSeconds', 'Freeze', 'number'], ['writeSeconds', 'Write', 'number'],
  ['bytes', 'Size', 'number'], ['addedBytes', 'Added', 'number'], ['transactions', 'Transactions', 'number'],
  ['slowestTask', 'Slowest task'],
];
const KEPT = [
  ['id', 'Number', 'number'], ['kind', 'Kind'], ['createdAt', 'At'], ['bytes', 'Size', 'number'],
  ['transactions', 'Transactions', 'number'], ['fault', 'Fault'], ['action', ''],
];

/** Checkpoints of the topology: the last, the one under way, what failed, what is kept, and savepoints by hand. */
export class Checkpoints {
  constructor(page, path, who) {
    this.page = page;
    this.path = path;
    this.who = who;
    this.section = page.querySelector('[data-checkpoints]');
    this.button = this.section.querySelector('[data-action="savepoint"]');
    this.button.addEventListener('click', () => this.act((csrf) => post(`${path}/savepoints`, csrf)));
    this.isBusy = false;
    this.listed = null;
    this.recent = page.querySelector('[data-recent] tbody');
    this.kept = page.querySelector('[data-kept] tbody');
  }

  update({ state, checkpoints, guarantees }) {
    const status = checkpoints ?? { enabled: false, recent: [] };
    this.isRunning = state === 'RUNNING';
    this.isDown = state === 'STOPPED' || state === 'FINISHED' || state === 'FAILED';
    this.section.hidden = guarantees?.asked === 'AT_MOST_ONCE';
    if (this.section.hidden) return;
    this.allow();
    this.figure('guarantee', (guarantees?.asked ?? '–').toLowerCase().replaceAll('_', ' '), guarantees?.asked);
    this.figure('every', status.enabled ? `every ${duration(status.intervalSeconds)}` : 'not running', status.intervalSeconds);
    this.last(status);
    this.figure('completed', `${exact(status.completed ?? 0)} done, ${exact(status.failed ?? 0)} failed`, status.completed);
    this.figure('restarts', restartsOf(status), status.restarts);
    this.line('running', runningOf(status.running));
    this.line('failure', status.failedInARow > 0 ? `▲ ${failuresOf(status.failedInARow)}: ${status.lastFailure ?? 'the log says why'}` : '');
    if (!this.recent) return;
    fillTable(this.recent, RECENT, status.recent, () => null);
    const newest = `${status.completed} ${state}`;
    if (newest !== this.listed) {
      this.listed = newest;
      this.list();
    }
  }

  last(status) {
    const last = status.recent[0];
    this.figure('age', last ? `${duration(status.ageSeconds)} ago` : 'none yet', status.ageSeconds);
    this.figure('took', last ? span(last.durationSeconds) : '–', last?.durationSeconds);
    this.figure('parts', last ? `alignment ${span(last.alignmentSeconds)} · freeze ${span(last.freezeSeconds)} · write ${span(last.writeSeconds)}` : '', null);
    this.figure('size', last ? bytes(last.bytes) : '–', last?.bytes);
  }

  figure(name, text, value) {
    setFigure(this.section.querySelector(`[data-figure="${name}"]`), text, value);
  }

  line(name, text) {
    const place = this.section.querySelector(`[data-line="${name}"]`);
    setText(place, text);
    place.hidden = text === '';
  }

  allow() {
    const mayAct = maySteer(this.who);
    this.button.disabled = !mayAct || !this.isRunning || this.isBusy;
    const why = mayAct ? (this.isRunning ? '' : 'It does not run') : `Your role ${this.who.role} may look only; ask for OPERATOR`;
    setAttribute(this.button, 'title', why);
  }

  async list() {
    try {
      const { kept } = await get(`${this.path}/checkpoints`);
      fillTable(this.kept, KEPT, kept, (entry) => this.actions(entry));
      this.page.querySelector('[data-kept-empty]').hidden = kept.length > 0;
    } catch (problem) {
      if (problem.status === 401) toLogin();
      this.listed = null;
    }
  }

  actions(entry) {
    const box = document.createElement('div');
    box.className = 'actions';
    box.append(...[this.start(entry), this.deletion(entry)].filter(Boolean));
    return box.children.length > 0 ? box : null;
  }

  start({ id, kind, fault }) {
    if (fault || !maySteer(this.who)) return null;
    const what = `${(kind ?? 'checkpoint').toLowerCase()} ${id}`;
    const button = newButton('Start from it', `Start from ${what}`, async () => {
      const isSure = await ask('Start from it?', `The topology goes on from ${what}: what it did after that is done again, and later checkpoints no longer count.`, 'Start');
      if (isSure) await this.act((csrf) => post(`${this.path}/start`, csrf, { restoreFrom: id }));
    });
    button.disabled = !this.isDown;
    button.title = this.isDown ? '' : 'Stop the topology first';
    return button;
  }

  deletion({ id, kind }) {
    if (kind !== 'SAVEPOINT' || !mayDelete(this.who)) return null;
    return newButton('Delete', `Delete savepoint ${id}`, async () => {
      const isSure = await ask('Delete?', `Savepoint ${id} is gone for good.`, 'Delete for good');
      if (isSure) await this.act((csrf) => remove(`${this.path}/savepoints/${id}`, csrf));
    });
  }

  async act(request) {
    this.isBusy = true;
    this.allow();
    showProblem(this.page, null);
    try {
      const { csrf } = await session();
      await request(csrf);
    } catch (problem) {
      if (problem.status === 401) toLogin();
      else showProblem(this.page, problem);
    } finally {
      this.isBusy = false;
      this.allow();
      if (this.kept) await this.list();
    }
  }
}

function newButton(word, label, onClick) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = word;
  button.setAttribute('aria-label', label);
  button.addEventListener('click', onClick);
  return button;
}

function restartsOf({ restarts, restoredFrom }) {
  const from = restoredFrom ? `, went on from ${restoredFrom}` : '';
  return `${exact(restarts ?? 0)}${from}`;
}

function runningOf(running) {
  if (!running) return '';
  const waiting = running.waitingFor.length > 0 ? `, waits for ${running.waitingFor.join(', ')}` : ', is being written';
  return `◌ Checkpoint ${running.id} is under way for ${duration(running.seconds)}${waiting}`;
}

function failuresOf(count) {
  return count === 1 ? 'The last checkpoint failed' : `The last ${count} checkpoints failed`;
}

function fillTable(body, columns, entries, actionOf) {
  const rows = entries.map((entry) => {
    const row = document.createElement('tr');
    row.dataset.checkpoint = entry.id;
    for (const [field, label, className] of columns) {
      const cell = document.createElement('td');
      if (className) cell.className = className;
      cell.dataset.figure = field;
      cell.dataset.label = label;
      const action = field === 'action' ? actionOf(entry) : null;
      if (action) cell.append(action);
      else setFigure(cell, textOf(field, entry[field]), entry[field]);
      row.append(cell);
    }
    return row;
  });
  body.replaceChildren(...rows);
  body.closest('[data-list]').hidden = rows.length === 0;
}

function textOf(field, value) {
  if (field === 'action') return '';
  if (value === null || value === undefined) return '–';
  if (field.endsWith('Seconds')) return span(value);
  if (field.endsWith('At')) return moment(new Date(value));
  if (field === 'bytes' || field === 'addedBytes') return bytes(value);
  return field === 'kind' ? value.toLowerCase() : String(value);
}
