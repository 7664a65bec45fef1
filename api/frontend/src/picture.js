// The answer as a picture of nodes and links, with the same in a table below it for who cannot see or point.
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import { address, curie, model } from "./names.js";
import { ENDPOINT, make, page } from "./page.js";
import { cell, shown } from "./table.js";
import { __t } from "./texts.js";

cytoscape.use(dagre);

const MOST_LINKS = 150;
const LABELS = new Set([
  "http://www.w3.org/2000/01/rdf-schema#label",
  "http://www.w3.org/2004/02/skos/core#prefLabel",
]);
const NAMED = [/^(s|subj|subject|onderwerp|van|source|from)$/i, /^(p|pred|predicate|predicaat|relatie|verband)$/i, /^(o|obj|object|naar|target|to)$/i];
const isIri = (value) => value?.type === "uri" || value?.type === "bnode";

// Gives the links an answer holds: the triples, three columns of subject, predicate and object, or pairs of IRIs.
export function links(columns, rows) {
  if (columns.length === 3) {
    const named = columns.every((name, at) => NAMED[at].test(name));
    const like = rows.every((row) => isIri(row[columns[0]]) && row[columns[1]]?.type === "uri" && row[columns[2]]);
    if (rows.length && like && (named || rows.every((row) => isIri(row[columns[2]])))) {
      return rows.map((row) => columns.map((name) => row[name]));
    }
  }
  const iris = columns.filter((name) => rows.some((row) => isIri(row[name])) && rows.every((row) => !row[name] || isIri(row[name])));
  if (iris.length !== 2) return [];
  return rows.filter((row) => row[iris[0]] && row[iris[1]]).map((row) => [row[iris[0]], undefined, row[iris[1]]]);
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class Picture {
  priority = 5;
  label = __t("graph");

  constructor(yasr) {
    this.yasr = yasr;
  }

  getIcon() {}

  canHandleResults() {
    const rows = this.yasr.results?.getBindings();
    return Boolean(rows?.length && links(this.yasr.results.getVariables(), rows).length);
  }

  destroy() {
    this.drawn?.destroy();
    this.drawn = undefined;
  }

  async draw() {
    this.destroy();
    const all = links(this.yasr.results.getVariables(), this.yasr.results.getBindings());
    const labels = new Map();
    const drawn = [];
    for (const [subject, predicate, object] of all) {
      if (predicate && LABELS.has(predicate.value) && object.type !== "uri") keepLabel(labels, subject.value, object);
      else drawn.push([subject, predicate, object]);
    }
    const most = drawn.slice(0, MOST_LINKS);
    await fetchLabels(most, labels);
    const nodes = new Map();
    for (const [subject, , object] of most) for (const term of [subject, object]) nodes.set(key(term), node(term, labels));
    for (const [subject] of drawn.length ? [] : all) nodes.set(key(subject), node(subject, labels));
    const canvas = make("div", { class: "q-canvas", role: "img", "aria-label": __t("picture", nodes.size, most.length) });
    const act = (text, name, action) => make("button", { type: "button", class: "plain", title: name, "aria-label": name, onclick: action }, text);
    this.yasr.resultsEl.append(
      ...(drawn.length > MOST_LINKS ? [make("p", { class: "alert" }, __t("picture limit", MOST_LINKS, drawn.length))] : []),
      make(
        "div",
        { class: "q-picture" },
        make(
          "div",
          { class: "q-zoom" },
          act("+", __t("bigger"), () => this.zoom(1.3)),
          act("−", __t("smaller"), () => this.zoom(1 / 1.3)),
          act("⤢", __t("in"), () => this.drawn.fit(undefined, AROUND)),
        ),
        canvas,
      ),
      make("p", { class: "hint" }, __t("picture hint")),
      legend([...nodes.values()]),
      table(most, labels),
    );
    this.drawn = cytoscape({
      container: canvas,
      elements: [
        ...[...nodes.values()].map((data) => ({ data: sized(data), classes: data.model })),
        ...most.map(([subject, predicate, object], at) => ({
          data: { id: `e${at}`, source: key(subject), target: key(object), label: predicate ? shown(predicate) : "" },
        })),
      ],
      style: styles(),
      layout: { name: "preset" },
      minZoom: 0.05,
      maxZoom: 3,
      userZoomingEnabled: false,
    });
    arrange(this.drawn, canvas);
    this.drawn.on("tap", "node", ({ target }) => target.data("href") && location.assign(target.data("href")));
    this.drawn.on("mouseover", "node", ({ target }) => canvas.classList.toggle("q-hand", Boolean(target.data("href"))));
    this.drawn.on("mouseout", "node", () => canvas.classList.remove("q-hand"));
    canvas.gizoPicture = this.drawn;
  }

  zoom(factor) {
    const { width, height } = this.drawn.container().getBoundingClientRect();
    this.drawn.zoom({ level: this.drawn.zoom() * factor, renderedPosition: { x: width / 2, y: height / 2 } });
  }
}

const HIGHEST = 900;
const READABLE = 0.55;
const AROUND = 30;

// Lays the nodes out from top to bottom or from left to right, whichever leaves the words larger. The canvas becomes
// as high as that takes; what does not fit then is reached by dragging, because words too small to read help nobody.
function arrange(drawn, canvas) {
  const between = 40 + Math.max(...drawn.edges().map((edge) => wide(edge.data("label"), 11)), 30);
  const lay = (rankDir) => {
    drawn.layout({ name: "dagre", rankDir, nodeSep: 22, rankSep: rankDir === "TB" ? 70 : between, fit: false }).run();
    const box = drawn.elements().boundingBox();
    return { box, zoom: Math.min((canvas.clientWidth - 2 * AROUND) / box.w, (HIGHEST - 2 * AROUND) / box.h, 1.1) };
  };
  const across = lay("LR");
  let found = lay("TB");
  const down = found.zoom >= across.zoom;
  if (!down) found = lay("LR");
  drawn.edges().style({ "source-endpoint": down ? "180deg" : "90deg", "target-endpoint": down ? "0deg" : "270deg" });
  const { box } = found;
  const zoom = Math.max(found.zoom, READABLE);
  canvas.style.height = `${Math.max(220, Math.min(HIGHEST, box.h * zoom + 2 * AROUND))}px`;
  drawn.resize();
  const hub = drawn.nodes().max((node) => node.degree()).ele.position();
  const shift = (room, start, size, at) => {
    if (size * zoom <= room) return (room - size * zoom) / 2 - start * zoom;
    return Math.max(room - AROUND - (start + size) * zoom, Math.min(AROUND - start * zoom, room / 2 - at * zoom));
  };
  const pan = { x: shift(canvas.clientWidth, box.x1, box.w, hub.x), y: shift(canvas.clientHeight, box.y1, box.h, hub.y) };
  drawn.viewport({ zoom, pan });
}

// Measures words, so that boxes and gaps fit them.
const pen = document.createElement("canvas").getContext("2d");
function wide(text, size) {
  pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return Math.ceil(pen.measureText(text).width);
}

function sized(data) {
  const lines = data.label.split("\n");
  return { ...data, width: Math.max(...lines.map((line) => wide(line, 13))) + 20, height: 17 * lines.length + 14 };
}

const key = (term) => (isIri(term) ? term.value : `${term.value}@${term["xml:lang"] ?? ""}^${term.datatype ?? ""}`);

function keepLabel(labels, iri, literal) {
  const known = labels.get(iri);
  if (!known || literal["xml:lang"] === page.language) labels.set(iri, literal.value);
}

async function fetchLabels(drawn, labels) {
  const iris = new Set(drawn.flatMap(([subject, , object]) => [subject, object]).filter((term) => term.type === "uri").map((term) => term.value));
  const missing = [...iris].filter((iri) => !labels.has(iri) && address(iri).startsWith("/") && !/[<>"{}|\\^`\s]/.test(iri));
  if (!missing.length) return;
  const query = `SELECT ?e ?label WHERE { VALUES ?e { ${missing.map((iri) => `<${iri}>`).join(" ")} }
    ?e <http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#prefLabel> ?label }`;
  const answer = await fetch(ENDPOINT, {
    method: "POST",
    headers: { Accept: "application/sparql-results+json" },
    body: new URLSearchParams({ query }),
  }).catch(() => undefined);
  if (!answer?.ok) return;
  for (const { e, label } of (await answer.json()).results.bindings) keepLabel(labels, e.value, label);
}

const LONGEST = 42;
const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

function node(term, labels) {
  if (!isIri(term)) return { id: key(term), label: cut(term.value), model: "waarde" };
  const short = term.type === "bnode" ? `_:${term.value}` : curie(term.value);
  const label = labels.get(term.value);
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-/.test(short);
  const local = short.slice(short.indexOf(":") + 1);
  const text = !label ? short : uuid ? label : label === local ? short : `${label}\n${short}`;
  return { id: key(term), label: text.split("\n").map(cut).join("\n"), model: model(term.value), href: address(term.value) };
}

const COLOURS = {
  gizo: "--colour-brand",
  ggm: "--colour-ggm",
  zib: "--colour-zib",
  brp: "--colour-brp",
  berichten: "--colour-messages",
  overig: "--colour-muted",
};
const CALLED = { gizo: "GIZO", ggm: "GGM", zib: "zib", brp: "BRP", berichten: __t("messages"), overig: __t("other"), waarde: __t("literal") };

function styles() {
  const font = getComputedStyle(document.body).fontFamily;
  return [
    {
      selector: "node",
      style: {
        label: "data(label)",
        shape: "round-rectangle",
        width: "data(width)",
        height: "data(height)",
        "font-family": font,
        "font-size": 13,
        "text-wrap": "wrap",
        "text-max-width": 1000,
        "line-height": 1.25,
        "text-valign": "center",
        "text-halign": "center",
        color: "#ffffff",
        "background-color": colour("--colour-muted"),
      },
    },
    ...Object.entries(COLOURS).map(([name, from]) => ({ selector: `node.${name}`, style: { "background-color": colour(from) } })),
    {
      selector: "node.waarde",
      style: {
        color: colour("--colour-ink"),
        "background-color": colour("--colour-soft"),
        "border-width": 1,
        "border-color": colour("--colour-field-line"),
      },
    },
    {
      selector: "edge",
      style: {
        label: "data(label)",
        "font-family": font,
        "font-size": 11,
        color: colour("--colour-muted"),
        "text-background-color": colour("--colour-paper"),
        "text-background-opacity": 0.9,
        "text-background-padding": "2px",
        width: 1.4,
        "line-color": colour("--colour-field-line"),
        "target-arrow-color": colour("--colour-field-line"),
        "target-arrow-shape": "triangle",
        "curve-style": "bezier",
      },
    },
  ];
}

function legend(nodes) {
  const present = Object.keys(CALLED).filter((name) => nodes.some((node) => node.model === name));
  return make(
    "ul",
    { class: "q-legend", "aria-label": __t("legend") },
    ...present.map((name) => make("li", {}, make("span", { class: `q-swatch q-${name}`, "aria-hidden": "true" }), CALLED[name])),
  );
}

function table(drawn, labels) {
  const named = (term) => {
    const made = make("td", {}, cell(term));
    const label = isIri(term) && labels.get(term.value);
    if (label) made.append(" ", make("span", { class: "q-kind" }, label));
    return made;
  };
  const heads = ["subject", "predicate", "object"].map((name) => make("th", { scope: "col" }, __t(name)));
  const body = drawn.map(([subject, predicate, object]) =>
    make("tr", {}, named(subject), make("td", {}, predicate ? cell(predicate) : ""), named(object)),
  );
  return make(
    "details",
    { class: "q-same" },
    make("summary", {}, __t("same")),
    make(
      "div",
      { class: "scroll q-table", role: "region", "aria-label": __t("same"), tabindex: "0" },
      make("table", { class: "data" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...body)),
    ),
  );
}
