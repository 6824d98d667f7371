#!/bin/sh
# curl as a client: tests/clients/curl.sh BASE_URL, the token in TROJKA_TOKEN.
set -u
base=${1:?usage: curl.sh BASE_URL}
query=${QUERY_URL:-$base/sparql} update=${UPDATE_URL:-$base/update} store=${STORE_URL:-$base/store}
only=${PROTOCOL_ONLY:-}
token="Authorization: Bearer ${TROJKA_TOKEN:-}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

articles='PREFIX schema: <https://schema.org/> SELECT ?a { ?a a schema:NewsArticle }'
triples='CONSTRUCT { ?a a <https://schema.org/NewsArticle> } WHERE { ?a a <https://schema.org/NewsArticle> }'
numbers=$(seq 1 100 | tr '\n' ' ')
many="SELECT * { VALUES ?a { $numbers } VALUES ?b { $numbers } }"
graph=http://example.org/odjemalec/curl/čebela
encoded=http%3A%2F%2Fexample.org%2Fodjemalec%2Fcurl%2F%C4%8Debela

fail() {
    failures=$((failures + 1))
    echo "curl: $1" >&2
    echo "  $(head -c 400 "$work/body" 2>/dev/null | tr '\n\r' '  ')" >&2
}

# ask NAME STATUS ARGUMENT…: what curl gets stands in status, body and headers.
ask() {
    name=$1 expected=$2
    shift 2
    : >"$work/body"
    status=$(curl --silent --show-error --max-time 60 --output "$work/body" --dump-header "$work/headers" --write-out '%{http_code}' "$@")
    case " $expected " in *" $status "*) ;; *) fail "$name: status $status, not $expected" ;; esac
}
# An update or a write with the token.
write() {
    name=$1 expected=$2
    shift 2
    ask "$name" "$expected" --header "$token" "$@"
}
header() { tr -d '\r' <"$work/headers" | sed -n "s/^$1: *//Ip" | tail -n 1; }
has() { grep -qF -- "$2" "$work/body" || fail "$1: \"$2\" is missing"; }
hasnt() { if grep -qF -- "$2" "$work/body"; then fail "$1: \"$2\" is still there"; fi; }
typed() { case $(header content-type) in "$2"*) ;; *) fail "$1: type $(header content-type), not $2" ;; esac; }
problem() { [ -n "$only" ] || { typed "$1" application/problem+json && has "$1" '"detail"'; }; }
select_() { curl_query=$1 && shift && set -- --get --data-urlencode "query=$curl_query" "$@" "$query" && ask "$label" 200 "$@"; }

