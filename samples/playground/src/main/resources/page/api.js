/** The one way to the server: requests with the page's token, and the live feed. */
let token = '';
let offset = 0;
/* Nothing can be sent before the feed has told the token. */
let greeted;
const greeting = new Promise((resolve) => { greeted = resolve; });
const PATIENCE = 15000;
const listeners = new Map();

export function on(name, listener) {
  listeners.set(name, [...(listeners.get(name) ?? []), listener]);
}

function tell(name, data) {
  (listeners.get(name) ?? []).forEach((listener) => listener(data));
}

/** The time of the server, in milliseconds. */
export const now = () => Date.now() + offset;

export class Refused extends Error {}

export async function send(method, path, body) {
  await Promise.race([greeting, new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
  if (!token) throw new Refused('offline');
  const options = { method, headers: { 'X-Playground-Token': token } };
  if (body instanceof Blob) {
    options.body = body;
    options.headers['Content-Type'] = 'application/octet-stream';
  } else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused('offline');
  }
  if (response.status === 204 || response.status === 202 && !response.headers.get('content-type')) return null;
  const json = (response.headers.get('content-type') ?? '').includes('json') ? await response.json() : null;
  if (!response.ok) throw Object.assign(new Refused(json?.message ?? `HTTP ${response.status}`), { status: response.status });
  return json;
}

export const get = async (path) => {
  try {
    const response = await fetch(path);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
};

let source;

export function listen() {
  source = new EventSource('/api/live');
  source.addEventListener('hello', (event) => {
    const hello = JSON.parse(event.data);
    token = hello.token;
    offset = hello.now - Date.now();
    greeted();
    tell('online', true);
    tell('hello', hello);
  });
  for (const name of ['runs', 'run', 'forgotten', 'picture', 'deleted', 'panel']) {
    source.addEventListener(name, (event) => tell(name, JSON.parse(event.data)));
  }
  source.addEventListener('error', () => {
    tell('online', false);
    // The browser tries again by itself unless the server refused
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
}

/** A page that nobody sees gives its connection back; a browser has few of them for one host. */
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && source?.readyState === EventSource.CLOSED) listen();
});
let hiddenSince;
document.addEventListener('visibilitychange', () => {
  clearTimeout(hiddenSince);
  if (document.visibilityState === 'hidden') hiddenSince = setTimeout(() => source?.close(), 60000);
});
