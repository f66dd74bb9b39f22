const dialog = document.querySelector('[data-confirm]');
let answer = null;

/** Asks whether somebody is sure, in the dialog of the page. */
export function ask(title, words, yes) {
  finish(false);
  dialog.querySelector('[data-confirm-title]').textContent = title;
  dialog.querySelector('[data-confirm-words]').textContent = words;
  dialog.querySelector('[data-confirm-yes]').textContent = yes;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => (answer = resolve));
}

function finish(isSure) {
  answer?.(isSure);
  answer = null;
}

// The event comes a while after the dialog has closed: it may have been opened again for the next question.
dialog?.addEventListener('close', () => !dialog.open && finish(dialog.returnValue === 'yes'));
