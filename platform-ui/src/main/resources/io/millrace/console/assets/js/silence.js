import { partsOf } from './bottleneck.js';
import { setAttribute, setText } from './svg.js';

/** What nobody has to look after: it was wished for, or is the way of the topology. */
const CALM = new Set(['STOPPED', 'STOPPING', 'FINISHED', 'SOURCE_ENDED', 'WINDOWS_OPEN', 'WATERMARK_AT_END', 'SOURCE_IDLE']);

/** The sentence that says why nothing comes out, as long as that is so. */
export class SilenceLine {
  constructor(place) {
    this.place = place;
    this.icon = place.querySelector('[data-part="icon"]');
    this.sentence = place.querySelector('[data-part="sentence"]');
    this.spoken = place.querySelector('[data-part="spoken"]');
  }

  update({ noOutput }) {
    this.place.hidden = !noOutput;
    if (!noOutput) {
      this.what = undefined;
      setText(this.spoken, '');
      return;
    }
    const isCalm = CALM.has(noOutput.reason);
    setAttribute(this.place, 'data-reason', noOutput.reason);
    setAttribute(this.place, 'data-verdict', isCalm ? 'NO_DATA' : 'HELD_BACK');
    setText(this.icon, isCalm ? '○' : '▲');
    if (this.sentence.dataset.words !== noOutput.sentence) {
      this.sentence.dataset.words = noOutput.sentence;
      this.sentence.replaceChildren(...partsOf(noOutput.sentence));
    }
    // Times change each second: screen readers are told when it is about something else.
    const what = [noOutput.reason, noOutput.operator, noOutput.split, ...noOutput.sinks].join();
    if (this.what !== what) {
      this.what = what;
      setText(this.spoken, noOutput.sentence.replaceAll('`', ''));
    }
  }
}
