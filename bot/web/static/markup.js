// Text from the service becomes elements: bold, italics, links and telephone numbers, nothing else.
// Every piece goes through textContent, so a message can never become markup.

// No look-behind: older telephones refuse the whole script for one.
const PHONE = "0[1-9](?:[ .\\u00a0\\u202f]?\\d{2}){4}(?!\\d)";
const PIECES = new RegExp(
  [
    /\*\*(.+?)\*\*/, // 1 bold
    /\*(?!\s)([^*\n]+?)\*/, // 2 italics
    /\[([^\]\n]+)\]\(([^)\s]+)\)/, // 3, 4 link with a label
    /(https?:\/\/[^\s<>"»)\]]*[^\s<>"»)\].,;:!?])/, // 5 bare address
    /(\d+(?:[ .\u00a0\u202f]?\d+)*)/, // 6 digits: a telephone number, or not
  ].map((piece) => piece.source).join("|"),
  "gu",
);
const WHOLE_PHONE = new RegExp(`^(?:${PHONE}|3114)$`, "u");
const PHONES = new RegExp(`(?:^|[^\\d])(${PHONE})`, "gu");
const DATES = "\\s*(?:(?:h|mai|mars|avril|juin|août)\\b|janv|févr|juil|sept|oct|nov|déc|/)";
const EMERGENCY = new RegExp(`(?:\\ble|appel\\S+|compos\\S+)\\s+\\**15\\b(?!${DATES})`, "iu");

/** An address a click may open: our own pages, the web over TLS or not, the telephone. Null for any other. */
export function safeAddress(address) {
  if (/^(?:https?:\/\/|tel:\+?[\d .\u00a0\u202f]+$)/iu.test(address)) return address;
  return /^\/(?!\/)/u.test(address) ? address : null;
}

export function link(address, label) {
  const safe = safeAddress(address);
  if (!safe) return document.createTextNode(label);
  const element = document.createElement("a");
  element.href = safe.startsWith("tel:") ? `tel:${safe.replace(/[^\d+]/gu, "")}` : safe;
  element.textContent = label;
  if (/^https?:/iu.test(safe) && new URL(safe).origin !== location.origin) {
    element.rel = "noopener noreferrer";
    element.target = "_blank";
  }
  return element;
}

function wrap(tag, text) {
  const element = document.createElement(tag);
  element.append(inline(text));
  return element;
}

/** One line or sentence, as a fragment. */
export function inline(text) {
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const match of text.matchAll(PIECES)) {
    fragment.append(text.slice(done, match.index));
    const [all, bold, italic, label, target, address, phone] = match;
    if (bold) fragment.append(wrap("strong", bold));
    else if (italic) fragment.append(wrap("em", italic));
    else if (label) fragment.append(link(target, label));
    else if (address) fragment.append(link(address, address));
    else fragment.append(WHOLE_PHONE.test(phone) ? link(`tel:${phone}`, phone) : phone);
    done = match.index + all.length;
  }
  fragment.append(text.slice(done));
  return fragment;
}

/** A whole message: a blank line starts a paragraph, a line end is kept. */
export function paragraphs(text) {
  const fragment = document.createDocumentFragment();
  for (const block of text.split(/\n{2,}/u)) {
    const paragraph = document.createElement("p");
    block.split("\n").forEach((line, index) => {
      if (index) paragraph.append(document.createElement("br"));
      paragraph.append(inline(line));
    });
    fragment.append(paragraph);
  }
  return fragment;
}

const LEVELS = { "🔴": ["red", "Urgent"], "🟠": ["amber", "À voir vite"], "🟢": ["green", "Sans urgence"] };

/** A message that opens on a coloured dot: its level, the word for it, and the text without the dot.
 * `urgent` is what the state says when the sentence itself does not. */
export function readLevel(text, urgent = false) {
  for (const [dot, [level, word]] of Object.entries(LEVELS)) {
    if (text.startsWith(dot)) return { level, word, text: text.slice(dot.length).trimStart() };
  }
  return urgent ? { level: "red", word: "Urgent", text } : { level: null, word: "", text };
}

/** The numbers an urgent message asks to call, in its own order, as [number, label]. */
export function numbersToCall(text) {
  const named = [["15", text.search(EMERGENCY)], ["3114", text.search(/(?:^|\D)3114(?!\d)/u)]];
  for (const match of text.matchAll(PHONES)) named.push([match[1], match.index]);
  const found = named.filter(([, at]) => at >= 0).sort((one, other) => one[1] - other[1]);
  return Array.from(new Map(found.map(([number]) => [number, `Appeler le ${number}`])));
}
