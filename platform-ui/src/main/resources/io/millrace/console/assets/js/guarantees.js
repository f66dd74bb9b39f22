import { setAttribute, setText } from './svg.js';

/** A line for each sink: how often a record counts in its results when something fails, and why. */
export class Guarantees {
  constructor(list) {
    this.list = list;
  }

  update({ guarantees }) {
    const sinks = guarantees?.sinks ?? [];
    while (this.list.children.length > sinks.length) this.list.lastElementChild.remove();
    while (this.list.children.length < sinks.length) this.list.append(newLine());
    sinks.forEach((path, index) => fill(this.list.children[index], path));
    this.list.parentElement.hidden = sinks.length === 0;
  }
}

function newLine() {
  const line = document.createElement('li');
  for (const [tag, part] of [['span', 'sink'], ['strong', 'guarantee'], ['span', 'reason']]) {
    const element = document.createElement(tag);
    element.dataset.part = part;
    line.append(element, ' ');
  }
  line.firstElementChild.className = 'name';
  return line;
}

function fill(line, { sink, guarantee, reason }) {
  setAttribute(line, 'data-guarantee', guarantee);
  setText(line.querySelector('[data-part="sink"]'), sink);
  setText(line.querySelector('[data-part="guarantee"]'), guarantee.toLowerCase().replaceAll('_', ' '));
  setText(line.querySelector('[data-part="reason"]'), reason);
}
