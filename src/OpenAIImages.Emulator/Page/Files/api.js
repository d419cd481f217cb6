// The requests of the page itself.

/** Fetches a document of the page. */
export async function getJson(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(await errorOf(response));
  return response.json();
}

/** Asks what is wrong with a request, and how it looks in code. */
export async function check(request, signal) {
  const response = await fetch('/page/check', { ...post(request), signal });
  if (!response.ok) throw new Error(await errorOf(response));
  return response.json();
}

/** Sends a request for images. */
export function createImages(request, key, signal) {
  const options = post(request);
  options.headers.Authorization = `Bearer ${key}`;
  return fetch('/v1/images/generations', { ...options, signal });
}

/** Returns the message of an error, in whatever form it comes. */
export async function errorOf(response) {
  const text = await response.text();
  try {
    const { error } = JSON.parse(text);
    return error.code ? `${error.message} (${error.code})` : error.message;
  } catch {
    return text.slice(0, 300) || `Status ${response.status}`;
  }
}

/** Reads server-sent events from the body of a response. */
export async function* readEvents(body) {
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield parseEvent(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
}

/** Reads one event: its name and its data. */
export function parseEvent(text) {
  const lines = text.split('\n');
  const field = (name) => lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  return { name: field('event')[0] ?? 'message', data: field('data').join('\n') };
}

function post(request) {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request) };
}
