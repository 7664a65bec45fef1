// The question catalogue beside the editor: found by its words, filled in by the server, run without a new page.
import { problemIn } from "./faults.js";
import { make } from "./page.js";
import { __t } from "./texts.js";

// Makes the list searchable and its forms and links fill the editor; `open(name, title, query, address)` shows one.
export function catalogue(open) {
  const root = document.querySelector(".catalogue");
  if (!root) return;
  search(root);
  for (const form of root.querySelectorAll("form.fill")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      chosen(form, new URLSearchParams(new FormData(form)), open);
    });
  }
  for (const link of root.querySelectorAll(".examples a")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      chosen(link, new URL(link.href).searchParams, open);
    });
  }
}

async function chosen(from, parameters, open) {
  for (const old of from.querySelectorAll(".fault")) old.remove();
  for (const field of from.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
  }
  const item = from.closest("li");
  const answer = await fetch(`/sparql?${parameters}`, { headers: { Accept: "application/sparql-query" } }).catch(() => undefined);
  if (!answer) return wrong(from, "", __t("away"));
  const text = await answer.text();
  if (answer.ok) return open(item.dataset.name, item.dataset.title, text, `/sparql?${parameters}`);
  const problem = problemIn(text);
  if (!problem.errors.length) return wrong(from, "", problem.detail);
  for (const error of problem.errors) wrong(from, error.location?.name ?? "", error.detail);
  from.querySelector("[aria-invalid]")?.focus();
}

function wrong(form, name, detail) {
  const field = name && form.querySelector(`[name="${CSS.escape(name)}"]`);
  const told = make("p", { class: "fault", role: "alert" }, detail);
  if (!field) return form.after(told);
  told.id = `${field.id}-fout`;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [field.dataset.hint, told.id].filter(Boolean).join(" "));
  field.after(told);
}

function search(root) {
  const box = root.querySelector(".catalogue-search");
  const none = make("p", { class: "muted", hidden: true, role: "status" }, __t("none"));
  const groups = [...root.querySelectorAll("details.group")];
  const opened = groups.map((group) => group.open);
  box.hidden = false;
  box.after(none);
  box.querySelector("input").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    const seen = new Set();
    groups.forEach((group, number) => {
      let shown = 0;
      for (const item of group.querySelectorAll("li")) {
        const holds = words.every((word) => item.dataset.words.includes(word));
        item.hidden = !holds || (words.length > 0 && seen.has(item.dataset.name));
        if (holds) seen.add(item.dataset.name);
        if (!item.hidden) shown += 1;
      }
      group.hidden = shown === 0;
      group.open = words.length > 0 || opened[number];
    });
    none.hidden = seen.size > 0;
  });
}
