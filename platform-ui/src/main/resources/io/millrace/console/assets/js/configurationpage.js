import { get, toLogin, topologyPath } from './api.js';
import { showProblem } from './controls.js';
import { duration } from './format.js';
import { rowOf } from './rows.js';
import { showSession } from './session.js';
import { setText } from './svg.js';

const page = document.querySelector('[data-page="configuration"]');
const search = page.querySelector('[name="search"]');
let properties = [];

async function start() {
  const who = await showSession();
  showTopology(await get(topologyPath(page.dataset.application, page.dataset.topology)));
  if (who.role !== 'ADMIN') {
    refuse(`Properties are for administrators, and your role is ${who.role}; ask one of them.`);
    return;
  }
  ({ properties } = await get('/api/v1/configuration'));
  page.querySelector('[data-search]').hidden = false;
  search.value = new URLSearchParams(window.location.search).get('search') ?? '';
  search.addEventListener('input', () => {
    const query = search.value ? `?${new URLSearchParams({ search: search.value })}` : '';
    window.history.replaceState(null, '', window.location.pathname + query);
    show();
  });
  page.querySelector('[data-search]').addEventListener('submit', (event) => event.preventDefault());
  show();
}

function showTopology({ guarantees, checkpoints, operators }) {
  const interval = checkpoints.enabled ? checkpoints.intervalSeconds : guarantees.checkpointIntervalSeconds;
  setText(page.querySelector('[data-figure="asked"]'), words(guarantees.asked));
  setText(page.querySelector('[data-figure="interval"]'),
    guarantees.asked === 'AT_MOST_ONCE' ? 'none' : interval ? `every ${duration(interval)}` : 'at the interval of the application');
  setText(page.querySelector('[data-figure="steps"]'), String(operators.length));
  page.querySelector('[data-settings] tbody').replaceChildren(...operators.map((step) => rowOf([
    ['Step', step.name], ['Kind', step.kind], ['Tasks', String(step.parallelism), 'number'],
    ['May block', step.blocking ? 'yes' : 'no'], ['If code throws', words(step.errorPolicy)], ['Retries', String(step.retries), 'number'],
    ['Aggregation', step.aggregation ?? '–'], ['State', step.states.join(', ') || '–'], ['Runs in stage', step.stage],
  ], { isNamed: true })));
}

const words = (name) => name.toLowerCase().replaceAll('_', ' ');

function show() {
  const words = search.value.toLowerCase().split(/\s+/);
  const found = properties.filter(({ name, value, source }) => words.every((word) => `${name} ${value} ${source}`.toLowerCase().includes(word)));
  page.querySelector('[data-properties] tbody').replaceChildren(...found.map(propertyRow));
  page.querySelector('[data-list]').hidden = found.length === 0;
  setText(page.querySelector('[data-count]'), found.length === properties.length ? `${found.length} are set` : `${found.length} of ${properties.length}`);
}

function propertyRow({ name, value, source }) {
  const row = rowOf([['Property', name], ['Value', value], ['Set in', source]], { isNamed: true });
  row.dataset.property = name;
  return row;
}

function refuse(words) {
  const place = page.querySelector('[data-refused]');
  place.hidden = false;
  setText(place, words);
}

start()
  .catch((problem) => {
    if (problem.status === 401) toLogin();
    else showProblem(page, problem.status ? problem : new Error('The application does not answer. Look whether it still runs, and load this page again.'));
  })
  .finally(() => (page.dataset.updates = 1));
