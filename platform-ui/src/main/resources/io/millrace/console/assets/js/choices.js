const MAX_STEPS = 8;

/** What people have chosen to see: time, percentile and steps. All of it stands in the address, so that it can be sent on. */
export class Choices {
  constructor(form, steps, onChange) {
    this.form = form;
    const address = new URLSearchParams(window.location.search);
    const wanted = address.getAll('step').filter((step) => steps.includes(step));
    for (const name of ['range', 'percentile']) {
      const select = form.elements[name];
      if ([...select.options].some(({ value }) => value === address.get(name))) select.value = address.get(name);
    }
    this.boxes = steps.map((step, index) => newBox(step, wanted.length ? wanted.includes(step) : index < MAX_STEPS));
    this.usual = steps.slice(0, MAX_STEPS);
    form.querySelector('[data-steps]').replaceChildren(...this.boxes.map((box) => box.parentElement));
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('change', (event) => {
      this.keepInAddress();
      onChange(event.target.name);
    });
    form.hidden = false;
    this.keepInAddress();
  }

  get isLong() {
    return this.form.elements.range.value === '6h';
  }

  get percentile() {
    return this.form.elements.percentile.value;
  }

  get steps() {
    return this.boxes.filter((box) => box.checked).map((box) => box.value);
  }

  /** Whether a series is of a step that is chosen. */
  includes(steps) {
    return this.boxes.some((box) => box.checked && steps.includes(box.value));
  }

  keepInAddress() {
    const parameters = new URLSearchParams();
    if (this.isLong) parameters.set('range', '6h');
    if (this.percentile !== 'p99') parameters.set('percentile', this.percentile);
    if (this.steps.join('\n') !== this.usual.join('\n')) for (const step of this.steps) parameters.append('step', step);
    const query = parameters.size ? `?${parameters}` : '';
    window.history.replaceState(null, '', window.location.pathname + query + window.location.hash);
    for (const link of document.querySelectorAll('[data-link]')) link.href = query + new URL(link.href).hash;
  }
}

function newBox(step, isChecked) {
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.name = 'step';
  box.value = step;
  box.checked = isChecked;
  const name = document.createElement('span');
  name.className = 'name';
  name.textContent = step;
  label.append(box, name);
  return box;
}
