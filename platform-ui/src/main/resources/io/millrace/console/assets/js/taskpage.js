import { get, topologyPath } from './api.js';
import { Poll } from './poll.js';
import { showSession } from './session.js';
import { Skews } from './skew.js';
import { TaskTable } from './tasks.js';

const PERIOD_MILLIS = 1500;
const STATE_PERIOD_MILLIS = 10_000;

const page = document.querySelector('[data-page="tasks"]');
const path = topologyPath(page.dataset.application, page.dataset.topology);
const section = page.querySelector('[data-tasks-section]');
const table = new TaskTable(section);
const skews = new Skews(page.querySelector('[data-skew-section]'));
let entries = new Map();
let entriesAt = -Infinity;

/** Entries of keyed state, by stage and task; summed up where several steps of a task have state. */
async function stateEntries() {
  const from = new Date(Date.now() - 30_000).toISOString();
  const { series } = await get(`${path}/metrics/state-entries?by=TASK&from=${encodeURIComponent(from)}`);
  const found = new Map();
  for (const { stage, task, points } of series) {
    const last = points.at(-1);
    if (last) found.set(`${stage}#${task}`, (found.get(`${stage}#${task}`) ?? 0) + last.value);
  }
  return found;
}

async function refresh() {
  const { tasks } = await get(`${path}/tasks`);
  if (performance.now() - entriesAt > STATE_PERIOD_MILLIS) {
    entriesAt = performance.now();
    // Too many tasks for one answer, or a member that is away: the rest of the page does without.
    entries = await stateEntries().catch(() => new Map());
  }
  for (const task of tasks) task.stateEntries = entries.get(`${task.stage}#${task.task}`) ?? null;
  section.hidden = tasks.length === 0;
  page.querySelector('[data-empty]').hidden = tasks.length > 0;
  skews.update(tasks);
  table.update(tasks);
  page.dataset.updates = Number(page.dataset.updates ?? 0) + 1;
}

showSession().catch(() => {});
new Poll(page, refresh, PERIOD_MILLIS).soon();
