/** What to make: the prompt and its options, kept over a reload, and the order that they make. */
import { $, el, icon, say, toast } from './dom.js';
import { get, on, send } from './api.js';
import { onLanguage, t } from './language.js';
import * as references from './references.js';

const RATIOS = ['', '1:1', '5:4', '4:3', '3:2', '16:9', '21:9', '4:1', '8:1', '4:5', '3:4', '2:3', '9:16', '1:4', '1:8'];
const SIZES = ['', '512', '1K', '2K', '4K'];
const COUNTS = ['1', '2', '3', '4', '5', '6', '7', '8'];
const PARTS = ['subject', 'scene', 'camera', 'lighting', 'style', 'details', 'lettering', 'keep', 'avoid'];
const MOST_SEED = 2147483647;
const OTHER = '\u0000other';
const draft = readDraft();

function readDraft() {
  try { return JSON.parse(sessionStorage.getItem('playground.draft')) ?? {}; } catch { return {}; }
}

function saveDraft() {
  const { prompt, model, ratio, size, count, seed } = order();
  const parts = Object.fromEntries(PARTS.map((part) => [part, $(`part-${part}`)?.value ?? '']));
  try { sessionStorage.setItem('playground.draft', JSON.stringify({ prompt, model, ratio, size, count, seed, parts })); } catch { /* not kept then */ }
}

/* One choice of several, as radio buttons: arrows move, and a screen reader counts them. */
function choices(container, name, values, chosen, draw) {
  container.replaceChildren(...values.map((value) => {
    const input = el('input', { type: 'radio', name, value, id: `${name}-${value.replace(':', '-') || 'auto'}`, class: 'hidden-text' });
    input.checked = value === chosen;
    return el('label', { for: input.id }, input, ...draw(value));
  }));
}

const chosen = (name) => document.querySelector(`input[name="${name}"]:checked`)?.value ?? '';

function choose(name, value) {
  const input = [...document.querySelectorAll(`input[name="${name}"]`)].find((candidate) => candidate.value === value);
  if (input) input.checked = true;
  return Boolean(input);
}

function ratioShape(value) {
  if (!value) return [el('span', { class: 'shape auto', 'aria-hidden': 'true' }), el('span', { 'aria-hidden': 'true' }, t('auto')), el('span', { class: 'hidden-text' }, t('autoRatio'))];
  const [width, height] = value.split(':').map(Number);
  const scale = Math.min(24 / width, 20 / height);
  return [el('span', { class: 'shape', 'aria-hidden': 'true', vars: { '--w': `${Math.max(4, width * scale)}px`, '--h': `${Math.max(4, height * scale)}px` } }), el('span', {}, value)];
}

function drawChoices() {
  choices($('ratios'), 'ratio', addCustom(RATIOS, draft.ratio), chosen('ratio') || draft.ratio || '', ratioShape);
  choices($('sizes'), 'size', SIZES, chosen('size') || draft.size || '', (value) => [el('span', {}, value || t('auto'))]);
  choices($('counts'), 'count', COUNTS, chosen('count') || String(draft.count ?? 4), (value) => [el('span', {}, value)]);
  drawGenerate();
}

const addCustom = (values, value) => (value && !values.includes(value) ? [...values, value] : values);

function drawGenerate() {
  $('generate-text').textContent = t('generate', { n: Number(chosen('count')) });
}

let models = [];
let configured = '';

function drawModels() {
  const now = $('model').value === OTHER ? $('model-other').value : $('model').value || draft.model || configured;
  $('model').replaceChildren(...models.map((name) => el('option', { value: name }, name)), el('option', { value: OTHER }, t('modelOther')));
  setModel(now);
}

function setModel(name) {
  const known = models.includes(name) || !name;
  $('model').value = known ? name || configured : OTHER;
  $('model-other').hidden = known;
  if (!known) $('model-other').value = name;
}

function drawBuilder() {
  const values = Object.fromEntries(PARTS.map((part) => [part, $(`part-${part}`)?.value ?? draft.parts?.[part] ?? '']));
  $('builder').replaceChildren(...PARTS.map((part) => el('div', { class: 'part' },
    el('label', { for: `part-${part}` }, t(`parts.${part}`)),
    el('input', { id: `part-${part}`, type: 'text', maxlength: '2000', value: values[part], placeholder: t(`partExamples.${part}`) }))));
  drawBuilderToggle();
}

function drawBuilderToggle() {
  $('builder-toggle').textContent = t($('builder').hidden ? 'builderOpen' : 'builderClose');
  $('builder-toggle').setAttribute('aria-expanded', String(!$('builder').hidden));
}

