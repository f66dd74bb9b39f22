import { applications, toLogin } from './api.js';
import { showSignal } from './live.js';
import { showSession } from './session.js';
import { setAttribute, setText } from './svg.js';

const PERIOD_MILLIS = 2000;
const page = document.querySelector('[data-page="overview"]');

function show(all) {
  const mine = all.find((application) => application.name === page.dataset.application);
  for (const { name, state, health } of mine?.topologies ?? []) {
    const tile = page.querySelector(`[data-topology="${CSS.escape(name)}"]`);
    if (tile) showChips(tile, state, health);
  }
}

function showChips(tile, state, health) {
  for (const [name, value] of Object.entries({ state, health })) {
    const chip = tile.querySelector(`[data-${name}]`);
    setAttribute(chip, `data-${name}`, value);
    setText(chip, value.toLowerCase());
  }
}

async function follow() {
  try {
    show(await applications());
    showSignal('live');
  } catch (problem) {
    if (problem.status === 401) {
      showSignal('signed-out');
      toLogin();
      return;
    }
    showSignal('stale');
  }
  setTimeout(follow, PERIOD_MILLIS);
}

showSession().catch(() => {});
follow();
