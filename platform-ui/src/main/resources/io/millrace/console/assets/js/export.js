const COLUMNS = ['at', 'severity', 'kind', 'application', 'topology', 'operator', 'task', 'message', 'id'];

/** Gives what is shown as a file. */
export function exportAs(format, name, events) {
  const text = format === 'csv' ? csvOf(events) : JSON.stringify(events, null, 2);
  const address = URL.createObjectURL(new Blob([text], { type: format === 'csv' ? 'text/csv' : 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.${format}`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export function csvOf(events) {
  return [COLUMNS.join(','), ...events.map((event) => COLUMNS.map((column) => cellOf(event[column])).join(','))].join('\r\n');
}

/** Spreadsheets take what begins so for a formula: it becomes text. */
function cellOf(value) {
  const text = value === null || value === undefined ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
