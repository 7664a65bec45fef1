// Completion in the editor: classes and properties of our own vocabulary, and elements of every model by name.
import { curie, written } from "./names.js";
import { page } from "./page.js";
import { __t } from "./texts.js";

const MOST = 50;
let vocabulary;

function terms() {
  vocabulary ??= fetch("/sparql/termen").then((answer) => (answer.ok ? answer.json() : []), () => []);
  return vocabulary;
}

const isName = (text) => text.length > 0 && !/^[?$"'#(){}\[\].;,^|/*+!=<>&0-9@_-]/.test(text);
const isStarted = (text) => text.includes(":") || text.startsWith("<");

// Splits what was typed in the namespace it names and the words to look for.
function wanted(text) {
  if (text.startsWith("<")) return { space: "", word: text.replace(/[<>]/g, "").toLowerCase() };
  const colon = text.indexOf(":");
  const space = colon < 0 ? "" : page.prefixes[text.slice(0, colon)] ?? "";
  return { space, word: text.slice(colon + 1).toLowerCase() };
}

function rank(term, { space, word }) {
  if (space && !term.iri.startsWith(space)) return undefined;
  const local = curie(term.iri).replace(/^[^:]*:/, "").toLowerCase();
  const label = (term.label ?? "").toLowerCase();
  if (local === word || label === word) return 0;
  if (local.startsWith(word) || label.startsWith(word)) return 1;
  if (local.includes(word) || label.includes(word)) return 2;
  return word.startsWith("http") && term.iri.toLowerCase().startsWith(word) ? 1 : undefined;
}

async function ofRole(role, text) {
  const asked = wanted(text);
  const ranked = (await terms())
    .filter((term) => term.role === role)
    .map((term) => ({ ...term, kind: __t(role), rank: rank(term, asked) }))
    .filter((term) => term.rank !== undefined);
  ranked.sort((one, other) => one.rank - other.rank || other.uses - one.uses);
  return ranked.slice(0, MOST);
}

async function elements(text, kind = "") {
  const { word, space } = wanted(text);
  if (word.length < 2) return [];
  const asked = new URLSearchParams({ q: word, limit: "30", ...(kind && { soort: kind }) });
  const answer = await fetch(`/v1/elementen?${asked}`).catch(() => undefined);
  if (!answer?.ok) return [];
  const { items } = await answer.json();
  return items
    .filter((item) => item.iri.startsWith(space))
    .map((item) => ({ iri: item.iri, label: item.label, kind: [item.model, item.parent].filter(Boolean).join(" · ") }));
}

const CLASS_AFTER = new Set(["a", "rdf:type", "rdfs:domain", "rdfs:range", "rdfs:subClassOf", "sh:targetClass", "sh:class"]);

// Gives the word at the cursor. The tokens of the editor will not do: it cuts "toewijzing" after the keyword "to".
function wordAt(yasqe) {
  const { line, ch } = yasqe.getDoc().getCursor();
  const text = yasqe.getDoc().getLine(line);
  const before = text.slice(0, ch).match(/(?:<[^<>\s]*|[\p{L}\p{N}_:\-./]*)$/u)[0];
  const after = before.startsWith("<") ? text.slice(ch).match(/^[^<>\s]*>?/)[0] : text.slice(ch).match(/^[\p{L}\p{N}_\-]*/u)[0];
  return { line, start: ch - before.length, end: ch + after.length, string: before + after };
}

function position(yasqe) {
  const word = wordAt(yasqe);
  if (!(isName(word.string) || word.string.startsWith("<"))) return "";
  const token = yasqe.getTokenAt({ line: word.line, ch: word.start + 1 });
  if (["comment", "string"].includes(token.type)) return "";
  if (token.type === "keyword" && token.end - token.start >= word.string.length) return "";
  const before = yasqe.getPreviousNonWsToken(word.line, { ...token, start: word.start });
  if (!before || /^\s*(prefix|base)\s/i.test(yasqe.getDoc().getLine(word.line))) return "";
  if (CLASS_AFTER.has(before.string)) return "class";
  return token.state.possibleCurrent.includes("a") ? "property" : "element";
}

function completer(role, auto) {
  let found = new Map();
  return {
    name: `${role}${auto ? "-auto" : ""}`,
    bulk: false,
    autoShow: auto,
    isValidCompletionPosition(yasqe) {
      return position(yasqe) === role && isStarted(wordAt(yasqe).string) === auto;
    },
    preProcessToken(yasqe, token) {
      const { string, start, end } = wordAt(yasqe);
      return { ...token, string, from: { ch: start }, to: { ch: end } };
    },
    async get(_yasqe, token) {
      const text = token.string;
      const own = role === "element" ? [] : await ofRole(role, text);
      const more = role === "property" ? [] : await elements(text, role === "class" ? "class" : "");
      found = new Map([...own, ...more].slice(0, MOST).reverse().map((term) => [term.iri, term]));
      return [...found.keys()].reverse();
    },
    postProcessSuggestion(_yasqe, _token, iri) {
      return iri;
    },
    postprocessHints(_yasqe, hints) {
      for (const hint of hints) {
        const term = found.get(hint.text);
        if (!term) continue;
        hint.text = written(term.iri);
        hint.displayText = `${curie(term.iri)} ${term.label} ${term.kind}`;
        hint.render = (element) => {
          for (const [name, text] of [["q-label", term.label], ["q-curie", curie(term.iri)], ["q-kind", term.kind]]) {
            if (!text) continue;
            const part = document.createElement("span");
            part.className = name;
            part.textContent = text;
            element.append(part, " ");
          }
        };
      }
      return hints;
    },
  };
}

// Registers our completers with the editor, instead of those that would ask another host.
export function registerCompletion(Yasqe) {
  Yasqe.Autocompleters.prefixes.persistenceId = undefined;
  for (const role of ["class", "property", "element"]) {
    Yasqe.registerAutocompleter(completer(role, true));
    Yasqe.registerAutocompleter(completer(role, false));
  }
}
