"use strict";
// Everything that comes from the topics goes into the page as text, never as markup.

const EVERY_MS = 1000;
const PATIENCE_MS = 5000;
const SVG_HEIGHT = 60;
const SVG_WIDTH = 300;

const at = (id) => document.getElementById(id);
const held = { on: false, shown: 0, latest: null };

function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

function element(name, text, className) {
  const node = document.createElement(name);
  if (text !== undefined) {
    node.textContent = text;
  }
  if (className) {
    node.className = className;
  }
  return node;
}

/* Figures: a row is made once, and then only its texts change. */

function row(figure) {
  const div = element("div");
  div.append(element("dt", figure.name));
  const value = element("dd", undefined, "value");
  const data = element("data");
  data.id = "f-" + figure.id;
  value.append(data);
  div.append(value, element("dd", "", "note"));
  return div;
}

function showFigure(figure) {
  const data = at("f-" + figure.id);
  setText(data, figure.text);
  const exact = figure.value === null ? "" : String(figure.value);
  if (data.getAttribute("value") !== exact) {
    data.setAttribute("value", exact);
  }
  setText(data.parentNode.nextSibling, figure.note);
}

function sameFigures(section, panel) {
  return section.dataset.figures === panel.figures.map((figure) => figure.id).join(" ");
}

function panelSection(panel) {
  const section = element("section");
  section.id = "p-" + panel.id;
  section.dataset.figures = panel.figures.map((figure) => figure.id).join(" ");
  const title = element("h2");
  title.id = "t-" + panel.id;
  section.setAttribute("aria-labelledby", title.id);
  const list = element("dl");
  panel.figures.forEach((figure) => list.append(row(figure)));
  section.append(title, list);
  return section;
}

function showPanels(panels) {
  const root = at("panels");
  const wanted = new Set(panels.map((panel) => "p-" + panel.id));
  Array.from(root.children).forEach((child) => {
    if (!wanted.has(child.id)) {
      child.remove();
    }
  });
  panels.forEach((panel, index) => {
    let section = at("p-" + panel.id);
    if (!section || !sameFigures(section, panel)) {
      const made = panelSection(panel);
      if (section) {
        section.replaceWith(made);
      } else {
        root.insertBefore(made, root.children[index] || null);
      }
      section = made;
    }
    setText(section.firstChild, panel.title);
    panel.figures.forEach(showFigure);
  });
}

function showSeries(page) {
  const most = Math.max(1, ...page.series);
  const step = SVG_WIDTH / Math.max(1, page.series.length - 1);
  const points = page.series.map((count, i) =>
    (i * step).toFixed(1) + "," + (SVG_HEIGHT - 2 - (count / most) * (SVG_HEIGHT - 4)).toFixed(1));
  at("series").firstElementChild.setAttribute("points", points.join(" "));
  setText(at("series-text"), page.series_text);
}

/* Decisions: the list stands still while somebody reads in it. */

function item(decision) {
  const li = element("li");
  li.dataset.number = decision.number;
  const details = element("details");
  details.append(element("summary", decision.headline + " (" + decision.source + ")"));
  decision.sections.forEach((section) => {
    details.append(element("h3", section.title));
    const lines = element("ul");
    section.lines.forEach((line) => lines.append(element("li", line)));
    details.append(lines);
  });
  details.addEventListener("toggle", () => {
    if (details.open) {
      hold(true);
    }
  });
  li.append(details);
  return li;
}

function showDecisions(page) {
  const list = at("list");
  const known = new Map(Array.from(list.children).map((li) => [li.dataset.number, li]));
  const items = page.decisions.map((d) => known.get(String(d.number)) || item(d));
  const same = items.length === list.children.length
    && items.every((li, i) => li === list.children[i]);
  if (!same) {
    const focused = document.activeElement;
    list.replaceChildren(...items);
    // moving the element that has the focus takes the focus away
    if (focused && focused !== document.activeElement && list.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }
  held.shown = page.escalated;
}

function showHeld() {
  const newer = held.on && held.latest ? held.latest.escalated - held.shown : 0;
  setText(at("held"), newer > 0 ? newer.toLocaleString("en") + " newer since" : "");
}

function hold(on) {
  held.on = on;
  at("hold").setAttribute("aria-pressed", String(on));
  if (!on && held.latest) {
    showDecisions(held.latest);
  }
  showHeld();
}

/* One question at a time, and none while nobody looks. */

function show(page) {
  held.latest = page;
  document.title = page.job + ": Sluice";
  document.body.classList.toggle("troubled", page.state === "TROUBLED");
  setText(at("job"), page.job);
  setText(at("status"), page.status);
  setText(at("as-of"), page.as_of);
  at("as-of").setAttribute("datetime", page.as_of);
  showPanels(page.panels);
  showSeries(page);
  const reads = at("list").contains(document.activeElement);
  if (reads && !held.on) {
    hold(true);
  }
  if (!held.on) {
    showDecisions(page);
  }
  showHeld();
}

async function ask() {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const answer = await fetch("live.json", { cache: "no-store", signal: patience.signal });
    return answer.ok ? await answer.json() : null;
  } catch (error) {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function watch() {
  setTimeout(watch, EVERY_MS + (await look()));
}

/* Shows what there is; says how much longer than usual to wait. */
async function look() {
  if (document.hidden) {
    return 0;
  }
  const page = await ask();
  if (page) {
    show(page);
    return 0;
  }
  document.body.classList.add("troubled");
  setText(at("status"), "The command does not answer; trying again. These are the last figures.");
  return EVERY_MS;
}

at("hold").addEventListener("click", () => hold(!held.on));
watch();
