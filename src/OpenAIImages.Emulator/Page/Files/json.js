// JSON that can be folded.
import { parseEvent } from './api.js';
import { el } from './dom.js';

/** Shows a body: JSON or events, folded, or else the text as it is. */
export function showBody(text) {
  if (!text) return el('p', { className: 'muted' }, 'No body');
  const value = parse(text);
  if (value !== undefined) return el('div', { className: 'json' }, node(undefined, value, true));
  const events = text.split('\n\n').filter((event) => event.trim() !== '');
  if (!text.startsWith('event: ')) return el('pre', { className: 'code' }, text);
  return el('div', { className: 'json' }, ...events.map((event) => {
    const { name, data } = parseEvent(event);
    return node(name, parse(data) ?? data, false);
  }));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function node(name, value, isOpen) {
  const label = name === undefined ? [] : [el('span', { className: 'key' }, name), ': '];
  if (value === null || typeof value !== 'object') return el('div', { className: 'leaf' }, ...label, leaf(value));
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  if (entries.length === 0) return el('div', { className: 'leaf' }, ...label, isList ? '[]' : '{}');
  return el('details', { open: isOpen },
    el('summary', {}, ...label, el('span', { className: 'muted' }, isList ? `[ ${entries.length} ]` : `{ ${preview(entries)} }`)),
    ...entries.map(([key, child]) => node(isList ? undefined : key, child, isList && entries.length === 1)));
}

function preview(entries) {
  const names = entries.slice(0, 4).map(([name]) => name).join(', ');
  return entries.length > 4 ? `${names}, …` : names;
}

function leaf(value) {
  return el('span', { className: `value ${typeof value}` }, JSON.stringify(value));
}
