// Every word of the query page that a script writes, in Dutch and English; the language is that of the page.
// The build puts `__t` in the place of YASGUI's own words; their key is the English text.
const TEXTS = {
  "Add tab": ["Tabblad erbij"],
  "Add a new tab": ["Tabblad erbij"],
  "Close tab": ["Sluit tabblad"],
  "New Tab": ["Nieuw tabblad", "New tab"],
  "Rename Tab": ["Geef andere naam", "Rename tab"],
  "Copy Tab": ["Kopieer tabblad", "Copy tab"],
  "Close Tab": ["Sluit tabblad", "Close tab"],
  "Close other tabs": ["Sluit andere tabbladen"],
  "Undo close Tab": ["Open het laatst gesloten tabblad", "Reopen the last closed tab"],
  "Press CTRL - <spacebar> to autocomplete": ["Ctrl-spatie vult aan", "Ctrl-space completes"],
  Response: ["Onbewerkt", "Raw"],
  "Show all": ["Toon alles"],
  "Download result": ["Download"],
  "This line is invalid. Expected: ": ["Deze regel klopt niet. Verwacht: "],
  "{n} results": ["{n} resultaten"],
  "1 results": ["1 resultaat", "1 result"],
  " in {n} seconds": [" in {n} s", " in {n} s"],
  Answer: ["Antwoord"],
  "Not as {n}": [
    "Dit antwoord past niet in de weergave ‘{n}’ en staat daarom in een andere.",
    "This answer does not fit the view ‘{n}’, so it is shown in another.",
  ],
  dataset: ["Alleen uit:", "Only from:"],
  suggestions: ["Aanvullingen", "Suggestions"],
  tabs: ["Vragen in bewerking", "Queries at hand"],
  tabhint: ["Delete sluit dit tabblad", "Delete closes this tab"],
  tabname: ["Vraag", "Query"],
  editor: ["SPARQL-vraag", "SPARQL query"],
  editorhint: [
    "Ctrl-Enter voert uit, Ctrl-spatie vult aan, Esc en dan Tab verlaat het invoerveld.",
    "Ctrl-Enter runs, Ctrl-space completes, Esc and then Tab leaves the field.",
  ],
  run: ["Voer uit", "Run"],
  stop: ["Stop", "Stop"],
  running: ["De vraag loopt…", "The query runs…"],
  stopped: ["De vraag is gestopt.", "The query was stopped."],
  share: ["Deel", "Share"],
  sharetitle: ["Deel deze vraag", "Share this query"],
  sharelink: ["Link die de vraag toont en uitvoert", "Link that shows and runs the query"],
  sharecurl: ["Hetzelfde op de opdrachtregel", "The same on the command line"],
  copy: ["Kopieer", "Copy"],
  copied: ["Gekopieerd", "Copied"],
  close: ["Sluit", "Close"],
  views: ["Weergave van het antwoord", "View of the answer"],
  results: ["Antwoord", "Answer"],
  download: ["Download als", "Download as"],
  table: ["Tabel", "Table"],
  graph: ["Plaat", "Picture"],
  filter: ["Filter de rijen", "Filter the rows"],
  rows: ["{n} rijen", "{n} rows"],
  "rows of": ["{n} van {m} rijen", "{n} of {m} rows"],
  empty: ["Geen enkele rij voldoet.", "No row matches."],
  previous: ["Vorige", "Previous"],
  next: ["Volgende", "Next"],
  page: ["Rij {n} tot en met {m}", "Rows {n} to {m}"],
  sort: ["Sorteer op {n}", "Sort by {n}"],
  yes: ["Ja", "Yes"],
  no: ["Nee", "No"],
  truncated: [
    "Dit zijn alleen de eerste {n}; het antwoord is langer. Vraag minder, of gebruik LIMIT en OFFSET.",
    "These are only the first {n}; the answer is longer. Ask for less, or use LIMIT and OFFSET.",
  ],
  fault: ["De vraag kon niet worden uitgevoerd", "The query could not be run"],
  away: [
    "De server antwoordt niet. Controleer de verbinding en probeer het opnieuw.",
    "The server does not answer. Check the connection and try again.",
  ],
  goto: ["Naar regel {n}, kolom {m}", "Go to line {n}, column {m}"],
  picture: [
    "Plaat van {n} knopen en {m} verbanden. De tabel eronder zegt hetzelfde.",
    "Picture of {n} nodes and {m} links. The table below says the same.",
  ],
  "picture limit": [
    "De plaat toont de eerste {n} van {m} verbanden; de weergave Tabel toont alles.",
    "The picture shows the first {n} of {m} links; the view Table shows all.",
  ],
  "picture hint": [
    "Kies een knoop om haar pagina te openen; sleep om te verschuiven.",
    "Choose a node to open its page; drag to move.",
  ],
  legend: ["Kleuren", "Colours"],
  literal: ["waarde", "value"],
  other: ["overig", "other"],
  messages: ["berichten", "messages"],
  in: ["Passend maken", "Fit"],
  bigger: ["Groter", "Zoom in"],
  smaller: ["Kleiner", "Zoom out"],
  same: ["Hetzelfde in een tabel", "The same in a table"],
  subject: ["Van", "From"],
  predicate: ["Verband", "Link"],
  object: ["Naar", "To"],
  class: ["klasse", "class"],
  property: ["eigenschap", "property"],
  none: ["Geen vraag gevonden met deze woorden.", "No question found with these words."],
};

const column = document.documentElement.lang === "en" ? 1 : 0;

export function __t(key, n, m) {
  const special = n === 1 && TEXTS[key.replace("{n}", "1")];
  const texts = special || TEXTS[key];
  const text = texts[column] ?? key;
  return text.replace("{n}", number(n)).replace("{m}", number(m));
}

function number(value) {
  return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : value ?? "";
}
