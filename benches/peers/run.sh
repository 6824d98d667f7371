#!/bin/sh
# Makes the virtual environment of the peers when it is not there, then runs the benchmark; arguments go to bench.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
environment=$here/cache/environment
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
fi
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
exec "$environment/bin/python" "$here/bench.py" "$@"
