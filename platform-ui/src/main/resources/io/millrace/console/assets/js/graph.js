import { Edge, labelOf } from './edges.js';
import { layout, shapeOf } from './layout.js';
import { Node, placeOf, troubles } from './nodes.js';
import { shorten } from './format.js';
import { svg, titled } from './svg.js';
import { Viewport } from './viewport.js';

const NARROW = window.matchMedia('(max-width: 720px)');

/** The topology as a drawing. Laid out anew only when its shape or the direction of the page changes. */
export class Graph {
  constructor(frame) {
    const arrow = svg('marker', {
      id: 'arrow', viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 11, markerHeight: 11,
      markerUnits: 'userSpaceOnUse', orient: 'auto',
    }, svg('defs', {}, frame));
    svg('path', { d: 'M0 0.500L10 5L0 9.500z', class: 'arrow' }, arrow);
    this.drawing = svg('g', {}, frame);
    this.viewport = new Viewport(frame, this.drawing);
    this.shape = '';
    this.wireButtons(frame.parentElement);
    frame.addEventListener('focusin', (event) => event.target !== frame && this.viewport.reveal(event.target));
    NARROW.addEventListener('change', () => this.topology && this.redraw(this.topology));
  }

  wireButtons(place) {
    const actions = { in: () => this.viewport.zoom(1.25), out: () => this.viewport.zoom(0.8), fit: () => this.viewport.fit() };
    for (const button of place.querySelectorAll('[data-zoom]')) {
      button.addEventListener('click', actions[button.dataset.zoom]);
    }
  }

  update(topology) {
    this.topology = topology;
    const shape = shapeOf(topology);
    if (shape !== this.shape) {
      this.shape = shape;
      this.redraw(topology);
    } else {
      this.refresh(topology);
    }
  }

  redraw(topology) {
    const plan = layout(topology, NARROW.matches, labelOf);
    this.drawing.replaceChildren();
    for (const [stage, box] of plan.stages) drawStage(this.drawing, stage, box);
    this.edges = topology.edges.map((edge, index) => {
      const drawn = new Edge(this.drawing, edge);
      drawn.place(plan.edges[index]);
      return drawn;
    });
    this.nodes = new Map(topology.operators.map((operator) => {
      const drawn = new Node(this.drawing, operator);
      drawn.place(plan.nodes.get(operator.name));
      return [operator.name, drawn];
    }));
    this.refresh(topology);
    this.viewport.show(plan, [...plan.nodes.values()][0]);
  }

  refresh(topology) {
    const trouble = troubles(topology);
    const sampledAt = Date.parse(topology.sampledAt);
    topology.edges.forEach((edge, index) => this.edges[index].update(edge));
    for (const operator of topology.operators) {
      this.nodes.get(operator.name).update(operator, trouble.get(operator.name), sampledAt, placeOf(operator, topology.bottleneck));
    }
  }
}

function drawStage(parent, stage, { x, y, width, height }) {
  const group = svg('g', { class: 'stage', 'data-stage': stage }, parent);
  titled(group)(`Fused stage ${stage}: its steps run in the same tasks, records pass without a queue`);
  svg('rect', { x: x - width / 2, y: y - height / 2, width, height, rx: 16 }, group);
  const label = svg('text', { x: x - width / 2 + 14, y: y - height / 2 + 16 }, group);
  label.textContent = `fused: ${shorten(stage, 30)}`;
}
