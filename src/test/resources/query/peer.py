"""Runs setools' own programs many times in one process, the policies read once.

Arguments: the program, sesearch or seinfo. Standard input: a JSON list of words a line. Standard output: for each
line a JSON list of its exit status and all that it printed.
"""

import io
import json
import runpy
import shutil
import sys

import setools

program = shutil.which(sys.argv[1])


class Policy(setools.SELinuxPolicy):
    """A policy whose rules are made into objects once and not for each query."""

    def terules(self):
        if not hasattr(self, "kept"):
            self.kept = list(super().terules())
        return iter(self.kept)


policies = {}


def policy(path):
    if path not in policies:
        policies[path] = Policy(path)
    return policies[path]


setools.SELinuxPolicy = policy
answers = sys.stdout
for line in sys.stdin:
    sys.argv = [program, *json.loads(line)]
    sys.stdout = io.StringIO()
    status = 0
    try:
        runpy.run_path(program, run_name="__main__")
    except SystemExit as end:
        status = end.code
    print(json.dumps([status, sys.stdout.getvalue()]), file=answers, flush=True)
