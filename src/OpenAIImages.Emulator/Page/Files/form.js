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
    const hidden = byId('others').querySelector('.error:not(:empty)');
    if (hidden) byId('others').open = true;
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
    const others = this.#entries.filter(({ parameter }) => family && !(family in parameter.families));
    for (const entry of this.#entries) {
      const isOther = others.includes(entry);
      const parent = byId(isOther ? 'others-fields' : 'fields');
      if (entry.parameter.name !== 'model' && entry.parameter.kind !== 'Group') {
        entry.fields[0].setRule(entry.parameter.families[family]);
      }
      // A control that is moved loses the focus: only what is not there yet is moved.
      if (entry.element.parentElement !== parent) parent.append(entry.element);
    }
    this.#sort();
    byId('others').hidden = others.length === 0;
    byId('others-title').textContent = `${others.length} parameters that ${this.#field('model').read()} does not take`;
  }

  #sort() {
    for (const parent of [byId('fields'), byId('others-fields')]) {
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
