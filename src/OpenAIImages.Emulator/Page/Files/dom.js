// Small helpers for the document. Text is always inserted as text, never as HTML.

/** Creates an element with properties (attributes, or on… listeners) and children, which are elements or text. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name === 'className' ? 'class' : name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** Finds an element of the page by its id. */
export const byId = (id) => document.getElementById(id);

/** Returns text with what is between backticks as code. */
export function prose(text) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? el('code', {}, part) : part));
}

export const number = (value) => value.toLocaleString('en');

/** Returns a duration, such as 840 ms or 2.5 s. */
export function duration(milliseconds) {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export const time = (milliseconds) => new Date(milliseconds).toLocaleTimeString([], { hourCycle: 'h23' });
