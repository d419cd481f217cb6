// All about one request, in a dialog.
import { getJson } from './api.js';
import { byId, el } from './dom.js';
import { facts } from './gallery.js';
import { showBody } from './json.js';

/** Opens the dialog for a request. */
export async function openDetails(number) {
  const dialog = byId('details');
  try {
    dialog.replaceChildren(...content(await getJson(`/page/exchanges/${number}`)));
  } catch (error) {
    dialog.replaceChildren(titleBar('Request'), el('p', { className: 'error' }, error.message));
  }
  dialog.showModal();
  dialog.scrollTop = 0;
}

export function startDetails() {
  const dialog = byId('details');
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close(); // beside the dialog
  });
}

function content(exchange) {
  const { violations, pictures } = exchange;
  return [
    titleBar(`Request ${exchange.number}`),
    el('p', { className: 'facts' }, ...facts({ ...exchange, violations: violations.length })),
    el('p', { className: 'whole-prompt' }, exchange.prompt ?? '(no prompt)'),
    pictures.length === 0 ? null : el('div', { className: 'large' }, ...pictures.map(largeImage)),
    violations.length === 0 ? null : section('What the client would refuse',
      el('ul', { className: 'violations' }, ...violations.map(({ message, code }) =>
        el('li', {}, message, ' ', el('code', {}, code))))),
    section('Request',
      el('p', { className: 'line' }, el('strong', {}, exchange.method), ' ', el('code', {}, exchange.path)),
      headers(exchange.requestHeaders), showBody(exchange.requestBody)),
    section('Response', ...response(exchange)),
  ].filter((part) => part !== null);
}

function titleBar(title) {
  return el('div', { className: 'title-bar' },
    el('h2', { id: 'details-title' }, title),
    el('button', { type: 'button', className: 'quiet', 'aria-label': 'Close', onclick: () => byId('details').close() }, '✕'));
}

function largeImage(src, index) {
  return el('a', { href: src, target: '_blank', rel: 'noopener' }, el('img', { src, alt: `Image ${index + 1}, in full size` }));
}

function section(title, ...children) {
  return el('section', {}, el('h3', {}, title), ...children);
}

function response({ pending, status, responseHeaders, responseBody, complete }) {
  if (pending) return [el('p', { className: 'muted' }, 'Pending: the image is being drawn.')];
  if (!status) return [el('p', { className: 'muted' }, 'None: the connection was closed before the response.')];
  return [
    el('p', { className: 'line' }, el('strong', {}, `${status}`), complete ? '' : ' The connection was closed before the end of the response.'),
    headers(responseHeaders), showBody(responseBody),
  ];
}

function headers(list) {
  return el('details', { className: 'headers' },
    el('summary', {}, `${list.length} headers`),
    el('dl', {}, ...list.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])));
}
