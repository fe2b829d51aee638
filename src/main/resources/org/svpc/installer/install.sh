#!/bin/sh
# Installs the SELinux modules beside this script, sets booleans, and gives the files concerned their
# labels; or takes all of that back. Made by svpc.
#
#   install.sh          installs; does nothing where that was done already
#   install.sh --undo   takes the latest installation back: modules, booleans and labels are then
#                       as they were before it
#
# A step that fails takes back what was done before it. What was there before is kept in
# /var/lib/svpc/@NAME@ (under $SVPC_STATE instead of /var/lib/svpc, if that is set).
#
# Exit status: 0 done; 1 a step failed, and all is as before; 2 wrong use; 3 it could not begin, or
# not all could be taken back.
# Steps are called by their names, and paths in quotes stand for themselves:
# shellcheck disable=SC2317,SC2016
set -u
LC_ALL=C
export LC_ALL
umask 077

modules='@MODULES@'
suffix='@SUFFIX@'
booleans='@BOOLEANS@'
homes='@HOMES@'
priority=400

# Prints the files that the modules have labels for, each ended by a NUL.
paths() {
  @PATHS@
}

tree() { # path: it and all below it
  if [ -e "$1" ] || [ -L "$1" ]; then find "$1" -print0; fi
}

one() { # path
  if [ -e "$1" ] || [ -L "$1" ]; then printf '%s\0' "$1"; fi
}

some() { # folder, expression: what lies in it and matches
  if [ -d "$1" ]; then find "$1" -regextype posix-extended -regex "$2" -print0; fi
}

cannot_keep() {
  say "$state cannot be written; nothing was changed."
  exit 3
}

say() {
  printf 'install.sh: %s\n' "$*" >&2
}

count() { # how many NULs a file has
  tr -dc '\0' <"$1" | wc -c
}

is_among() { # word, words
  case " $2 " in *" $1 "*) return 0 ;; esac
  return 1
}

# ---- what was there before

record() {
  printf '%s\n' "$modules" >"$run/modules" &&
    printf '%s\n' "$booleans" >"$run/booleans" &&
    mkdir "$run/earlier" &&
    record_modules &&
    record_booleans &&
    record_labels
}

record_modules() {
  semodule -lfull >"$run/listed" || return 1
  for module in $modules; do
    if grep -q "^$priority  *$module " "$run/listed"; then
      (cd "$run/earlier" && semodule -X "$priority" -E "$module") || return 1
      [ -n "$(earlier "$module")" ] || return 1
    fi
  done
}

earlier() { # module: the file with its earlier version, if it had one
  for kept in "$run/earlier/$1.pp" "$run/earlier/$1.cil"; do
    if [ -f "$kept" ]; then printf '%s' "$kept"; fi
  done
}

record_booleans() {
  [ -n "$booleans" ] || return 0
  semanage boolean -E >"$run/local" || return 1
  getsebool -a >"$run/all" || return 1
  : >"$run/active" || return 1
  for setting in $booleans; do
    sed -n "s/^${setting%%=*} --> \\(on\\|off\\).*/${setting%%=*}=\\1/p" "$run/all" >>"$run/active" ||
      return 1
  done
}

record_labels() {
  paths >"$run/files" || return 1
  : >"$run/labels" || return 1
  [ -s "$run/files" ] || return 0
  # A file without a label is told by `?`, and makes stat fail: what counts is that all are there.
  xargs -0 stat --printf '%C\0%n\0' -- <"$run/files" >"$run/labels" 2>"$run/told"
  [ "$(count "$run/labels")" -eq "$((2 * $(count "$run/files")))" ]
}

# ---- the steps, and how each is undone

install_modules() {
  set --
  for module in $modules; do
    set -- "$@" -i "$here/$module.$suffix"
  done
  semodule -X "$priority" "$@"
}

