/** REST of the platform. */

const ROOT = '/api/v1';

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? `The server answered ${status}; try again, or look into the log.`);
    this.status = status;
    this.remedy = body.remedy ?? '';
  }
}

export function topologyPath(application, topology) {
  return `${ROOT}/applications/${encodeURIComponent(application)}/topologies/${encodeURIComponent(topology)}`;
}

export async function get(path) {
  return answer(await fetch(path, { headers: { Accept: 'application/json' }, redirect: 'manual', cache: 'no-store' }));
}

export const post = (path, csrf, wish) => change('POST', path, csrf, wish);
export const remove = (path, csrf) => change('DELETE', path, csrf);

async function change(method, path, csrf, wish) {
  const headers = { Accept: 'application/json' };
  if (csrf) headers[csrf.header] = csrf.token;
  if (wish) headers['Content-Type'] = 'application/json';
  return answer(await fetch(path, { method, headers, redirect: 'manual', body: wish ? JSON.stringify(wish) : undefined }));
}

export const session = () => get(`${ROOT}/session`);
export const applications = () => get(`${ROOT}/applications`);

export function toLogin() {
  window.location.assign('/login');
}

async function answer(response) {
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
  const body = isJson ? await response.json() : {};
  if (!response.ok) throw new Problem(response.status, body);
  return body;
}
