import { session, toLogin } from './api.js';

const STALE_MILLIS = 3000;
const MAX_PAUSE_MILLIS = 10_000;

/** Follows a stream of events and says how fresh it is: connecting, live, stale, reconnecting or signed-out. */
export class Live {
  constructor(address, event, onData, onSignal) {
    this.address = address;
    this.event = event;
    this.onData = onData;
    this.onSignal = onSignal;
    this.lastMillis = 0;
    this.failures = 0;
    this.signal = 'connecting';
  }

  start() {
    this.connect();
    setInterval(() => this.checkAge(), 500);
  }

  connect() {
    this.source = new EventSource(this.address);
    this.source.addEventListener(this.event, (message) => this.receive(message));
    this.source.addEventListener('error', () => this.reconnect());
  }

  receive(message) {
    this.lastMillis = performance.now();
    this.failures = 0;
    this.tell('live');
    this.onData(JSON.parse(message.data));
  }

  /** The browser does not say why a stream broke: the session is asked, for a lost login needs another answer. */
  async reconnect() {
    this.source.close();
    if (this.signal !== 'stale') this.tell('reconnecting');
    const pause = Math.min(MAX_PAUSE_MILLIS, 500 * 2 ** this.failures++);
    try {
      await session();
    } catch (problem) {
      if (problem.status === 401) {
        this.tell('signed-out');
        setTimeout(toLogin, 1500);
        return;
      }
    }
    setTimeout(() => this.connect(), pause);
  }

  checkAge() {
    const isOld = this.lastMillis > 0 && performance.now() - this.lastMillis > STALE_MILLIS;
    if (isOld && this.signal !== 'signed-out') this.tell('stale');
  }

  tell(signal) {
    if (signal === this.signal) return;
    this.signal = signal;
    this.onSignal(signal);
  }
}

const WORDS = {
  connecting: 'connecting',
  live: 'live',
  stale: 'stale: no figures for 3 s, reconnecting',
  reconnecting: 'reconnecting',
  'signed-out': 'signed out',
};

/** Shows the signal as a word and greys old figures. */
export function showSignal(signal) {
  const place = document.querySelector('[data-signal]');
  place.dataset.signal = signal;
  place.textContent = WORDS[signal];
  document.body.classList.toggle('stale', signal === 'stale' || signal === 'signed-out');
}