undo_modules() {
  semodule -lfull >"$run/listed.now" || return 1
  set --
  earlier_modules=$(cat "$run/modules") || return 1
  for module in $earlier_modules; do
    kept=$(earlier "$module")
    if [ -n "$kept" ]; then
      set -- "$@" -i "$kept"
    elif grep -q "^$priority  *$module " "$run/listed.now"; then
      set -- "$@" -r "$module"
    fi
  done
  if [ $# -gt 0 ]; then semodule -X "$priority" "$@"; fi
}

set_booleans() {
  # shellcheck disable=SC2086 # names and states are words
  setsebool -P $booleans
}

# The lines of `semanage boolean -E` in a file whose boolean is, or is not, one of ours.
local_lines() { # file, names, ours|others
  while read -r line; do
    if is_among "${line##* }" "$2"; then kind=ours; else kind=others; fi
    if [ "$kind" = "$3" ]; then printf '%s\n' "$line"; fi
  done <"$1"
}

undo_booleans() {
  earlier_settings=$(cat "$run/booleans") || return 1
  names=
  for setting in $earlier_settings; do
    names="$names ${setting%%=*}"
  done
  semanage boolean -E >"$run/local.now" || return 1
  {
    printf 'boolean -D\n' && local_lines "$run/local.now" "$names" others &&
      local_lines "$run/local" "$names" ours
  } >"$run/import" || return 1
  semanage import <"$run/import" || return 1
  if [ -s "$run/active" ]; then
    # shellcheck disable=SC2046 # names and states are words
    setsebool $(cat "$run/active")
  fi
}

relabel() {
  restore "$run/files"
}

restore() { # file of names; restorecon takes names as patterns of the shell
  [ -s "$1" ] || return 0
  sed -z 's/[]*?[{}\\]/\\&/g' "$1" >"$run/patterns" && restorecon -i -0 -f "$run/patterns"
}

undo_labels() {
  # Files that came since get the labels of the policy that is back, the others those they had.
  paths >"$run/files.now" || return 1
  restore "$run/files.now" || return 1
  [ -s "$run/labels" ] || return 0
  xargs -0 -n 2 sh -c '
    [ "$1" != "?" ] || exit 0
    [ -e "$2" ] || [ -L "$2" ] || exit 0
    [ "$(stat -c %C -- "$2")" = "$1" ] || chcon -h -- "$1" "$2"' sh <"$run/labels"
}

# ---- runs

step() { # name, what it does, function
  printf '%s\n' "$1" >>"$run/steps" || return 1
  "$3" && return 0
  say "$2 failed."
  return 1
}

undone() { # name, what it does, function
  grep -qx "$1" "$run/steps" 2>/dev/null || return 0
  "$3" && return 0
  say "$2 failed."
  return 1
}

# Undoes the run; the records go only once all is as it was.
take_back() {
  trap '' HUP INT TERM
  whole=yes
  undone booleans 'Setting the booleans back' undo_booleans || whole=
  undone modules 'Taking the modules back' undo_modules || whole=
  undone labels 'Giving the files their earlier labels' undo_labels || whole=
  if [ -z "$whole" ]; then
    say "Not all could be taken back. Mend what failed, and run install.sh --undo; $run has what was there before."
    exit 3
  fi
  rm -rf "$run"
}

latest() { # the number of the latest run, 0 where there is none
  number=0
  while [ -d "$state/$((number + 1))" ]; do number=$((number + 1)); done
}

what() { # tells apart what would be installed from what is
  {
    printf '%s\n' "$modules" "$booleans"
    for module in $modules; do cksum <"$here/$module.$suffix"; done
  } | cksum
}

is_installed() {
  [ "$number" -gt 0 ] && [ "$(cat "$state/$number/what")" = "$(what)" ] || return 1
  semodule -lfull >"$state/listed" || return 1
  for module in $modules; do
    grep -q "^$priority  *$module " "$state/listed" || return 1
  done
}

install() {
  for module in $modules; do
    if [ ! -r "$here/$module.$suffix" ]; then
      say "$module.$suffix is not beside this script, or cannot be read."
      exit 3
    fi
  done
  latest
  if [ "$number" -gt 0 ] && [ ! -e "$state/$number/done" ]; then
    say 'An earlier run did not come to its end, and is taken back first.'
    run=$state/$number
    take_back
    latest
  fi
  if is_installed; then
    say "Installed already: $modules."
    exit 0
  fi
  run=$state/$((number + 1))
  mkdir "$run" || cannot_keep
  trap 'say "Interrupted; what was done is taken back."; take_back; exit 1' HUP INT TERM
  if ! record; then
    rm -rf "$run"
    say 'What is there now could not be recorded; nothing was changed.'
    exit 1
  fi
  if step modules 'Installing the modules' install_modules &&
    { [ -z "$booleans" ] || step booleans 'Setting the booleans' set_booleans; } &&
    step labels 'Labelling the files' relabel &&
    what >"$run/what" && : >"$run/done"; then
    trap - HUP INT TERM
    say "Installed: $modules. To take it back: install.sh --undo"
    if [ -n "$homes" ]; then say 'Files in home folders keep their labels; restorecon -R -v /home changes them.'; fi
    exit 0
  fi
  take_back
  say 'Nothing was installed; all is as before.'
  exit 1
}

undo() {
  latest
  if [ "$number" -eq 0 ]; then
    say 'There is nothing to take back.'
    exit 0
  fi
  run=$state/$number
  take_back
  say 'Taken back: all is as before the latest installation.'
  exit 0
}

case $# in
  0) action=install ;;
  *) action=$1 ;;
esac
if [ $# -gt 1 ] || { [ "$action" != install ] && [ "$action" != --undo ]; } || [ "${1-}" = install ]; then
  say 'Wrong use; expected no word, or --undo.'
  exit 2
fi
if [ "$(id -u)" -ne 0 ]; then
  say 'Only root may do this.'
  exit 3
fi
needed='semodule restorecon stat chcon find xargs flock cksum'
[ -z "$booleans" ] || needed="$needed setsebool getsebool semanage"
for tool in $needed; do
  command -v "$tool" >/dev/null || {
    say "$tool is not installed."
    exit 3
  }
done

case $0 in */*) folder=${0%/*} ;; *) folder=. ;; esac
# The name of a folder may end in line feeds, which $(...) would take away.
here=$(CDPATH='' cd -- "${folder:-/}" && pwd -P && echo .) || exit 3
here=${here%??}
state=${SVPC_STATE:-/var/lib/svpc}/@NAME@
mkdir -p "$state" || cannot_keep
: >>"$state/lock" || cannot_keep
exec 9>>"$state/lock"
flock -n 9 || {
  say 'Another run is at work.'
  exit 3
}
case $action in
  install) install ;;
  *) undo ;;
esac
