const MIN = 0.01;
/** Smaller than this nothing can be read: a drawing opens at its first step instead. */
const LEGIBLE = 0.25;
const MAX = 2.5;
/** Room for the buttons above and the hint below. */
const TOP = 40;
const BOTTOM = 24;

/** Moves and scales a drawing by wheel, drag, pinch, keys and buttons. */
export class Viewport {
  constructor(frame, drawing) {
    this.frame = frame;
    this.drawing = drawing;
    this.size = { width: 1, height: 1 };
    this.view = { x: 0, y: 0, scale: 1 };
    this.isFitted = true;
    this.pointers = new Map();
    frame.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    frame.addEventListener('pointerdown', (event) => this.onDown(event));
    frame.addEventListener('pointermove', (event) => this.onMove(event));
    for (const end of ['pointerup', 'pointercancel']) {
      frame.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    }
    frame.addEventListener('keydown', (event) => this.onKey(event));
    new ResizeObserver(() => this.isFitted && this.fit()).observe(frame);
  }

  show(size, first) {
    this.size = size;
    this.setHeight();
    this.fit();
    if (first && this.view.scale < LEGIBLE) this.openAt(first);
  }

  openAt({ x, y, width }) {
    const scale = 0.6;
    this.isFitted = false;
    this.set({ x: 24 - (x - width / 2) * scale, y: this.frame.clientHeight / 2 - y * scale, scale });
  }

  /** As high as the drawing needs, within what the window can show. */
  setHeight() {
    const scale = Math.min(1.15, this.frame.clientWidth / this.size.width);
    const height = Math.min(window.innerHeight * 0.7, Math.max(240, this.size.height * scale + TOP + BOTTOM));
    this.frame.style.height = `${Math.round(height)}px`;
  }

  /** All of it, and in the middle. */
  fit() {
    const { width, height } = this.frame.getBoundingClientRect();
    if (!width || !height) return;
    const scale = Math.max(MIN, Math.min(1.15, width / this.size.width, (height - TOP - BOTTOM) / this.size.height));
    this.isFitted = true;
    this.set({
      x: Math.max(0, (width - this.size.width * scale) / 2),
      y: TOP + Math.max(0, (height - TOP - BOTTOM - this.size.height * scale) / 2),
      scale,
    });
  }

  zoom(factor, at = null) {
    const box = this.frame.getBoundingClientRect();
    const x = at ? at.x - box.left : box.width / 2;
    const y = at ? at.y - box.top : box.height / 2;
    const scale = Math.min(MAX, Math.max(MIN, this.view.scale * factor));
    const ratio = scale / this.view.scale;
    this.isFitted = false;
    this.set({ x: x - (x - this.view.x) * ratio, y: y - (y - this.view.y) * ratio, scale });
  }

  move(dx, dy) {
    this.isFitted = false;
    this.set({ ...this.view, x: this.view.x + dx, y: this.view.y + dy });
  }

  /** Brings an element into sight, as focus has to be seen. */
  reveal(element) {
    const frame = this.frame.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const dx = Math.max(0, frame.left + 12 - box.left) - Math.max(0, box.right - frame.right + 12);
    const dy = Math.max(0, frame.top + 12 - box.top) - Math.max(0, box.bottom - frame.bottom + 12);
    if (dx || dy) this.move(dx, dy);
  }

  set(view) {
    this.view = view;
    this.drawing.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.scale})`);
    this.frame.classList.toggle('far', view.scale < 0.45);
  }

  /** The plain wheel scrolls the page, as people expect, until the graph has the focus. */
  onWheel(event) {
    if (!event.ctrlKey && !event.metaKey && !this.frame.contains(document.activeElement)) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002)), { x: event.clientX, y: event.clientY });
  }

  onDown(event) {
    if (event.button !== 0) return;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.frame.setPointerCapture(event.pointerId);
  }

  onMove(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (other) {
      const factor = distance(now, other) / Math.max(1, distance(before, other));
      this.zoom(factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else {
      this.move(now.x - before.x, now.y - before.y);
    }
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 60;
    const keys = {
      '+': () => this.zoom(1.25), '=': () => this.zoom(1.25), '-': () => this.zoom(0.8), 0: () => this.fit(),
      ArrowLeft: () => this.move(step, 0), ArrowRight: () => this.move(-step, 0),
      ArrowUp: () => this.move(0, step), ArrowDown: () => this.move(0, -step),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }
}

function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
