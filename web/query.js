// The query box: asks /sparql and shows rows, a truth value or triples.
"use strict";

const form = document.getElementById("ask");
const query = document.getElementById("query");
const examples = document.getElementById("examples");
const state = document.getElementById("state");
const result = document.getElementById("result");
const words = form.dataset;
const accept =
  "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.1";

examples.addEventListener("change", () => {
  query.value = examples.value;
  ask();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
});

async function ask() {
  say(words.running);
  result.replaceChildren();
  const started = performance.now();
  try {
    const answer = await fetch("/sparql", {
      method: "POST",
      headers: { "content-type": "application/sparql-query", accept },
      body: query.value,
    });
    const type = answer.headers.get("content-type") ?? "";
    if (!answer.ok) {
      const problem = type.includes("json") ? await answer.json() : { detail: await answer.text() };
      return say(problem.detail ?? problem.title, true);
    }
    if (type.includes("json")) show(await answer.json(), started);
    else showText(await answer.text(), started);
  } catch (error) {
    say(String(error), true);
  }
}

function show(answer, started) {
  if (typeof answer.boolean === "boolean") return say(answer.boolean ? words.true : words.false);
  const names = answer.head.vars;
  const rows = answer.results.bindings;
  if (rows.length === 0) return say(words.empty);
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const name of names) head.append(element("th", name));
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const name of names) line.insertCell().append(term(row[name]));
  }
  result.append(table);
  say(`${rows.length} ${words.rows} · ${Math.round(performance.now() - started)} ms`);
}

function showText(text, started) {
  result.append(element("pre", text));
  say(`${Math.round(performance.now() - started)} ms`);
}

function term(value) {
  if (!value) return document.createTextNode("");
  if (value.type !== "uri") return document.createTextNode(value.value);
  const own = value.value.startsWith(words.base);
  const link = element("a", own ? decodeURI(value.value.slice(words.base.length)) : value.value);
  const safe = own ? "/" + value.value.slice(words.base.length) : value.value;
  if (/^(https?:\/\/|\/)/.test(safe)) link.href = safe;
  return link;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function say(text, isError = false) {
  state.textContent = text;
  state.classList.toggle("error", isError);
}
