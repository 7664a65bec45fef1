// What stands around the editor of a tab: run and stop, share, downloads, and what must be told of the answer.
import { unmarked } from "./faults.js";
import { curie } from "./names.js";
import { make, page, parameters, shared } from "./page.js";
import { __t } from "./texts.js";

// Dresses a tab once: its editor, its bar of actions, its views.
export function dress(tab) {
  if (tab.gizoBar) return;
  const editor = tab.getYasqe();
  const yasr = tab.getYasr();
  yasr.gizoEditor = editor;
  tab.gizoRun = make("button", { type: "button", class: "run", onclick: () => runOrStop(tab) }, __t("run"));
  tab.gizoTold = make("p", { class: "q-told", role: "status" });
  tab.gizoMore = make("div", { class: "q-more" });
  tab.gizoBar = make(
    "div",
    { class: "q-bar" },
    tab.gizoRun,
    make("button", { type: "button", class: "plain", onclick: () => share(tab) }, __t("share")),
    tab.gizoTold,
    make("p", { class: "hint", id: `hint-${tab.getId()}` }, __t("editorhint")),
  );
  editor.rootEl.after(tab.gizoBar);
  const field = editor.getInputField();
  field.setAttribute("aria-label", __t("editor"));
  field.setAttribute("aria-describedby", `hint-${tab.getId()}`);
  reachable(editor.getWrapperElement(), __t("editor"));
  editor.on("change", () => unmarked(editor));
  yasr.rootEl.querySelector(".yasr_downloadIcon")?.remove();
  yasr.rootEl.querySelector(".yasr_external_ref_btn")?.remove();
  yasr.pluginControls.removeAttribute("aria-controls");
  yasr.pluginControls.removeAttribute("id");
  const views = yasr.rootEl.querySelector(".yasr_btnGroup");
  views?.setAttribute("aria-label", __t("views"));
  yasr.headerEl.after(tab.gizoMore);
  yasr.on("drawn", () => told(tab));
  yasr.on("change", () => pressed(yasr));
  pressed(yasr);
  yasr.rootEl.classList.toggle("q-empty", !yasr.results);
}

function runOrStop(tab) {
  if (tab.gizoRunning) tab.getYasqe().abortQuery();
  else tab.query().catch(() => {});
}

// Shows whether the query of a tab runs.
export function running(tab, on) {
  tab.gizoRunning = on;
  if (!tab.gizoRun) return;
  tab.gizoRun.textContent = __t(on ? "stop" : "run");
  tab.gizoRun.classList.toggle("stop", on);
  tab.gizoTold.textContent = on ? __t("running") : "";
  if (on) unmarked(tab.getYasqe());
}

// A part that scrolls can be reached and scrolled with the keyboard.
function reachable(wrapper, name) {
  const scroller = wrapper.querySelector(".CodeMirror-scroll");
  for (const [attribute, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", name]]) {
    scroller.setAttribute(attribute, value);
  }
}

function pressed(yasr) {
  for (const button of yasr.rootEl.querySelectorAll(".yasr_btnGroup button")) {
    button.setAttribute("aria-pressed", button.classList.contains("selected"));
    button.disabled = button.classList.contains("disabled");
    button.removeAttribute("title");
    button.removeAttribute("aria-label");
  }
}

function told(tab) {
  const yasr = tab.getYasr();
  const results = yasr.results;
  const failed = results?.hasError();
  yasr.rootEl.classList.toggle("q-empty", !results);
  yasr.rootEl.classList.toggle("q-failed", Boolean(failed));
  pressed(yasr);
  const raw = yasr.resultsEl.querySelector(".CodeMirror");
  if (raw) {
    reachable(raw, __t("results"));
    raw.querySelector("textarea").setAttribute("aria-label", __t("results"));
  }
  tab.gizoMore.replaceChildren();
  if (!results || failed) return;
  const header = (name) => results.res?.headers?.get(name);
  if (header("Result-Truncated") === "true") {
    tab.gizoMore.append(make("p", { class: "alert", role: "status" }, __t("truncated", Number(header("Result-Count") ?? page.rowLimit))));
  }
  const dataset = tab.getRequestConfig().args ?? [];
  if (dataset.length) {
    tab.gizoMore.append(make("p", { class: "hint" }, `${__t("dataset")} ${dataset.map(({ value }) => curie(value)).join(", ")}`));
  }
  tab.gizoMore.append(downloads(tab, results.getType() === "ttl" ? page.formats.triples : page.formats.rows));
}

function downloads(tab, formats) {
  const asked = parameters(tab.gizoAsked ?? tab.getQuery(), tab.getRequestConfig().args);
  const link = (name) => {
    const href = `/sparql?${asked}&formaat=${name}`;
    return make("li", {}, make("a", { href, download: `antwoord.${name === "rdfxml" ? "rdf" : name}`, onclick: (event) => long(event, asked, name) }, name));
  };
  return make("div", { class: "q-download" }, make("span", {}, __t("download")), make("ul", {}, ...formats.map(link)));
}

const LONGEST = 8000;

// A query too long for an address is sent as a form.
async function long(event, asked, name) {
  const link = event.currentTarget;
  if (link.href.length < LONGEST) return;
  event.preventDefault();
  const answer = await fetch(`/sparql?formaat=${name}`, { method: "POST", body: asked, headers: { Accept: "*/*" } });
  if (!answer.ok) return;
  const made = make("a", { href: URL.createObjectURL(await answer.blob()), download: link.download });
  made.click();
  setTimeout(() => URL.revokeObjectURL(made.href), 10_000);
}

function share(tab) {
  const { args } = tab.getRequestConfig();
  const address = new URL(shared(tab.getQuery(), args), location.origin).href;
  const data = [...parameters(tab.getQuery(), args)].map(([name, value]) => `--data-urlencode '${name}=${value.replaceAll("'", "'\\''")}'`);
  const curl = `curl ${data.join(" ")} ${new URL("/sparql", location.origin)}`;
  const dialog = make(
    "dialog",
    { class: "q-share", "aria-labelledby": "deel-titel" },
    make("h2", { id: "deel-titel" }, __t("sharetitle")),
    copied("deel-link", __t("sharelink"), make("input", { id: "deel-link", readonly: true, value: address })),
    copied("deel-curl", __t("sharecurl"), make("textarea", { id: "deel-curl", readonly: true, rows: "4" }, curl)),
    make("form", { method: "dialog" }, make("button", { class: "plain" }, __t("close"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("input").select();
}

function copied(id, text, field) {
  const button = make("button", { type: "button", class: "plain" }, __t("copy"));
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    button.textContent = __t("copied");
  });
  return make("div", { class: "field" }, make("label", { for: id }, text), field, button);
}
