import { setAttribute, setFigure } from './svg.js';

/** What tasks spend their time on: the names of REST, the words of the console, in the order in which bars show them. */
export const SHARES = [
  ['busy', 'busy'],
  ['waitingForCredit', 'waits for room'],
  ['waitingForThread', 'waits for a thread'],
  ['idle', 'idle'],
];

export function percent(share) {
  return Number.isFinite(share) ? `${Math.round(share * 100)} %` : '–';
}

/**
 * Busy, and what else there is most of: "12 % busy · 80 % waits for room". A mean hides single tasks that have no time left: then
 * these are told of.
 */
export function loadWords(load) {
  if (!load || !Number.isFinite(load.busy)) return 'no data';
  if (load.hotTasks > 0 && load.hotTasks < load.tasks) return `${load.hotTasks} of ${load.tasks} tasks hot · ${percent(load.busy)} busy`;
  const others = SHARES.slice(1).map(([name, words]) => [load[name] ?? 0, words]).sort((a, b) => b[0] - a[0]);
  const [share, words] = others[0];
  return share >= 0.005 ? `${percent(load.busy)} busy · ${percent(share)} ${words}` : `${percent(load.busy)} busy`;
}

/** All four, for titles and screen readers. */
export function loadTitle(load) {
  if (!load || !Number.isFinite(load.busy)) return 'What its tasks spend their time on is not known yet';
  return SHARES.map(([name, words]) => `${percent(load[name])} ${words}`).join(', ');
}

/** A bar in a table, made of one part for each share. */
export function newLoadBar() {
  const bar = document.createElement('span');
  bar.className = 'loadbar';
  bar.setAttribute('aria-hidden', 'true');
  for (const [name] of SHARES) {
    const part = document.createElement('span');
    part.dataset.share = name;
    bar.append(part);
  }
  return bar;
}

export function showLoadBar(bar, load) {
  SHARES.forEach(([name], index) => {
    const share = load?.[name];
    bar.children[index].style.flexGrow = Number.isFinite(share) ? share.toFixed(3) : '0';
  });
  setAttribute(bar, 'title', loadTitle(load));
}

export function showShare(cell, share) {
  setFigure(cell, percent(share), Number.isFinite(share) ? share : null);
}
