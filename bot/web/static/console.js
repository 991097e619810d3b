// Keeps the team's page fresh without touching what is being typed, and says so when it cannot.

const EVERY = 8000;
const main = document.querySelector("[data-refresh]");
let failures = 0;

function place(node) {
  return node && main.contains(node) && node.closest("[data-live]") ? node.getAttribute("href") || node.id : null;
}

function replaceLive(fresh) {
  for (const part of main.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (!next || next.innerHTML === part.innerHTML) continue;
    const atEnd = part.scrollHeight - part.scrollTop - part.clientHeight < 40;
    const focused = part.contains(document.activeElement) ? place(document.activeElement) : null;
    part.replaceChildren(...Array.from(next.childNodes, (node) => document.importNode(node, true)));
    if (atEnd) part.scrollTop = part.scrollHeight;
    if (focused) {
      Array.from(part.querySelectorAll("a, [id]")).find((node) => place(node) === focused)?.focus();
    }
  }
}

function urgentCount(page) {
  return Number(page.querySelector("[data-urgent]")?.dataset.urgent ?? 0);
}

async function refresh() {
  if (document.hidden) return;
  try {
    const response = await fetch(location.pathname, { headers: { "X-Refresh": "1" }, cache: "no-store" });
    if (response.redirected) return void location.assign(response.url);
    if (!response.ok) throw new Error(String(response.status));
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const [before, after] = [urgentCount(document), urgentCount(fresh)];
    replaceLive(fresh);
    document.title = fresh.title;
    const news = document.getElementById("news");
    if (news && after > before) news.textContent = `${after - before} nouvelle demande urgente`;
    failures = 0;
    document.getElementById("stale").hidden = true;
  } catch {
    failures += 1;
    if (failures < 2) return;
    const stale = document.getElementById("stale");
    stale.textContent = "Cette page ne se met plus à jour : le service ne répond pas. Ce que vous lisez peut être ancien.";
    stale.hidden = false;
  }
}

// An answer being written survives a reload of the tab; it goes once it is sent.
for (const field of document.querySelectorAll("[data-draft]")) {
  const key = `relais.draft.${field.dataset.draft}`;
  field.value = sessionStorage.getItem(key) ?? "";
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  field.form.addEventListener("submit", () => sessionStorage.removeItem(key));
}
const lines = document.getElementById("lines");
if (lines) lines.scrollTop = lines.scrollHeight;

if (main) setInterval(refresh, EVERY);
document.addEventListener("visibilitychange", refresh);
