/** The runs under way, version by version, and the last ones that ended. */
import { $, button, el, icon, say } from './dom.js';
import { now, on, send } from './api.js';
import { number, onLanguage, seconds, t, words } from './language.js';
import { takeOver } from './composer.js';
import { open } from './picture.js';

const SHOWN_ENDED = 2;
/* What these say comes from this side, not from a relay. */
const HERE = new Set(['UNREACHABLE', 'NOT_SPOKEN', 'REFERENCE_UNREADABLE', 'TOO_MANY_CALLS', 'NO_ENDPOINT', 'KEY_UNAVAILABLE', 'NO_ANSWER', 'ANSWER_CUT', 'ANSWER_UNREADABLE', 'ANSWER_TOO_LARGE']);
const runs = new Map();
const cards = new Map();
const listeners = [];
let typical = 8000;

const ENDED = ['done', 'failed', 'cancelled'];
const hasEnded = (run) => run.versions.every((version) => ENDED.includes(version.state));

/** The pictures that stand in the runs and need not stand in the gallery too. */
export const shownPictures = () => new Set(visible().flatMap((run) => run.versions.map((version) => version.picture?.id)).filter(Boolean));
export const onChange = (listener) => listeners.push(listener);

function visible() {
  const all = [...runs.values()].sort((a, b) => b.created - a.created);
  const ended = all.filter(hasEnded);
  const recent = new Set(ended.slice(0, SHOWN_ENDED));
  return all.filter((run) => !hasEnded(run) || recent.has(run) || run.versions.some((version) => version.state === 'failed'));
}

export function failureWords(failure) {
  const [what, advice] = words().kinds[failure.kind] ?? [failure.kind, ''];
  return { what: failure.endpoint && failure.kind !== 'NO_ENDPOINT' && failure.kind !== 'TOO_MANY_CALLS' ? `${failure.endpoint}: ${what}` : what, advice };
}

function ratioOf(run) {
  const picture = run.versions.find((version) => version.picture?.width)?.picture;
  if (picture) return picture.width / picture.height;
  const [width, height] = (run.order.ratio ?? '1:1').split(':').map(Number);
  return width / height || 1;
}

function attempts(version) {
  return version.attempts.filter((attempt) => attempt.failure).map((attempt, index) => (index < version.attempts.length - 1 || version.state === 'queued'
    ? el('p', { class: 'retried' }, t('retried', { endpoint: attempt.endpoint, why: (words().kinds[attempt.failure.kind] ?? [attempt.failure.kind])[0] })) : null));
}

function place(version) {
  const last = version.attempts.at(-1);
  if (version.state === 'sent') return t(last.trial ? 'trialAt' : 'sentTo', { endpoint: last.endpoint });
  return t(version.state === 'done' ? 'state.deleted' : `state.${version.state}`);
}

function failed(failure) {
  const { what, advice } = failureWords(failure);
  return el('div', { class: 'why' },
    el('p', { class: 'what' }, icon('warn'), el('span', {}, failure.kind === 'NOT_ASKED' || failure.kind === 'LOST' ? `${what}. ${failure.sentence}` : what)),
    failure.words ? el('p', {}, t(HERE.has(failure.kind) ? 'detail' : 'theySaid', { words: failure.words })) : null,
    advice ? el('p', {}, advice) : null,
    el('p', { class: 'tags' }, el('span', { class: failure.charged ? 'tag alarm' : 'tag' }, t(failure.charged ? 'charged' : 'notCharged')),
      failure.status > 200 ? el('span', { class: 'tag' }, `HTTP ${failure.status}`) : null,
      failure.retryAfter ? el('span', { class: 'tag' }, t('retryIn', { n: failure.retryAfter })) : null,
      failure.requestId ? el('span', { class: 'tag mono' }, t('requestId', { id: failure.requestId })) : null));
}

function tile(run, version) {
  const n = version.index + 1;
  const label = t('version', { n });
  if (version.picture) {
    return el('li', { class: 'version', 'data-state': 'done', 'data-index': String(version.index) },
      el('button', { type: 'button', class: 'shot', 'aria-label': `${label}: ${run.order.prompt}`, onclick: () => open(version.picture) },
        el('img', { src: `/api/pictures/${encodeURIComponent(version.picture.id)}/preview`, alt: '', decoding: 'async' })),
      el('div', { class: 'caption' }, el('span', {}, label), el('span', {}, `${version.picture.endpoint} · ${seconds(version.picture.elapsed)}`)),
      ...attempts(version), ...version.notes.map((note) => el('p', { class: 'retried' }, note)));
  }
  const live = !ENDED.includes(version.state);
  return el('li', { class: 'version', 'data-state': version.state, 'data-index': String(version.index) },
    el('div', { class: 'frame' },
      version.state === 'failed' ? failed(version.failure) : el('div', { class: 'status' },
        el('p', { class: 'where' }, place(version)),
        live ? el('p', { class: 'clock', 'data-since': String(run.created), 'aria-hidden': 'true' }) : el('p', { class: 'hint' }, version.state === 'cancelled' && version.attempts.length ? t('cancelledHint') : ''),
        live ? el('div', { class: 'bar', 'aria-hidden': 'true' }, el('span', { 'data-bar': String(version.state === 'sent' ? version.attempts.at(-1).begun : 0) })) : null)),
    el('div', { class: 'caption' }, el('span', {}, label),
      live ? button('close', t('cancelVersion', { n }), () => send('POST', `/api/runs/${run.id}/versions/${version.index}/cancel`), { bare: true }) : el('span', {}, version.state === 'failed' ? place(version) : '')),
    ...attempts(version));
}

