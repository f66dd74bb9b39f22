import { compact, exact, rate, shorten, watermark, duration } from './format.js';
import { NODE } from './layout.js';
import { loadTitle, loadWords, SHARES } from './load.js';
import { fitText, setAttribute, setFigure, setText, svg, titled } from './svg.js';

const ICONS = {
  source: 'M2 2h4l7 6-7 6h-4z',
  sink: 'M2 2h12v12h-12zM5 6l3 4 3-4z',
  window: 'M2 2h12v12h-12zM2 6.500h12M6.500 2v12',
  filter: 'M1.500 2h13l-5 6.500v5.500l-3-2v-3.500z',
};
const PLAIN_ICON = 'M8 1.500l6 3.200v6.600l-6 3.200-6-3.200v-6.600z';

/** One step in the drawing. Made once, then only its figures change. */
export class Node {
  constructor(parent, operator) {
    this.element = svg('g', { class: 'node', tabindex: 0, role: 'img', 'data-operator': operator.name }, parent);
    this.title = titled(this.element);
    const { width, height } = NODE;
    svg('rect', { class: 'node-box', width, height, rx: 10 }, this.element);
    svg('path', { class: 'node-icon', d: ICONS[operator.kind] ?? PLAIN_ICON, transform: 'translate(14 12)' }, this.element);
    fitText(this.text(38, 25, 'node-name'), operator.name, width - 52, shorten);
    fitText(this.text(14, 44, 'node-kind'), describe(operator), width - 28, shorten);
    this.text(14, 65, 'node-label', 'in');
    this.recordsIn = this.figure(30, 65, 'recordsInPerSecond');
    this.text(124, 65, 'node-label', 'out');
    this.recordsOut = this.figure(148, 65, 'recordsOutPerSecond');
    this.watermark = this.text(14, 85, 'node-clock');
    this.watermark.dataset.figure = 'watermark';
    this.load = this.text(14, 105, 'node-load');
    this.load.dataset.figure = 'load';
    svg('rect', { class: 'meter', x: 14, y: height - 13, width: width - 28, height: 6 }, this.element);
    this.shares = SHARES.map(([name]) => svg('rect', { class: 'share', 'data-share': name, y: height - 13, height: 6 }, this.element));
    this.mark = new Pill(this.element, 'mark', -9);
    this.losses = new Pill(this.element, 'losses', height - 3);
  }

  place({ x, y }) {
    this.element.setAttribute('transform', `translate(${x - NODE.width / 2} ${y - NODE.height / 2})`);
  }

  update(operator, trouble, sampledAt, place = null) {
    setFigure(this.recordsIn, rate(operator.recordsInPerSecond), operator.recordsInPerSecond);
    setFigure(this.recordsOut, rate(operator.recordsOutPerSecond), operator.recordsOutPerSecond);
    const clock = watermark(operator, sampledAt);
    setFigure(this.watermark, clock.text, operator.watermark);
    const share = throughput(operator);
    this.showLoad(operator.load);
    setAttribute(this.element, 'data-throughput', Math.ceil(share * 4));
    setAttribute(this.element, 'data-trouble', trouble?.kind);
    this.mark.show(trouble ? `${trouble.icon} ${trouble.short}` : '');
    this.losses.show(lossesOf(operator));
    setAttribute(this.element, 'data-bottleneck', place);
    const words = spoken(operator, clock, trouble);
    this.title(words);
    setAttribute(this.element, 'aria-label', words);
  }

  showLoad(load) {
    setFigure(this.load, loadWords(load), load?.busy);
    let x = 14;
    SHARES.forEach(([name], index) => {
      const width = (load?.[name] ?? 0) * (NODE.width - 28);
      setAttribute(this.shares[index], 'x', x.toFixed(1));
      setAttribute(this.shares[index], 'width', Math.max(0, Math.min(width, NODE.width - 14 - x)).toFixed(1));
      x += width;
    });
  }

  text(x, y, className, content = '') {
    const element = svg('text', { x, y, class: className }, this.element);
    element.textContent = content;
    return element;
  }

  figure(x, y, name) {
    const element = this.text(x, y, 'node-figure', '–');
    element.dataset.figure = name;
    return element;
  }
}

