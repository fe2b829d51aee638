"""Answers questions on flows and transitions with setools, one line each.

Arguments: a policy, a permission map, a file of questions. A question is a line of words:

  flows WEIGHT BOOLEANS EXCLUDED   settings of what follows: BOOLEANS is `any`, or `NAME=on,...` with
                                   `-` for none, the others as the policy has them; EXCLUDED is
                                   `TYPE,...` or `-`
  flow FROM TO                     `LENGTH COUNT` of the shortest paths, counted up to 1000; -1 0
  paths FROM TO MOST               all paths, `a>b>c` with a blank between, sorted
  out TYPE, into TYPE              the types of the hops, sorted
  transitions EXCLUDED             settings for what follows
  transition FROM TO               as `flow`
  leads TYPE, enters TYPE          for each hop, sorted: the type, and how many rules of each kind
"""
import itertools
import logging
import sys

import setools

logging.disable(logging.CRITICAL)
policy = setools.SELinuxPolicy(sys.argv[1])
flows = setools.InfoFlowAnalysis(policy, setools.PermissionMap(sys.argv[2]))
forward = setools.DomainTransitionAnalysis(policy)
backward = setools.DomainTransitionAnalysis(policy, reverse=True)


def words(text):
    return [] if text == "-" else text.split(",")


def shortest(paths):
    first = next(paths, None)
    if first is None:
        return "-1 0"
    return "%d %d" % (len(list(first)), 1 + sum(1 for _ in itertools.islice(paths, 999)))


def chains(paths):
    found = []
    for path in paths:
        steps = list(path)
        found.append(">".join([str(steps[0].source)] + [str(s.target) for s in steps]))
    return " ".join(sorted(found))


def own(rules, source):
    """Only rules on the domain itself let it ask; setools lists those on others too."""
    return [rule for rule in rules if source in rule.target.expand()]


def hops(transitions, end):
    found = []
    for hop in transitions:
        # Where nothing is asked for, setools lists files that lead elsewhere.
        entries = [e for e in hop.entrypoints if own(hop.setexec, hop.source) or e.type_transition]
        found.append("%s=%d,%d,%d,%d,%d/%s" % (
            getattr(hop, end), len(hop.transition), len(own(hop.setexec, hop.source)), len(entries),
            len(hop.dyntransition), len(own(hop.setcurrent, hop.source)),
            sum(len(e.entrypoint) + len(e.execute) + len(e.type_transition) for e in entries)))
    return " ".join(sorted(found))


for line in open(sys.argv[3]):
    q = line.split()
    if q[0] == "flows":
        flows.min_weight = int(q[1])
        flows.booleans = None if q[2] == "any" else {
            b.split("=")[0]: b.endswith("=on") for b in words(q[2])}
        flows.exclude = words(q[3])
        flows.rebuildsubgraph = True
        continue
    if q[0] == "transitions":
        forward.exclude = backward.exclude = words(q[1])
        continue
    if q[0] == "flow":
        answer = shortest(iter(flows.all_shortest_paths(q[1], q[2])))
    elif q[0] == "paths":
        answer = chains(flows.all_paths(q[1], q[2], int(q[3])))
    elif q[0] == "out":
        answer = " ".join(sorted(str(f.target) for f in flows.infoflows(q[1])))
    elif q[0] == "into":
        answer = " ".join(sorted(str(f.source) for f in flows.infoflows(q[1], out=False)))
    elif q[0] == "transition":
        answer = shortest(iter(forward.all_shortest_paths(q[1], q[2])))
    elif q[0] == "leads":
        answer = hops(forward.transitions(q[1]), "target")
    elif q[0] == "enters":
        answer = hops(backward.transitions(q[1]), "source")
    else:
        sys.exit("unknown question: " + line)
    print(line.strip() + " : " + answer)
