// What the server tells the script: language, prefixes, limits, and whether a query was asked in the address.
export const page = JSON.parse(document.getElementById("gegevens").textContent);

globalThis.gizoPrefixes = page.prefixes;

export const ENDPOINT = new URL("/sparql", location.origin).href;

// Makes an element: make("a", { href }, "text", child, …).
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

const LONGEST = 6000;

const DATASET = ["default-graph-uri", "named-graph-uri"];

// Gives the dataset that parameters of an address ask for, as YASGUI keeps it.
export const datasetIn = (parameters) =>
  [...parameters].filter(([name]) => DATASET.includes(name)).map(([name, value]) => ({ name, value }));

// Gives a query and its dataset as parameters.
export function parameters(query, dataset = []) {
  const made = new URLSearchParams({ query });
  for (const { name, value } of dataset) made.append(name, value);
  return made;
}

// The address that shows and runs a query. A long one goes behind the #, which is never sent to a server.
export function shared(query, dataset) {
  const taal = page.language === "nl" ? "" : `taal=${page.language}`;
  const asked = parameters(query, dataset).toString();
  if (asked.length > LONGEST) return `/sparql${taal && `?${taal}`}#${asked}`;
  return `/sparql?${asked}${taal && `&${taal}`}`;
}
