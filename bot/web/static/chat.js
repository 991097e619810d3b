// The chat page: wires the form, the outbox, the view and the regular look for the team's answers.

import { eraseConversation, newKey, readConversation, Refused, sendTurn, startConversation } from "./client.js";
import { Memory } from "./memory.js";
import { Outbox } from "./outbox.js";
import { watch } from "./watch.js";
import { standingLine, View } from "./view.js";

const find = (id) => document.getElementById(id);
const { entry, phone } = document.body.dataset;
const memory = new Memory(entry);
const view = new View(find("log"), { onChoice: (button) => say(button.title, button.payload) });
const bubbles = new Map(); // key of an item → its bubble
let state = {};
let seen = 0; // number of the last line of the transcript already shown
let caller = null;
let starting = null;
let redraw = false; // the page shows less than the service knows

const outbox = new Outbox({ memory, deliver, onAnswer, onRefused, onTrouble, onRecovered });

function say(title, payload) {
  const item = { key: newKey(), text: title, payload };
  view.retireChoices();
  find("callers")?.setAttribute("hidden", "");
  const bubble = view.add("caller", { text: title });
  bubbles.set(item.key, bubble);
  view.mark(bubble, { waiting: true });
  view.busy(true);
  outbox.add(item);
}

/** Open a conversation if there is none; two messages typed at once open only one. */
function ensureConversation() {
  starting ??= startConversation(entry, caller)
    .then((opened) => {
      memory.conversation = { id: opened.id, token: opened.token };
      seen = 0;
      for (const message of opened.messages ?? []) view.add("relais", message);
    })
    .finally(() => (starting = null));
  return starting;
}

async function deliver(item) {
  if (!memory.conversation) await ensureConversation();
  try {
    return await sendTurn(memory.conversation, item);
  } catch (error) {
    if (!error.gone) throw error;
    memory.conversation = null;
    view.notice("La conversation précédente est fermée. Une nouvelle commence.");
    await ensureConversation();
    return sendTurn(memory.conversation, item);
  }
}

async function onAnswer(item, answer, left) {
  if (!left) view.busy(false);
  redraw ||= Boolean(item.restored);
  if (redraw) return void (left || (await resume()));
  const bubble = bubbles.get(item.key);
  bubbles.delete(item.key);
  if (bubble) view.mark(bubble, { waiting: false });
  view.retireChoices();
  const urgent = answer.state?.level === "red" && state.level !== "red";
  showState(answer.state); // first: it changes the height left for the answer
  (answer.messages ?? []).forEach((message, index) => view.add("relais", message, { urgent: urgent && !index }));
}

function onRefused(item, error) {
  view.busy(outbox.pending.length > 0);
  const bubble = bubbles.get(item.key);
  bubbles.delete(item.key);
  if (bubble) view.mark(bubble, { waiting: false, note: "Non envoyé" });
  view.notice(error.message);
  const field = find("message");
  if (item.payload === undefined && !field.value) field.value = item.text;
  resize();
}

function onTrouble(attempt) {
  view.busy(false);
  if (attempt > 0 || !navigator.onLine) {
    find("trouble-text").textContent =
      "Le service ne répond pas. Votre message est gardé ici et repartira tout seul. " +
      `Si c'est pressé, appelez le ${phone}. Urgence vitale : le 15.`;
    find("trouble").hidden = false;
  }
  for (const item of outbox.pending) {
    const bubble = bubbles.get(item.key);
    if (bubble) view.mark(bubble, { waiting: true, note: "Pas encore parti" });
  }
}

function onRecovered() {
  find("trouble").hidden = true;
  for (const bubble of bubbles.values()) view.mark(bubble, { waiting: true });
  view.busy(outbox.pending.length > 0);
}

function showState(next) {
  state = next ?? state;
  const line = standingLine(state);
  const standing = find("standing");
  if (standing.textContent !== line) standing.textContent = line;
  standing.hidden = !line;
}

const number = (line, index) => line.seq ?? line.id ?? index + 1;

