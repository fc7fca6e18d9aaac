# What ./run and ./check share: Python, its packages, Node, its packages, the built pages.
# Every step does nothing when its result is there already and nothing it was made from has changed.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# stamped NAME FILE... : true when the files are as they were at the last `stamp` of that name.
_sum() { cat -- "$@" | cksum; }
stamped() { local name=.cache/stamps/$1; shift; [ -f "$name" ] && [ "$(cat "$name")" = "$(_sum "$@")" ]; }
stamp() { local name=.cache/stamps/$1; shift; mkdir -p .cache/stamps; _sum "$@" >"$name"; }

as_root_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "Installing $* …"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1
}

find_python() {
  local each
  for each in python3 python3.13 python3.12 python3.11; do
    if "$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      PYTHON=$each
      return
    fi
  done
  stop "Python 3.11 or newer is needed. On Debian: apt install python3 python3-venv"
}

# packages LOCK: the virtual environment holds what the lock file says.
packages() {
  find_python
  if ! [ -x .venv/bin/python ]; then
    say "Making the virtual environment …"
    "$PYTHON" -m venv .venv 2>/dev/null || { as_root_install python3-venv && "$PYTHON" -m venv .venv; } ||
      stop "Python's venv module is missing. On Debian: apt install python3-venv"
  fi
  if ! stamped uv requirements-uv.lock || ! [ -x .venv/bin/uv ]; then
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock
    stamp uv requirements-uv.lock
  fi
  if ! stamped "$1" "$1"; then
    say "Installing Python packages …"
    UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$1"
    stamp "$1" "$1"
  fi
}

# Node as installed when it is new enough, else from a wheel of its own; then the pages' packages.
node_tools() {
  if ! new_enough "$(node --version 2>/dev/null)"; then
    if ! [ -x .tools/node/bin/node ] || ! stamped node requirements-node.lock; then
      say "Installing Node …"
      rm -rf .tools/node
      "$PYTHON" -m venv .tools/node
      UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip install -q --python .tools/node/bin/python --require-hashes -r requirements-node.lock
      stamp node requirements-node.lock
    fi
    export PATH="$PWD/.tools/node/bin:$PATH"
  fi
  if ! [ -d frontend/node_modules ] || ! stamped npm frontend/package-lock.json; then
    say "Installing the pages' packages …"
    (cd frontend && npm ci --silent --no-progress) || stop "The pages' packages could not be installed."
    stamp npm frontend/package-lock.json
  fi
}

# v22.12 or later of 22, or 24: what the build and its tests are written for.
new_enough() {
  case $1 in
    v24.*) return 0 ;;
    v22.*) [ "$(printf '%s' "$1" | cut -d. -f2)" -ge 12 ] ;;
    *) return 1 ;;
  esac
}

page_sources() {
  find frontend -path frontend/node_modules -prune -o -type f -print | LC_ALL=C sort
}

pages() {
  local sources
  mapfile -t sources < <(page_sources)
  if ! [ -f waitingroom/web/static/guest.html ] || ! stamped pages "${sources[@]}"; then
    say "Building the pages …"
    (cd frontend && npm run --silent build -- --logLevel error) >&2 || stop "The pages could not be built."
    stamp pages "${sources[@]}"
  fi
}
