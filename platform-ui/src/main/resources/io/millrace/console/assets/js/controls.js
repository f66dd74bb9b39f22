import { post, session, toLogin } from './api.js';
import { maySteer } from './session.js';

/** Buttons that start and stop the topology, for those who may. */
export class Controls {
  constructor(page, path, who) {
    this.page = page;
    this.path = path;
    this.mayAct = maySteer(who);
    this.role = who.role;
    this.isBusy = false;
    this.dialog = document.querySelector('[data-confirm]');
    this.start = page.querySelector('[data-action="start"]');
    this.stop = page.querySelector('[data-action="stop"]');
    this.start.addEventListener('click', () => this.act('start'));
    this.stop.addEventListener('click', () => {
      this.dialog.returnValue = '';
      this.dialog.showModal();
    });
    this.dialog.addEventListener('close', () => this.dialog.returnValue === 'stop' && this.act('stop'));
  }

  update({ state }) {
    this.state = state;
    const isUp = state === 'STARTING' || state === 'RUNNING' || state === 'RECOVERING';
    const isDown = state === 'STOPPED' || state === 'FINISHED' || state === 'FAILED';
    this.allow(this.start, isDown, 'It runs already');
    this.allow(this.stop, isUp, 'It does not run');
  }

  allow(button, isPossible, why) {
    button.disabled = !this.mayAct || !isPossible || this.isBusy;
    const role = `Your role ${this.role} may look only; ask for OPERATOR`;
    const title = this.mayAct ? (isPossible ? '' : why) : role;
    if (button.title !== title) button.title = title;
  }

  async act(action) {
    this.isBusy = true;
    this.update({ state: this.state });
    showProblem(this.page, null);
    try {
      const { csrf } = await session();
      await post(`${this.path}/${action}`, csrf);
    } catch (problem) {
      if (problem.status === 401) toLogin();
      else showProblem(this.page, problem);
    } finally {
      this.isBusy = false;
      this.update({ state: this.state });
    }
  }
}

/** What went wrong and what to do, or nothing. */
export function showProblem(page, problem) {
  const place = page.querySelector('[data-problem]');
  place.hidden = !problem;
  place.textContent = problem ? ['✕', problem.message, problem.remedy].filter(Boolean).join(' ') : '';
}
