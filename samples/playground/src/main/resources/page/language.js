/** The words of the page in the language at hand, and numbers and times as that language writes them. */
import en from './words-en.js';
import zh from './words-zh.js';

const LANGUAGES = { en, 'zh-CN': zh };
const kept = read('language');
let language = LANGUAGES[kept] ? kept : LANGUAGES[document.documentElement.lang] ? document.documentElement.lang : 'en';
const listeners = [];

export function read(key) {
  try { return localStorage.getItem(`playground.${key}`); } catch { return null; }
}

export function keep(key, value) {
  try { localStorage.setItem(`playground.${key}`, value); } catch { /* a browser may forbid it */ }
}

export const words = () => LANGUAGES[language];

export function t(key, values = {}) {
  let text = key.split('.').reduce((found, part) => found?.[part], words());
  if (text && typeof text === 'object') text = values.n === 1 ? text.one : text.other;
  return String(text ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}

export const otherLanguage = () => (language === 'en' ? 'zh-CN' : 'en');
export const nameOf = (code) => LANGUAGES[code].name;

export function switchLanguage() {
  language = otherLanguage();
  keep('language', language);
  listeners.forEach((listener) => listener());
}

export const number = (value, options) => new Intl.NumberFormat(language, options).format(value);
export const seconds = (milliseconds, digits = 1) =>
  t('seconds', { n: number(milliseconds / 1000, { minimumFractionDigits: digits, maximumFractionDigits: digits }) });
export const time = (milliseconds) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds);
export const clock = (milliseconds) => new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(milliseconds);
export const bytes = (value) => (value > 999999 ? `${number(value / 1e6, { maximumFractionDigits: 1 })} MB` : `${number(value / 1000, { maximumFractionDigits: 0 })} kB`);

onLanguage(() => {
  document.documentElement.lang = language;
  document.title = t('title');
  document.querySelectorAll('[data-t]').forEach((element) => { element.textContent = t(element.dataset.t); });
  document.querySelectorAll('[data-t-label]').forEach((element) => element.setAttribute('aria-label', t(element.dataset.tLabel)));
});
