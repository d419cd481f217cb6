// The request as code to copy.
import { byId } from './dom.js';

let snippets = {};

/** Shows the request in the chosen language. */
export function showCode(checked) {
  snippets = checked;
  const language = document.querySelector('input[name=language]:checked').value;
  byId('code').textContent = snippets[language] ?? '';
}

async function copy() {
  const code = byId('code');
  try {
    await navigator.clipboard.writeText(code.textContent);
    say('Copied');
  } catch {
    // Only pages of this machine and of https may write to the clipboard.
    getSelection().selectAllChildren(code);
    say('Press Ctrl+C');
  }
}

function say(text) {
  byId('copy').textContent = text;
  byId('copied').textContent = text;
  setTimeout(() => { byId('copy').textContent = 'Copy'; }, 2000);
}

export function startCode() {
  byId('copy').addEventListener('click', copy);
  for (const radio of document.querySelectorAll('input[name=language]')) {
    radio.addEventListener('change', () => showCode(snippets));
  }
}
