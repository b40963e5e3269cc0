/* The map: draws the picture with cytoscape, and takes every reason from the list beside it. */
(() => {
"use strict";
const at = (id) => document.getElementById(id);
const picture = JSON.parse(at("picture").textContent);
document.documentElement.classList.add("js");
const stage = at("stage"), tip = at("tip"), detail = at("detail"), say = at("say");
const OWNER = "o", FAR = 0.42, MOST_FOUND = 12;
const SIZES = [9, 10, 13, 17];

/* ---- elements ---- */

const leads = new Map();  // person → numbers of the prospects they lead to
picture.ways.forEach(([person, goal]) => {
  if (!leads.has(person)) leads.set(person, []);
  leads.get(person).push(goal);
});
const reached = new Set(picture.ways.map(([, goal]) => goal));

function elements() {
  const found = [{ data: { id: OWNER, label: "You" }, position: { x: 0, y: 0 }, classes: "owner" }];
  picture.firms.forEach(([label, x, y, r], n) => found.push({
    data: { id: "f" + n, label, size: 2 * r }, position: { x, y }, classes: "firm",
  }));
  picture.people.forEach(([label, firm, dots, leading, x, y], n) => {
    found.push({
      data: { id: "p" + n, label, firm, size: SIZES[dots] + (leading ? 5 : 0) },
      position: { x, y }, classes: leading ? "person leading" : "person",
    });
    if (leading) found.push({
      data: { id: "t" + n, source: OWNER, target: "p" + n, width: 0.8 + dots, label: "" },
      classes: "tie",
    });
  });
  picture.goals.forEach(([label, role, x, y], n) => found.push({
    data: { id: "g" + n, label, role }, position: { x, y },
    classes: reached.has(n) ? "goal" : "goal none",
  }));
  picture.ways.forEach(([person, goal, chance, place]) => found.push({
    data: {
      id: `w${person}-${goal}`, source: "p" + person, target: "g" + goal, chance: chance + " %",
      width: 0.7 + chance / 18,
    },
    classes: place ? "way" : "way first",
  }));
  return found;
}

function colours() {
  const css = getComputedStyle(document.documentElement);
  return (name) => css.getPropertyValue("--" + name).trim();
}

function looks() {
  const c = colours();
  const label = {
    "font-family": "system-ui, sans-serif", "font-size": 13, color: c("ink"),
    "text-outline-color": c("card"), "text-outline-width": 2, "text-max-width": 150,
    "text-wrap": "ellipsis", "text-valign": "bottom", "text-margin-y": 3,
  };
  return [
    { selector: "node", style: { ...label, label: "data(label)", "overlay-opacity": 0 } },
    { selector: "edge", style: { "curve-style": "straight", "overlay-opacity": 0, width: "data(width)" } },
    { selector: ".firm", style: {
      width: "data(size)", height: "data(size)", "background-color": c("accent-soft"),
      "background-opacity": 0.55, "border-width": 1, "border-color": c("rule"), events: "no",
      "z-index": 0, "font-size": 15, color: c("mute"), "text-valign": "top", "text-margin-y": -2,
      "min-zoomed-font-size": 8,
    } },
    { selector: ".person", style: {
      width: "data(size)", height: "data(size)", "background-color": c("person"), "z-index": 2,
      "min-zoomed-font-size": 11, "font-size": 11,
    } },
    { selector: ".leading", style: {
      "background-color": c("accent"), "z-index": 5, "font-size": 15, "min-zoomed-font-size": 8,
    } },
    { selector: ".owner", style: {
      width: 44, height: 44, "background-color": c("ink"), "z-index": 9, color: c("card"),
      "text-valign": "center", "text-margin-y": 0, "text-outline-width": 0, "font-size": 14,
      "font-weight": 700,
    } },
    { selector: ".goal", style: {
      shape: "diamond", width: 22, height: 22, "background-color": c("amber"), "z-index": 6,
      "font-size": 16, "min-zoomed-font-size": 8, "text-max-width": 130,
    } },
    { selector: ".none", style: {
      "background-color": c("card"), "border-width": 2, "border-color": c("amber"),
    } },
    { selector: ".tie", style: { "line-color": c("mute"), opacity: 0.35, "z-index": 1 } },
    { selector: ".way", style: { "line-color": c("amber"), opacity: 0.28, "z-index": 1 } },
    { selector: ".first", style: { opacity: 0.6 } },
    { selector: ".dim", style: { opacity: 0.12, "text-opacity": 0 } },
    { selector: ".hit", style: {
      "border-width": 3, "border-color": c("blue"), "z-index": 8, "min-zoomed-font-size": 0,
    } },
    { selector: ".gone", style: { display: "none" } },
    { selector: ".close", style: {
      "font-size": 14, "min-zoomed-font-size": 0, "text-wrap": "wrap", "text-max-width": 130, opacity: 1,
    } },
    { selector: "node.close", style: { opacity: 1 } },
    { selector: "edge.close", style: { opacity: 0.85 } },
    { selector: ".way.close", style: {
      label: "data(chance)", "font-size": 13, color: c("ink"), "text-background-color": c("card"),
      "text-background-opacity": 1, "text-background-padding": 2,
      "text-background-shape": "roundrectangle",
    } },
    { selector: ".here", style: { "border-width": 4, "border-color": c("focus"), "z-index": 10 } },
  ];
}

const cy = cytoscape({
  container: stage, elements: elements(), style: looks(), layout: { name: "preset" },
  minZoom: 0.02, maxZoom: 3, autoungrabify: true, boxSelectionEnabled: false,
  autounselectify: true, hideEdgesOnViewport: picture.people.length > 800,
  userZoomingEnabled: matchMedia("(pointer: coarse)").matches,
});
let passes = 0;
cy.on("render", () => { document.documentElement.dataset.passes = String(++passes); });
const home = new Map(cy.nodes().map((node) => [node.id(), { ...node.position() }]));
const roles = { light: matchMedia("(prefers-color-scheme: dark)"), print: matchMedia("print") };
roles.light.addEventListener("change", () => cy.style(looks()));

/* A wheel over the map scrolls the page until the map was entered. */
stage.addEventListener("focus", () => cy.userZoomingEnabled(true));
stage.addEventListener("blur", () => cy.userZoomingEnabled(matchMedia("(pointer: coarse)").matches));
stage.addEventListener("pointerdown", () => stage.focus({ preventScroll: true }));

/* ---- what is shown ---- */

let chosen = null;   // the id that the picture is about; null: all
let here = null;     // where the arrow keys are

function fit() {
  const seen = cy.elements(":visible");
  cy.fit(seen, chosen ? 70 : 24);
  if (chosen && cy.zoom() > 1.25) { cy.zoom(1.25); cy.center(seen); }
}

function wide() { return stage.clientWidth >= stage.clientHeight * 1.05; }

/* Lays columns of nodes from left to right, or from top to bottom where the map is narrow. */
function column(nodes, place) {
  const count = nodes.length, broad = wide();
  const apart = broad ? 84 : Math.max(96, Math.min(150, 520 / Math.max(1, count)));
  nodes.forEach((node, n) => {
    const along = (n - (count - 1) / 2) * apart;
    node.position(broad ? { x: place * 250, y: along } : { x: along, y: place * 170 });
  });
}

function choose(id, tell = true) {
  chosen = id;
  here = null;
  cy.batch(() => {
    cy.elements().removeClass("close dim here hit gone");
    cy.nodes().forEach((node) => { node.position(home.get(node.id())); });
    if (id === null) return quiet();
    const node = cy.getElementById(id);
    const ways = id[0] === "g" ? node.incomers("edge.way") : node.outgoers("edge.way");
    const people = id[0] === "g" ? ways.sources() : node;
    const goals = id[0] === "g" ? node : ways.targets();
    const close = cy.getElementById(OWNER).union(people).union(goals).union(ways)
      .union(people.edgesTo(cy.getElementById(OWNER))).union(cy.getElementById(OWNER).edgesTo(people));
    cy.elements().not(close).addClass("gone");
    close.addClass("close");
    column([cy.getElementById(OWNER)], 0);
    column(people.sort((a, b) => a.id().length - b.id().length || (a.id() < b.id() ? -1 : 1)).toArray(), 1);
    column(goals.toArray(), 2);
  });
  fit();
  hideTip();
  show(id, tell);
}

/* All of them, less who leads nowhere where the owner wants that. */
function quiet() {
  if (!at("leading").checked) return;
  cy.nodes(".person").not(".leading").addClass("gone");
  const firms = new Set(cy.nodes(".leading").map((node) => node.data("firm")));
  cy.nodes(".firm").filter((node) => !firms.has(node.data("label"))).addClass("gone");
}

/* ---- the card of what is chosen ---- */

function make(tag, text, kind) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function show(id, tell) {
  at("which").value = id && id[0] === "g" ? id.slice(1) : "";
  detail.hidden = id === null;
  detail.replaceChildren();
  if (id === null) { if (tell) say.textContent = "All prospects are shown."; return; }
  const top = make("div", "", "top"), title = make("h2");
  title.append(make("bdi", cy.getElementById(id).data("label")));
  const back = make("button", "Show all");
  back.type = "button";
  back.addEventListener("click", () => { choose(null); stage.focus({ preventScroll: true }); });
  top.append(title, back);
  detail.append(top, ...(id[0] === "g" ? ofGoal(Number(id.slice(1))) : ofPerson(Number(id.slice(1)))));
  if (tell) say.textContent = sentence(id);
}

function ofGoal(number) {
  const told = at("g" + number).querySelector(".body").cloneNode(true);
  const role = make("p", "", "mute");
  role.append(make("bdi", picture.goals[number][1]));
  told.querySelectorAll("li[data-person]").forEach((way) => {
    const name = way.querySelector("h3 bdi"), button = make("button", "", "link");
    button.type = "button";
    name.replaceWith(button);
    button.append(name);
    button.addEventListener("click", () => choose("p" + way.dataset.person));
  });
  return [role, told];
}

function ofPerson(number) {
  const cells = at("p" + number).cells, parts = [];
  const line = (text) => { const p = make("p", "", "mute"); p.append(make("bdi", text)); return p; };
  if (cells[1].textContent) parts.push(line(cells[1].textContent));
  const tie = make("p");
  tie.append(...[...cells[2].cloneNode(true).childNodes], make("span", " tie: "), ...cells[3].cloneNode(true).childNodes);
  parts.push(tie);
  const goals = leads.get(number) || [];
  parts.push(make("h3", goals.length ? "Could introduce you to" : "No way to a prospect is seen through them."));
  const list = make("ul", "", "leads");
  goals.forEach((goal) => {
    const item = make("li"), button = make("button", "", "link");
    button.type = "button";
    button.append(make("bdi", picture.goals[goal][0]));
    button.addEventListener("click", () => choose("g" + goal));
    item.append(button, make("div", "", "because small mute"));
    item.lastChild.textContent = because(number, goal);
    list.append(item);
  });
  if (goals.length) parts.push(list);
  return parts;
}

/* Why a person leads to a prospect, as the list says it. */
function because(person, goal) {
  const way = at("g" + goal).querySelector(`li[data-person="${person}"]`);
  return way ? way.querySelectorAll(".because")[2].textContent : "";
}

/* What stands behind a dot or a line, in a sentence. */
function sentence(id) {
  if (id === OWNER) return "You";
  const number = Number(id.slice(1));
  if (id[0] === "w") {
    const [person, goal] = id.slice(1).split("-").map(Number);
    const chance = picture.ways.find(([p, g]) => p === person && g === goal)[2];
    return `${picture.people[person][0]} → ${picture.goals[goal][0]}: ${chance} % the one, if anyone; ${because(person, goal)}`;
  }
  if (id[0] === "t" || id[0] === "p") {
    const cells = at("p" + number).cells, goals = leads.get(number) || [];
    const firm = cells[1].textContent;
    const where = goals.length ? `; leads to ${goals.map((g) => picture.goals[g][0]).join(", ")}` : "";
    return `${picture.people[number][0]}${firm ? ", " + firm : ""}: ${cells[2].textContent.replace(/[●\s]+/g, " ").trim()} tie, ${cells[3].firstChild.textContent.trim()}${where}`;
  }
  const ways = picture.ways.filter(([, goal]) => goal === number);
  const first = ways.length ? `best by ${picture.people[ways[0][0]][0]}: ${because(ways[0][0], number)}` : "no path yet";
  return `${picture.goals[number][0]}${picture.goals[number][1] ? ", " + picture.goals[number][1] : ""}: ${first}`;
}

/* ---- pointing ---- */

function showTip(element) {
  tip.textContent = sentence(element.id());
  tip.hidden = false;
  const box = element.renderedBoundingBox({ includeLabels: false }), room = stage.getBoundingClientRect();
  const x = Math.min(Math.max(8, (box.x1 + box.x2) / 2 - tip.offsetWidth / 2), room.width - tip.offsetWidth - 8);
  const below = Math.min(box.y2, room.height) + 12;
  const y = below + tip.offsetHeight > room.height ? Math.max(8, box.y1 - tip.offsetHeight - 12) : below;
  tip.style.left = x + "px";
  tip.style.top = y + "px";
}
function hideTip() { tip.hidden = true; }

cy.on("mouseover", "node, edge", (event) => { showTip(event.target); stage.style.cursor = "pointer"; });
cy.on("mouseout", "node, edge", () => { hideTip(); stage.style.cursor = ""; });
cy.on("viewport", hideTip);
cy.on("tap", "node", (event) => { const id = event.target.id(); choose(id === OWNER ? null : id); });
cy.on("tap", "edge", (event) => choose(event.target.target().id() === chosen ? event.target.source().id() : event.target.target().id()));

/* ---- keys ---- */

const goalIds = picture.goals.map((_, n) => "g" + n);

function walk(step) {
  let round = goalIds;
  if (chosen) {
    const wanted = chosen[0] === "g" ? ".person" : ".goal";
    round = cy.nodes(":visible").filter(wanted).map((node) => node.id());
  }
  if (!round.length) return;
  const now = round.indexOf(here);
  const next = now < 0 ? (step > 0 ? 0 : round.length - 1) : (now + step + round.length) % round.length;
  here = round[next];
  cy.nodes(".here").removeClass("here");
  const node = cy.getElementById(here).addClass("here");
  showTip(node);
  say.textContent = sentence(here);
}

function zoom(by) {
  cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: stage.clientWidth / 2, y: stage.clientHeight / 2 } });
}

