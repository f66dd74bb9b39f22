import { setAttribute, setText } from './svg.js';

const ICONS = { NO_DATA: '…', NOTHING: '✓', SOURCE_SETS_PACE: '✓', NEAR_LIMIT: '◔', HELD_BACK: '▲' };

/** The sentence that names the step which holds back others, and why. */
export class BottleneckLine {
  constructor(place) {
    this.place = place;
    this.icon = place.querySelector('[data-part="icon"]');
    this.sentence = place.querySelector('[data-part="sentence"]');
    this.spoken = place.querySelector('[data-part="spoken"]');
  }

  update({ bottleneck, state }) {
    const isUp = state === 'RUNNING' || state === 'STOPPING';
    const { verdict, sentence } = bottleneck;
    const words = verdict === 'NO_DATA' && !isUp ? 'No data: the topology does not run' : sentence;
    setAttribute(this.place, 'data-verdict', verdict);
    setText(this.icon, ICONS[verdict] ?? '…');
    if (this.sentence.dataset.words !== words) {
      this.sentence.dataset.words = words;
      this.sentence.replaceChildren(...partsOf(words));
    }
    // Figures change each second: screen readers are told when it is about something else.
    const what = `${verdict} ${bottleneck.operators.join()} ${bottleneck.cause}`;
    if (this.what !== what) {
      this.what = what;
      setText(this.spoken, words.replaceAll('`', ''));
    }
  }
}

/** Names of steps stand in backticks. */
export function partsOf(words) {
  return words.split('`').map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const name = document.createElement('strong');
    name.className = 'name';
    name.textContent = part;
    return name;
  });
}
