import { toLogin } from './api.js';
import { showProblem } from './controls.js';
import { showSignal } from './live.js';

/** Asks again and again, and says how fresh the answers are. A page that nobody sees asks less often. */
export class Poll {
  constructor(page, ask, periodMillis) {
    this.page = page;
    this.ask = ask;
    this.periodMillis = periodMillis;
    document.addEventListener('visibilitychange', () => !document.hidden && this.soon());
  }

  /** Asks now, and from then on. */
  async soon() {
    clearTimeout(this.timer);
    const round = (this.round = (this.round ?? 0) + 1);
    try {
      await this.ask();
      showSignal('live');
      showProblem(this.page, null);
    } catch (problem) {
      if (problem.status === 401) {
        showSignal('signed-out');
        toLogin();
        return;
      }
      console.error(problem);
      showSignal('reconnecting');
      showProblem(this.page, problem.status ? problem : new Error('The application does not answer. Look whether it still runs; this page keeps trying.'));
    }
    if (round === this.round) {
      this.timer = setTimeout(() => this.soon(), this.periodMillis * (document.hidden ? 10 : 1));
    }
  }
}
