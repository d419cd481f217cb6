// The form, made from the contract: a field for each parameter, and those of groups.
import { byId, el, prose } from './dom.js';
import { Field } from './field.js';

const FIRST_PROMPT = 'A cute baby sea otter';

export class RequestForm {
  #contract;
  #entries = []; // a parameter, its element, and its field or those of its group
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
    for (const { parameter, fields } of this.#entries) {
      const values = fields.map((field) => [field.parameter.name, field.read()]).filter(([, value]) => value !== undefined);
      if (values.length === 0) continue;
      request[parameter.name] = parameter.kind === 'Group' ? Object.fromEntries(values) : values[0][1];
    }
    return request;
  }

  /** Shows what is wrong, each at its field. */
  show({ violations, family }) {
    this.#showFamily(family);
    for (const field of this.#fields()) {
      field.showViolations(violations.filter(({ parameter }) => parameter === field.path).map(({ message }) => message));
    }
    for (const { parameter, error } of this.#entries) {
      if (!error) continue;
      const own = violations.filter((violation) => violation.parameter === parameter.name);
      error.textContent = own.map(({ message }) => message).join(' ');
    }
    for (const part of [byId('more'), byId('others')]) {
      if (part.querySelector('.error:not(:empty)')) part.open = true;
    }
  }

  #createEntry(parameter) {
    if (parameter.kind !== 'Group') {
      const field = new Field(parameter, parameter.name);
      return { parameter, fields: [field], element: field.element };
    }
    const fields = parameter.properties.map((property) => new Field(property, `${parameter.name}.${property.name}`));
    const error = el('p', { className: 'error' });
    const element = el('fieldset', { className: 'group' },
      el('legend', {}, parameter.name), error,
      el('p', { className: 'hint' }, ...prose(parameter.description)),
      ...fields.map((field) => field.element));
    return { parameter, fields, element, error };
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
      // A control that is moved loses the focus: only what is not there yet is moved.
      const parent = byId(part === 'fields' ? part : `${part}-fields`);
      if (element.parentElement !== parent) parent.append(element);
    }
    this.#sort();
    byId('more-title').textContent = `${counts.more} more parameters`;
    byId('others').hidden = counts.others === 0;
    byId('others-title').textContent = `${counts.others} that ${this.#field('model').read()} does not take`;
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
