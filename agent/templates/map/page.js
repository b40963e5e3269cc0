/* The map: draws the picture with cytoscape, and takes every reason from the list beside it. */
(() => {
"use strict";
const at = (id) => document.getElementById(id);
const picture = JSON.parse(at("picture").textContent);
document.documentElement.classList.add("js");
const stage = at("stage"), tip = at("tip"), detail = at("detail"), say = at("say");
const OWNER = "o", MOST_FOUND = 12, MOST_NAMED = 220, LETTERS = 26;
const FONT = "Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif";
const SIZES = [9, 10, 13, 17];

/* ---- elements ---- */

const leads = new Map();  // person → numbers of the prospects they lead to
picture.ways.forEach(([person, goal]) => {
  if (!leads.has(person)) leads.set(person, []);
  leads.get(person).push(goal);
});
const reached = new Set(picture.ways.map(([, goal]) => goal));

/* For a name that may break into lines: no word of it is wider than a line. */
const cut = (text, most) => (text.length > most ? text.slice(0, most - 1) + "…" : text);
const brief = (text) => cut(text.split(/\s+/).map((word) => cut(word, 18)).join(" "), 60);

function elements() {
  const found = [{ data: { id: OWNER, label: "You" }, position: { x: 0, y: 0 }, classes: "owner" }];
  picture.firms.forEach(([label, x, y, r], n) => found.push({
    data: { id: "f" + n, label, size: 2 * r }, position: { x, y }, classes: "firm",
  }));
  picture.people.forEach(([label, firm, dots, leading, x, y], n) => {
    found.push({
      data: { id: "p" + n, label, brief: brief(label), firm, size: SIZES[dots] + (leading ? 5 : 0) },
      position: { x, y }, classes: leading ? "person leading" : "person",
    });
    if (leading) found.push({
      data: { id: "t" + n, source: OWNER, target: "p" + n, width: 0.8 + dots, label: "" },
      classes: "tie",
    });
  });
  picture.goals.forEach(([label, role, x, y], n) => found.push({
    data: { id: "g" + n, label, brief: brief(label), role }, position: { x, y },
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
  return [
    { selector: "node", style: {
      "font-family": FONT, color: c("ink"), "text-outline-color": c("card"), "text-valign": "bottom",
      "overlay-opacity": 0,
    } },
    { selector: "edge", style: { "curve-style": "straight", "overlay-opacity": 0, width: "data(width)" } },
    { selector: ".firm", style: {
      width: "data(size)", height: "data(size)", "background-color": c("accent-soft"),
      "background-opacity": 0.55, "border-width": 1, "border-color": c("rule"), events: "no",
      "z-index": 0, color: c("mute"), "text-valign": "top",
    } },
    { selector: ".person", style: {
      width: "data(size)", height: "data(size)", "background-color": c("person"), "z-index": 2,
    } },
    { selector: ".leading", style: { "background-color": c("accent"), "z-index": 5 } },
    { selector: ".owner", style: {
      width: 44, height: 44, "background-color": c("ink"), "z-index": 9, color: c("card"),
      "text-valign": "center", label: "data(label)", "font-size": 15, "font-weight": 700,
    } },
    { selector: ".goal", style: {
      shape: "diamond", width: 22, height: 22, "background-color": c("amber"), "z-index": 6,
    } },
    { selector: ".none", style: {
      "background-color": c("card"), "border-width": 2, "border-color": c("amber"),
    } },
    { selector: ".tie", style: { "line-color": c("mute"), opacity: 0.35, "z-index": 1 } },
    { selector: ".way", style: { "line-color": c("amber"), opacity: 0.28, "z-index": 1 } },
    { selector: ".first", style: { opacity: 0.6 } },
    { selector: ".dim", style: { opacity: 0.15 } },
    { selector: ".hit", style: {
      "border-width": 3, "border-color": c("blue"), "z-index": 8,
    } },
    { selector: ".gone", style: { display: "none" } },
    { selector: "node.close", style: {
      "text-wrap": "wrap", "text-margin-y": 5, "font-size": 13,
      label: "data(brief)", "text-background-color": c("card"), "text-background-opacity": 0.88,
      "text-background-padding": 2,
    } },
    { selector: ".owner.close", style: { "text-margin-y": 0, "text-background-opacity": 0, label: "You" } },
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

/* ---- names ---- */

/* Names are set in one size on the screen, whatever the zoom, the weightier first, and none over
   another: what has no room now has it nearer by. */
const weighty = [
  ...cy.nodes(".goal").toArray(), ...cy.nodes(".leading").toArray(),
  ...cy.nodes(".firm").sort((a, b) => b.data("size") - a.data("size")).toArray(),
  ...cy.nodes(".person").not(".leading").toArray(),
];
const SET = "label font-size text-margin-x text-margin-y text-outline-width text-max-width";
const short = (text) => cut(text, LETTERS);
const canvas = document.createElement("canvas").getContext("2d");
const widths = new Map();
function widthOf(text) {
  canvas.font = "12px " + FONT;
  if (!widths.has(text)) widths.set(text, canvas.measureText(text).width + 6);
  return widths.get(text);
}

function name() {
  if (chosen) return;
  const zoom = cy.zoom(), pan = cy.pan(), width = stage.clientWidth, height = stage.clientHeight;
  const taken = [], named = [];
  const room = (box) => {
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > width || box.y2 > height) return false;
    for (const one of taken) if (box.x1 < one.x2 && one.x1 < box.x2 && box.y1 < one.y2 && one.y1 < box.y2) return false;
    return true;
  };
  const o = cy.getElementById(OWNER).position(), r = 24 * zoom;
  taken.push({ x1: o.x * zoom + pan.x - r, x2: o.x * zoom + pan.x + r, y1: o.y * zoom + pan.y - r, y2: o.y * zoom + pan.y + r });
  for (const node of weighty) {
    if (named.length >= MOST_NAMED) break;
    if (node.hasClass("gone") || node.hasClass("dim")) continue;
    const plain = node.hasClass("person") && !node.hasClass("leading") && !node.hasClass("hit");
    const firm = node.hasClass("firm");
    if (plain && zoom < 0.9) continue;
    const { x, y } = node.position(), half = (firm ? node.data("size") : node.data("size") || 22) * zoom / 2;
    if (firm && half < 26) continue;
    const wide = widthOf(short(node.data("label"))) / 2;
    const top = firm ? y * zoom + pan.y - half - 15 : y * zoom + pan.y + half + 1;
    const aim = x * zoom + pan.x;
    if (aim < 0 || aim > width) continue;
    const middle = Math.min(Math.max(aim, wide + 2), width - wide - 2), box = { x1: middle - wide, x2: middle + wide, y1: top, y2: top + 15 };
    if (room(box)) { taken.push(box); named.push([node, middle - aim]); }
  }
  cy.batch(() => {
    cy.nodes(".named").removeClass("named").removeStyle(SET);
    named.forEach(([node, aside]) => node.addClass("named").style({
      label: short(node.data("label")), "font-size": 12 / zoom, "text-margin-y": (node.hasClass("firm") ? -1 : 1) / zoom,
      "text-margin-x": aside / zoom, "text-outline-width": 2 / zoom,
    }));
  });
}
let naming = 0;
cy.on("viewport", () => { clearTimeout(naming); naming = setTimeout(name, 60); });

/* ---- what is shown ---- */

let chosen = null;   // the id that the picture is about; null: all
let here = null;     // where the arrow keys are

function fit() {
  if (chosen && cy.scratch("roomy")) { cy.viewport({ zoom: 1, pan: { x: 0, y: 0 } }); return; }
  cy.fit(cy.elements(":visible"), chosen ? 60 : Math.min(64, stage.clientWidth / 15));
}

/* Lays you, the people and the prospects in columns, or in rows where the map is narrow, in the
   stage's own pixels: names have their size at once. Where there is no room for all, it is fitted. */
function lay(groups) {
  const width = stage.clientWidth, height = stage.clientHeight, broad = width >= height * 1.05;
  const across = broad ? width : height, along = broad ? height : width;
  const least = broad ? 46 : 84;
  const most = Math.max(...groups.map((nodes) => nodes.length));
  const step = Math.max(least, Math.min(broad ? 110 : 190, along / (most + 0.4)));
  cy.scratch("roomy", step * most <= along + 1);
  groups.forEach((nodes, place) => nodes.forEach((node, n) => {
    const far = across * [0.15, 0.5, 0.83][place], aside = along / 2 + (n - (nodes.length - 1) / 2) * step;
    node.position(broad ? { x: far, y: aside } : { x: aside, y: far });
    node.style("text-max-width", broad ? width * 0.28 : Math.max(Math.min(260, along / nodes.length) - 12, 72));
  }));
}

function choose(id, tell = true) {
  chosen = id;
  here = null;
  cy.batch(() => {
    cy.nodes(".named, .close").removeClass("named").removeStyle(SET);
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
    const rank = (node) => Number(node.id().slice(1));
    const chance = (node) => parseInt(node.edgesWith(goals).data("chance"), 10);
    const best = id[0] === "g" ? (a, b) => chance(b) - chance(a) : (a, b) => rank(a) - rank(b);
    lay([[cy.getElementById(OWNER)], people.sort(best).toArray(), goals.sort((a, b) => rank(a) - rank(b)).toArray()]);
  });
  fit();
  name();
  hideTip();
  count();
  show(id, tell);
}

/* How much the picture holds and shows, for whoever tests or scripts the page. */
function count() {
  document.documentElement.dataset.drawn = String(cy.elements().length);
  document.documentElement.dataset.shown = String(cy.elements().not(".gone").length);
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
  // Whose names begin with the words stand before those that only hold them.
  const inside = ([, , , text]) => words.filter((word) => !(" " + text).includes(" " + word)).length;
  const found = words.length ? index.filter(([, , , text]) => words.every((word) => text.includes(word))) : [];
  found.sort((a, b) => inside(a) - inside(b));
  if (chosen) choose(null, false);
  cy.batch(() => {
    cy.elements().removeClass("hit dim");
    if (!words.length) return;
    const hits = new Set(found.map(([id]) => id));
    cy.nodes(".person, .goal").forEach((node) => { node.addClass(hits.has(node.id()) ? "hit" : "dim"); });
    cy.edges().addClass("dim");
  });
  name();
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

if (picture.goals.length === 1) choose("g0", false); else { fit(); name(); count(); }
})();
