// The directory page: asks the public search, shows the nearest first, and proposes when a place is in doubt.

import { searchDirectory, Unreachable } from "./client.js";
import { link } from "./markup.js";

const find = (id) => document.getElementById(id);
const labels = new Map(Array.from(find("care").options, (option) => [option.value, option.textContent]));
const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric" });

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function distance(found) {
  if (found.distance_km === null || found.distance_km === undefined) return "";
  return found.distance_km < 1 ? "moins d'1 km" : `${Math.round(found.distance_km)} km`;
}

function service(one) {
  const details = [];
  if (one.modality) details.push(one.modality);
  if (one.cost) details.push(one.cost);
  if (one.prescription) details.push("ordonnance nécessaire");
  return element("li", "", `${one.label}${details.length ? ` : ${details.join(", ")}` : ""}`);
}

function ways(found) {
  const row = element("p", "ways");
  for (const [address, label] of [
    [found.phone && `tel:${found.phone}`, `Appeler le ${found.phone}`],
    [found.website, "Site de la structure"],
  ]) {
    if (!address) continue;
    const way = link(address, label);
    way.className = address.startsWith("tel:") ? "button main" : "button";
    row.append(way);
  }
  return row.childElementCount ? row : null;
}

function card(found, care) {
  const services = (found.services ?? []).filter((one) => !care || one.care_type === care);
  const list = services.length ? services : (found.care_types ?? []).map((code) => ({ label: labels.get(code) ?? code }));
  const badges = element("p", "badges");
  if (found.labelled) badges.append(element("span", "badge", "Labellisée parcours après cancer"));
  if (found.sample) badges.append(element("span", "badge example", "Exemple"));
  const town = found.commune?.name ?? found.commune_name ?? "";
  const sea = found.across_sea ? ", de l'autre côté de la mer" : "";
  return element(
    "li",
    "card",
    element("h2", "", found.name),
    element("span", "distance", distance(found)),
    element("p", "where", [found.address, town].filter(Boolean).join(", ") + sea),
    badges.childElementCount ? badges : null,
    element("ul", "services", ...list.slice(0, 8).map(service)),
    ways(found),
    element("p", "hint", found.verified_on ? `Vérifié le ${DAY.format(new Date(found.verified_on))}` : ""),
  );
}

function outcome(answer, query) {
  const count = answer.results.length;
  if (answer.outside_region) return "Ce lieu est hors de Provence-Alpes-Côte d'Azur et de Corse : l'annuaire ne va pas jusque-là.";
  if (!answer.place && answer.suggestions?.length) return "Quel lieu voulez-vous dire ?";
  if (!answer.place) return `Je ne trouve pas « ${query.get("near")} ». Essayez le code postal.`;
  const where = `${answer.place.name} (${answer.place.department})`;
  if (!count) return `Rien près de ${where}. Essayez « Tous les soins », ou appelez-nous.`;
  return `${count} réponse${count > 1 ? "s" : ""} autour de ${where}, distances à vol d'oiseau.`;
}

function suggest(places) {
  find("suggestions").replaceChildren(
    ...places.map((place) => {
      const button = element("button", "", place.label || `${place.name} (${place.department})`);
      button.type = "button";
      button.addEventListener("click", () => {
        find("near").value = place.name;
        void search(place);
      });
      return button;
    }),
  );
}

/** `chosen` is a suggestion somebody tapped: its exact point is asked for, its name would be in doubt again. */
async function search(chosen = null) {
  const query = new URLSearchParams({ limit: "20" });
  for (const [name, value] of new FormData(find("search"))) if (value) query.set(name, value);
  if (chosen) query.set("near", `${chosen.lat},${chosen.lon}`);
  find("results").replaceChildren();
  find("suggestions").replaceChildren();
  find("outcome").textContent = "Recherche en cours…";
  try {
    const answer = await searchDirectory(query);
    if (chosen) answer.place = chosen;
    find("outcome").textContent = outcome(answer, query);
    suggest(answer.suggestions ?? []);
    find("results").append(...answer.results.map((found) => card(found, query.get("care"))));
    query.delete("limit");
    history.replaceState(null, "", `?${query}`);
  } catch (error) {
    find("outcome").textContent =
      error instanceof Unreachable ? "Le service ne répond pas. Réessayez, ou appelez-nous." : error.message;
  }
}

find("search").addEventListener("submit", (event) => {
  event.preventDefault();
  void search();
});
const asked = new URLSearchParams(location.search);
for (const name of ["near", "care"]) if (asked.get(name)) find(name).value = asked.get(name);
find("after_cancer").checked = asked.get("after_cancer") === "true";
if (asked.get("near")) void search();
