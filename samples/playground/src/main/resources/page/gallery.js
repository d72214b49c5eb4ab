/** The kept pictures, the newest first, in rows that follow their ratios. */
import { $, button, el, icon } from './dom.js';
import { get, on } from './api.js';
import { onLanguage, t, words } from './language.js';
import { write } from './composer.js';
import { compare, onNeighbours, open } from './picture.js';
import * as runs from './runs.js';

const PAGE = 24;
let pictures = [];
let complete = false;
let loading = false;
let chosen = [];

const shown = () => {
  const elsewhere = runs.shownPictures();
  return pictures.filter((picture) => !elsewhere.has(picture.id));
};

function item(picture) {
  const isChosen = chosen.includes(picture.id);
  const ratio = picture.width && picture.height ? picture.width / picture.height : 1;
  return el('li', { 'data-picture': picture.id, class: isChosen ? 'chosen' : null, vars: { '--ratio': String(Math.min(4, Math.max(0.4, ratio))) } },
    el('button', { type: 'button', class: 'shot', 'aria-label': picture.prompt || t('picture'), onclick: () => open(picture) },
      el('img', { src: `/api/pictures/${encodeURIComponent(picture.id)}/preview`, alt: '', loading: 'lazy', decoding: 'async' }),
      el('span', { class: 'over', 'aria-hidden': 'true' }, picture.prompt)),
    el('button', { type: 'button', class: 'pick', 'aria-pressed': String(isChosen), 'aria-label': t('comparePick'), title: t('comparePick'), onclick: () => pick(picture.id) }, icon(isChosen ? 'check' : 'compare')));
}

function pick(id) {
  chosen = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id].slice(-2);
  draw();
  document.querySelector(`[data-picture="${CSS.escape(id)}"] .pick`)?.focus();
}

function drawChoice() {
  $('choice').hidden = chosen.length === 0;
  const both = chosen.map((id) => pictures.find((picture) => picture.id === id)).filter(Boolean);
  $('choice').replaceChildren(el('span', {}, t(both.length < 2 ? 'compareOne' : 'compareTwo')),
    button('compare', t('compare'), () => compare(both[0], both[1]), { kind: 'primary', disabled: both.length < 2, id: 'compare-open' }),
    button('close', t('compareClear'), () => { chosen = []; draw(); }, { bare: true }));
}

function drawEmpty() {
  const empty = complete && pictures.length === 0 && !$('runs').childElementCount;
  $('empty').hidden = !empty;
  if (!empty) return;
  $('empty').replaceChildren(
    el('div', { class: 'frames', 'aria-hidden': 'true' }, el('i'), el('i'), el('i')),
    el('h3', {}, t('emptyTitle')), el('p', {}, t('emptyText')),
    el('ul', {}, words().examples.map((example) => el('li', {}, el('button', { type: 'button', class: 'example', onclick: () => write(example) }, example)))));
}

let drawn = '';
function draw() {
  const list = shown();
  const key = JSON.stringify([list.map((picture) => picture.id), chosen, t('picture')]);
  if (key !== drawn) {
    drawn = key;
    $('gallery').replaceChildren(...list.map(item));
  }
  $('gallery-count').textContent = t('shown', { n: list.length }) + (complete ? '' : ' +');
  $('more').hidden = complete || pictures.length === 0;
  document.querySelector('.gallery').classList.toggle('bare', list.length === 0);
  drawEmpty();
  drawChoice();
}

async function load(fresh) {
  if (loading) return;
  loading = true;
  const page = await get(`/api/pictures?offset=${fresh ? 0 : pictures.length}&limit=${PAGE}`);
  loading = false;
  if (!page) return;
  const known = new Set(page.map((picture) => picture.id));
  pictures = fresh ? page : [...pictures.filter((picture) => !known.has(picture.id)), ...page];
  complete = page.length < PAGE;
  draw();
}

export function start() {
  on('hello', () => load(true));
  on('picture', (picture) => {
    pictures = [picture, ...pictures.filter((other) => other.id !== picture.id)];
    draw();
  });
  on('deleted', (id) => {
    pictures = pictures.filter((picture) => picture.id !== id);
    chosen = chosen.filter((other) => other !== id);
    draw();
  });
  runs.onChange(draw);
  onNeighbours((picture, step) => {
    const place = pictures.findIndex((other) => other.id === picture.id);
    return place < 0 ? null : pictures[place + step] ?? null;
  });
  $('more').addEventListener('click', () => load(false));
  new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting) && !$('more').hidden) load(false); }, { rootMargin: '400px' }).observe($('more'));
  onLanguage(draw);
}
