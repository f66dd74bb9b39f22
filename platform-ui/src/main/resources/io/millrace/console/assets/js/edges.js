import { exact, rate, shorten, shortType } from './format.js';
import { setAttribute, setFigure, svg, titled } from './svg.js';

const WORDS_LENGTH = 26;

/** The lines of an edge's label; the first stands for its rate. */
export function labelOf(edge) {
  return ['0000 k/s', partitioningOf(edge), ...(edge.sideOutput ? [sideOf(edge)] : [])];
}

/** One edge in the drawing. Made once, then only its figures change. */
export class Edge {
  constructor(parent, edge) {
    this.group = svg('g', {
      class: edge.sideOutput ? 'edge edge-side' : 'edge',
      'data-from': edge.from, 'data-to': edge.to, 'data-partitioning': edge.partitioning,
    }, parent);
    if (edge.sideOutput) this.group.dataset.sideOutput = edge.sideOutput;
    this.title = titled(this.group);
    this.path = svg('path', { class: 'edge-line', 'marker-end': 'url(#arrow)' }, this.group);
    this.rate = svg('text', { class: 'edge-rate', 'data-figure': 'recordsPerSecond' }, this.group);
    this.lines = [this.rate];
    if (edge.sideOutput) this.words(sideOf(edge));
    this.words(partitioningOf(edge));
  }

  place(route) {
    this.path.setAttribute('d', curve(route.points));
    const top = route.y - 6;
    this.lines.forEach((line, index) => {
      line.setAttribute('x', route.x);
      line.setAttribute('y', top + index * 14 + (index > 0 ? 6 : 0));
    });
  }

  update(edge) {
    setFigure(this.rate, rate(edge.recordsPerSecond), edge.recordsPerSecond);
    setAttribute(this.path, 'stroke-width', (1.3 + 0.8 * Math.log10(1 + (edge.recordsPerSecond || 0))).toFixed(1));
    setAttribute(this.group, 'data-flow', edge.recordsPerSecond > 0 ? 'yes' : 'no');
    this.title(`${edge.from} → ${edge.to}\n${edge.partitioning}${edge.keyType ? ` by ${edge.keyType}` : ''}`
      + `${edge.sideOutput ? `, side output ${edge.sideOutput}` : ''}\n`
      + `${exact(edge.recordsPerSecond)} records per second, ${exact(edge.records)} in all`);
  }

  words(content) {
    const line = svg('text', { class: 'edge-words' }, this.group);
    line.textContent = content;
    this.lines.push(line);
  }
}

function partitioningOf(edge) {
  const words = edge.partitioning === 'keyed' && edge.keyType ? `keyed by ${shortType(edge.keyType)}` : edge.partitioning;
  return shorten(words, WORDS_LENGTH);
}

function sideOf(edge) {
  return shorten(`side: ${edge.sideOutput}`, WORDS_LENGTH);
}

/** Through the middles between the points of the route, so that it bends softly. */
function curve(points) {
  const [first, ...rest] = points;
  const last = rest.pop();
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1] ?? last;
    path += ` Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return `${path} L${last.x} ${last.y}`;
}
