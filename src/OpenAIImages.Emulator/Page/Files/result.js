// Sends a request, and shows its images and previews.
import { createImages, errorOf, readEvents } from './api.js';
import { byId, duration, el } from './dom.js';

const TYPES = { svg: 'image/svg+xml' };

let running;

/** Sends a request and shows what comes of it. */
export async function draw(request, key) {
  running = new AbortController();
  const started = performance.now();
  byId('result').hidden = false;
  byId('result-images').replaceChildren();
  say('Drawing …');
  byId('result').scrollIntoView({ block: 'nearest' });
  setBusy(true);
  try {
    const response = await createImages(request, key, running.signal);
    if (!response.ok) fail(`${response.status}: ${await errorOf(response)}`);
    else if (await showImages(response, request)) say(`Done in ${duration(Math.round(performance.now() - started))}`);
  } catch (error) {
    fail(running.signal.aborted ? 'Cancelled' : `The connection was closed: ${error.message}`);
  } finally {
    setBusy(false);
  }
}

export function startResult() {
  byId('cancel').addEventListener('click', () => running?.abort());
  byId('result-close').addEventListener('click', () => { byId('result').hidden = true; });
}

async function showImages(response, request) {
  if (!response.headers.get('content-type').startsWith('text/event-stream')) {
    const { data, output_format: format } = await response.json();
    for (const image of data) setImage(addSlot(), image, format, '');
    return true;
  }

  let slot;
  let last;
  for await (const event of readEvents(response.body)) {
    last = JSON.parse(event.data);
    if (last.error) {
      fail(last.error.message);
      return false;
    }
    slot ??= addSlot();
    const isPreview = event.name.endsWith('partial_image');
    const caption = isPreview ? `Preview ${last.partial_image_index + 1} of ${request.partial_images}` : 'Final image';
    setImage(slot, last, last.output_format, caption);
    if (!isPreview) slot = undefined;
  }
  if (!last || slot) fail('The stream ended without an image.');
  return Boolean(last) && !slot;
}

function addSlot() {
  const slot = el('figure', {}, el('img', { alt: '' }), el('figcaption'));
  byId('result-images').append(slot);
  return slot;
}

function setImage(slot, image, format, caption) {
  const img = slot.querySelector('img');
  const source = image.b64_json ? createUrl(image.b64_json, format) : pathOf(image.url);
  if (img.src.startsWith('blob:')) URL.revokeObjectURL(img.src);
  img.src = source;
  img.alt = caption || 'Image';
  slot.querySelector('figcaption').textContent = caption;
}

function createUrl(base64, format = 'png') {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: TYPES[format] ?? `image/${format}` }));
}

/** The page may load images from its own address only, and the emulator has several names. */
function pathOf(url) {
  const { pathname } = new URL(url);
  return pathname.startsWith('/pictures/') ? pathname : url;
}

function fail(message) {
  byId('result-status').classList.add('failed');
  byId('result-status').textContent = message;
}

function say(message) {
  byId('result-status').classList.remove('failed');
  byId('result-status').textContent = message;
}

function setBusy(busy) {
  byId('result').classList.toggle('busy', busy);
  byId('draw').disabled = busy;
  byId('cancel').hidden = !busy;
}
