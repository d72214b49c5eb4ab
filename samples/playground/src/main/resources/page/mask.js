/** Paints a mask on a picture: a PNG of the picture's size, transparent where the model may change it. */
import { $, button, el } from './dom.js';
import { t } from './language.js';

const LONGEST = 1200;
const MOST_STEPS = 30;

function load(address) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = address;
  });
}

class Painting {
  constructor(image) {
    const scale = Math.min(3, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
    this.image = image;
    this.width = Math.round(image.naturalWidth * scale);
    this.height = Math.round(image.naturalHeight * scale);
    this.painted = Object.assign(document.createElement('canvas'), { width: this.width, height: this.height });
    this.ink = this.painted.getContext('2d', { willReadFrequently: true });
    this.brush = Math.round(Math.max(this.width, this.height) / 12);
    this.erasing = false;
    this.steps = [];
    this.cursor = null;
    this.canvas = el('canvas', { width: this.width, height: this.height, tabindex: '0', role: 'application', 'aria-label': t('maskCanvas'), 'aria-describedby': 'mask-help' });
    this.view = this.canvas.getContext('2d');
    this.listen();
    this.draw();
  }

  listen() {
    let last = null;
    const at = (event) => {
      const box = this.canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * this.width / box.width, (event.clientY - box.top) * this.height / box.height];
    };
    this.canvas.addEventListener('pointerdown', (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      this.remember();
      last = at(event);
      this.stroke(last, last);
    });
    this.canvas.addEventListener('pointermove', (event) => {
      const next = at(event);
      this.cursor = next;
      if (last) { this.stroke(last, next); last = next; } else this.draw();
    });
    for (const end of ['pointerup', 'pointercancel']) this.canvas.addEventListener(end, () => { last = null; });
    this.canvas.addEventListener('pointerleave', () => { if (!last) { this.cursor = null; this.draw(); } });
    this.canvas.addEventListener('keydown', (event) => this.key(event));
  }

  key(event) {
    const step = event.shiftKey ? 4 : Math.max(8, this.brush / 2);
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    this.cursor ??= [this.width / 2, this.height / 2];
    if (moves[event.key]) {
      this.cursor = [Math.min(this.width, Math.max(0, this.cursor[0] + moves[event.key][0])), Math.min(this.height, Math.max(0, this.cursor[1] + moves[event.key][1]))];
    } else if (event.key === ' ') {
      this.remember();
      this.stroke(this.cursor, this.cursor);
    } else if (event.key === '[' || event.key === ']') {
      this.resize(this.brush * (event.key === ']' ? 1.25 : 0.8));
    } else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      this.undo();
    } else {
      return;
    }
    event.preventDefault();
    this.draw();
  }

  resize(size) {
    this.brush = Math.min(400, Math.max(6, Math.round(size)));
    if (this.slider) this.slider.value = this.brush;
  }

  remember() {
    this.steps.push(this.ink.getImageData(0, 0, this.width, this.height));
    if (this.steps.length > MOST_STEPS) this.steps.shift();
  }

  undo() {
    const before = this.steps.pop();
    if (before) this.ink.putImageData(before, 0, 0);
    this.draw();
  }

  stroke([fromX, fromY], [toX, toY]) {
    this.ink.globalCompositeOperation = this.erasing ? 'destination-out' : 'source-over';
    this.ink.strokeStyle = '#f5c518';
    this.ink.lineWidth = this.brush;
    this.ink.lineCap = 'round';
    this.ink.beginPath();
    this.ink.moveTo(fromX, fromY);
    this.ink.lineTo(toX + 0.01, toY);
    this.ink.stroke();
    this.draw();
  }

  fill(draw) {
    this.remember();
    draw();
    this.draw();
  }

  clear() { this.fill(() => this.ink.clearRect(0, 0, this.width, this.height)); }

  invert() {
    this.fill(() => {
      this.ink.globalCompositeOperation = 'xor';
      this.ink.fillStyle = '#f5c518';
      this.ink.fillRect(0, 0, this.width, this.height);
    });
  }

  draw() {
    this.view.globalAlpha = 1;
    this.view.drawImage(this.image, 0, 0, this.width, this.height);
    this.view.globalAlpha = 0.62;
    this.view.drawImage(this.painted, 0, 0);
    this.view.globalAlpha = 1;
    if (this.cursor) {
      this.view.beginPath();
      this.view.arc(this.cursor[0], this.cursor[1], this.brush / 2, 0, Math.PI * 2);
      this.view.lineWidth = 3;
      this.view.strokeStyle = '#000';
      this.view.stroke();
      this.view.lineWidth = 1.5;
      this.view.strokeStyle = '#fff';
      this.view.stroke();
    }
  }

  isEmpty() {
    const pixels = this.ink.getImageData(0, 0, this.width, this.height).data;
    for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 127) return false;
    return true;
  }

  toBlob() {
    const whole = Object.assign(document.createElement('canvas'), { width: this.image.naturalWidth, height: this.image.naturalHeight });
    const context = whole.getContext('2d');
    context.fillRect(0, 0, whole.width, whole.height);
    context.globalCompositeOperation = 'destination-out';
    context.drawImage(this.painted, 0, 0, whole.width, whole.height);
    return new Promise((resolve) => whole.toBlob(resolve, 'image/png'));
  }
}

/** Opens the painter. Gives a PNG, null for no mask, or undefined if nothing is to change. */
export async function paintMask(address) {
  const dialog = $('mask');
  let image;
  try { image = await load(address); } catch { image = null; }
  return new Promise((resolve) => {
    let answer;
    const finish = (value) => { answer = value; dialog.close(); };
    dialog.addEventListener('close', () => { dialog.replaceChildren(); resolve(answer); }, { once: true });
    const head = el('header', { class: 'sheet-head' }, el('h2', { id: 'mask-title' }, t('maskTitle')), button('close', t('close'), () => dialog.close(), { bare: true }));
    if (!image) {
      dialog.replaceChildren(head, el('p', { class: 'pad' }, t('maskUnreadable')));
      dialog.showModal();
      return;
    }
    const painting = new Painting(image);
    const slider = el('input', { type: 'range', min: '6', max: '400', value: String(painting.brush), id: 'mask-brush', oninput: () => painting.resize(Number(slider.value)) });
    painting.slider = slider;
    const tool = (erasing) => el('label', {}, el('input', { type: 'radio', name: 'mask-tool', class: 'hidden-text', checked: erasing === painting.erasing, onchange: () => { painting.erasing = erasing; } }), el('span', {}, t(erasing ? 'maskErase' : 'maskPaint')));
    dialog.replaceChildren(head,
      el('div', { class: 'easel' }, painting.canvas),
      el('footer', { class: 'sheet-foot' },
        el('p', { id: 'mask-help', class: 'hint' }, t('maskHelp')),
        el('div', { class: 'actions' },
          el('div', { class: 'segments', role: 'radiogroup', 'aria-label': t('mask') }, tool(false), tool(true)),
          el('label', { class: 'slider', for: 'mask-brush' }, t('maskBrush'), slider),
          button(null, t('maskUndo'), () => painting.undo()), button(null, t('maskInvert'), () => painting.invert()), button(null, t('maskClear'), () => painting.clear()),
          el('span', { class: 'spring' }),
          button(null, t('maskWithout'), () => finish(null)),
          button('check', t('maskUse'), async () => finish(painting.isEmpty() ? null : await painting.toBlob()), { kind: 'primary', id: 'mask-use' }))));
    dialog.showModal();
    painting.canvas.focus();
  });
}
