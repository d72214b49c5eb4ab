/** The endpoints as operators see them, live, and the orders that they give. */
import { $, button, el, toast } from './dom.js';
import { on, send } from './api.js';
import { clock, number, onLanguage, seconds, t, words } from './language.js';

let panel = null;

const word = (group, name) => words()[group]?.[name] ?? name;
const counts = (map) => Object.entries(map).filter(([, count]) => count > 0).map(([name, count]) => `${word('classes', name)} ${number(count)}`).join(', ') || t('none');

function stat(label, value, hint) {
  return el('div', {}, el('dt', { title: hint }, label), el('dd', {}, value));
}

async function order(endpoint, name) {
  try {
    await send('POST', `/api/endpoints/${encodeURIComponent(endpoint.name)}/${name}`);
    toast(t('ordered', { endpoint: endpoint.name }));
  } catch (refused) {
    toast(refused.message === 'offline' ? t('offline') : refused.message);
  }
}

const REASONS = { ejected: true, suspended: true, throttled: true, trial: true };

function card(endpoint) {
  const stopped = endpoint.state === 'disabled' || endpoint.state === 'draining';
  const give = (name, kind = 'quiet') => button(null, t(`orders.${name}`), () => order(endpoint, name), { kind, 'data-order': name, 'aria-label': `${t(`orders.${name}`)}: ${endpoint.name}` });
  const reason = REASONS[endpoint.state] && endpoint.lastFailure ? word('classes', endpoint.lastFailure) : null;
  return el('article', { class: 'endpoint', 'data-endpoint': endpoint.name, 'data-state': endpoint.state },
    el('header', {}, el('span', { class: 'dot', 'data-state': endpoint.state }), el('h3', {}, endpoint.name),
      el('span', { class: 'hint' }, [t('tier', { n: endpoint.tier }), endpoint.simulated ? t('simulated') : null].filter(Boolean).join(' · ')),
      el('span', { class: 'state' }, word('states', endpoint.state))),
    reason || endpoint.seconds > 0 ? el('p', { class: 'reason' }, [reason, endpoint.seconds > 0 ? t('untilNext', { n: number(endpoint.seconds) }) : null].filter(Boolean).join(' · ')) : null,
    el('dl', { class: 'stats' },
      stat(t('inFlight'), el('span', {}, t('of', { n: endpoint.inFlight, cap: endpoint.cap }), endpoint.overdue ? ` · ${t('overdue', { n: endpoint.overdue })}` : '', el('span', { class: 'meter', 'aria-hidden': 'true', vars: { '--done': String(Math.min(1, endpoint.inFlight / Math.max(1, endpoint.cap))) } }))),
      stat(t('latency'), endpoint.median === null ? '–' : seconds(endpoint.median), t('latencyHint')),
      stat(t('success'), `${number(endpoint.success)} %`), stat(t('delivered'), number(endpoint.delivered)),
      stat(t('failuresBy'), counts(endpoint.failures)), stat(t('ejectionsBy'), counts(endpoint.ejections))),
    el('div', { class: 'actions' }, stopped ? give('enable', 'quiet strong') : [give('disable'), give('drain')],
      endpoint.simulated ? give(endpoint.switchedOff ? 'switch-on' : 'switch-off', endpoint.switchedOff ? 'quiet strong' : 'quiet') : null));
}

function event(one) {
  return el('li', { class: one.alarming ? 'alarming' : null }, el('time', {}, clock(one.at)), el('span', {}, el('b', {}, one.endpoint), ` ${word('events', one.type)}`, one.seconds > 0 ? ` · ${t('seconds', { n: number(one.seconds) })}` : ''));
}

function draw() {
  const ready = panel?.endpoints.filter((endpoint) => endpoint.state === 'ok').length ?? 0;
  const all = panel?.endpoints.length ?? 0;
  const summary = panel ? t('panelSummary', { ok: ready, n: all }) : t('panel');
  $('panel-summary').replaceChildren(el('span', { class: 'long' }, summary), el('span', { class: 'short', 'aria-hidden': 'true' }, panel ? `${ready}/${all}` : '…'));
  $('panel-open').querySelector('.dot').dataset.state = !panel ? 'off' : ready === all ? 'ok' : ready ? 'throttled' : 'ejected';
  if (!panel || $('panel').hidden) return;
  const focused = $('panel').contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
  const top = $('panel').scrollTop;
  $('panel').replaceChildren(
    el('header', { class: 'panel-head' }, el('h2', { id: 'panel-title' }, t('panel')), button('close', t('panelClose'), close, { bare: true })),
    el('div', { class: 'endpoints' }, panel.endpoints.map(card)),
    el('dl', { class: 'stats pool' }, stat(t('panelLine'), number(panel.waiting)), stat(t('panelFailovers'), number(panel.failovers)), stat(t('panelBudget'), number(panel.budget)), stat(t('panelTurned'), number(panel.turnedAway))),
    el('h3', {}, t('panelEvents')),
    panel.events.length ? el('ol', { class: 'events' }, panel.events.slice(0, 15).map(event)) : el('p', { class: 'hint' }, t('panelNoEvents')),
    el('h3', {}, t('panelLinks')),
    el('p', { class: 'links' }, [['/actuator/health', 'panelHealth'], ['/actuator/metrics', 'panelMetrics'], ['/actuator/nanobanana', 'panelRaw']].map(([href, key]) => el('a', { href, target: '_blank', rel: 'noopener' }, t(key)))));
  $('panel').scrollTop = top;
  if (focused) [...$('panel').querySelectorAll('button')].find((candidate) => candidate.getAttribute('aria-label') === focused)?.focus();
}

function close() {
  $('panel').hidden = true;
  document.body.classList.remove('with-panel');
  $('panel-open').setAttribute('aria-expanded', 'false');
  $('panel-open').focus();
}

function show() {
  $('panel').hidden = false;
  document.body.classList.add('with-panel');
  $('panel-open').setAttribute('aria-expanded', 'true');
  draw();
  $('panel').focus();
}

export function start() {
  on('panel', (next) => { panel = next; draw(); });
  onLanguage(draw);
  $('panel-open').addEventListener('click', () => ($('panel').hidden ? show() : close()));
  $('panel').addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
}
