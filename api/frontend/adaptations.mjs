// What we change in YASGUI, each as [as it is, as it must be, how often it occurs].
export const ADAPTATIONS = [
  // No other host: prefixes and vocabulary are our own, there is one endpoint, and no manual elsewhere.
  ["prefixes_default)", "globalThis.gizoPrefixes)", 2],
  ["completers = [\n\tconf$3,\n\tconf$2,\n\tconf$1,\n\tconf\n]", "completers = [conf$3, conf$2]"],
  ["`${r}lov.linkeddata.es/dataset/lov/api/v2/autocomplete/terms?${o.toString()}`", '"/sparql/termen"'],
  ['endpoint: "https://dbpedia.org/sparql",', 'endpoint: "/sparql",'],
  ['getData: () => [{ endpoint: "https://dbpedia.org/sparql" }, { endpoint: "https://query.wikidata.org/bigdata/namespace/wdq/sparql" }]', "getData: () => []"],
  ["this.initEndpointSelectField(), ", ""],
  ["this.initTabSettingsMenu(), ", ""],
  ['this.documentationLink.href = "https://docs.triply.cc/yasgui/"', 'this.documentationLink.href = "#"'],
  ['this.helpReference = "https://docs.triply.cc/yasgui/#response"', "this.helpReference = undefined"],
  // We draw table, yes or no, and errors ourselves.
  ['Yasr.registerPlugin("table", Table), Yasr.registerPlugin("boolean", Boolean$1), ', ""],
  [', Yasr.registerPlugin("error", Error$1)', ""],
  // An empty answer is an answer too.
  ["e.content ? this.setResponse(e)", "e.content !== undefined ? this.setResponse(e)"],
  // A style attribute in markup is what our content security policy refuses.
  ["<strong style='text-decoration:underline'>", "<strong>"],
  // A list of suggestions has a name, and can be scrolled with the keyboard.
  ['d.setAttribute("role", "listbox"),', 'd.setAttribute("role", "listbox"), d.setAttribute("aria-label", __t("suggestions")), d.tabIndex = 0,'],
  // Sentences with something in the middle.
  ['`${t.length} result${t.length === 1 ? "" : "s"}`', '__t("{n} results", t.length)'],
  ['` in ${t} second${t === 1 ? "" : "s"}`', '__t(" in {n} seconds", t)'],
  ['e || (e = "Response")', 'e || (e = __t("Answer"))'],
  ["`Shows ${n} view`", "n"],
  [
    '`Could not render results with the ${r} plugin, the results currently are rendered with the ${n} plugin. ${this.getSelectedPlugin()?.helpReference ? "See " : ""}`',
    '__t("Not as {n}", r)',
  ],
];

// What YASGUI says, each with how often; src/texts.js holds what it becomes.
export const WORDS = [
  ["Add tab", 1],
  ["Add a new tab", 1],
  ["Close tab", 1],
  ["New Tab", 1],
  ["Rename Tab", 1],
  ["Copy Tab", 1],
  ["Close Tab", 1],
  ["Close other tabs", 1],
  ["Undo close Tab", 1],
  ["Press CTRL - <spacebar> to autocomplete", 1],
  ["Response", 1],
  ["Show all", 2],
  ["Download result", 4],
  ["This line is invalid. Expected: ", 1],
];

// A list of some three thousand prefixes of others, spam among them: ours are in kg/names.py.
export const LEFT_OUT = /madsrdf = "[\s\S]*?prefixes_default = \{[^}]*\}/;
