// The answer as a table: our short names as links, sortable and filterable, a page at a time.
import { address, curie, isOurs } from "./names.js";
import { make, page } from "./page.js";
import { __t } from "./texts.js";

const PAGE = 100;
const SHORT = 30;
const NUMBER = /#(integer|decimal|double|float|int|long|short|byte|nonNegativeInteger|positiveInteger)$/;

// Gives a value of a row as a person reads it.
export function shown(value) {
  if (!value) return "";
  if (value.type === "triple") return Object.values(value.value).map(shown).join(" ");
  return value.type === "uri" ? curie(value.value) : value.value;
}

// Gives a value of a row as the content of a cell.
export function cell(value) {
  if (!value) return "";
  if (value.type === "uri") {
    const href = address(value.value);
    const text = shown(value);
    const attributes = { href, title: value.value, rel: isOurs(value.value) ? undefined : "noreferrer", class: text.length > SHORT ? "q-long" : undefined };
    return href ? make("a", attributes, text) : value.value;
  }
  const made = make("span", {}, shown(value));
  if (value["xml:lang"]) {
    made.lang = value["xml:lang"];
    if (value["xml:lang"] !== page.language) made.append(" ", make("span", { class: "q-kind" }, value["xml:lang"]));
  }
  return made;
}

const compared = new Intl.Collator("nl", { numeric: true, sensitivity: "base" }).compare;

function between(one, other) {
  if (!one || !other) return one ? -1 : other ? 1 : 0;
  if (NUMBER.test(one.datatype ?? "") && NUMBER.test(other.datatype ?? "")) return one.value - other.value;
  return compared(shown(one), shown(other));
}

export class Table {
  priority = 10;
  label = __t("table");

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.yasr.results?.getBindings());
  }

  getIcon() {}

  draw() {
    this.columns = this.yasr.results.getVariables();
    this.rows = this.yasr.results.getBindings();
    this.found = this.rows;
    this.start = 0;
    this.order = undefined;
    this.filter = make("input", { type: "search", autocomplete: "off", oninput: () => this.select() });
    this.count = make("p", { class: "q-count", role: "status" });
    this.head = make("tr");
    this.body = make("tbody");
    this.pages = make("nav", { class: "q-pages", "aria-label": __t("table") });
    this.yasr.resultsEl.append(
      make("div", { class: "q-filter" }, make("label", {}, make("span", {}, __t("filter")), this.filter), this.count),
      make(
        "div",
        { class: "scroll q-table", role: "region", "aria-label": __t("results"), tabindex: "0" },
        make("table", { class: "data" }, make("thead", {}, this.head), this.body),
      ),
      this.pages,
    );
    this.select();
  }

  select() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = (row) => {
      const text = this.columns.map((name) => `${shown(row[name])} ${row[name]?.value ?? ""}`.toLowerCase()).join(" ");
      return words.every((word) => text.includes(word));
    };
    this.found = words.length ? this.rows.filter(holds) : [...this.rows];
    if (this.order) {
      const { name, up } = this.order;
      this.found.sort((one, other) => between(one[name], other[name]) * (up ? 1 : -1));
    }
    this.start = 0;
    this.show();
  }

  sort(name) {
    this.order = { name, up: this.order?.name === name ? !this.order.up : true };
    this.select();
    this.head.querySelector(`[data-name="${CSS.escape(name)}"]`)?.focus();
  }

  show() {
    const end = Math.min(this.start + PAGE, this.found.length);
    this.count.textContent =
      this.found.length === this.rows.length ? "" : __t("rows of", this.found.length, this.rows.length);
    this.head.replaceChildren(...this.columns.map((name) => this.heading(name)));
    this.body.replaceChildren(
      ...this.found.slice(this.start, end).map((row) => make("tr", {}, ...this.columns.map((name) => this.cell(row[name])))),
    );
    if (!this.found.length) {
      this.body.append(make("tr", {}, make("td", { colspan: this.columns.length || 1 }, __t("empty"))));
    }
    const step = (to, text, off) => make("button", { type: "button", class: "plain", disabled: off, onclick: () => this.turn(to) }, text);
    this.pages.hidden = this.found.length <= PAGE;
    this.pages.replaceChildren(
      step(this.start - PAGE, __t("previous"), this.start === 0),
      make("span", {}, __t("page", this.start + 1, end)),
      step(this.start + PAGE, __t("next"), end === this.found.length),
    );
  }

  cell(value) {
    return make("td", { class: NUMBER.test(value?.datatype ?? "") ? "right" : undefined }, cell(value));
  }

  heading(name) {
    const up = this.order?.name === name ? this.order.up : undefined;
    return make(
      "th",
      { scope: "col", "aria-sort": up === undefined ? "none" : up ? "ascending" : "descending" },
      make(
        "button",
        { type: "button", class: "sort", title: __t("sort", name), "data-name": name, onclick: () => this.sort(name) },
        name,
        make("span", { "aria-hidden": "true" }, up === undefined ? "↕" : up ? "↑" : "↓"),
      ),
    );
  }

  turn(to) {
    this.start = to;
    this.show();
    this.yasr.resultsEl.scrollIntoView({ block: "start" });
  }
}

// The answer to ASK: yes or no.
export class YesOrNo {
  priority = 10;
  hideFromSelection = true;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return typeof this.yasr.results?.getBoolean() === "boolean";
  }

  draw() {
    this.yasr.resultsEl.append(make("p", { class: "q-answer" }, __t(this.yasr.results.getBoolean() ? "yes" : "no")));
  }
}
