/** Points over time, put together from answers that each bring what is new. */
export class SeriesStore {
  constructor() {
    this.clear();
  }

  clear() {
    this.byKey = new Map();
    this.stepSeconds = 0;
    this.latest = 0;
    this.earliest = Infinity;
  }

  /** Takes an answer of REST; a step of another length means that all is told anew. */
  add({ stepSeconds, series }, fromMillis) {
    if (stepSeconds !== this.stepSeconds) this.clear();
    this.stepSeconds = stepSeconds;
    for (const { stage, operator, points } of series) {
      const key = `${stage}\n${operator ?? ''}`;
      if (!this.byKey.has(key)) {
        this.byKey.set(key, { stage, operator, steps: operator ? [operator] : stage.split(' → '), points: new Map() });
      }
      const known = this.byKey.get(key).points;
      for (const point of points) {
        const at = Date.parse(point.at);
        known.set(at, point);
        this.latest = Math.max(this.latest, at);
        this.earliest = Math.min(this.earliest, at);
      }
    }
    for (const { points } of this.byKey.values()) {
      for (const at of points.keys()) {
        if (at < fromMillis) points.delete(at);
      }
    }
  }

  /** A name for people. An operator that works in two stages has a series of each. */
  nameOf(key) {
    const { stage, operator } = this.byKey.get(key);
    const isTwice = [...this.byKey.values()].filter((series) => series.operator === operator).length > 1;
    return operator && isTwice ? `${operator}, in ${stage}` : operator ?? stage;
  }

  /** Columns for the chart: times, then the values of each series; null where nothing is known. */
  columns(keys, valueOf) {
    const all = keys.map((key) => this.byKey.get(key).points);
    const times = new Set();
    for (const points of all) for (const at of points.keys()) times.add(at);
    const sorted = withGaps([...times].sort((a, b) => a - b), this.stepSeconds * 1000);
    const columns = all.map((points) => sorted.map((at) => {
      const point = points.get(at);
      return point ? valueOf(point) ?? null : null;
    }));
    return [sorted.map((at) => at / 1000), ...columns];
  }
}

/** A moment without data between two that are further apart than a step, so that no line leads over it. */
function withGaps(times, stepMillis) {
  const result = [];
  for (const at of times) {
    const last = result.at(-1);
    if (last !== undefined && at - last > stepMillis * 1.5) result.push(last + stepMillis);
    result.push(at);
  }
  return result;
}