/* An order in the form of a picture's record, to be taken over by the composer. */
const asPicture = (order) => ({ ...order, options: { model: order.model, aspectRatio: order.ratio, imageSize: order.size } });

function card(run) {
  const ended = hasEnded(run);
  const done = run.versions.filter((version) => version.state === 'done').length;
  const order = run.order;
  const about = [order.model, order.ratio, order.size, order.seed ? `# ${order.seed}` : null].filter(Boolean).join(' · ');
  const ratio = ratioOf(run);
  return el('article', { class: 'run', 'data-ended': String(ended), 'data-run': run.id, 'data-ratio': String(ratio), vars: { '--ratio': String(Math.min(3.2, Math.max(0.4, ratio))) } },
    el('header', {},
      el('div', {}, el('h3', {}, order.prompt), el('p', { class: 'hint' }, about)),
      el('p', { class: 'progress' }, t('progress', { done: number(done), n: number(run.versions.length) })),
      ended && done < run.versions.length ? button('again', t('again'), () => takeOver(asPicture(order))) : null,
      ended ? button('close', t('dismiss'), () => send('DELETE', `/api/runs/${run.id}`), { bare: true }) : button(null, t('cancel'), () => send('POST', `/api/runs/${run.id}/cancel`))),
    el('ul', { class: 'versions' }, run.versions.map((version) => tile(run, version))));
}

/* As many columns as fit, and no lonely tile in the last row where that can be helped. */
function arrange() {
  const width = $('runs').clientWidth - 38;
  for (const [id, { element }] of cards) {
    const run = runs.get(id);
    if (!run || width < 100) continue;
    const root = Math.sqrt(Number(element.dataset.ratio));
    const small = width < 500;
    const least = Math.max(small ? 130 : 170 * Math.min(1.5, root), run.versions.some((version) => version.state === 'failed') ? (small ? 260 : 230) : 0);
    const most = Math.max(1, Math.floor((width + 14) / (least + 14)));
    const rows = Math.ceil(run.versions.length / most);
    element.style.setProperty('--columns', String(Math.ceil(run.versions.length / rows)));
    element.style.setProperty('--widest', small ? '560px' : `${Math.round(Math.max(240, Math.min(560, 340 * root)))}px`);
  }
}

/* Only what changed is drawn anew, so that focus and running animations stay where they are. */
function refresh(old, next, run) {
  const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
  const tiles = old.querySelectorAll('.version');
  next.querySelectorAll('.version').forEach((fresh, index) => {
    const key = JSON.stringify(run.versions[index]);
    if (tiles[index]?.dataset.key === key) fresh.replaceWith(tiles[index]);
    else fresh.dataset.key = key;
  });
  old.replaceWith(next);
  if (focused && !next.contains(document.activeElement)) {
    [...next.querySelectorAll('button')].find((candidate) => candidate.getAttribute('aria-label') === focused)?.focus();
  }
}

function draw(fresh = false) {
  const shown = visible();
  for (const [id, old] of cards) if (!shown.some((run) => run.id === id)) { old.element.remove(); cards.delete(id); }
  shown.forEach((run, index) => {
    const known = cards.get(run.id);
    if (!known || fresh || known.revision !== run.revision) {
      const element = card(run);
      if (known && !fresh) refresh(known.element, element, run);
      else {
        known?.element.remove();
        element.querySelectorAll('.version').forEach((one, place) => { one.dataset.key = JSON.stringify(run.versions[place]); });
      }
      cards.set(run.id, { element, revision: run.revision });
    }
    const { element } = cards.get(run.id);
    if ($('runs').children[index] !== element) $('runs').insertBefore(element, $('runs').children[index] ?? null);
  });
  arrange();
  tick();
  listeners.forEach((listener) => listener());
}

function announce(before, run) {
  run.versions.forEach((version, index) => {
    const old = before?.versions[index];
    const n = index + 1;
    if (!old || old.state === version.state) return;
    if (version.state === 'sent') say(t('saySent', { n, endpoint: version.attempts.at(-1).endpoint }));
    if (version.state === 'queued' && version.attempts.length) say(t('sayRetried', { n, endpoint: version.attempts.at(-1).endpoint }));
    if (version.state === 'done') say(t('sayArrived', { n }));
    if (version.state === 'failed') say(t('sayFailed', { n, why: failureWords(version.failure).what }));
  });
}

function take(run) {
  const before = runs.get(run.id);
  if (before && before.revision >= run.revision) return false;
  runs.set(run.id, run);
  announce(before, run);
  return true;
}

function tick() {
  const time = now();
  document.querySelectorAll('[data-since]').forEach((clock) => { clock.textContent = seconds(Math.max(0, time - Number(clock.dataset.since))); });
  document.querySelectorAll('[data-bar]').forEach((bar) => {
    const begun = Number(bar.dataset.bar);
    bar.style.setProperty('--done', begun ? String(1 - Math.exp(-1.6 * Math.max(0, time - begun) / typical)) : '0');
  });
}

export function start() {
  on('runs', (all) => {
    runs.clear();
    all.forEach((run) => runs.set(run.id, run));
    draw();
  });
  on('run', (run) => { if (take(run)) draw(); });
  on('forgotten', (id) => { runs.delete(id); draw(); });
  on('panel', (panel) => {
    const medians = panel.endpoints.map((endpoint) => endpoint.median).filter(Boolean);
    if (medians.length) typical = medians.reduce((sum, one) => sum + one, 0) / medians.length;
  });
  onLanguage(() => draw(true));
  new ResizeObserver(arrange).observe($('runs'));
  setInterval(tick, 200);
}
