// Makes the style sheet of every page: NL Design System components and the tokens they ask for, without what is not used.
//
// The components come whole, for every use one can think of; the pages use a part. A rule stays when our templates name
// each class in it, a design token when a rule that stays asks for it. So a class that a template starts to use is there
// at the next build, and nothing is listed by hand.
import { build } from "esbuild";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const templates = join(here, "..", "templates");
const THEME = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css";
const CLASS = /\b(?:nl|utrecht)-[\w-]+/g;
// States that no element of ours gets: a page without a script disables and presses nothing.
const NEVER = /:disabled|aria-disabled|aria-pressed|:read-only|placeholder-shown|autocomplete|input\[type=(?:button|reset|submit)|alternate-row-color/;
const ASKED = /var\(\s*(--[\w-]+)/g;

/** Gives the classes of components that the pages use, and the theme. */
function used() {
  const files = readdirSync(templates).filter((name) => name.endsWith(".html"));
  const found = files.flatMap((name) => readFileSync(join(templates, name), "utf8").match(CLASS) ?? []);
  return new Set(found);
}

/** Splits a style sheet in rules: [what stands before the brace, what stands between the braces]. */
function rules(css) {
  const found = [];
  for (let at = 0, start = 0, depth = 0, open = 0, quote = ""; at < css.length; at++) {
    const sign = css[at];
    if (sign === "\\") at++;
    else if (quote) quote = sign === quote ? "" : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === ";" && depth === 0) start = at + 1; // an @charset or an empty @layer
    else if (sign === "{" && depth++ === 0) open = at;
    else if (sign === "}" && --depth === 0) {
      found.push([css.slice(start, open), css.slice(open + 1, at)]);
      start = at + 1;
    }
  }
  return found;
}

/** Splits a list of selectors at the commas that stand in no brackets. */
function selectors(list) {
  const found = [""];
  let depth = 0;
  for (const sign of list) {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (sign === "," && depth === 0) found.push("");
    else found[found.length - 1] += sign;
  }
  return found;
}

/** Says whether a selector can match: every class of a component that it needs is one that the pages use. */
function matches(selector, classes) {
  let needed = selector;
  for (let before = ""; before !== needed; ) {
    before = needed;
    needed = needed.replace(/:(?:not|has)\([^()]*(?:\([^()]*\)[^()]*)*\)/g, "");
  }
  return !NEVER.test(needed) && (needed.match(CLASS) ?? []).every((name) => classes.has(name));
}

function purged(css, classes) {
  return rules(css)
    .map(([before, inside]) => {
      if (before.startsWith("@font-face") || before.startsWith("@keyframes")) return `${before}{${inside}}`;
      if (before.startsWith("@")) {
        const kept = purged(inside, classes);
        return kept && `${before}{${kept}}`;
      }
      const kept = selectors(before).filter((selector) => matches(selector, classes));
      return kept.length ? `${kept.join(",")}{${inside}}` : "";
    })
    .join("");
}

/** Gives the tokens of the theme that a style sheet asks for, and those that these ask for. */
function tokens(css) {
  const theme = readFileSync(createRequire(import.meta.url).resolve(THEME), "utf8");
  const all = new Map([...theme.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map(([, name, value]) => [name, value]));
  const asked = (text) => [...text.matchAll(ASKED)].map(([, name]) => name);
  const kept = new Set();
  for (const queue = asked(css); queue.length; ) {
    const name = queue.pop();
    if (kept.has(name) || !all.has(name)) continue;
    kept.add(name);
    queue.push(...asked(all.get(name)));
  }
  if (!kept.size) throw new Error(`no design token was found in ${THEME}`);
  return [...all].filter(([name]) => kept.has(name)).map(([name, value]) => `${name}:${value}`).join(";");
}

/** Gives the style sheet of every page. */
export async function siteStyles(options) {
  const made = await build({ ...options, entryPoints: [join(here, "src", "site.css")], write: false });
  const components = purged(made.outputFiles[0].text.replace(/^@charset[^;]*;/, ""), used());
  return `@charset "UTF-8";@layer nlds{.voorbeeld-theme{${tokens(components)}}}${components}\n`;
}
