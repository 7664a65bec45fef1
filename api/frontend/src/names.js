// Names and addresses of things, as kg/names.py and api/urls.py make them.
import { page } from "./page.js";

const byLength = Object.entries(page.prefixes).sort((one, other) => other[1].length - one[1].length);
const taal = page.language === "nl" ? "" : `?taal=${page.language}`;

// Gives the CURIE of an IRI, or the IRI itself.
export function curie(iri) {
  const found = byLength.find(([, uri]) => iri.startsWith(uri) && iri.length > uri.length);
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

const quoted = (path) => path.replace(/[^A-Za-z0-9/:@!$&'()*+,;=~\-._%]/gu, encodeURIComponent);

// Gives the address of our page about a thing, the IRI itself when it is a web address, or nothing.
export function address(iri) {
  if (iri.startsWith("urn:uuid:")) return `/doc/ggm/${iri.slice(9)}${taal}`;
  if (iri.startsWith(page.id)) return `/doc/${quoted(iri.slice(page.id.length))}${taal}`;
  if (iri.startsWith(page.base)) return `/doc/${quoted(iri.slice(page.base.length))}${taal}`;
  return /^https?:/.test(iri) ? iri : "";
}

export const isOurs = (iri) => iri.startsWith(page.base) || iri.startsWith("urn:uuid:");

const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;

// Gives an IRI as it is written in a query: prefixed when the local name needs no escaping.
export function written(iri) {
  const short = curie(iri);
  const local = short.slice(short.indexOf(":") + 1);
  return short !== iri && PLAIN.test(local) ? short : `<${iri}>`;
}

const MODELS = { gizo: "gizo", v: "gizo", ggm: "ggm", eaid: "ggm", "NL-CM": "zib", brp: "brp", ijw: "berichten", iwmo: "berichten", ieb: "berichten" };

// Gives the model an IRI belongs to: gizo, ggm, zib, brp, berichten, or overig.
export function model(iri) {
  const short = curie(iri);
  return (short !== iri && MODELS[short.slice(0, short.indexOf(":"))]) || "overig";
}
