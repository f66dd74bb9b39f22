import { session } from './api.js';

/** Asks who is signed in and shows it. */
export async function showSession() {
  const who = await session();
  const place = document.querySelector('[data-session]');
  place.querySelector('[data-session-user]').textContent = who.user;
  place.querySelector('[data-session-role]').textContent = who.role;
  place.hidden = false;
  return who;
}

export function maySteer(who) {
  return who.role === 'OPERATOR' || who.role === 'ADMIN';
}

export function mayDelete(who) {
  return who.role === 'ADMIN';
}