stage.addEventListener("keydown", (event) => {
  const does = {
    ArrowRight: () => walk(1), ArrowDown: () => walk(1), ArrowLeft: () => walk(-1), ArrowUp: () => walk(-1),
    Enter: () => here && choose(here), " ": () => here && choose(here), Escape: () => choose(null),
    "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), "0": fit,
  }[event.key];
  if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  does();
});
at("in").addEventListener("click", () => zoom(1.3));
at("out").addEventListener("click", () => zoom(1 / 1.3));
at("fit").addEventListener("click", fit);
at("leading").addEventListener("change", () => choose(null));
at("which").addEventListener("change", (event) => choose(event.target.value === "" ? null : "g" + event.target.value));
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
  event.preventDefault();
  at("search").focus();
});

/* ---- search ---- */

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const index = [
  ...picture.goals.map(([name, role], n) => ["g" + n, name, role, fold(`${name} ${role}`)]),
  ...picture.people.map(([name, firm], n) => ["p" + n, name, firm, fold(`${name} ${firm}`)]),
];
const search = at("search"), results = at("results");
let marked = -1;

function look() {
  const words = fold(search.value).split(/\s+/).filter(Boolean);
  const found = words.length ? index.filter(([, , , text]) => words.every((word) => text.includes(word))) : [];
  if (chosen) choose(null, false);
  cy.batch(() => {
    cy.elements().removeClass("hit dim");
    if (!words.length) return;
    const hits = new Set(found.map(([id]) => id));
    cy.nodes(".person, .goal").forEach((node) => { node.addClass(hits.has(node.id()) ? "hit" : "dim"); });
    cy.edges().addClass("dim");
  });
  results.replaceChildren(...found.slice(0, MOST_FOUND).map(([id, name, where], n) => {
    const item = make("li");
    item.id = "r" + n;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.id = id;
    item.append(make("bdi", name), " ", make("span", id[0] === "g" ? "prospect" : "", "amber small"), " ", make("bdi", where, "mute small"));
    return item;
  }));
  const more = found.length - MOST_FOUND;
  say.textContent = words.length ? `${found.length} found` : "";
  if (words.length && (more > 0 || !found.length)) {
    const item = make("li", more > 0 ? `and ${more} more: type on` : "nobody of that name", "more");
    item.setAttribute("role", "option");
    item.setAttribute("aria-disabled", "true");
    item.setAttribute("aria-selected", "false");
    results.append(item);
  }
  mark(found.length && words.length ? 0 : -1);
  results.hidden = !words.length;
  search.setAttribute("aria-expanded", String(!results.hidden));
}

