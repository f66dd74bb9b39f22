import { get, toLogin, topologyPath } from './api.js';
import { BottleneckLine } from './bottleneck.js';
import { Checkpoints } from './checkpoints.js';
import { Controls, showProblem } from './controls.js';
import { Graph } from './graph.js';
import { Guarantees } from './guarantees.js';
import { Live, showSignal } from './live.js';
import { showSession } from './session.js';
import { SilenceLine } from './silence.js';
import { StepTable } from './table.js';
import { Summary } from './summary.js';
import { Tap } from './tap.js';

const page = document.querySelector('[data-page="topology"]');
const path = topologyPath(page.dataset.application, page.dataset.topology);

async function open() {
  const who = await showSession();
  const first = await get(path);
  const parts = [
    new Summary(page),
    new BottleneckLine(page.querySelector('[data-bottleneck-line]')),
    new SilenceLine(page.querySelector('[data-silence-line]')),
    new Controls(page, path, who),
    new Graph(page.querySelector('[data-graph]')),
    new Guarantees(page.querySelector('[data-guarantees]')),
    new Checkpoints(page, path, who),
    new Tap(page, path, who),
    new StepTable(page.querySelector('[data-steps] tbody')),
  ];
  const update = (topology) => {
    page.querySelector('[data-waiting]').hidden = true;
    page.dataset.sampledAt = topology.sampledAt;
    for (const part of parts) part.update(topology);
  };
  update(first);
  new Live(`${path}/live`, 'topology', update, showSignal).start();
}

async function openOrExplain(pauseMillis) {
  try {
    await open();
    showProblem(page, null);
  } catch (problem) {
    if (problem.status === 401) {
      toLogin();
      return;
    }
    console.error(problem);
    showSignal('reconnecting');
    showProblem(page, problem.status ? problem : new Error('The application does not answer. Look whether it still runs; this page keeps trying.'));
    setTimeout(() => openOrExplain(Math.min(10_000, pauseMillis * 2)), pauseMillis);
  }
}

openOrExplain(1000);
