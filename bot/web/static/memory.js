// What a reload of the tab must find again. Gone when the tab closes or the conversation is erased.

export class Memory {
  #key;

  constructor(entry) {
    this.#key = `relais.${entry}`;
  }

  #read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key)) ?? {};
    } catch {
      return {}; // storage refused or damaged: the conversation simply will not survive a reload
    }
  }

  #write(change) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ ...this.#read(), ...change }));
    } catch {
      /* same as above */
    }
  }

  get conversation() {
    return this.#read().conversation ?? null;
  }

  set conversation(value) {
    this.#write({ conversation: value });
  }

  get pending() {
    return this.#read().pending ?? [];
  }

  set pending(items) {
    this.#write({ pending: items });
  }

  forget() {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      /* same as above */
    }
  }
}
