import uPlot from '../lib/uplot/uPlot.esm.js';
import { compact, duration, exact, rate, span } from './format.js';
import { percent } from './load.js';
import { setAttribute, setText } from './svg.js';

const HEIGHT = 210;
export const COLOURS = 8;
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
const DARK = window.matchMedia('(prefers-color-scheme: dark)');

export const UNITS = {
  rate, share: percent, count: compact, seconds: (value) => span(value),
  millis: (value) => (value >= 10_000 ? duration(value / 1000) : span(value / 1000)),
};

/** One chart: lines over time, a cursor that all charts share, and a table of the same for those who do not see lines. */
export class Chart {
  constructor(section, onZoom) {
    this.section = section;
    this.words = (value) => (Number.isFinite(value) ? UNITS[section.dataset.unit](value) : '–');
    this.place = section.querySelector('[data-plot]');
    this.empty = section.querySelector('[data-empty]');
    this.legend = section.querySelector('[data-legend]');
    this.onZoom = onZoom;
    this.names = [];
    new ResizeObserver(() => this.plot?.setSize(this.size())).observe(this.place);
    DARK.addEventListener('change', () => this.rebuild());
    this.place.addEventListener('keydown', (event) => this.onKey(event));
  }

  /**
   * Columns as uPlot takes them; a name and the number of a colour for each after the first; all within a range of time in
   * seconds.
   */
  show(names, colours, columns, range) {
    this.columns = columns;
    this.range = range;
    const hasData = columns.slice(1).some((column) => column.some((value) => value !== null));
    this.empty.hidden = hasData;
    this.place.hidden = !hasData;
    this.legend.hidden = !hasData;
    if (!hasData) return;
    if (!this.plot || names.join('\n') !== this.names.join('\n')) {
      this.names = names;
      this.colours = colours;
      this.rebuild();
    } else {
      this.plot.setData(columns, false);
      this.setRange(range);
    }
    this.showLegend();
  }

  explain(words) {
    this.empty.hidden = false;
    this.place.hidden = true;
    this.legend.hidden = true;
    setText(this.empty, words);
  }

  setRange([min, max]) {
    this.range = [min, max];
    this.plot?.setScale('x', { min, max });
  }

  rebuild() {
    if (this.names.length === 0) return;
    this.plot?.destroy();
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--ink-soft').trim();
    const line = style.getPropertyValue('--line').trim();
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: '12px system-ui, sans-serif' };
    const series = this.names.map((name, index) => ({
      label: name, stroke: colour(style, this.colours[index]), width: 2, dash: DASHES[dashOf(this.colours[index])],
      points: { show: (plot, seriesIndex) => isAlone(plot.data[seriesIndex]), size: 5 }, spanGaps: false,
    }));
    this.plot = new uPlot({
      ...this.size(),
      legend: { show: false },
      cursor: { sync: { key: 'charts', scales: ['x', null] }, drag: { x: true, y: false, setScale: false }, focus: { prox: 24 } },
      focus: { alpha: 0.35 },
      scales: { x: { time: true }, y: { range: (plot, min, max) => [0, upper(max, this.section.dataset.unit)] } },
      axes: [{ ...axis, values: clockTimes }, { ...axis, size: 84, values: (plot, values) => values.map((value) => this.words(value)) }],
      series: [{}, ...series],
      hooks: {
        setCursor: [() => this.showLegend()],
        setSelect: [(plot) => this.onSelect(plot)],
      },
    }, this.columns, this.place);
    this.setRange(this.range);
    setAttribute(this.place, 'tabindex', '0');
    setAttribute(this.place, 'role', 'group');
    setAttribute(this.place, 'aria-label', `${this.section.querySelector('h2').textContent} over time; arrow keys move the cursor, Escape shows the whole time`);
  }

  size() {
    return { width: Math.max(220, this.place.clientWidth), height: HEIGHT };
  }

  onSelect(plot) {
    if (plot.select.width < 8) return;
    const min = plot.posToVal(plot.select.left, 'x');
    const max = plot.posToVal(plot.select.left + plot.select.width, 'x');
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    this.onZoom([min, max]);
  }

  onKey(event) {
    if (!this.plot || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape') {
      this.onZoom(null);
    } else if (step) {
      event.preventDefault();
      const last = this.columns[0].length - 1;
      const index = Math.min(last, Math.max(0, (this.plot.cursor.idx ?? last + 1) + step));
      this.plot.setCursor({ left: this.plot.valToPos(this.columns[0][index], 'x'), top: HEIGHT / 3 });
    }
  }

  /** Values at the cursor, or the latest. */
  showLegend() {
    if (!this.plot) return;
    const body = this.legend.tBodies[0];
    const index = this.plot.cursor.left >= 0 ? this.plot.cursor.idx : null;
    const at = index === null || index === undefined ? null : this.columns[0][index];
    setText(this.legend.querySelector('[data-head="now"]'), at ? new Date(at * 1000).toLocaleTimeString('en-GB') : 'Latest');
    while (body.rows.length > this.names.length) body.lastElementChild.remove();
    while (body.rows.length < this.names.length) body.append(newRow());
    this.names.forEach((name, number) => {
      const cells = body.rows[number].cells;
      const known = this.columns[number + 1].filter((value) => value !== null);
      const value = at ? this.columns[number + 1][index] : known.at(-1);
      setAttribute(cells[0].firstElementChild, 'data-colour', this.colours[number] % COLOURS);
      setAttribute(cells[0].firstElementChild, 'data-dash', dashOf(this.colours[number]));
      setText(cells[0].lastElementChild, name);
      [value, least(known), greatest(known)].forEach((figure, column) => {
        setText(cells[column + 1], this.words(figure));
        setAttribute(cells[column + 1], 'title', exact(figure));
      });
      setAttribute(body.rows[number], 'data-series', name);
    });
  }
}

function newRow() {
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  const key = document.createElement('i');
  key.className = 'key';
  key.setAttribute('aria-hidden', 'true');
  head.append(key, document.createElement('span'));
  row.append(head);
  for (const label of ['Now', 'Lowest', 'Highest']) {
    const cell = document.createElement('td');
    cell.className = 'number';
    cell.dataset.label = label;
    row.append(cell);
  }
  return row;
}

function dashOf(index) {
  return Math.floor(index / COLOURS) % DASHES.length;
}

/** Times of day, with seconds where the grid is finer than a minute. */
function clockTimes(plot, times, axis, space, step) {
  const form = step < 60 ? {} : { hour: '2-digit', minute: '2-digit' };
  return times.map((time) => new Date(time * 1000).toLocaleTimeString('en-GB', form));
}

function colour(style, index) {
  return style.getPropertyValue(`--line-${index % COLOURS}`).trim();
}

/** Shares are seen against the whole, unless all are small. */
function upper(max, unit) {
  if (!(max > 0)) return 1;
  return unit === 'share' && max > 0.5 ? 1 : max * 1.08;
}

function isAlone(column) {
  return column.filter((value) => value !== null).length < 3;
}

function least(values) {
  return values.reduce((one, other) => Math.min(one, other), Infinity);
}

function greatest(values) {
  return values.reduce((one, other) => Math.max(one, other), -Infinity);
}
