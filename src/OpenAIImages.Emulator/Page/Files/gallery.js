// The gallery: a card for each request, the newest first, kept up to date by the emulator.
import { byId, duration, el, time } from './dom.js';
import { openDetails } from './details.js';

const cards = new Map(); // by the numbers of requests
let capacity;
let id;
let source;

export function startGallery(contract) {
  capacity = contract.capacity;
  byId('gallery-note').textContent = `the newest ${capacity} are kept`;
  connect();
  // A browser has few connections to one host, so hidden pages close theirs.
  document.addEventListener('visibilitychange', () => (document.hidden ? disconnect() : connect()));
}

function connect() {
  if (source) return;
  source = new EventSource('/page/events');
  source.addEventListener('start', (event) => start(JSON.parse(event.data)));
  source.addEventListener('exchange', (event) => show(JSON.parse(event.data)));
  source.addEventListener('error', () => setLive(false));
}

function disconnect() {
  source?.close();
  source = undefined;
}

function start(emulator) {
  if (emulator.id !== id) {
    cards.clear();
    byId('cards').replaceChildren();
  }
  id = emulator.id;
  byId('empty').hidden = cards.size > 0;
  setLive(true);
}

function setLive(isLive) {
  byId('live').textContent = isLive ? 'Live' : 'Not connected';
  byId('live').classList.toggle('on', isLive);
}

function show(exchange) {
  byId('empty').hidden = true;
  const card = cards.get(exchange.number) ?? add(exchange.number);
  card.update(exchange);
  while (cards.size > capacity) remove(Math.min(...cards.keys()));
}

function add(number) {
  const card = new Card(number);
  const next = [...cards.keys()].filter((other) => other < number).sort((a, b) => b - a)[0];
  byId('cards').insertBefore(card.element, next === undefined ? null : cards.get(next).element);
  cards.set(number, card);
  return card;
}

function remove(number) {
  cards.get(number).element.remove();
  cards.delete(number);
}

class Card {
  #shown = '';

  constructor(number) {
    this.picture = el('span', { className: 'picture' });
    this.prompt = el('span', { className: 'prompt' });
    this.facts = el('span', { className: 'facts' });
    this.button = el('button', { type: 'button', className: 'card', onclick: () => openDetails(number) },
      this.picture, this.prompt, this.facts);
    this.element = el('li', {}, this.button);
  }

  update(exchange) {
    this.button.classList.toggle('pending', exchange.pending);
    this.prompt.textContent = exchange.prompt || '(no prompt)';
    this.facts.replaceChildren(...facts(exchange));
    const shown = JSON.stringify([exchange.pictures, exchange.error, exchange.pending]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.picture.replaceChildren(...pictures(exchange));
  }
}

function pictures({ pictures: paths, pending, error, complete }) {
  if (paths.length > 0) {
    const shown = paths.slice(0, 4).map((src) => {
      const img = el('img', { src, alt: '', loading: 'lazy', decoding: 'async' });
      img.addEventListener('error', () => img.replaceWith(el('span', { className: 'note' }, 'No longer kept')));
      return img;
    });
    return paths.length > 4 ? [...shown, el('span', { className: 'more' }, `+${paths.length - 4}`)] : shown;
  }
  if (pending) return [el('span', { className: 'note' }, 'Drawing …')];
  return [el('span', { className: 'note' }, error ?? (complete ? 'No image' : 'The connection was closed'))];
}

/** The line of facts below the prompt. */
export function facts(exchange) {
  return [
    statusOf(exchange),
    exchange.violations > 0
      ? el('span', { className: 'pill warn' }, exchange.violations === 1 ? '1 violation' : `${exchange.violations} violations`)
      : null,
    exchange.model ? el('span', {}, exchange.model) : null,
    exchange.size ? el('span', {}, exchange.size) : null,
    exchange.milliseconds === null ? null : el('span', {}, duration(exchange.milliseconds)),
    el('time', { datetime: new Date(exchange.received).toISOString() }, time(exchange.received)),
  ].filter((fact) => fact !== null);
}

export function statusOf({ pending, status, complete }) {
  if (pending) return el('span', { className: 'pill' }, 'pending');
  if (!complete) return el('span', { className: 'pill bad' }, status ? `${status}, cut off` : 'cut off');
  const kind = status < 400 ? 'good' : status < 500 ? 'warn' : 'bad';
  return el('span', { className: `pill ${kind}` }, `${status}`);
}