/** Draw the conversation as the service remembers it, then whatever is still waiting to leave. */
async function resume() {
  const { transcript = [], state: current } = await readConversation(memory.conversation);
  const last = transcript.length - 1;
  redraw = false;
  bubbles.clear();
  view.replay(transcript, (line, index) => {
    const latest = index === last || transcript.slice(index + 1).every((later) => later.author !== "caller");
    view.add(line.author, latest ? line : { ...line, buttons: [] }, { live: false });
    seen = Math.max(seen, number(line, index));
  });
  showState(current);
}

/** Lines the team wrote since the last look, and ours that answer nothing. Our answers came back with each message. */
async function look() {
  if (!memory.conversation || outbox.pending.length) return;
  if (redraw) {
    await resume();
    return;
  }
  const { transcript = [], state: current } = await readConversation(memory.conversation);
  transcript.forEach((line, index) => {
    if (number(line, index) <= seen) return;
    seen = number(line, index);
    if (line.author === "team" || line.unprompted) view.add(line.author, line);
  });
  showState(current);
}

async function begin() {
  find("startup").hidden = true;
  for (const id of ["composer", "tools"]) find(id).hidden = false;
  const waiting = outbox.pending;
  if (memory.conversation) {
    try {
      await resume();
    } catch (error) {
      if (error instanceof Refused && error.gone) memory.conversation = null;
      else redraw = true;
      if (redraw) view.notice("Votre conversation se rechargera dès que le service répondra.");
    }
  }
  if (waiting.length) restore(waiting);
  else if (!memory.conversation) await open();
  watch(look, () => Boolean(redraw || state.handed_off || state.request_ref));
}

/** Messages a reload interrupted: sent again under the same key, so they count once. */
function restore(waiting) {
  for (const item of waiting) {
    item.restored = true;
    const bubble = view.add("caller", { text: item.text });
    bubbles.set(item.key, bubble);
    view.mark(bubble, { waiting: true });
  }
  view.busy(true);
  void outbox.run();
}

async function open() {
  if (find("callers") && !caller) {
    view.notice("Bonjour. Dites-nous qui vous êtes, ou décrivez directement la situation.");
    find("callers").hidden = false;
    return;
  }
  try {
    await ensureConversation();
  } catch {
    view.notice(`Le service ne répond pas encore. Vous pouvez écrire : votre message partira dès que possible. Pour parler à quelqu'un, appelez le ${phone}.`);
  }
}

async function erase() {
  const trouble = find("erase-trouble");
  trouble.hidden = true;
  try {
    if (memory.conversation) await eraseConversation(memory.conversation);
  } catch (error) {
    if (!error.gone) {
      trouble.textContent = "L'effacement n'a pas pu se faire : le service ne répond pas. Rien n'est perdu, réessayez.";
      trouble.hidden = false;
      return;
    }
  }
  outbox.clear();
  memory.forget();
  bubbles.clear();
  [seen, caller] = [0, null];
  view.busy(false);
  find("trouble").hidden = true;
  view.clear();
  showState({});
  find("erase-dialog").close();
  view.notice("Votre conversation est effacée. Écrivez pour en commencer une autre.");
  if (find("callers")) find("callers").hidden = false;
  find("message").focus();
}

function resize() {
  const field = find("message");
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 3}px`;
}

find("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = find("message");
  const text = field.value.trim();
  field.value = "";
  resize();
  field.focus();
  if (text) say(text);
});
find("message").addEventListener("input", resize);
find("message").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find("composer").requestSubmit();
});
find("human").addEventListener("click", () => say("Je voudrais parler à une personne"));
find("retry").addEventListener("click", () => outbox.retryNow());
addEventListener("online", () => outbox.retryNow());
find("erase").addEventListener("click", () => find("erase-dialog").showModal());
find("erase-cancel").addEventListener("click", () => find("erase-dialog").close());
find("erase-confirm").addEventListener("click", erase);
find("callers")?.addEventListener("click", (event) => {
  if (!event.target.value) return;
  caller = event.target.value;
  find("callers").hidden = true;
  view.notice(`Vous êtes : ${event.target.textContent}`);
  void open();
  find("message").focus();
});

void begin();
