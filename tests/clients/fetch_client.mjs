// fetch of JavaScript as a client: node fetch_client.mjs BASE_URL, the token in TROJKA_TOKEN.

const base = process.argv[2].replace(/\/$/, "");
const { QUERY_URL: query = `${base}/sparql`, UPDATE_URL: update = `${base}/update`, STORE_URL: store = `${base}/store` } = process.env;
const { TROJKA_TOKEN: token = "", PROTOCOL_ONLY: only } = process.env;
const JSON_ROWS = "application/sparql-results+json";
const numbers = Array.from({ length: 100 }, (_, n) => n).join(" ");
const many = (...names) => `SELECT * { ${names.map((name) => `VALUES ?${name} { ${numbers} }`).join(" ")} }`;
const letters = "čšž €😀";
let failures = 0;

function expect(name, found, expected) {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  failures += 1;
  console.error(`fetch: ${name}: ${JSON.stringify(found)?.slice(0, 300)}, not ${JSON.stringify(expected)}`);
}

const get = (text, accept = JSON_ROWS, more = {}) =>
  fetch(`${query}?${new URLSearchParams({ query: text })}`, { headers: { Accept: accept }, ...more });
const post = (place, body, headers = {}) => fetch(place, { method: "POST", body, headers });
const rows = async (response) => (await response.json()).results.bindings;
const type = (response) => response.headers.get("content-type")?.split(";")[0];

async function asks() {
  const text = `SELECT ("${letters}"@sl AS ?x) (<http://example.org/čebela> AS ?y) {}`;
  const expected = ["literal", letters, "sl", "uri", "http://example.org/čebela"];
  const terms = (found) => found.flatMap(({ x, y }) => [x.type, x.value, x["xml:lang"], y.type, y.value]);
  expect("GET", terms(await rows(await get(text))), expected);
  expect("POST form", terms(await rows(await post(query, new URLSearchParams({ query: text }), { Accept: JSON_ROWS }))), expected);
  expect("POST direct", terms(await rows(await post(query, text, { Accept: JSON_ROWS, "Content-Type": "application/sparql-query" }))), expected);
  expect("ASK", (await (await get("ASK {}")).json()).boolean, true);
  const triples = await get(`CONSTRUCT { <http://example.org/čebela> <http://example.org/p> "${letters}" } {}`, "application/ld+json");
  expect("CONSTRUCT, JSON-LD", (JSON.stringify(await triples.json()).match(/čšž €😀/g) ?? []).length, 1);
  const article = await get("DESCRIBE ?a { ?a a <https://schema.org/NewsArticle> }", "text/turtle");
  expect("DESCRIBE, Turtle", (await article.text()).includes("NewsArticle"), true);
  const bad = await get("SELECT * {");
  expect("bad query", bad.status, 400);
  if (!only) expect("bad query, problem", [type(bad), typeof (await bad.json()).detail], ["application/problem+json", "string"]);
}

// Two hundred thousand rows, read as they come: in many pieces, and none may be missing.
async function streams() {
  const response = await get(many("a", "b").replace(/}$/, `VALUES ?c { ${numbers.slice(0, 49)} } }`), "text/tab-separated-values");
  let lines = 0;
  let pieces = 0;
  for await (const piece of response.body) {
    pieces += 1;
    for (const byte of piece) lines += byte === 10;
  }
  expect("rows of a stream", lines, 200_001);
  expect("pieces of a stream", pieces > 10, true);
}

async function aborts() {
  for (let turn = 0; turn < 20; turn += 1) {
    const stop = new AbortController();
    const response = await get(many("a", "b", "c", "d"), "text/csv", { signal: stop.signal });
    await response.body.getReader().read();
    stop.abort();
  }
  expect("after aborts", (await (await get("ASK {}")).json()).boolean, true);
}

// What a browser asks before it lets a page of another origin do that.
async function preflight(place, method, header) {
  const headers = { Origin: "https://example.org", "Access-Control-Request-Method": method, "Access-Control-Request-Headers": header };
  const response = await fetch(place, { method: "OPTIONS", headers });
  const allowed = (name) => (response.headers.get(`access-control-allow-${name}`) ?? "").toLowerCase().split(/,\s*/);
  expect(`preflight, ${method}`, response.ok, true);
  expect(`preflight, ${method}, origin`, ["*", "https://example.org"].includes(allowed("origin")[0]), true);
  const simple = ["GET", "HEAD", "POST"].includes(method); // which a browser does not look for
  expect(`preflight, ${method}, method`, simple || allowed("methods").some((name) => name === method.toLowerCase() || name === "*"), true);
  expect(`preflight, ${method}, ${header}`, allowed("headers").some((name) => name === header || name === "*"), true);
}

async function origins() {
  await preflight(query, "POST", "content-type");
  await preflight(query, "GET", "accept");
  const response = await get("ASK {}", JSON_ROWS, { headers: { Accept: JSON_ROWS, Origin: "https://example.org" } });
  expect("open to other origins", response.headers.get("access-control-allow-origin"), "*");
}

async function conditional() {
  const [article] = await rows(await get("SELECT ?a { ?a a <https://schema.org/NewsArticle> }"));
  const place = base + new URL(article.a.value).pathname;
  const headers = { Accept: "application/ld+json" };
  const first = await fetch(place, { headers });
  const tag = first.headers.get("etag");
  expect("article, JSON-LD", [first.status, type(first), Boolean(tag), Boolean(await first.json())], [200, "application/ld+json", true, true]);
  const again = await fetch(place, { headers: { ...headers, "If-None-Match": tag } });
  expect("conditional", [again.status, await again.text()], [304, ""]);
  const head = await fetch(place, { method: "HEAD", headers });
  expect("HEAD", [head.status, type(head), head.headers.get("etag"), await head.text()], [200, "application/ld+json", tag, ""]);
}

async function writes() {
  const graph = "http://example.org/odjemalec/fetch/čebela";
  const place = `${store}?${new URLSearchParams({ graph })}`;
  const headers = { Authorization: `Bearer ${token}` };
  const said = async () => (await rows(await get(`SELECT ?o { GRAPH <${graph}> { ?s ?p ?o } }`))).map((row) => row.o.value).sort();
  const insert = `INSERT DATA { GRAPH <${graph}> { <http://example.org/a> <http://example.org/b> "${letters}" } }`;
  expect("update", (await post(update, new URLSearchParams({ update: insert }), headers)).ok, true);
  expect("what was written", await said(), [letters]);
  const body = `<http://example.org/a> <http://example.org/b> "${letters}", "še" .`;
  expect("PUT", (await fetch(place, { method: "PUT", body, headers: { ...headers, "Content-Type": "text/turtle" } })).ok, true);
  expect("what was put", await said(), ["še", letters].sort());
  expect("GET of a graph", (await (await fetch(place, { headers: { Accept: "text/turtle" } })).text()).includes("še"), true);
  expect("DELETE", (await fetch(place, { method: "DELETE", headers })).ok, true);
  expect("GET of what was deleted", (await fetch(place)).status, 404);
  if (only) return;
  const refused = await post(update, insert, { "Content-Type": "application/sparql-update" });
  expect("update without token", [refused.status, type(refused)], [401, "application/problem+json"]);
}

for (const part of [asks, streams, aborts, origins, ...(only ? [] : [conditional]), writes]) {
  try {
    await part();
  } catch (error) {
    expect(part.name, `${error} ${error.cause ?? ""}`, "no error");
  }
}
process.exitCode = failures ? 1 : 0;
