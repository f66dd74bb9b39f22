/* global dagre */
/** Where nodes, edges and groups go. Depends on the shape of the topology only, never on its figures. */

export const NODE = { width: 236, height: 124 };
/** Room for the words on the upper and lower border of a node. */
const BORDER = 22;
const LABEL = { lineHeight: 14, minWidth: 76, maxWidth: 168 };

export function shapeOf(topology) {
  const steps = topology.operators.map((operator) => `${operator.name}@${operator.stage}`);
  return JSON.stringify([steps, topology.edges.map((edge) => [edge.from, edge.to, edge.sideOutput])]);
}

export function layout(topology, isUpright, labelOf) {
  try {
    return arrange(topology, isUpright, labelOf, stagesOf(topology));
  } catch (error) {
    console.warn('Layout without groups', error);
    return arrange(topology, isUpright, labelOf, new Map());
  }
}

/** Stages that hold more than one step: records pass between these without a queue. */
function stagesOf(topology) {
  const stages = new Map();
  for (const { name, stage } of topology.operators) {
    if (stage) stages.set(stage, [...(stages.get(stage) ?? []), name]);
  }
  return new Map([...stages].filter(([, steps]) => steps.length > 1));
}

function arrange(topology, isUpright, labelOf, stages) {
  const graph = new dagre.graphlib.Graph({ multigraph: true, compound: true });
  graph.setGraph({
    rankdir: isUpright ? 'TB' : 'LR', nodesep: 24, ranksep: isUpright ? 36 : 30, edgesep: 28, marginx: 24, marginy: 30,
  });
  for (const { name } of topology.operators) graph.setNode(`step:${name}`, { width: NODE.width, height: NODE.height + BORDER });
  for (const [stage, steps] of stages) {
    graph.setNode(`stage:${stage}`, {});
    for (const step of steps) graph.setParent(`step:${step}`, `stage:${stage}`);
  }
  topology.edges.forEach((edge, index) => {
    const lines = labelOf(edge);
    const width = Math.min(LABEL.maxWidth, Math.max(LABEL.minWidth, longest(lines) * 6.2 + 8));
    const label = { width, height: lines.length * LABEL.lineHeight + 6, labelpos: 'c' };
    graph.setEdge(`step:${edge.from}`, `step:${edge.to}`, label, String(index));
  });
  dagre.layout(graph);
  return {
    width: graph.graph().width,
    height: graph.graph().height,
    nodes: new Map(topology.operators.map(({ name }) => [name, graph.node(`step:${name}`)])),
    stages: new Map([...stages.keys()].map((stage) => [stage, graph.node(`stage:${stage}`)])),
    edges: topology.edges.map((edge, index) => touching(graph, edge, String(index))),
  };
}

/** A route that ends at the boxes themselves, not at the room around them. */
function touching(graph, { from, to }, index) {
  const route = graph.edge(`step:${from}`, `step:${to}`, index);
  route.points[0] = onBox(route.points[0], graph.node(`step:${from}`));
  route.points[route.points.length - 1] = onBox(route.points.at(-1), graph.node(`step:${to}`));
  return route;
}

function onBox(point, node) {
  const half = NODE.height / 2;
  return { x: point.x, y: Math.min(node.y + half, Math.max(node.y - half, point.y)) };
}

function longest(lines) {
  return Math.max(...lines.map((line) => line.length));
}
