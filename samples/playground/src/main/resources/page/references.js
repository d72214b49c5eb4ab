/** The pictures that go along: chosen, dropped, pasted or taken from the gallery; the first may carry a mask. */
import { $, button, el, icon, say, toast } from './dom.js';
import { send } from './api.js';
import { onLanguage, t } from './language.js';
import { paintMask } from './mask.js';

const MOST = 14;
/** @type {{id: string, kept: boolean}[]} */
let list = [];
let maskId = null;
let uploading = 0;

export const ids = () => list.map((picture) => picture.id);
export const mask = () => (list.length ? maskId : null);

const base = (picture) => (picture.kept ? '/api/pictures/' : '/api/references/') + encodeURIComponent(picture.id);

function draw() {
  $('references-count').textContent = list.length ? t('referencesCount', { n: list.length }) : '';
  $('reference-list').replaceChildren(...list.map((picture, index) => el('li', { class: index === 0 && maskId ? 'masked' : null },
    el('img', { src: `${base(picture)}/preview`, alt: t('referenceAlt', { n: index + 1 }), draggable: 'false' }),
    index === 0 && maskId ? el('span', { class: 'badge' }, t('referenceMasked')) : null,
    el('span', { class: 'thumb-tools' },
      index === 0 ? button('brush', t(maskId ? 'referenceRepaint' : 'referencePaint'), () => paint(), { bare: true, id: 'reference-paint' }) : null,
      button('close', t('referenceRemove', { n: index + 1 }), () => remove(index), { bare: true })))));
  $('reference-choose').replaceChildren(icon('plus'), el('span', {}, uploading ? t('referenceBusy', { name: '…' }) : t('referencesDrop')));
  $('reference-choose').setAttribute('aria-busy', String(uploading > 0));
  $('reference-choose').hidden = list.length >= MOST;
  $('composer').dispatchEvent(new Event('input'));
}

function remove(index) {
  list.splice(index, 1);
  if (index === 0) maskId = null;
  draw();
  ($('reference-list').querySelectorAll('button')[0] ?? $('reference-choose')).focus();
}

export async function paint() {
  const painted = await paintMask(`${base(list[0])}/content`);
  if (painted === undefined) return;
  try {
    maskId = painted ? (await send('POST', '/api/references', painted)).id : null;
    toast(t(maskId ? 'maskSet' : 'maskEmpty'));
  } catch (refused) {
    toast(refused.message);
  }
  draw();
}

/** Puts a kept picture at the front, to be edited. */
export function edit(picture) {
  list = [{ id: picture.id, kept: true }, ...list.filter((other) => other.id !== picture.id)].slice(0, MOST);
  maskId = null;
  draw();
  paint();
}

export function add(picture) {
  if (list.some((other) => other.id === picture.id)) return;
  if (list.length >= MOST) { toast(t('referencesFull')); return; }
  list.push(picture);
  draw();
  say(t('referenceAdded'));
}

async function upload(files) {
  for (const file of files) {
    if (list.length >= MOST) { toast(t('referencesFull')); break; }
    uploading++;
    draw();
    try {
      add({ id: (await send('POST', '/api/references', file)).id, kept: false });
    } catch (refused) {
      toast(refused.message === 'offline' ? t('offline') : refused.message);
    } finally {
      uploading--;
      draw();
    }
  }
}

/** Finds the pictures that went along with a kept one. */
export async function takeOver(picture, find) {
  const found = await Promise.all(picture.references.map(find));
  list = found.filter(Boolean);
  const masked = picture.mask ? await find(picture.mask) : null;
  maskId = found[0] && masked ? masked.id : null;
  draw();
  if (found.some((one) => !one) || (picture.mask && !masked)) toast(t('referenceGone'));
}

const pictures = (items) => [...(items ?? [])].filter((file) => file.type.startsWith('image/') || /\.hei[cf]$/i.test(file.name));

export function start() {
  onLanguage(draw);
  $('reference-choose').addEventListener('click', () => $('reference-files').click());
  $('reference-files').addEventListener('change', (event) => { upload([...event.target.files]); event.target.value = ''; });
  document.addEventListener('paste', (event) => {
    const files = pictures(event.clipboardData?.files);
    if (files.length && !document.querySelector('dialog[open]')) { event.preventDefault(); upload(files); }
  });
  let depth = 0;
  const dragging = (event) => event.dataTransfer?.types.includes('Files');
  document.addEventListener('dragenter', (event) => { if (dragging(event)) { depth++; document.body.classList.add('dropping'); } });
  document.addEventListener('dragleave', (event) => { if (dragging(event) && --depth <= 0) { depth = 0; document.body.classList.remove('dropping'); } });
  document.addEventListener('dragover', (event) => { if (dragging(event)) event.preventDefault(); });
  document.addEventListener('drop', (event) => {
    depth = 0;
    document.body.classList.remove('dropping');
    if (dragging(event)) { event.preventDefault(); upload(pictures(event.dataTransfer.files)); }
  });
}
