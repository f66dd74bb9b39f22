/** Figures as people read them. The exact value always goes beside them, into a title or a data attribute. */

const UNITS = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];
const EXACT = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

export function compact(value) {
  if (!Number.isFinite(value)) return '–';
  for (const [size, unit] of UNITS) {
    if (Math.abs(value) >= size * 0.9995) return `${digits(value / size)} ${unit}`;
  }
  return digits(value);
}

export function rate(value) {
  if (!Number.isFinite(value)) return '–';
  const text = compact(value);
  return /[kMGT]$/.test(text) ? `${text}/s` : `${text} /s`;
}

export function exact(value) {
  return Number.isFinite(value) ? EXACT.format(value) : 'not known';
}

export function duration(seconds) {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 0.1) return '0 s';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A short time, as those of checkpoints are. */
export function span(seconds) {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 0.0095) return `${digits(seconds * 1000)} ms`;
  return seconds < 0.9995 ? `${Math.round(seconds * 1000)} ms` : duration(seconds);
}

/** A time of day, with the date where that is not today. */
export function moment(at) {
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? at.toLocaleTimeString('en-GB') : at.toLocaleString('en-GB');
}

export function bytes(value) {
  if (!Number.isFinite(value)) return '–';
  const text = compact(value);
  return /[kMGT]$/.test(text) ? `${text}B` : `${text} B`;
}

/** How far the watermark of a step is behind the time of the sample. */
export function watermark(operator, sampledAt) {
  if (operator.ended) return { text: 'ended', title: 'All its records are in' };
  const at = Date.parse(operator.watermark ?? '');
  if (Number.isNaN(at)) return { text: 'no watermark', title: 'No watermark has come yet' };
  return { text: behind((sampledAt - at) / 1000), title: `Watermark ${operator.watermark}` };
}

export function behind(seconds) {
  if (!Number.isFinite(seconds)) return '';
  return seconds < 0 ? `${duration(-seconds)} ahead` : `${duration(seconds)} behind`;
}

/** java.util.Map<java.lang.String, Long> as Map<String, Long>. */
export function shortType(type) {
  return type ? type.replace(/\b(?:[a-z_][\w]*\.)+/g, '') : '';
}

export function shorten(text, length) {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) * 0.6);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}

function digits(value) {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 0.01) return '<0.01';
  const text = value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
