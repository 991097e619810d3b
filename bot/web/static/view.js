// What is shown: bubbles, choices, attachments, the standing line. Knows nothing of the network.

import { inline, link, numbersToCall, paragraphs, readLevel, safeAddress } from "./markup.js";

const AUTHORS = { caller: "Vous", relais: "Relais", team: "L'équipe de coordination" };

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export class View {
  constructor(log, { onChoice }) {
    this.log = log;
    this.onChoice = onChoice;
    this.intro = log.firstElementChild;
    this.writing = element("div", "writing", ...[1, 2, 3].map(() => document.createElement("i")));
    this.writing.append(element("span", "unseen", "Réponse en cours"));
    this.#followWhenResized();
  }

  /** A keyboard that opens, or a line that appears above, must not hide the last answer. */
  #followWhenResized() {
    let atEnd = true;
    const { log } = this;
    log.addEventListener("scroll", () => (atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60));
    new ResizeObserver(() => atEnd && log.scrollTo({ top: log.scrollHeight, behavior: "instant" })).observe(log);
  }

  /** Show one message. Urgent ones are alerts: a screen reader says them at once. */
  add(author, message, { live = true, urgent = false } = {}) {
    const { level, word, text } = readLevel(message.text ?? "", urgent);
    const turn = element("div", `turn ${author}`);
    const bubble = element("div", "bubble");
    if (level && author !== "caller") {
      bubble.append(element("p", `level ${level}`, word));
      turn.classList.add(level);
    }
    bubble.append(author === "caller" ? element("p", "", message.text) : paragraphs(text));
    turn.append(element("div", "author", AUTHORS[author] ?? author), bubble);
    if (author !== "caller") this.#extras(turn, message, level === "red" ? numbersToCall(text) : []);
    if (level === "red" && live) turn.setAttribute("role", "alert");
    this.#append(turn);
    return turn;
  }

  notice(text) {
    const turn = element("div", "turn notice");
    turn.append(inline(text));
    this.#append(turn);
  }

  #extras(turn, message, numbers) {
    const choices = element("div", "choices");
    for (const [number, label] of numbers) {
      const call = link(`tel:${number}`, label);
      call.className = "button call";
      choices.append(call);
    }
    for (const button of message.buttons ?? []) choices.append(this.#choice(button));
    if (choices.childElementCount) turn.append(choices);
    const list = element("ul", "attachments");
    for (const file of message.attachments ?? []) {
      if (file.url) list.append(element("li", "", link(file.url, file.title || file.url)));
    }
    if (list.childElementCount) turn.append(list);
  }

  #choice({ title, payload }) {
    if (safeAddress(payload) && /^(?:tel:|https?:)/iu.test(payload)) {
      const call = link(payload, title);
      call.className = payload.startsWith("tel:") ? "button call" : "button";
      return call;
    }
    const button = element("button", "offer", title);
    button.type = "button";
    button.addEventListener("click", () => this.onChoice({ title, payload }));
    return button;
  }

  /** Choices already answered go away, so that a thumb cannot fall on an old one; numbers to call stay. */
  retireChoices() {
    const held = this.log.contains(document.activeElement) && document.activeElement !== this.log;
    for (const button of this.log.querySelectorAll("button.offer")) button.remove();
    for (const row of this.log.querySelectorAll(".choices:empty")) row.remove();
    if (held) this.log.focus({ preventScroll: true });
  }

  mark(turn, { waiting, note = "" }) {
    turn.classList.toggle("waiting", waiting);
    turn.querySelector(".note")?.remove();
    if (note) turn.append(element("div", "note", note));
  }

  busy(on) {
    if (on) this.#append(this.writing);
    else this.writing.remove();
  }

  clear() {
    this.log.replaceChildren(this.intro);
  }

  /** Redraw everything without reading it all aloud again. */
  replay(entries, draw) {
    this.log.setAttribute("aria-live", "off");
    this.clear();
    entries.forEach(draw);
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  #append(node) {
    this.writing.isConnected && node !== this.writing ? this.writing.before(node) : this.log.append(node);
    if (this.log.children.length <= 2) return; // the first words are read from the top
    const tall = node.offsetHeight > this.log.clientHeight;
    this.log.scrollTop = tall ? node.offsetTop - this.log.offsetTop : this.log.scrollHeight;
  }
}

const APPOINTMENT = {
  held: "retenu, à confirmer par l'équipe",
  booked: "réservé",
  cancelled: "annulé",
  expired: "expiré",
};

/** One line that says where things stand: reference, appointment, who answers. Empty when nothing is known. */
export function standingLine(state) {
  const parts = [];
  if (state.request_ref) parts.push(`Demande ${state.request_ref}`);
  if (state.appointment_ref) {
    const word = APPOINTMENT[state.appointment_status];
    parts.push(`Rendez-vous ${state.appointment_ref}${word ? ` (${word})` : ""}`);
  }
  if (state.handed_off) parts.push("Une personne de l'équipe vous suit");
  return parts.join(" · ");
}
