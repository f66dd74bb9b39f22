import { get, topologyPath } from './api.js';
import { Chart, COLOURS } from './chart.js';
import { Choices } from './choices.js';
import { Poll } from './poll.js';
import { SeriesStore } from './series.js';
import { showSession } from './session.js';

const PERIOD_MILLIS = 5000;
/** More operators are asked for one by one, for an answer holds so many series only. */
const MANY_STEPS = 24;

const page = document.querySelector('[data-page="metrics"]');
const path = topologyPath(page.dataset.application, page.dataset.topology);
const zoomOut = page.querySelector('[data-zoom-out]');
let charts = [];
let choices = null;
let steps = [];
let zoomed = null;

function timeOf() {
  return choices.isLong ? { seconds: 6 * 3600, step: 60 } : { seconds: 15 * 60, step: 5 };
}

/** From the first of which anything is known: a topology that is young does not leave most of a chart empty. */
function wholeRange() {
  const now = Date.now() / 1000;
  const first = Math.min(...charts.map((chart) => chart.earliest)) / 1000;
  return [Math.max(now - timeOf().seconds, Math.min(first, now - 60)), now];
}

function zoom(range) {
  zoomed = range;
  zoomOut.disabled = !range;
  for (const { chart } of charts) chart.setRange(range ?? wholeRange());
}

/** A chart of a metric: asks for what is new since the last time. */
class MetricChart {
  constructor(section) {
    this.id = section.dataset.chart;
    this.isDistribution = section.dataset.distribution === 'true';
    this.link = section.querySelector('[data-json]');
    this.chart = new Chart(section, zoom);
    this.store = new SeriesStore();
    this.asked = '';
  }

  async refresh() {
    const { seconds, step } = timeOf();
    const begin = Date.now() - seconds * 1000;
    const names = steps.length > MANY_STEPS ? choices.steps : [null];
    const what = `${seconds} ${names.join('\n')}`;
    if (what !== this.asked) this.store.clear();
    this.asked = what;
    // Members may tell of the latest steps a little later than others, so these are asked for again.
    const from = Math.max(begin, this.store.latest - 3 * step * 1000);
    const address = (operator, since) => `${path}/metrics/${this.id}?stepSeconds=${step}`
      + `&from=${encodeURIComponent(new Date(since).toISOString())}${operator ? `&operator=${encodeURIComponent(operator)}` : ''}`;
    this.link.href = address(null, begin);
    try {
      const answers = await Promise.all(names.map((operator) => get(address(operator, from))));
      const series = answers.flatMap((answer) => answer.series);
      if (answers.length) this.store.add({ stepSeconds: answers[0].stepSeconds, series }, begin);
      this.show();
    } catch (problem) {
      if (problem.status !== 409) throw problem;
      this.chart.explain(`${problem.message} ${problem.remedy}`);
    }
  }

  get earliest() {
    return this.store.earliest;
  }

  show() {
    const chosen = [...this.store.byKey].filter(([, { steps: own }]) => choices.includes(own))
      .map(([key, { steps: own }]) => [key, steps.indexOf(own[0])]).sort((a, b) => a[1] - b[1]);
    const keys = chosen.map(([key]) => key);
    const names = keys.map((key) => this.store.nameOf(key));
    // The second series of a step has its colour, too, and is dashed.
    const colours = chosen.map(([, number], index) => (
      Math.max(0, number) + (index > 0 && chosen[index - 1][1] === number ? COLOURS : 0)));
    const valueOf = (point) => (this.isDistribution ? point.distribution?.[choices.percentile] : point.value);
    this.chart.show(names, colours, this.store.columns(keys, valueOf), zoomed ?? wholeRange());
  }
}

/** The chart of checkpoints, of which the last few are known. */
class CheckpointChart {
  constructor(section) {
    this.chart = new Chart(section, zoom);
    this.recent = [];
    this.earliest = Infinity;
  }

  async refresh() {
    this.recent = [...(await get(`${path}/checkpoints`)).status.recent].reverse();
    this.show();
  }

  show() {
    const columns = [
      this.recent.map(({ completedAt }) => Date.parse(completedAt) / 1000),
      this.recent.map(({ durationSeconds }) => durationSeconds),
      this.recent.map(({ alignmentSeconds }) => alignmentSeconds),
    ];
    this.chart.show(['whole', 'longest alignment'], [0, 1], columns, zoomed ?? wholeRange());
  }
}

async function start() {
  steps = (await get(path)).operators.map(({ name }) => name);
  choices = new Choices(page.querySelector('[data-choices]'), steps, (name) => {
    if (name === 'range') zoom(null);
    if (name === 'range' || steps.length > MANY_STEPS) poll.soon();
    else charts.forEach((chart) => chart.show());
  });
  charts = [...page.querySelectorAll('[data-chart]')].map((section) => (
    section.dataset.chart === 'checkpoints' ? new CheckpointChart(section) : new MetricChart(section)));
  if (window.location.hash) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
}

async function refresh() {
  if (!choices) await start();
  await Promise.all(charts.map((chart) => chart.refresh()));
  page.dataset.updates = Number(page.dataset.updates ?? 0) + 1;
}

const poll = new Poll(page, refresh, PERIOD_MILLIS);
zoomOut.addEventListener('click', () => zoom(null));
showSession().catch(() => {});
poll.soon();
