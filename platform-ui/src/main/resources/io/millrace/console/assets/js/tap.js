import { post, session, toLogin } from './api.js';
import { showProblem } from './controls.js';
import { exact, shortType } from './format.js';
import { rowOf } from './rows.js';
import { maySteer } from './session.js';
import { setText } from './svg.js';

const SECONDS = 2;
const RECORDS = 20;

/** A look at a few of the records that a step gives; the step can be chosen in the drawing. */
export class Tap {
  constructor(page, path, who) {
    this.page = page;
    this.path = path;
    this.who = who;
    this.section = page.querySelector('[data-tap]');
    this.select = this.section.querySelector('[data-step]');
    this.button = this.section.querySelector('[data-look]');
    this.seen = this.section.querySelector('[data-seen]');
    this.isBusy = false;
    this.button.addEventListener('click', () => this.look());
    const drawing = page.querySelector('[data-graph]');
    // The drawing holds the pointer while it is pressed, so a click is one of the drawing, and not of a step.
    drawing.addEventListener('click', ({ clientX, clientY }) => this.choose(stepOf(document.elementFromPoint(clientX, clientY))));
    drawing.addEventListener('keydown', ({ key, target }) => key === 'Enter' && this.choose(stepOf(target)));
  }

  update({ state, operators, edges }) {
    this.isUp = state === 'RUNNING' || state === 'STOPPING';
    this.giverOf = new Map(operators.map(({ name, kind }) => [name, kind === 'sink' ? edges.find(({ to }) => to === name)?.from : name]));
    const giving = operators.filter(({ kind }) => kind !== 'sink').map(({ name }) => name);
    if (giving.join('\n') !== [...this.select.options].map(({ value }) => value).join('\n')) {
      this.select.replaceChildren(...giving.map((name) => new Option(name, name)));
    }
    this.allow();
  }

  /** A sink gives nothing: of it, what is given to it. */
  choose(step) {
    const giver = this.giverOf?.get(step);
    if (giver) this.select.value = giver;
  }

  allow() {
    const mayLook = maySteer(this.who);
    this.button.disabled = !mayLook || !this.isUp || this.isBusy;
    const why = mayLook ? (this.isUp ? '' : 'It does not run') : `Your role ${this.who.role} may not see records; ask for OPERATOR`;
    if (this.button.title !== why) this.button.title = why;
  }

  async look() {
    const step = this.select.value;
    this.isBusy = true;
    this.allow();
    this.say(`Looking at what ${step} gives …`);
    try {
      const { csrf } = await session();
      const found = await post(`${this.path}/operators/${encodeURIComponent(step)}/tap?records=${RECORDS}&seconds=${SECONDS}`, csrf);
      this.show(step, found);
      showProblem(this.page, null);
    } catch (problem) {
      this.say('');
      if (problem.status === 401) toLogin();
      else showProblem(this.page, problem);
    } finally {
      this.isBusy = false;
      this.allow();
    }
  }

  show(step, { records, seen, seconds, silentMembers }) {
    const missing = silentMembers.length > 0 ? ` Not answered: ${silentMembers.join(', ')}.` : '';
    this.say(`${step} has given ${exact(seen)} ${seen === 1 ? 'record' : 'records'} in ${seconds} s${records.length < seen ? `; ${records.length} of them are shown` : ''}.${missing}`);
    this.section.querySelector('[data-list]').hidden = records.length === 0;
    this.section.querySelector('tbody').replaceChildren(...records.map(recordRow));
  }

  say(words) {
    this.seen.hidden = words === '';
    setText(this.seen, words);
  }
}

const stepOf = (element) => element?.closest('[data-operator]')?.dataset.operator;

const recordRow = ({ text, type, timestamp, member }) => rowOf([
  ['Record', text, 'record'], ['Type', shortType(type)], ['Event time', timestamp ?? '–'], ['Member', member === null ? '–' : String(member), 'number'],
]);