for pair in json:application/sparql-results+json:bindings xml:application/sparql-results+xml:'<uri>' \
    csv:text/csv:http tsv:text/tab-separated-values:'<http'; do
    format=${pair%%:*} rest=${pair#*:}
    type=${rest%%:*} part=${rest#*:}
    label="SELECT, $format by Accept" && select_ "$articles" --header "Accept: $type"
    typed "$label" "$type" && has "$label" "$part"
    [ -n "$only" ] || [ "$(header vary)" ] || fail "$label: no Vary"
    [ -n "$only" ] || [ "$(header access-control-allow-origin)" = '*' ] || fail "$label: not open to other origins"
    label="ASK, $format" && select_ 'ASK { ?s ?p ?o }' --header "Accept: $type"
    typed "$label" "$type" && has "$label" true
    if [ -z "$only" ]; then
        label="SELECT, $format by parameter" && select_ "$articles" --data-urlencode "format=$format"
        typed "$label" "$type" && has "$label" "$part"
    fi
done
for type in text/turtle application/n-triples application/ld+json application/rdf+xml application/n-quads application/trig; do
    for text in "$triples" "DESCRIBE ?a { ?a a <https://schema.org/NewsArticle> }"; do
        label="${text%% *}, $type" && select_ "$text" --header "Accept: $type"
        typed "$label" "$type" && has "$label" NewsArticle
    done
done
ask "POST form" 200 --data-urlencode "query=$articles" --header 'Accept: text/csv' "$query"
has "POST form" http
ask "POST direct" 200 --header 'Content-Type: application/sparql-query' --header 'Accept: text/csv' --data-binary "$articles" "$query"
has "POST direct" http
label="letters beyond ASCII" && select_ 'SELECT ("čšž €😀" AS ?x) (<http://example.org/čebela> AS ?y) {}' --header 'Accept: text/csv'
has "$label" 'čšž €😀' && has "$label" 'http://example.org/čebela'
label="10,000 rows" && select_ "$many" --header 'Accept: text/csv'
[ "$(wc -l <"$work/body")" -eq 10001 ] || fail "$label: $(wc -l <"$work/body") lines"
ask "default graph of the protocol" 200 --get --data-urlencode 'query=ASK { ?s ?p ?o }' --data-urlencode "default-graph-uri=http://example.org/none" --header 'Accept: text/csv' "$query"
has "default graph of the protocol" false

ask "bad query" 400 --get --data-urlencode 'query=SELECT * {' "$query"
problem "bad query"
ask "two queries" 400 --get --data-urlencode 'query=ASK {}' --data-urlencode 'query=ASK {}' "$query"
problem "two queries"
ask "update as a query" 400 --get --data-urlencode 'query=CLEAR ALL' "$query"
problem "update as a query"
ask "unknown type of body" 415 --header 'Content-Type: text/plain' --data-binary 'ASK {}' "$query"
problem "unknown type of body"
ask "nothing acceptable" 406 --get --data-urlencode "query=$articles" --header 'Accept: image/png' "$query"
problem "nothing acceptable"

if [ -z "$only" ]; then
    cp "$work/body" "$work/last"
    label="$many" && select_ "$many" --header 'Accept: text/csv'
    cp "$work/body" "$work/plain"
    for coding in gzip br zstd; do
        curl --version | grep -qwi -e "${coding%br}" -e "$([ $coding = br ] && echo brotli || echo libz)" || continue
        label="packed, $coding" && select_ "$many" --header 'Accept: text/csv' --compressed --header "Accept-Encoding: $coding"
        [ "$(header content-encoding)" = "$coding" ] || fail "$label: packed as $(header content-encoding)"
        cmp -s "$work/body" "$work/plain" || fail "$label: not the same when unpacked"
    done
    ask "PUT on queries" 405 --request PUT --data x "$query"
    problem "PUT on queries"
    case $(header allow) in *GET*POST*) ;; *) fail "PUT on queries: Allow is $(header allow)" ;; esac
    ask "SERVICE" 403 --get --data-urlencode 'query=ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }' "$query"
    problem "SERVICE"
    ask "nothing there" 404 "$base/ni/tega"
    problem "nothing there"
    ask "service description" 200 --header 'Accept: text/turtle' "$query"
    has "service description" endpoint
    label="article" && select_ "$articles" --header 'Accept: text/csv'
    iri=$(sed -n 2p "$work/body" | tr -d '\r')
    place=$base/${iri#*://*/}
    for type in text/turtle application/n-triples application/ld+json application/rdf+xml text/html; do
        ask "$place, $type" 200 --header "Accept: $type" "$place"
        typed "$place, $type" "$type"
    done
    ask "conditional, first" 200 --header 'Accept: text/turtle' --etag-save "$work/etag" "$place"
    [ -s "$work/etag" ] || fail "conditional, first: no ETag"
    ask "conditional, again" 304 --header 'Accept: text/turtle' --etag-compare "$work/etag" "$place"
    [ -s "$work/body" ] && fail "conditional, again: 304 with a body"
    ask "HEAD" 200 --head --header 'Accept: text/turtle' "$place"
    typed HEAD text/turtle
    ask "HEAD of a query" 200 --head --header 'Accept: text/csv' "$query?query=ASK%20%7B%7D"
    typed "HEAD of a query" text/csv
    ask "update without token" 401 --data-urlencode 'update=CLEAR ALL' "$update"
    problem "update without token"
    [ "$(header www-authenticate)" ] || fail "update without token: no WWW-Authenticate"
    ask "update with another token" 401 --header 'Authorization: Bearer other' --data-urlencode 'update=CLEAR ALL' "$update"
    problem "update with another token"
    ask "graph store without token" 401 --request DELETE "$store?graph=$encoded"
    problem "graph store without token"
fi

insert="INSERT DATA { GRAPH <$graph> { <http://example.org/čebela> <http://example.org/reče> \"brenči, ššš 🐝\"@sl } }"
count="SELECT (COUNT(*) AS ?n) { GRAPH <$graph> { ?s ?p ?o } }"
number() { label="$1" && select_ "$count" --header 'Accept: text/csv' && [ "$(sed -n 2p "$work/body" | tr -d '\r')" = "$2" ] || fail "$1: not $2 triples"; }
write "update by form" "200 204" --data-urlencode "update=$insert" "$update"
number "update by form" 1
label="what was written" && select_ "SELECT ?o { GRAPH <$graph> { <http://example.org/čebela> ?p ?o } }" --header 'Accept: text/csv'
has "$label" 'brenči, ššš 🐝'
write "update direct" "200 204" --header 'Content-Type: application/sparql-update' --data-binary "DELETE WHERE { GRAPH <$graph> { ?s ?p ?o } }" "$update"
number "update direct" 0
write "bad update" 400 --data-urlencode 'update=INSERT DATA {' "$update"
problem "bad update"

turtle='<http://example.org/čebela> <http://example.org/leti> "visoko"@sl , 3 .'
write "PUT, new graph" "201 204 200" --request PUT --header 'Content-Type: text/turtle' --data-binary "$turtle" "$store?graph=$encoded"
number "PUT, new graph" 2
ask "GET of a graph" 200 --header 'Accept: application/n-triples' "$store?graph=$encoded"
typed "GET of a graph" application/n-triples && has "GET of a graph" visoko
ask "HEAD of a graph" 200 --head "$store?graph=$encoded"
write "PUT over it" "200 204" --request PUT --header 'Content-Type: application/n-triples' --data-binary '<http://example.org/a> <http://example.org/b> "c" .' "$store?graph=$encoded"
number "PUT over it" 1
write "POST adds" "200 201 204" --header 'Content-Type: text/turtle' --data-binary "$turtle" "$store?graph=$encoded"
number "POST adds" 3
write "bad Turtle" 400 --request PUT --header 'Content-Type: text/turtle' --data-binary '<http://example.org/a> <http://example.org/b>' "$store?graph=$encoded"
problem "bad Turtle"
number "bad Turtle" 3
if [ -z "$only" ]; then
    echo '<http://example.org/d> <http://example.org/e> "f" .' >"$work/file.ttl"
    write "POST of a form with a file" "200 201 204" --form "graph=@$work/file.ttl;type=text/turtle" "$store?graph=$encoded"
    number "POST of a form with a file" 4
    write "unknown type of data" 415 --request PUT --header 'Content-Type: image/png' --data-binary x "$store?graph=$encoded"
    problem "unknown type of data"
    write "PUT, graph named by its URL" 201 --request PUT --header 'Content-Type: text/turtle' --data-binary "$turtle" "$store/odjemalec/curl"
    ask "GET, graph named by its URL" 200 --header 'Accept: text/turtle' "$store/odjemalec/curl"
    has "GET, graph named by its URL" visoko
    write "DELETE, graph named by its URL" "200 204" --request DELETE "$store/odjemalec/curl"
fi
ask "GET of the default graph" 200 --header 'Accept: application/n-triples' "$store?default"
write "DELETE" "200 204" --request DELETE "$store?graph=$encoded"
ask "GET of what was deleted" 404 "$store?graph=$encoded"
problem "GET of what was deleted"
write "DELETE of what was deleted" 404 --request DELETE "$store?graph=$encoded"

[ "$failures" -eq 0 ] || { echo "curl: $failures failures" >&2 && exit 1; }
