#!/bin/sh
# Installs the Oxigraph server when it is not there, then runs the benchmark; arguments go to bench.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
environment=$here/cache/environment
if [ ! -x "$environment/bin/oxigraph" ]; then
    python3 -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
fi
exec "$environment/bin/python" "$here/bench.py" --oxigraph "$environment/bin/oxigraph" "$@"
