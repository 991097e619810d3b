// What the caller sent and the service has not acknowledged: one at a time, in order, each under its own
// key, so that a message sent twice counts once. Kept in this tab's memory until acknowledged.

import { Unreachable } from "./client.js";

const WAITS = [1000, 2000, 4000, 8000, 15000];

export class Outbox {
  #items;
  #busy = false;
  #wake = null;

  constructor({ memory, deliver, onAnswer, onRefused, onTrouble, onRecovered }) {
    Object.assign(this, { memory, deliver, onAnswer, onRefused, onTrouble, onRecovered });
    this.#items = memory.pending;
  }

  get pending() {
    return [...this.#items];
  }

  add(item) {
    this.#items.push(item);
    this.#keep();
    void this.run();
  }

  clear() {
    this.#items = [];
    this.#keep();
    this.retryNow();
  }

  retryNow() {
    this.#wake?.();
  }

  async run() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#items.length) await this.#deliverFirst(this.#items[0]);
    this.#busy = false;
  }

  async #deliverFirst(item) {
    for (let attempt = 0; this.#items[0] === item; attempt += 1) {
      try {
        const answer = await this.deliver(item);
        if (this.#items[0] !== item) return; // erased while it was on its way
        this.#drop();
        if (attempt) this.onRecovered();
        await this.onAnswer(item, answer, this.#items.length);
      } catch (error) {
        if (this.#items[0] !== item) return;
        if (error instanceof Unreachable) await this.#wait(attempt, error);
        else {
          this.#drop();
          if (attempt) this.onRecovered();
          this.onRefused(item, error);
        }
      }
    }
  }

  async #wait(attempt, error) {
    const planned = WAITS[Math.min(attempt, WAITS.length - 1)];
    this.onTrouble(attempt);
    await new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, Math.max(planned, (error.retryAfter ?? 0) * 1000));
    });
    this.#wake = null;
  }

  #drop() {
    this.#items.shift();
    this.#keep();
  }

  #keep() {
    this.memory.pending = this.#items;
  }
}