/* The library writes the prompt from the parts, so what is sent is what is seen. */
let writing;
function writePrompt() {
  clearTimeout(writing);
  writing = setTimeout(async () => {
    const parts = Object.fromEntries(PARTS.map((part) => [part, $(`part-${part}`).value.trim() || null]));
    if (!parts.subject) return;
    try {
      $('prompt').value = (await send('POST', '/api/prompt', parts)).text;
      complain(null);
    } catch (refused) {
      complain(refused.message);
    }
    saveDraft();
  }, 250);
}

export function order() {
  const seed = $('seed').value.trim();
  return {
    prompt: $('prompt').value.trim(),
    model: ($('model').value === OTHER ? $('model-other').value.trim() : $('model').value) || null,
    ratio: chosen('ratio') || null,
    size: chosen('size') || null,
    count: Number(chosen('count') || 1),
    seed: seed ? Number(seed) : null,
    references: references.ids(),
    mask: references.mask(),
  };
}

function complain(text, field) {
  $('composer-error').hidden = !text;
  $('composer-error').textContent = text ?? '';
  $('prompt').toggleAttribute('aria-invalid', field === 'prompt');
  $('seed').toggleAttribute('aria-invalid', field === 'seed');
  if (field) $(field).focus();
}

async function submit(event) {
  event?.preventDefault();
  const wanted = order();
  if (!wanted.prompt) return complain(t('promptMissing'), 'prompt');
  if (wanted.seed !== null && !(Number.isInteger(wanted.seed) && wanted.seed >= 1 && wanted.seed <= MOST_SEED)) return complain(t('seedBad'), 'seed');
  complain(null);
  $('generate').disabled = true;
  try {
    await send('POST', '/api/runs', wanted);
    say(t('started', { n: wanted.count }));
    if (matchMedia('(max-width: 899px)').matches) $('stage').scrollIntoView({ block: 'start' });
  } catch (refused) {
    complain(refused.message === 'offline' ? t('offline') : refused.message);
  } finally {
    $('generate').disabled = false;
  }
  return undefined;
}

/** Takes over the settings of a kept picture, with the pictures that went along where they are still here. */
export async function takeOver(picture) {
  $('prompt').value = picture.prompt;
  setModel(picture.options.model);
  const ratio = picture.options.aspectRatio ?? '';
  draft.ratio = ratio;
  if (!choose('ratio', ratio)) {
    choices($('ratios'), 'ratio', addCustom(RATIOS, ratio), ratio, ratioShape);
  }
  choose('size', picture.options.imageSize ?? '');
  choose('count', String(picture.count ?? 1));
  $('seed').value = picture.seed ?? '';
  drawGenerate();
  await references.takeOver(picture, async (sha256) => (sha256 ? get(`/api/references/${encodeURIComponent(sha256)}`) : null));
  saveDraft();
  toast(t('loaded'));
  $('prompt').focus();
}

export function write(text) {
  $('prompt').value = text;
  saveDraft();
  $('prompt').focus();
}

export function start() {
  $('prompt').value = draft.prompt ?? '';
  $('seed').value = draft.seed ?? '';
  $('builder').hidden = !Object.values(draft.parts ?? {}).some(Boolean);
  $('generate-key').textContent = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘↵' : 'Ctrl ↵';
  $('dice').append(icon('dice'));
  onLanguage(() => {
    drawChoices();
    drawBuilder();
    drawModels();
    $('prompt').placeholder = t('promptExample');
    $('seed').placeholder = t('seedAny');
    $('model-other').setAttribute('aria-label', t('modelName'));
    $('dice').title = t('dice');
    $('dice').setAttribute('aria-label', t('dice'));
  });
  on('hello', (hello) => {
    models = hello.models;
    configured = hello.model;
    drawModels();
  });
  $('builder-toggle').addEventListener('click', () => {
    $('builder').hidden = !$('builder').hidden;
    drawBuilderToggle();
    if (!$('builder').hidden) $('part-subject').focus();
  });
  $('builder').addEventListener('input', writePrompt);
  $('dice').addEventListener('click', () => { $('seed').value = 1 + Math.floor(Math.random() * MOST_SEED); saveDraft(); });
  $('model').addEventListener('change', () => {
    $('model-other').hidden = $('model').value !== OTHER;
    if (!$('model-other').hidden) $('model-other').focus();
  });
  $('composer').addEventListener('input', () => { drawGenerate(); saveDraft(); });
  $('composer').addEventListener('submit', submit);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !document.querySelector('dialog[open]')) submit(event);
  });
}
