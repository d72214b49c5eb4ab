/** One picture with all that is known of it, and two beside each other. */
import { $, button, copyText, el, toast } from './dom.js';
import { on, send } from './api.js';
import { bytes, number, seconds, t, time } from './language.js';
import { takeOver } from './composer.js';
import * as references from './references.js';

let simulated = false;
let neighbour = () => null;
let current = null;

export const onNeighbours = (finder) => { neighbour = finder; };
const address = (picture, part) => `/api/pictures/${encodeURIComponent(picture.id)}/${part}`;

function cost(picture) {
  if (picture.price === null) return t('unknown');
  const text = number(picture.price, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
  return simulated ? t('simulatedCost', { cost: text }) : text;
}

function facts(picture) {
  const options = picture.options;
  return [
    ['model', picture.model], ['endpoint', picture.endpoint], ['time', seconds(picture.elapsed)], ['cost', cost(picture)],
    ['size', picture.width ? `${picture.width} × ${picture.height}` : t('unknown')], ['ratio', options.aspectRatio ?? t('auto')], ['tier', options.imageSize ?? t('auto')],
    ['seed', picture.seed === null ? t('seedAny') : String(picture.seed)], ['format', `${picture.mimeType.replace('image/', '').toUpperCase()}, ${bytes(picture.bytes)}`],
    ['references', picture.references.length ? String(picture.references.length) + (picture.mask ? ` + ${t('mask')}` : '') : null],
    ['made', time(picture.created)], ['request', picture.requestId], ['revised', picture.revisedPrompt],
  ].filter(([, value]) => value);
}

const list = (picture, other) => el('dl', { class: 'facts' }, facts(picture).map(([name, value]) => {
  const differs = other && (facts(other).find(([same]) => same === name)?.[1] !== value);
  return el('div', { class: differs ? 'differs' : null }, el('dt', {}, t(`facts.${name}`)), el('dd', {}, value));
}));

function head(id, text, dialog) {
  return el('header', { class: 'sheet-head' }, el('h2', { id }, text), button('close', t('close'), () => dialog.close(), { bare: true }));
}

const download = (picture) => el('a', { class: 'primary', href: `${address(picture, 'content')}?download=true`, download: '' }, t('download'));

function actions(picture, dialog) {
  const leave = (then) => () => { dialog.close(); then(); };
  return el('div', { class: 'actions' }, download(picture),
    button('copy', t('copyPrompt'), async () => toast(t(await copyText(picture.prompt) ? 'copied' : 'notCopied'))),
    button('again', t('again'), leave(() => takeOver(picture))),
    button('reference', t('useAsReference'), leave(() => references.add({ id: picture.id, kept: true }))),
    button('brush', t('edit'), leave(() => references.edit(picture))),
    button('trash', t('remove'), () => ask(picture), { kind: 'quiet danger' }));
}

export function open(picture) {
  const dialog = $('picture');
  current = picture;
  const step = (by) => { const next = neighbour(current, by); if (next) open(next); };
  const arrow = (name, label, by) => (neighbour(picture, by) ? button(name, t(label), () => step(by), { bare: true, kind: `quiet arrow ${name}` }) : null);
  dialog.replaceChildren(head('picture-title', t('picture'), dialog),
    el('div', { class: 'viewer' },
      el('div', { class: 'canvas' }, el('img', { src: address(picture, 'content'), alt: picture.prompt, width: picture.width, height: picture.height }), arrow('left', 'previous', -1), arrow('right', 'next', 1)),
      el('div', { class: 'about' }, el('p', { class: 'words' }, picture.prompt), actions(picture, dialog), list(picture))));
  dialog.onkeydown = (event) => {
    if (event.key === 'ArrowLeft') step(-1);
    if (event.key === 'ArrowRight') step(1);
  };
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('.sheet-head button').focus();
}

function ask(picture) {
  const dialog = $('ask');
  dialog.replaceChildren(el('h2', { id: 'ask-title' }, t('askDelete')), el('p', {}, t('askDeleteText')),
    el('div', { class: 'actions' }, button(null, t('keepIt'), () => dialog.close(), { autofocus: true }),
      button('trash', t('remove'), async () => {
        dialog.close();
        try {
          await send('DELETE', `/api/pictures/${encodeURIComponent(picture.id)}`);
          $('picture').close();
          toast(t('deleted'));
        } catch (refused) {
          toast(refused.message);
        }
      }, { kind: 'primary danger', id: 'delete-confirm' })));
  dialog.showModal();
}

export function compare(first, second) {
  const dialog = $('compare');
  const side = (picture, other) => el('figure', {}, el('div', { class: 'canvas' }, el('img', { src: address(picture, 'content'), alt: picture.prompt, width: picture.width, height: picture.height })),
    el('figcaption', {}, el('p', { class: 'words' }, picture.prompt), list(picture, other), el('div', { class: 'actions' }, download(picture),
      button('again', t('again'), () => { dialog.close(); takeOver(picture); }))));
  dialog.replaceChildren(head('compare-title', t('compareTitle'), dialog), el('div', { class: 'sides' }, side(first, second), side(second, first)));
  dialog.showModal();
}

export function start() {
  on('hello', (hello) => { simulated = hello.simulated; });
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  }
}
