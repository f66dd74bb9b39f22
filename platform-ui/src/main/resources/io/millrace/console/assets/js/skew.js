import { compact, exact } from './format.js';
import { setAttribute, setText } from './svg.js';

const MAX_BARS = 48;
/** Long enough that a barrier which holds up some tasks for a while does not look like skew. */
const WINDOW_MILLIS = 20_000;
/** Fewer records say nothing about how they are dealt. */
const MIN_RECORDS = 50;
const UNEVEN = 1.25;
const SKEWED = 2;

/** How the records of each stage are dealt to its tasks: bars, and a word. */
export class Skews {
  constructor(section) {
    this.section = section;
    this.list = section.querySelector('[data-skews]');
    this.cards = new Map();
    this.looks = [];
  }

  update(tasks) {
    const now = performance.now();
    this.looks = [...this.looks.filter(({ at }) => now - at <= WINDOW_MILLIS),
      { at: now, records: new Map(tasks.map((task) => [keyOf(task), task.recordsIn])) }];
    const before = this.looks[0];
    const seconds = (now - before.at) / 1000;
    const stages = groupByStage(tasks);
    const shown = [...stages].filter(([, own]) => own.length > 1 && own.some((task) => task.recordsIn > 0));
    for (const [stage, card] of this.cards) {
      if (!shown.some(([name]) => name === stage)) {
        card.remove();
        this.cards.delete(stage);
      }
    }
    for (const [stage, own] of shown) {
      if (!this.cards.has(stage)) {
        this.cards.set(stage, newCard(own[0].operators.join(' → ')));
        this.list.append(this.cards.get(stage));
      }
      fill(this.cards.get(stage), skewOf(own, before.records, seconds));
    }
    this.section.hidden = shown.length === 0;
  }
}

/** What each task gets of the records of its stage, lately or, where that says too little, since the start. */
export function skewOf(tasks, before, seconds) {
  const lately = tasks.map((task) => Math.max(0, task.recordsIn - (before.get(keyOf(task)) ?? task.recordsIn)));
  const isNow = lately.reduce((total, records) => total + records, 0) >= MIN_RECORDS;
  const records = isNow ? lately : tasks.map((task) => task.recordsIn);
  const total = records.reduce((sum, one) => sum + one, 0);
  const shares = tasks.map((task, index) => ({ task: task.task, records: records[index], share: total ? records[index] / total : 0 }));
  const most = shares.reduce((one, other) => (other.share > one.share ? other : one));
  const times = most.share * tasks.length;
  const kind = total < MIN_RECORDS ? 'unknown' : times < UNEVEN ? 'even' : times < SKEWED ? 'uneven' : 'skewed';
  return { shares, most, times, kind, seconds: isNow ? seconds : null, total };
}

function fill(card, skew) {
  setAttribute(card, 'data-skew', skew.kind);
  setText(card.querySelector('[data-part="word"]'), { unknown: 'too few records', even: 'even', uneven: 'uneven', skewed: 'skewed' }[skew.kind]);
  setText(card.querySelector('[data-part="reason"]'), reasonOf(skew));
  setText(card.querySelector('[data-part="when"]'),
    `${compact(skew.total)} records ${whenOf(skew)}`);
  const bars = card.querySelector('.bars');
  const names = card.querySelector('.barnames');
  const shown = skew.shares.length > MAX_BARS
    ? [...skew.shares].sort((a, b) => b.share - a.share).slice(0, MAX_BARS) : skew.shares;
  while (bars.children.length > shown.length) bars.lastElementChild.remove();
  while (bars.children.length < shown.length) bars.append(newBar());
  shown.forEach(({ task, records, share }, index) => {
    const bar = bars.children[index];
    bar.style.height = `${(100 * share / (skew.most.share || 1)).toFixed(1)}%`;
    setAttribute(bar, 'data-much', share * skew.shares.length >= SKEWED ? 'yes' : null);
    setAttribute(bar, 'data-task', task);
    setAttribute(bar, 'title', `Task ${task}: ${exact(records)} records ${whenOf(skew)}`);
    setText(bar.firstElementChild, shown.length <= 16 ? `${Math.round(share * 100)} %` : '');
  });
  const labels = shown.length <= 16 ? shown.map(({ task }) => `task ${task}`) : [];
  if (names.dataset.labels !== labels.join()) {
    names.dataset.labels = labels.join();
    names.replaceChildren(...labels.map((label) => {
      const name = document.createElement('span');
      name.textContent = label;
      return name;
    }));
  }
  setAttribute(bars, 'aria-label', shown.map(({ task, share }) => `task ${task} ${Math.round(share * 100)} %`).join(', '));
}

function whenOf({ seconds }) {
  return seconds === null ? 'since the start' : `in the last ${Math.round(seconds)} s`;
}

function keyOf({ stage, task, member }) {
  return `${stage}#${task}@${member}`;
}

function reasonOf({ kind, most, times, shares }) {
  if (kind === 'unknown') return '';
  const words = `: task ${most.task} gets ${Math.round(most.share * 100)} %, ${times.toFixed(1)} times its share`;
  const more = shares.length > MAX_BARS ? `; the ${MAX_BARS} of ${shares.length} tasks that get most` : '';
  return (kind === 'even' ? '' : words) + more;
}

function newCard(title) {
  const card = document.createElement('article');
  card.className = 'card skew';
  const heading = document.createElement('h3');
  heading.className = 'name';
  heading.textContent = title;
  const line = document.createElement('p');
  for (const part of ['word', 'reason']) {
    const span = document.createElement('span');
    span.dataset.part = part;
    line.append(span);
  }
  const bars = document.createElement('div');
  bars.className = 'bars';
  bars.setAttribute('role', 'img');
  const names = document.createElement('div');
  names.className = 'barnames';
  names.setAttribute('aria-hidden', 'true');
  const when = document.createElement('p');
  when.dataset.part = 'when';
  card.append(heading, line, bars, names, when);
  return card;
}

function newBar() {
  const bar = document.createElement('span');
  bar.append(document.createElement('b'));
  return bar;
}

function groupByStage(tasks) {
  const stages = new Map();
  for (const task of tasks) stages.set(task.stage, [...(stages.get(task.stage) ?? []), task]);
  return stages;
}
