// Bundles what the pages need in the browser into ../static/vendor: the style sheet and the script of every page, those
// of the query page, and the licences of what is in them.
//
// YASGUI is taken from its own package and adapted here: other hosts are taken out, its words become translatable,
// and the parts we replace are not registered. Every adaptation must find its place exactly as often as it says,
// so a new version of YASGUI that changed there fails the build instead of quietly calling another host.
import { build } from "esbuild";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ADAPTATIONS, LEFT_OUT, WORDS } from "./adaptations.mjs";
import { licences } from "./licences.mjs";
import { siteStyles } from "./site.mjs";

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

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const shared = {
  bundle: true,
  minify: true,
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "error",
};
try {
  await build({
    ...shared,
    entryPoints: { sparql: join(here, "src", "main.js") },
    outdir: out,
    format: "iife",
    define: { "process.env.NODE_ENV": '"production"' },
    inject: [join(here, "src", "texts.js")],
    plugins: [yasgui],
  });
  await build({ ...shared, entryPoints: { site: join(here, "src", "site.js") }, outdir: out, format: "iife" });
  writeFileSync(join(out, "site.css"), await siteStyles({ ...shared, target: ["chrome111", "firefox113", "safari16.4"] }));
  writeFileSync(join(out, "LICENSES.txt"), licences(join(here, "node_modules")));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

// Only a build that succeeded takes the place of the one before.
rmSync(served, { recursive: true, force: true });
renameSync(out, served);
