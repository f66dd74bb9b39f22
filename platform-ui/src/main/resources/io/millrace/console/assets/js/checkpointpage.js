import { get, toLogin, topologyPath } from './api.js';
import { Checkpoints } from './checkpoints.js';
import { showProblem } from './controls.js';
import { bytes, moment, span } from './format.js';
import { Live, showSignal } from './live.js';
import { rowOf } from './rows.js';
import { showSession } from './session.js';
import { setAttribute, setText } from './svg.js';

const FAILURES = new Set(['CHECKPOINT_FAILED', 'RESTART', 'RESTORE']);
const MAX_FAILURES = 50;
const EVENTS = 2000;

const page = document.querySelector('[data-page="checkpoints"]');
const path = topologyPath(page.dataset.application, page.dataset.topology);
let seen = null;

function update(parts, topology) {
  const isTaken = topology.guarantees.asked !== 'AT_MOST_ONCE';
  page.querySelector('[data-none]').hidden = isTaken;
  for (const section of page.querySelectorAll('[data-recent-section], [data-kept-section]')) section.hidden = !isTaken;
  parts.update(topology);
  const { recent, failed, restarts } = topology.checkpoints;
  page.querySelector('[data-recent-empty]').hidden = recent.length > 0;
  showTimes(recent);
  showState(recent[0]?.stateBytes ?? {});
  const now = `${failed} ${restarts} ${topology.state}`;
  if (now !== seen) {
    seen = now;
    showFailures().catch(() => (seen = null));
  }
  page.dataset.updates = Number(page.dataset.updates ?? 0) + 1;
}

/** Bars of how long they took, the oldest first. */
function showTimes(recent) {
  const box = page.querySelector('[data-times]');
  const bars = page.querySelector('[data-bars]');
  box.hidden = recent.length < 2;
  const shown = [...recent].reverse();
  const most = Math.max(...shown.map((one) => one.durationSeconds), 1e-9);
  while (bars.children.length > shown.length) bars.lastElementChild.remove();
  while (bars.children.length < shown.length) bars.append(newBar());
  shown.forEach((one, index) => {
    const bar = bars.children[index];
    bar.style.height = `${(100 * one.durationSeconds / most).toFixed(1)}%`;
    setAttribute(bar, 'title', `${one.kind.toLowerCase()} ${one.id}: ${span(one.durationSeconds)}, ${bytes(one.bytes)}, slowest task ${one.slowestTask}`);
    setText(bar.firstElementChild, shown.length <= 12 ? span(one.durationSeconds) : '');
  });
  const words = shown.length > 0 ? `How long each took: from ${shown[0].id} on the left to ${shown.at(-1).id} on the right, ${span(most)} at most.` : '';
  setText(page.querySelector('[data-bars-words]'), words);
  setAttribute(bars, 'aria-label', shown.map((one) => `${one.id}: ${span(one.durationSeconds)}`).join(', '));
}

function newBar() {
  const bar = document.createElement('span');
  bar.append(document.createElement('b'));
  return bar;
}

function showState(stateBytes) {
  const steps = Object.entries(stateBytes).sort(([, a], [, b]) => b - a);
  const total = steps.reduce((sum, [, size]) => sum + size, 0);
  page.querySelector('[data-state-section]').hidden = steps.length === 0;
  page.querySelector('[data-state-bytes] tbody').replaceChildren(...steps.map(([step, size]) => rowOf([
    ['Step', step], ['Keyed state', bytes(size), 'number'], ['Share', total > 0 ? `${Math.round(100 * size / total)} %` : '–', 'number'],
  ])));
}

async function showFailures() {
  const { events } = await get(`${path}/events?limit=${EVENTS}`);
  const found = events.filter((event) => FAILURES.has(event.kind)).reverse().slice(0, MAX_FAILURES);
  page.querySelector('[data-failed-empty]').hidden = found.length > 0;
  page.querySelector('[data-failed-list]').hidden = found.length === 0;
  page.querySelector('[data-failed] tbody').replaceChildren(...found.map((event) => rowOf([
    ['At', moment(new Date(event.at))], ['Kind', event.kind.toLowerCase().replaceAll('_', ' ')], ['What', event.message, 'what'],
  ])));
}

async function open(pauseMillis) {
  try {
    const parts = new Checkpoints(page, path, await showSession());
    update(parts, await get(path));
    showProblem(page, null);
    new Live(`${path}/live`, 'topology', (topology) => update(parts, topology), showSignal).start();
  } catch (problem) {
    if (problem.status === 401) {
      toLogin();
      return;
    }
    console.error(problem);
    showSignal('reconnecting');
    showProblem(page, problem.status ? problem : new Error('The application does not answer. Look whether it still runs; this page keeps trying.'));
    setTimeout(() => open(Math.min(10_000, pauseMillis * 2)), pauseMillis);
  }
}

open(1000);
