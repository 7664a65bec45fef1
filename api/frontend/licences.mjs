// Writes the licences of the packages in what we bundle: each text once, below the names of those it holds for.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Tools: nothing of them is in a bundle.
const TOOLS = ["@esbuild", "esbuild", "axe-core"];
const LINE = "=".repeat(100);
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

function read(folder, found = new Map()) {
  for (const name of readdirSync(folder).sort()) {
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    if (name.startsWith("@") && !existsSync(join(path, "package.json"))) {
      read(path, found);
      continue;
    }
    if (!existsSync(join(path, "package.json"))) continue;
    const about = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const file = readdirSync(path).find((one) => /^(licen[cs]e|copying)/i.test(one));
    const holder = about.author?.name ?? about.author ?? about.contributors?.[0]?.name ?? "the authors";
    const own = about.license === "MIT" ? `Copyright (c) ${holder}\n\n${MIT}` : `Licence: ${about.license}`;
    const text = file ? readFileSync(join(path, file), "utf8").trim() : own;
    found.set(`${about.name} ${about.version} (${about.license ?? "see below"})`, text);
    if (existsSync(join(path, "node_modules"))) read(join(path, "node_modules"), found);
  }
  return found;
}

/** Gives the text of the file with licences for the packages in a folder. */
export function licences(folder) {
  const packages = [...read(folder)].filter(([name]) => !TOOLS.some((one) => name.startsWith(one)));
  const texts = new Map();
  for (const [name, text] of packages) texts.set(text, [...(texts.get(text) ?? []), name]);
  const parts = [...texts].map(([text, names]) => `${LINE}\n${names.join("\n")}\n${LINE}\n\n${text}\n`);
  return `The files in this folder hold, besides our own work (EUPL-1.2), the packages below.\n\n${parts.join("\n")}`;
}
