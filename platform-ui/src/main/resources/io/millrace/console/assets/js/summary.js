import { behind, compact, duration, exact, rate } from './format.js';
import { troubles } from './nodes.js';
import { setAttribute, setFigure, setText } from './svg.js';

/** Head of the page: state, health, clock, totals, failure and warnings. */
export class Summary {
  constructor(page) {
    this.page = page;
    this.figures = new Map();
    for (const element of page.querySelectorAll('[data-summary] [data-figure]')) {
      this.figures.set(element.dataset.figure, element);
    }
  }

  update(topology) {
    this.chip('state', topology.state);
    this.chip('health', topology.health);
    this.clock(topology);
    this.uptime(topology);
    this.flow('In', topology.operators.filter((step) => !topology.edges.some((edge) => edge.to === step.name)), 'recordsOut');
    this.flow('Out', topology.operators.filter((step) => !topology.edges.some((edge) => edge.from === step.name)), 'recordsIn');
    this.failure(topology.failure);
    this.warnings(topology);
  }

  chip(name, value) {
    const element = this.figures.get(name);
    setFigure(element, value.toLowerCase(), value);
    setAttribute(element, `data-${name}`, value);
  }

  clock({ clock, state }) {
    const at = Date.parse(clock?.watermark ?? '');
    const allEnded = Number.isNaN(at) && state === 'FINISHED';
    const none = allEnded ? 'ended' : 'none yet';
    setFigure(this.figures.get('watermark'), Number.isNaN(at) ? none : shortInstant(at), clock?.watermark);
    setAttribute(this.figures.get('watermark'), 'title', clock?.watermark ?? 'No watermark has reached all sinks');
    const lag = clock?.lagSeconds;
    setFigure(this.figures.get('lagSeconds'), Number.isFinite(lag) ? behind(lag) : '', lag);
  }

  uptime({ startedAt, sampledAt, state }) {
    const isUp = state === 'STARTING' || state === 'RUNNING' || state === 'RECOVERING' || state === 'STOPPING';
    const seconds = isUp && startedAt ? (new Date(sampledAt) - new Date(startedAt)) / 1000 : NaN;
    const element = this.figures.get('uptimeSeconds');
    setFigure(element, duration(seconds), Number.isFinite(seconds) ? seconds : null);
    setAttribute(element, 'title', startedAt ? `Started ${new Date(startedAt).toISOString()}` : 'Never started');
  }

  flow(name, steps, counter) {
    const perSecond = sum(steps, `${counter}PerSecond`);
    const total = sum(steps, counter);
    setFigure(this.figures.get(`total${name}PerSecond`), rate(perSecond), perSecond);
    setAttribute(this.figures.get(`total${name}PerSecond`), 'title', `${exact(perSecond)} records per second`);
    setFigure(this.figures.get(`total${name}`), `${compact(total)} in all`, total);
    setAttribute(this.figures.get(`total${name}`), 'title', `${exact(total)} records`);
  }

  failure(failure) {
    const box = this.page.querySelector('[data-failure]');
    if (failure) {
      setText(box.querySelector('[data-failure-operator]'), failure.operator);
      setText(box.querySelector('[data-failure-task]'), String(failure.task));
      setText(box.querySelector('[data-failure-message]'), failure.message ?? 'No message; look into the log.');
    }
    box.hidden = !failure;
  }

  warnings(topology) {
    const list = this.page.querySelector('[data-warnings]');
    const lines = [...troubles(topology)].filter(([, trouble]) => trouble.kind !== 'failed' && trouble.kind !== 'bottleneck')
      .map(([step, trouble]) => [trouble.kind, `${trouble.icon} ${step}: ${trouble.long}`]);
    while (list.children.length > lines.length) list.lastElementChild.remove();
    while (list.children.length < lines.length) list.append(document.createElement('li'));
    lines.forEach(([kind, words], index) => {
      setText(list.children[index], words);
      setAttribute(list.children[index], 'data-trouble', kind);
    });
    list.hidden = lines.length === 0;
  }
}

function sum(steps, field) {
  return steps.reduce((total, step) => total + (step[field] ?? 0), 0);
}

/** The time alone where it is of today. */
function shortInstant(millis) {
  const at = new Date(millis);
  const isToday = at.toDateString() === new Date().toDateString();
  const time = at.toLocaleTimeString('en-GB');
  return isToday ? time : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}

function two(number) {
  return String(number).padStart(2, '0');
}
