// Bundles the query page into ../static/vendor: one script, one style sheet and the licences of what is in them.
//
// YASGUI is taken from its own package and adapted here: other hosts are taken out, its words become translatable,
// and the parts we replace are not registered. Every adaptation must find its place exactly as often as it says,
// so a new version of YASGUI that changed there fails the build instead of quietly calling another host.
import { build } from "esbuild";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ADAPTATIONS, LEFT_OUT, WORDS } from "./adaptations.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const served = join(here, "..", "static", "vendor");
const out = `${served}.new`;

function adapted(text) {
  const wrong = [];
  const replace = (from, to, times = 1) => {
    const parts = text.split(from);
    if (parts.length - 1 !== times) wrong.push(`${parts.length - 1} times instead of ${times}: ${from}`);
    text = parts.join(to);
  };
  const cut = text.replace(LEFT_OUT, "prefixes_default = {}");
  if (cut === text) wrong.push(`not found: ${LEFT_OUT}`);
  text = cut;
  for (const [from, to, times] of ADAPTATIONS) replace(from, to, times);
  for (const [word, times] of WORDS) replace(JSON.stringify(word), `__t(${JSON.stringify(word)})`, times);
  if (wrong.length) throw new Error(`YASGUI is not as expected; look at adaptations.mjs:\n${wrong.join("\n")}`);
  return text;
}

const yasgui = {
  name: "yasgui",
  setup(bundler) {
    bundler.onLoad({ filter: /yasgui\.esm\.js$/ }, ({ path }) => ({ contents: adapted(readFileSync(path, "utf8")), loader: "js" }));
  },
};

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

function licences(folder, found = new Map()) {
  for (const name of readdirSync(folder).sort()) {
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    if (name.startsWith("@") && !existsSync(join(path, "package.json"))) {
      licences(path, found);
      continue;
    }
    if (!existsSync(join(path, "package.json"))) continue;
    const about = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const file = readdirSync(path).find((one) => /^(licen[cs]e|copying)/i.test(one));
    const holder = about.author?.name ?? about.author ?? about.contributors?.[0]?.name ?? "the authors";
    const own = about.license === "MIT" ? `Copyright (c) ${holder}\n\n${MIT}` : `Licence: ${about.license}`;
    const text = file ? readFileSync(join(path, file), "utf8").trim() : own;
    found.set(`${about.name} ${about.version} (${about.license ?? "see below"})`, text);
    if (existsSync(join(path, "node_modules"))) licences(join(path, "node_modules"), found);
  }
  return found;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  entryPoints: { sparql: join(here, "src", "main.js") },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "error",
  define: { "process.env.NODE_ENV": '"production"' },
  inject: [join(here, "src", "texts.js")],
  plugins: [yasgui],
}).catch((error) => {
  console.error(error.message);
  process.exit(1);
});

const built = ["@esbuild", "esbuild", "axe-core"];
const parts = [...licences(join(here, "node_modules"))].filter(([name]) => !built.some((one) => name.startsWith(one)));
const rule = "=".repeat(100);
writeFileSync(
  join(out, "LICENSES.txt"),
  `sparql.js and sparql.css hold, besides our own work (EUPL-1.2), the packages below.\n\n${parts
    .map(([name, text]) => `${rule}\n${name}\n${rule}\n\n${text}\n`)
    .join("\n")}`,
);

// Only a build that succeeded takes the place of the one before.
rmSync(served, { recursive: true, force: true });
renameSync(out, served);