/** A few words in a coloured pill on the border of a node. */
class Pill {
  constructor(parent, name, y) {
    this.group = svg('g', { class: `pill pill-${name}`, visibility: 'hidden' }, parent);
    this.box = svg('rect', { y: y - 1, height: 20, rx: 10 }, this.group);
    this.words = svg('text', { x: NODE.width - 24, y: y + 13, 'text-anchor': 'end' }, this.group);
  }

  show(words) {
    if (this.words.textContent === words) return;
    setText(this.words, words);
    setAttribute(this.group, 'visibility', words ? 'visible' : 'hidden');
    const width = Math.ceil(this.words.getComputedTextLength()) + 20;
    setAttribute(this.box, 'x', NODE.width - 14 - width);
    setAttribute(this.box, 'width', width);
  }
}

function describe(operator) {
  const words = [operator.kind, operator.parallelism === 1 ? '1 task' : `${operator.parallelism} tasks`];
  if (operator.aggregation) words.push(operator.aggregation);
  if (operator.blocking) words.push('blocking');
  return words.join(' · ');
}

/** On a logarithmic scale: one record a second shows, ten million fill the bar. */
function throughput(operator) {
  const records = Math.max(operator.recordsInPerSecond || 0, operator.recordsOutPerSecond || 0);
  return Math.min(1, Math.log10(1 + records) / 7);
}

function lossesOf(operator) {
  const words = [];
  if (operator.recordsSkipped > 0) words.push(`${compact(operator.recordsSkipped)} skipped`);
  if (operator.recordsDeadLettered > 0) words.push(`${compact(operator.recordsDeadLettered)} dead`);
  if (operator.callsRetried > 0) words.push(`${compact(operator.callsRetried)} retried`);
  if (operator.recordsLate > 0) words.push(`${compact(operator.recordsLate)} late`);
  return words.join(' · ');
}

function spoken(operator, clock, trouble) {
  return [
    `${operator.name}: ${describe(operator)}`,
    trouble?.long,
    `in ${exact(operator.recordsInPerSecond)} records per second, ${exact(operator.recordsIn)} in all`,
    `out ${exact(operator.recordsOutPerSecond)} records per second, ${exact(operator.recordsOut)} in all`,
    loadTitle(operator.load),
    `${clock.text}; ${clock.title}`,
    operator.recordsSkipped > 0 && `${exact(operator.recordsSkipped)} records skipped`,
    operator.recordsDeadLettered > 0 && `${exact(operator.recordsDeadLettered)} records became dead letters`,
    operator.callsRetried > 0 && `${exact(operator.callsRetried)} calls made again after a failure`,
    operator.recordsLate > 0 && `${exact(operator.recordsLate)} records too late`,
  ].filter(Boolean).join('\n');
}

/** Whether a step holds back others, or is held back. */
export function placeOf(operator, bottleneck) {
  if (bottleneck?.verdict !== 'HELD_BACK') return null;
  if (bottleneck.operators.includes(operator.name)) return 'culprit';
  return bottleneck.holdsBack.includes(operator.name) ? 'held' : null;
}

/** What is wrong with each step, the worst first. */
export function troubles(topology) {
  const found = new Map();
  if (topology.bottleneck?.verdict === 'HELD_BACK') {
    for (const operator of topology.bottleneck.operators) {
      found.set(operator, {
        kind: 'bottleneck', icon: '▲', short: 'bottleneck', long: `Bottleneck: ${topology.bottleneck.sentence.replaceAll('`', '')}`,
      });
    }
  }
  for (const slow of topology.slow ?? []) {
    found.set(slow.operator, {
      kind: 'slow', icon: '▲', short: 'slow',
      long: `Slow: a call took ${duration(slow.seconds)} and held up its neighbours, at ${slow.where}. Declare the step blocking.`,
    });
  }
  for (const trouble of topology.troubles ?? []) {
    found.set(trouble.operator, {
      kind: 'slow', icon: '▲', short: 'waiting', long: `Waiting: task ${trouble.task} goes on trying. ${trouble.reason}`,
    });
  }
  for (const stuck of topology.stuck ?? []) {
    found.set(stuck.operator, {
      kind: 'stuck', icon: '■', short: `stuck ${duration(stuck.seconds)}`,
      long: `Stuck: task ${stuck.task} has not returned for ${duration(stuck.seconds)}, at ${stuck.where}.`,
    });
  }
  if (topology.failure) {
    found.set(topology.failure.operator, {
      kind: 'failed', icon: '✕', short: 'failed', long: `Failed: ${topology.failure.message}`,
    });
  }
  return found;
}