function mark(number) {
  const items = [...results.querySelectorAll("[data-id]")];
  marked = items.length ? (number + items.length) % items.length : -1;
  items.forEach((item, n) => item.setAttribute("aria-selected", String(n === marked)));
  if (marked >= 0) { search.setAttribute("aria-activedescendant", "r" + marked); items[marked].scrollIntoView({ block: "nearest" }); }
  else search.removeAttribute("aria-activedescendant");
}

function take(item) {
  if (!item || !item.dataset.id) return;
  search.value = "";
  close();
  choose(item.dataset.id);
  detail.focus({ preventScroll: wideEnough() });
}
function wideEnough() { return innerWidth > 899; }
function close() {
  results.hidden = true;
  search.setAttribute("aria-expanded", "false");
  search.removeAttribute("aria-activedescendant");
}

search.addEventListener("input", look);
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") mark(marked + 1);
  else if (event.key === "ArrowUp") mark(marked - 1);
  else if (event.key === "Enter") take(results.querySelector("[aria-selected='true']"));
  else if (event.key === "Escape") { search.value = ""; look(); }
  else return;
  event.preventDefault();
});
results.addEventListener("pointerdown", (event) => { event.preventDefault(); take(event.target.closest("li")); });
search.addEventListener("blur", close);

/* ---- the list ---- */

document.querySelectorAll("details.goal").forEach((goal) => {
  const body = goal.querySelector(".body"), button = make("button", "Show on the map", "screen");
  button.type = "button";
  button.addEventListener("click", () => {
    choose(goal.id);
    at("frame").scrollIntoView({ block: "nearest" });
  });
  goal.append(button);
  goal.lastChild.hidden = !body;
});
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => {
  one.dataset.was = String(one.open);
  one.open = true;
}));
addEventListener("afterprint", () => document.querySelectorAll("details").forEach((one) => { one.open = one.dataset.was === "true"; }));
let waiting = 0;
new ResizeObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => { cy.resize(); chosen ? choose(chosen, false) : fit(); });
}).observe(stage);

if (picture.goals.length === 1) choose("g0", false); else fit();
document.documentElement.dataset.drawn = String(cy.elements().length);
})();
