// One parameter of a request: its label, control, limits and error.
import { el, number, prose } from './dom.js';

const OTHER = '\u0000other';

export class Field {
  /**
   * @param parameter what the contract says about it
   * @param path its name, with those of the groups that it is in, such as svg.model
   */
  constructor(parameter, path) {
    this.parameter = parameter;
    this.path = path;
    this.id = `field-${path.replaceAll('.', '-')}`;
    this.limits = el('span', { className: 'limits' });
    this.error = el('p', { className: 'error', id: `${this.id}-error` });
    this.control = this.#createControl();
    this.control.id = this.id;
    this.control.setAttribute('aria-describedby', `${this.id}-error ${this.id}-hint`);
    this.control.required = parameter.required;
    this.element = el('div', { className: 'field' },
      el('div', { className: 'label' },
        el('label', { for: this.id }, path),
        parameter.required ? el('span', { className: 'required' }, 'required') : null,
        this.limits),
      ...this.#controls(),
      this.error,
      el('p', { className: 'hint', id: `${this.id}-hint` }, ...prose(parameter.description)));
    this.setRule(undefined);
    if (parameter.suggested) this.set(parameter.suggested);
  }

  /** Returns the value; undefined if it is not set. */
  read() {
    const text = this.control.value === OTHER ? this.other.value : this.control.value;
    if (text === '') return undefined;
    if (this.parameter.kind === 'Flag') return text === 'true';
    // Text that is not a whole number is sent unchanged: the check reports the error.
    return this.parameter.kind === 'Number' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  }

  set(value) {
    if (!this.other) {
      this.control.value = value;
      return;
    }
    const known = [...this.control.options].some((option) => option.value === value);
    this.control.value = known ? value : OTHER;
    if (!known) this.other.value = value;
    this.#showOther();
  }

  /** Sets what the chosen model takes; undefined if that is not known. */
  setRule(rule) {
    this.limits.textContent = describe(rule, this.#length());
    this.rule = rule;
    if (this.parameter.kind === 'Number') this.control.placeholder = 'default';
    if (!this.other) return;
    const value = this.read();
    const values = rule?.values ?? this.parameter.values;
    this.control.replaceChildren(
      el('option', { value: '' }, 'default'),
      ...values.map((name) => el('option', { value: name }, name)),
      el('option', { value: OTHER }, 'other …'));
    if (value !== undefined) this.set(value);
  }

  showViolations(messages) {
    this.error.textContent = messages.join(' ');
    for (const control of this.#controls()) control.setAttribute('aria-invalid', messages.length > 0);
  }

  /** Updates what depends on what was typed. */
  changed() {
    if (this.other) this.#showOther();
    this.limits.textContent = describe(this.rule, this.#length());
  }

  #createControl() {
    const { kind, values, required } = this.parameter;
    if (kind === 'Flag') {
      return el('select', {}, ...['', 'true', 'false'].map((value) => el('option', { value }, value || 'default')));
    }
    if (kind === 'Number') return el('input', { type: 'text', inputmode: 'numeric', autocomplete: 'off' });
    if (values.length > 0) {
      this.other = el('input', { type: 'text', autocomplete: 'off', hidden: true, 'aria-label': `Another ${this.path}` });
      return el('select');
    }
    return required && !this.path.includes('.')
      ? el('textarea', { rows: '3', spellcheck: 'false' })
      : el('input', { type: 'text', autocomplete: 'off' });
  }

  #controls() {
    return this.other ? [this.control, this.other] : [this.control];
  }

  #showOther() {
    this.other.hidden = this.control.value !== OTHER;
  }

  #length() {
    // Characters are Unicode scalar values.
    return this.control instanceof HTMLTextAreaElement ? [...this.control.value].length : undefined;
  }
}

/** What a model takes, in a few words. */
function describe(rule, length) {
  if (!rule) return '';
  const { minimum, maximum, maxCharacters, sizes } = rule;
  if (maxCharacters) {
    return length === undefined
      ? `at most ${number(maxCharacters)} characters`
      : `${number(length)} of ${number(maxCharacters)} characters`;
  }
  if (sizes) return `or any W×H in steps of ${sizes.multipleOf}, to ${number(sizes.maxSide)}`;
  const hasMinimum = typeof minimum === 'number';
  if (hasMinimum && typeof maximum === 'number') {
    return minimum === maximum ? `only ${minimum}` : `${number(minimum)} to ${number(maximum)}`;
  }
  if (hasMinimum) return `at least ${number(minimum)}`;
  return '';
}
