// The query page in a browser with JavaScript: puts YASGUI in the place of the plain form and table.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import { dress, running } from "./bench.js";
import "./editor.css";
import { catalogue } from "./examples.js";
import { alerted, Fault } from "./faults.js";
import { datasetIn, ENDPOINT, make, page, shared } from "./page.js";
import { Picture } from "./picture.js";
import { Table, YesOrNo } from "./table.js";
import { registerCompletion } from "./terms.js";
import { __t } from "./texts.js";

const wide = matchMedia("(min-width: 64rem)");
const STORED = "gizo-sparql";
// cytoscape adds a <style> of its own unless this is there; editor.css says the same.
document.head.append(make("meta", { id: "__________cytoscape_stylesheet" }));

for (const [name, plugin] of [["table", Table], ["graaf", Picture], ["boolean", YesOrNo], ["error", Fault]]) {
  Yasgui.Yasr.registerPlugin(name, plugin);
}
Yasgui.Yasr.defaults.pluginOrder = ["table", "graaf", "response"];
registerCompletion(Yasgui.Yasqe);

// A whole answer on one line is more than an editor can bear.
const { draw } = Yasgui.Yasr.plugins.response.prototype;
Yasgui.Yasr.plugins.response.prototype.draw = function drawn(config) {
  const { results } = this.yasr;
  if (results.getType() === "json" && !results.gizoLines) {
    results.gizoLines = JSON.stringify(JSON.parse(results.getOriginalResponseAsString()), undefined, 2);
    results.getOriginalResponseAsString = () => results.gizoLines;
  }
  return draw.call(this, config);
};

const show = Yasgui.Tab.prototype.show;
Yasgui.Tab.prototype.show = function shown() {
  show.call(this);
  dress(this);
};

const plain = document.getElementById("gewoon");
const asked = plain.querySelector("textarea").value;
const place = document.getElementById("yasgui");
place.hidden = false;

const yasgui = new Yasgui(place, {
  autofocus: false,
  persistenceId: STORED,
  tabName: __t("tabname"),
  populateFromUrl: false,
  copyEndpointOnNewTab: false,
  requestConfig: {
    endpoint: ENDPOINT,
    method: "POST",
    queryArgument: "query",
    acceptHeaderGraph: "text/turtle",
    acceptHeaderSelect: "application/sparql-results+json",
  },
  yasqe: { value: page.start, showQueryButton: false, collapsePrefixesOnLoad: true, editorHeight: "19rem", lineWrapping: true },
  yasr: { prefixes: page.prefixes, maxPersistentResponseSize: -1 },
});

function current() {
  return yasgui.getTab();
}

// Opens a query in a tab: one that holds it already, the present one when nobody touched it, or a new one.
function open(query, name, dataset = []) {
  const same = (id) => {
    const { yasqe, requestConfig } = yasgui.persistentConfig.getTab(id);
    return yasqe.value.trim() === query.trim() && JSON.stringify(requestConfig.args ?? []) === JSON.stringify(dataset);
  };
  const known = yasgui.persistentConfig.getTabs().find(same);
  if (known) {
    yasgui.selectTabId(known);
    return yasgui.getTab(known);
  }
  const tab = current();
  const untouched = tab && [page.start.trim(), tab.gizoFilled?.trim()].includes(tab.getQuery().trim());
  if (!untouched) {
    return yasgui.addTab(true, { name: yasgui.createTabName(name), yasqe: { value: query }, requestConfig: { args: dataset } });
  }
  tab.setQuery(query);
  tab.setRequestConfig({ args: dataset });
  tab.getYasqe().collapsePrefixes(true);
  if (name) tab.setName(name);
  return tab;
}

function run(tab, address) {
  tab.gizoAddress = address;
  return tab.query().catch(() => {});
}

yasgui.on("query", (_yasgui, tab) => {
  tab.gizoAsked = tab.getQuery();
  const address = tab.gizoFilled === tab.gizoAsked && tab.gizoAddress ? tab.gizoAddress : shared(tab.gizoAsked, tab.getRequestConfig().args);
  history.replaceState(null, "", address);
  running(tab, true);
});
yasgui.on("queryResponse", (_yasgui, tab) => running(tab, false));
yasgui.on("queryAbort", (_yasgui, tab) => running(tab, false));
yasgui.on("tabSelect", () => tabs());
yasgui.on("tabAdd", () => queueMicrotask(tabs));
yasgui.on("tabClose", () =>
  queueMicrotask(() => {
    if (!yasgui.persistentConfig.getTabs().length) yasgui.addTab(true);
    tabs();
  }),
);

// The list of tabs holds a button too, which a tablist may not: the role goes to an element that owns the tabs only.
const list = yasgui.rootEl.querySelector(".tabsList");
const owner = make("div", { role: "tablist", "aria-label": __t("tabs") });
list.removeAttribute("role");
list.before(owner);

function tabs() {
  const ids = [...list.querySelectorAll('[role="tab"]')].map((tab) => {
    tab.title = __t("tabhint");
    return tab.id;
  });
  owner.setAttribute("aria-owns", ids.join(" "));
  for (const tab of list.querySelectorAll('[role="tab"]')) {
    const panel = tab.getAttribute("aria-controls");
    if (!document.getElementById(panel)) tab.removeAttribute("aria-controls");
  }
  for (const field of list.querySelectorAll("input")) field.setAttribute("aria-label", __t("Rename Tab"));
}

function behindHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  const query = given.get("query");
  if (query) run(open(query, undefined, datasetIn(given)));
  return Boolean(query);
}

catalogue((_name, title, query, address) => {
  const tab = open(query, title);
  tab.gizoFilled = query;
  run(tab, address);
  place.scrollIntoView({ block: wide.matches ? "nearest" : "start" });
});

plain.remove();
const picked = document.querySelector("details.group[open] [data-picked]");
if (picked && wide.matches) {
  const box = picked.closest(".catalogue");
  box.scrollTop = picked.getBoundingClientRect().top - box.getBoundingClientRect().top - 120;
}
const taken = location.pathname + location.search;
if (!behindHash()) {
  if (page.problem) {
    const tab = open(asked);
    const place = page.problem.errors?.[0]?.location;
    tab.gizoMore.append(alerted({ detail: page.problem.detail, line: place?.line, column: place?.column }, tab.getYasqe()));
    tab.getYasr().rootEl.classList.replace("q-empty", "q-failed");
  } else if (page.run) {
    const title = document.querySelector(".catalogue [data-picked]")?.dataset.title;
    const tab = open(asked, title, datasetIn(new URLSearchParams(location.search)));
    tab.gizoFilled = asked;
    run(tab, taken);
  }
}
tabs();
addEventListener("hashchange", behindHash);
