// Starts the page: the form from the contract, checks while the user types, and the gallery.
import { check, getJson } from './api.js';
import { showCode, startCode } from './code.js';
import { startDetails } from './details.js';
import { byId, el } from './dom.js';
import { RequestForm } from './form.js';
import { startGallery } from './gallery.js';
import { draw, startResult } from './result.js';

const PAUSE = 200; // milliseconds without input before a check

const contract = await getJson('/page/contract');
const form = new RequestForm(contract, checkSoon);
const key = contract.needsKey ? addKey() : undefined;
let timer;
let checking;

byId('endpoint').textContent = contract.endpoint;
byId('form').addEventListener('submit', (event) => {
  event.preventDefault();
  draw(form.read(), key?.value || 'page');
});
startCode();
startDetails();
startResult();
startGallery(contract);
checkNow();

function checkSoon() {
  clearTimeout(timer);
  timer = setTimeout(checkNow, PAUSE);
}

async function checkNow() {
  checking?.abort();
  checking = new AbortController();
  const { signal } = checking;
  try {
    const result = await check(form.read(), signal);
    if (signal.aborted) return;
    form.show(result);
    showCode(result);
    showVerdict(result.violations);
  } catch (error) {
    if (!signal.aborted) byId('verdict').textContent = error.message;
  }
}

function showVerdict(violations) {
  const parameters = [...new Set(violations.map(({ parameter }) => parameter))];
  byId('verdict').classList.toggle('failed', parameters.length > 0);
  if (parameters.length === 0) {
    byId('verdict').textContent = 'Valid';
    return;
  }
  byId('verdict').replaceChildren('The client refuses ', ...parameters.flatMap((name, index) =>
    [index > 0 ? ', ' : '', el('a', { href: `#field-${name.replaceAll('.', '-')}` }, name)]));
}

/** The emulator takes one key only. */
function addKey() {
  const input = el('input', { type: 'password', id: 'key', autocomplete: 'off' });
  byId('fields').before(el('div', { className: 'field' },
    el('div', { className: 'label' }, el('label', { for: 'key' }, 'key'), el('span', { className: 'required' }, 'required')),
    input,
    el('p', { className: 'hint' }, 'The emulator requires a key. The key is sent with the request, but not stored.')));
  return input;
}
