/** Builds elements. Texts go in as text nodes only; no markup is ever parsed from a string. */
export const $ = (id) => document.getElementById(id);

export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'vars') for (const [name, v] of Object.entries(value)) element.style.setProperty(name, v);
    else if (key in element && key !== 'list' && typeof value !== 'string') element[key] = value;
    else element.setAttribute(key === 'className' ? 'class' : key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  download: 'M12 4v11m0 0l-4.500-4.500M12 15l4.500-4.500M5 19.500h14',
  copy: 'M9 9h10v11H9zM15 9V4.500H5V15h4',
  again: 'M4.500 12a7.500 7.500 0 1 1 2.300 5.400M4.500 18.500V13h5.500',
  reference: 'M4 5h12v12H4zM4 14l3.500-3.500 3 3 2-2L16 15M20 9v11H9',
  brush: 'M14.500 6.500l3 3M4.500 19.500c0-3 1-4.500 3-5l8.500-8.500a2.100 2.100 0 0 1 3 3L10.500 17.500c-.5 1.500-2.500 2-6 2z',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.500 10.500v6M13.500 10.500v6',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2.500M12 19v2.500M2.500 12H5M19 12h2.500M5.300 5.300l1.800 1.800M16.900 16.900l1.800 1.800M5.300 18.700l1.800-1.800M16.900 7.100l1.800-1.800',
  moon: 'M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z',
  auto: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 9l6-3M12 13l7.500-2.500M12 17l6.500-2.500',
  dice: 'M5 5h14v14H5zM9 9h.01M15 9h.01M9 15h.01M15 15h.01M12 12h.01',
  plus: 'M12 5v14M5 12h14',
  compare: 'M4 5h7v14H4zM13 5h7v14h-7z',
  left: 'M14.500 6l-6 6 6 6',
  right: 'M9.500 6l6 6-6 6',
  warn: 'M12 4.500l8.500 15h-17zM12 10v4.500M12 17h.01',
  check: 'M5 12.500l4.500 4.500L19 7.500',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', width: 18, height: 18, fill: 'none',
    stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true' })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button with an icon and a text, or with an icon and a name for those who cannot see it. */
export function button(name, text, onclick, { kind = 'quiet', bare = false, ...rest } = {}) {
  return el('button', { type: 'button', class: kind + (bare ? ' icon' : ''), 'aria-label': bare ? text : null, title: bare ? text : null, onclick, ...rest },
    name ? icon(name) : null, bare ? null : el('span', {}, text));
}

/** Tells those who listen, and for a moment those who look. */
let fading;
export function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('shown');
  clearTimeout(fading);
  fading = setTimeout(() => $('toast').classList.remove('shown'), 3500);
}

export function say(text) {
  $('live').append(el('p', {}, text));
  while ($('live').childElementCount > 20) $('live').firstElementChild.remove();
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
