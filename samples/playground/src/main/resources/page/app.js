/** Puts the page together. */
import { $, el, icon } from './dom.js';
import { listen, on } from './api.js';
import { keep, nameOf, onLanguage, otherLanguage, read, switchLanguage, t } from './language.js';
import * as composer from './composer.js';
import * as gallery from './gallery.js';
import * as panel from './panel.js';
import * as picture from './picture.js';
import * as references from './references.js';
import * as runs from './runs.js';

const THEMES = ['auto', 'light', 'dark'];
const ICONS = { auto: 'auto', light: 'sun', dark: 'moon' };
let theme = THEMES.includes(read('theme')) ? read('theme') : 'auto';
let online = true;
let simulated = false;

function drawTools() {
  document.documentElement.dataset.theme = theme;
  $('theme').replaceChildren(icon(ICONS[theme]));
  $('theme').title = t(`theme.${theme}`);
  $('theme').setAttribute('aria-label', t(`theme.${theme}`));
  $('language').textContent = nameOf(otherLanguage());
  $('language').lang = otherLanguage();
}

function drawBanner() {
  $('banner').hidden = online && !simulated;
  $('banner').classList.toggle('alarm', !online);
  $('banner').replaceChildren(...(online ? [el('span', {}, t('banner')), ' ', el('span', { class: 'how' }, t('bannerHow'))] : [t('offline')]));
}

$('theme').addEventListener('click', () => {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  keep('theme', theme);
  drawTools();
});
$('language').addEventListener('click', switchLanguage);
on('hello', (hello) => { simulated = hello.simulated; drawBanner(); });
on('online', (now) => { if (now !== online) { online = now; drawBanner(); } });
onLanguage(() => { drawTools(); drawBanner(); });
[composer, references, runs, gallery, picture, panel].forEach((part) => part.start());
listen();
