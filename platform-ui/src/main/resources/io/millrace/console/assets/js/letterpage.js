import { get, post, remove, session, toLogin, topologyPath } from './api.js';
import { ask } from './confirm.js';
import { showProblem } from './controls.js';
import { LetterTable } from './letters.js';
import { Poll } from './poll.js';
import { maySteer, showSession } from './session.js';

const PERIOD_MILLIS = 2000;
const LIMIT = 1000;
/** An address has room for so many. */
const MAX_NAMED = 100;

const page = document.querySelector('[data-page="dead-letters"]');
const path = topologyPath(page.dataset.application, page.dataset.topology);
const buttons = [...page.querySelectorAll('[data-act]')];
let who = null;
let isBusy = false;
const table = new LetterTable(page.querySelector('[data-letters-section]'), allow);
const poll = new Poll(page, refresh, PERIOD_MILLIS);

async function refresh() {
  who ??= await showSession();
  const { deadLetters, silentMembers } = await get(`${path}/dead-letters?limit=${LIMIT}`);
  table.update(deadLetters, maySteer(who));
  say('[data-silent]', silentMembers.length > 0
    ? `▲ ${members(silentMembers)} not answered: letters that they keep are missing here.` : '');
  allow();
  page.dataset.updates = Number(page.dataset.updates ?? 0) + 1;
}

function allow() {
  const mayAct = who !== null && maySteer(who);
  for (const button of buttons) {
    const count = countFor(button.dataset.act);
    button.disabled = !mayAct || isBusy || count === 0;
    const why = button.dataset.act.endsWith('all') ? 'There are none' : 'Choose some first';
    button.title = mayAct ? (count > 0 ? '' : why) : `Your role ${who?.role ?? ''} may look only; ask for OPERATOR`;
  }
}

const countFor = (act) => (act.endsWith('all') ? table.letters.length : table.chosen.size);

async function act(name) {
  const isForAll = name.endsWith('all');
  const isReplay = name.startsWith('replay');
  const ids = isForAll ? null : [...table.chosen];
  const what = isForAll ? 'all dead letters of this topology, in all members' : ids.length === 1 ? 'the chosen dead letter' : `the ${ids.length} chosen dead letters`;
  const isSure = await ask(
    isReplay ? 'Replay?' : 'Drop?',
    isReplay
      ? `The records of ${what} are given to their steps again. One that fails once more becomes another letter.`
      : `This drops ${what}. Their records are gone for good.`,
    isReplay ? 'Replay' : 'Drop for good');
  if (!isSure) return;
  isBusy = true;
  allow();
  try {
    const { csrf } = await session();
    showOutcome(isReplay, isReplay ? [await replay(ids, csrf)] : await drop(ids, csrf));
    table.chosen.clear();
    showProblem(page, null);
  } catch (problem) {
    if (problem.status === 401) toLogin();
    else showProblem(page, problem);
  } finally {
    isBusy = false;
    await poll.soon();
  }
}

const replay = (ids, csrf) => post(`${path}/dead-letters/replay`, csrf, ids ? { ids } : { all: true });

async function drop(ids, csrf) {
  if (!ids) return [await remove(`${path}/dead-letters?all=true`, csrf)];
  const outcomes = [];
  for (let from = 0; from < ids.length; from += MAX_NAMED) {
    const named = ids.slice(from, from + MAX_NAMED).map((id) => `id=${encodeURIComponent(id)}`).join('&');
    outcomes.push(await remove(`${path}/dead-letters?${named}`, csrf));
  }
  return outcomes;
}

function showOutcome(isReplay, outcomes) {
  const done = outcomes.reduce((sum, outcome) => sum + (isReplay ? outcome.replayed : outcome.dropped), 0);
  const refused = outcomes.flatMap((outcome) => outcome.refused);
  const silent = [...new Set(outcomes.flatMap((outcome) => outcome.silentMembers))];
  const parts = [isReplay ? `${records(done)} given to the steps again.` : `${letters(done)} dropped.`];
  if (refused.length > 0) parts.push(`${letters(refused.length)} refused: ${refused[0].id}: ${refused[0].reason}${refused.length > 1 ? ', and more' : ''}.`);
  if (silent.length > 0) parts.push(`It is not known of those of ${silent.length === 1 ? 'member' : 'members'} ${silent.join(', ')}, which did not answer.`);
  say('[data-outcome]', parts.join(' '));
}

const records = (count) => (count === 1 ? '1 record is' : `${count} records are`);
const letters = (count) => (count === 1 ? '1 letter was' : `${count} letters were`);
const members = (silent) => (silent.length === 1 ? `Member ${silent[0]} has` : `Members ${silent.join(', ')} have`);

function say(place, words) {
  const element = page.querySelector(place);
  element.hidden = words === '';
  if (element.textContent !== words) element.textContent = words;
}

for (const button of buttons) button.addEventListener('click', () => act(button.dataset.act));
poll.soon();
