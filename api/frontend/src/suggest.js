// Suggests elements while someone types in a field to search with: a combobox with a list, after the WAI-ARIA pattern.
//
// Without this script the field is a field and the form a form. Every suggestion is the first of what the search page
// would show, asked with the other fields of the form, so each of them leads somewhere.
const DELAY = 150;
const MOST = 8;
const SHORTEST = 2;

let made = 0;

/** Gives an element with a class, a role and a text; text is never read as markup. */
function element(name, { className = "", role = "", text = "" } = {}) {
  const one = document.createElement(name);
  if (className) one.className = className;
  if (role) one.setAttribute("role", role);
  if (text) one.textContent = text;
  return one;
}

function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Gives where an element stands; in a message the whole path, or one Begindatum would look like the other. */
function parentOf({ id, kind, parent }) {
  return kind === "element" ? id.slice(id.indexOf(":") + 1, id.lastIndexOf("/")) : parent;
}

class Suggestions {
  constructor(field) {
    this.field = field;
    this.words = field.dataset;
    this.models = JSON.parse(this.words.models);
    this.kinds = JSON.parse(this.words.kinds);
    this.active = -1;
    this.options = [];
    const id = `suggesties-${++made}`;
    this.list = element("ul", { className: "suggestions", role: "listbox" });
    this.list.id = id;
    this.list.hidden = true;
    this.list.setAttribute("aria-label", this.words.list);
    this.said = element("div", { className: "visually-hidden", role: "status" });
    field.after(this.list, this.said);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", id],
      ["autocomplete", "off"],
    ]) {
      field.setAttribute(name, value);
    }
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    field.form?.addEventListener("submit", () => this.close());
    // The field keeps the focus while an option is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.options.indexOf(option));
    });
  }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.field.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(), DELAY);
  }

  /** Gives the address of what the form asks for: the filters in it count as well. */
  address() {
    const asked = new URLSearchParams();
    const given = this.field.form ? new FormData(this.field.form) : [[this.field.name, this.field.value]];
    for (const [name, value] of given) if (typeof value === "string" && value) asked.append(name, value);
    asked.delete("sort");
    asked.set("limit", String(MOST));
    return `${this.words.suggest}?${asked}`;
  }

  async ask() {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    try {
      const answer = await fetch(this.address(), { signal: asking.signal, headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : { items: [], total: 0 };
      if (!asking.signal.aborted && document.activeElement === this.field) this.show(found);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show({ items, total }) {
    this.options = items.map((item) => this.option(item));
    if (total > items.length) {
      const all = element("li", { className: "all", role: "option", text: filled(this.words.all, { n: total }) });
      this.options.push(all);
    }
    this.options.forEach((option, place) => {
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("aria-selected", "false");
    });
    this.list.replaceChildren(...this.options);
    this.active = -1;
    this.field.removeAttribute("aria-activedescendant");
    this.open(items.length > 0);
    const words = items.length > 1 ? this.words.some : items.length ? this.words.one : this.words.none;
    this.said.textContent = filled(words, { n: items.length });
  }

  option(item) {
    const option = element("li", { role: "option" });
    const model = element("span", {
      className: `nl-data-badge model model-${item.model}`,
      text: this.models[item.model] ?? item.model,
    });
    const kind = this.kinds[item.kind] ?? item.kind;
    const place = parentOf(item) ? ` ${filled(this.words.in, { parent: parentOf(item) })}` : "";
    const what = element("span", { className: "muted", text: `${kind}${place}` });
    option.append(model, " ", element("span", { className: "label", text: item.label }), " ", what);
    option.dataset.page = item.links.page;
    return option;
  }

  open(really) {
    this.list.hidden = !really;
    this.field.setAttribute("aria-expanded", String(really));
    if (!really) this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.open(false);
    this.active = -1;
    this.said.textContent = "";
  }

  get shown() {
    return !this.list.hidden;
  }

  key(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing) return;
    if (event.key in moves) {
      event.preventDefault();
      if (this.shown) this.move(moves[event.key]);
      else if (this.field.value.trim().length >= SHORTEST) this.ask();
    } else if (event.key === "Enter" && this.shown && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && this.shown) {
      event.preventDefault(); // the first escape closes the list, the next one empties the field
      this.close();
    } else if (event.key === "Tab") {
      this.close();
    }
  }

  /** Moves to the next or previous option, and from the ends back to the field. */
  move(step) {
    const places = this.options.length + 1;
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = ((this.active + 1 + step + places) % places) - 1;
    const option = this.options[this.active];
    if (!option) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  choose(place) {
    const { page } = this.options[place].dataset;
    if (!page) {
      this.field.form?.requestSubmit();
      return;
    }
    const language = document.documentElement.lang;
    location.assign(language === "nl" ? page : `${page}?taal=${encodeURIComponent(language)}`);
  }
}

for (const field of document.querySelectorAll("input[type=search][data-suggest]")) new Suggestions(field);
