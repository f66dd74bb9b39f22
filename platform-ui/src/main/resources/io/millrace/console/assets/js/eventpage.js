import { get, session, toLogin } from './api.js';
import { showProblem } from './controls.js';
import { EventTable } from './events.js';
import { exportAs } from './export.js';
import { showSignal } from './live.js';
import { maySteer, showSession } from './session.js';

const MAX_EVENTS = 2000;
const LOG_LINES = 1000;
/** The log and the event of one failure are not written in the same moment. */
const AROUND_MILLIS = 3000;

const page = document.querySelector('[data-page="events"]');
const section = page.querySelector('section');
const hold = page.querySelector('[data-hold]');
let mayReadLogs = false;

/** For what went wrong: the lines of the log around it, with causes and stacks, for those who may read logs. */
function logOf(event) {
  if (event.severity === 'INFO' || !mayReadLogs) return null;
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = 'Log around it';
  const lines = document.createElement('pre');
  lines.tabIndex = 0;
  details.append(summary, lines);
  details.addEventListener('toggle', async () => {
    if (!details.open || lines.textContent) return;
    lines.textContent = 'Looking …';
    lines.textContent = await linesAround(Date.parse(event.at)).catch((problem) => `${problem.message} ${problem.remedy ?? ''}`);
  });
  return details;
}

async function linesAround(at) {
  const { lines } = await get(`/api/v1/cluster/members/self/logs?level=WARN&limit=${LOG_LINES}`);
  const found = lines.filter((line) => Math.abs(Date.parse(line.at) - at) <= AROUND_MILLIS);
  const text = found.map((line) => `${line.at} ${line.level} ${line.logger}\n${line.message}`).join('\n\n');
  return text || 'The log of this member has nothing from this time: it may have happened in another member, or be too long ago.';
}

function listen(table) {
  const source = new EventSource('/api/v1/events/live');
  source.addEventListener('event', (message) => table.add([JSON.parse(message.data)]));
  source.addEventListener('open', async () => {
    showSignal('live');
    showProblem(page, null);
    // What has come before the stream was open.
    table.add((await get(`/api/v1/events?limit=${MAX_EVENTS}`)).events);
    page.dataset.updates = Number(page.dataset.updates ?? 0) + 1;
  });
  source.addEventListener('error', async () => {
    showSignal('reconnecting');
    source.close();
    try {
      await session();
    } catch (problem) {
      if (problem.status === 401) {
        showSignal('signed-out');
        setTimeout(toLogin, 1500);
        return;
      }
    }
    setTimeout(() => listen(table), 3000);
  });
}

async function start() {
  const who = await showSession();
  mayReadLogs = maySteer(who);
  const table = new EventTable(section, page.dataset.topology, logOf);
  table.add((await get(`/api/v1/events?limit=${MAX_EVENTS}`)).events);
  page.querySelector('[data-live-actions]').hidden = false;
  hold.addEventListener('click', () => {
    hold.setAttribute('aria-pressed', String(!table.isHeld));
    table.hold(!table.isHeld);
  });
  for (const button of page.querySelectorAll('[data-export]')) {
    button.addEventListener('click', () => exportAs(button.dataset.export, `events-of-${page.dataset.topology}`, table.found()));
  }
  listen(table);
}

async function startOrExplain() {
  try {
    await start();
  } catch (problem) {
    if (problem.status === 401) {
      toLogin();
      return;
    }
    console.error(problem);
    showSignal('reconnecting');
    showProblem(page, problem.status ? problem : new Error('The application does not answer. Look whether it still runs; this page keeps trying.'));
    setTimeout(startOrExplain, 3000);
  }
}

startOrExplain();
