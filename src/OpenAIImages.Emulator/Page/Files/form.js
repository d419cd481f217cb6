// The form, made from the contract: a field for each parameter, including the parameters of groups.
import { byId, el, prose } from './dom.js';
import { Field } from './field.js';

const FIRST_PROMPT = 'A cute baby sea otter';

export class RequestForm {
  #contract;
  #entries = []; // parameters with their elements and fields: a group has several, and a place for its own errors
  #family;

  /**
   * @param contract the document that describes the request
   * @param onChange called when a value may have changed
   */
  constructor(contract, onChange) {
    this.#contract = contract;
    for (const parameter of contract.parameters) this.#entries.push(this.#createEntry(parameter));
    this.#field('prompt').set(FIRST_PROMPT);
    this.#field('model').setRule({ values: Object.keys(contract.models) });
    this.#showFamily(contract.models[this.#field('model').read()]);
    byId('more').open = matchMedia('(min-width: 901px)').matches;
    byId('form').addEventListener('input', () => {
      for (const field of this.#fields()) field.changed();
      this.#showFamily(contract.models[this.#field('model').read()]);
      onChange();
    });
  }

  /** Returns the request; what is not set is not in it. */
  read() {
    const request = {};
    for (const field of this.#fields()) {
      const value = field.read();
      if (value === undefined) continue;
      const groups = field.path.split('.');
      const name = groups.pop();
      const parent = groups.reduce((object, group) => (object[group] ??= {}), request);
      parent[name] = value;
    }
    return request;
  }

  /** Shows what is wrong, each at its field. */
  show({ violations, family }) {
    this.#showFamily(family);
    const messagesOf = (path) => violations.filter(({ parameter }) => parameter === path).map(({ message }) => message);
    for (const field of this.#fields()) field.showViolations(messagesOf(field.path));
    for (const { path, error } of this.#entries.flatMap(({ errors }) => errors)) error.textContent = messagesOf(path).join(' ');
    for (const part of [byId('more'), byId('others')]) {
      if (part.querySelector('.error:not(:empty)')) part.open = true;
    }
  }

  #createEntry(parameter) {
    const entry = { parameter, fields: [], errors: [] };
    entry.element = this.#createElement(parameter, parameter.name, entry);
    return entry;
  }

  /** Creates the element of a parameter; that of a group has those of its own parameters. */
  #createElement(parameter, path, { fields, errors }) {
    if (parameter.kind !== 'Group') {
      const field = new Field(parameter, path);
      fields.push(field);
      return field.element;
    }
    const error = el('p', { className: 'error' });
    errors.push({ path, error });
    return el('fieldset', { className: 'group' },
      el('legend', {}, path), error,
      el('p', { className: 'hint' }, ...prose(parameter.description)),
      ...parameter.properties.map((property) => this.#createElement(property, `${path}.${property.name}`, { fields, errors })));
  }

  /** Shows what a family takes, and puts the rest aside; all is shown if the family is not known. */
  #showFamily(family) {
    if (family === this.#family) return;
    this.#family = family;
    const counts = { fields: 0, more: 0, others: 0 };
    for (const { parameter, fields, element } of this.#entries) {
      const isTaken = !family || family in parameter.families;
      const part = !isTaken ? 'others' : parameter.required || parameter.suggested ? 'fields' : 'more';
      counts[part] += 1;
      if (parameter.name !== 'model' && parameter.kind !== 'Group') fields[0].setRule(parameter.families[family]);
      // A control loses the focus when it is moved, so only controls in the wrong place are moved.
      const parent = byId(part === 'fields' ? part : `${part}-fields`);
      if (element.parentElement !== parent) parent.append(element);
    }
    this.#sort();
    byId('more-title').textContent = `${counts.more} more parameters`;
    byId('others').hidden = counts.others === 0;
    byId('others-title').textContent = `${counts.others} that ${this.#field('model').read()} does not support`;
  }

  #sort() {
    for (const parent of [byId('fields'), byId('more-fields'), byId('others-fields')]) {
      const wanted = this.#entries.map(({ element }) => element).filter((element) => element.parentElement === parent);
      wanted.forEach((element, index) => {
        if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index]);
      });
    }
  }

  #fields() {
    return this.#entries.flatMap(({ fields }) => fields);
  }

  #field(name) {
    return this.#entries.find(({ parameter }) => parameter.name === name).fields[0];
  }
}
