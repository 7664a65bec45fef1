// What went wrong, in the words of the server, with the place in the query when there is one.
import { make } from "./page.js";
import { __t } from "./texts.js";

// Reads a problem (RFC 9457) from the text of an answer; an answer that is none gives its text.
export function problemIn(text) {
  try {
    const read = JSON.parse(text);
    const place = read.errors?.[0]?.location ?? read.errors?.[0] ?? read;
    return { detail: read.detail ?? text, line: place.line, column: place.column, status: read.status, errors: read.errors ?? [] };
  } catch {
    return { detail: text, errors: [] };
  }
}

const UNREACHED = /failed to fetch|networkerror|load failed/i;
const ENDED = /abort/i;

export class Fault {
  priority = 20;
  hideFromSelection = true;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.yasr.results?.getError());
  }

  draw() {
    const text = this.yasr.results.getError().text ?? "";
    if (ENDED.test(text) && !text.startsWith("{")) {
      this.yasr.resultsEl.append(make("p", { class: "alert", role: "status" }, __t("stopped")));
      return;
    }
    const problem = UNREACHED.test(text) ? { detail: __t("away") } : problemIn(text);
    this.yasr.resultsEl.append(alerted(problem, this.yasr.gizoEditor));
  }
}

// Gives a problem as an alert, and marks its place in the editor.
export function alerted(problem, editor) {
  const made = make("div", { class: "alert bad", role: "alert" }, make("h2", {}, __t("fault")), make("p", {}, problem.detail));
  if (problem.line && editor) {
    marked(editor, problem.line, problem.column ?? 1);
    made.append(
      make(
        "p",
        {},
        make("button", { type: "button", class: "plain", onclick: () => place(editor, problem) }, __t("goto", problem.line, problem.column ?? 1)),
      ),
    );
  }
  return made;
}

function place(editor, { line, column = 1 }) {
  editor.focus();
  editor.getDoc().setCursor({ line: line - 1, ch: column - 1 });
  editor.scrollIntoView({ line: line - 1, ch: column - 1 }, 60);
}

function marked(editor, line, column) {
  unmarked(editor);
  const doc = editor.getDoc();
  const at = Math.min(line, doc.lineCount()) - 1;
  const text = doc.getLine(at);
  let start = Math.min(column - 1, text.length);
  const rest = text.slice(start).match(/^\s*\S+/)?.[0].length ?? 0;
  if (!rest) start = Math.max(0, text.trimEnd().length - 1);
  editor.gizoMarks = [
    doc.markText({ line: at, ch: start }, { line: at, ch: rest ? start + rest : text.length }, { className: "q-fault" }),
  ];
  editor.gizoLine = editor.addLineClass(at, "background", "q-fault-line");
}

// Takes the marks of a fault away.
export function unmarked(editor) {
  for (const mark of editor.gizoMarks ?? []) mark.clear();
  if (editor.gizoLine) editor.removeLineClass(editor.gizoLine, "background", "q-fault-line");
  editor.gizoMarks = editor.gizoLine = undefined;
}
