"""What setools finds to differ between policies, one fact a line in svpc's words.

Standard input: for each pair of policies a JSON list of their two paths. Standard output: for each a JSON list of
facts. A fact on rules is about one type each, one permission, and the words of the condition
in alphabetical order, since setools turns operands round; the others name what is new (+), gone (-) or changed (~).
"""

import json
import re
import sys

import setools

NAMED = {
    "types": "type",
    "type_attributes": "attribute",
    "roles": "role",
    "users": "user",
    "booleans": "boolean",
    "classes": "class",
    "commons": "common",
    "categories": "category",
    "sensitivities": "sensitivity",
    "levels": "level",
    "polcaps": "policycap",
    "initialsids": "sid",
}
ACCESS = ["allow", "auditallow", "dontaudit"]
TYPE_RULES = ["type_transition", "type_change", "type_member"]


def condition(rule):
    try:
        words = re.findall(r"\w+|[!&|=^]+", str(rule.conditional))
        return "".join(sorted(words if rule.conditional_block else ["!", *words]))
    except setools.exception.RuleNotConditional:
        return ""


def about(rule):
    return f"{rule.source} {rule.target}:{rule.tclass}"


def rule_facts(diff):
    for kind in ACCESS:
        plural = kind + "s"
        for sign in "+-":
            name = "added_" if sign == "+" else "removed_"
            for rule in getattr(diff, name + plural):
                for perm in rule.perms:
                    yield f"{sign}{kind} {about(rule)} {perm} {condition(rule)}"
        for change in getattr(diff, "modified_" + plural):
            rule = change.rule
            for perm in change.added_perms:
                yield f"+{kind} {about(rule)} {perm} {condition(rule)}"
            for perm in change.removed_perms:
                yield f"-{kind} {about(rule)} {perm} {condition(rule)}"
    for kind in TYPE_RULES:
        plural = kind + "s"
        for sign in "+-":
            name = "added_" if sign == "+" else "removed_"
            for rule in getattr(diff, name + plural):
                yield from type_rule(sign, kind, rule, rule.default)
        for change in getattr(diff, "modified_" + plural):
            yield from type_rule("+", kind, change.rule, change.added_default)
            yield from type_rule("-", kind, change.rule, change.removed_default)
    for kind in ["allowxperm", "auditallowxperm", "dontauditxperm"]:
        for sign in "+-":
            name = "added_" if sign == "+" else "removed_"
            for rule in getattr(diff, name + kind + "s"):
                for command in rule.perms:
                    yield f"{sign}{kind} {about(rule)} {command} "
        for change in getattr(diff, "modified_" + kind + "s"):
            for command in change.added_perms:
                yield f"+{kind} {about(change.rule)} {command} "
            for command in change.removed_perms:
                yield f"-{kind} {about(change.rule)} {command} "


def type_rule(sign, kind, rule, default):
    try:
        yield f"{sign}type_transition by name {about(rule)} \"{rule.filename}\" {default}"
    except (setools.exception.TERuleNoFilename, setools.exception.RuleUseError, AttributeError):
        yield f"{sign}{kind} {about(rule)} {default} {condition(rule)}"


def span(ports):
    return str(ports.low) if ports.low == ports.high else f"{ports.low}-{ports.high}"


def statement_facts(diff):
    for plural, kind in NAMED.items():
        for sign, name in (("+", "added_"), ("-", "removed_")):
            for symbol in getattr(diff, name + plural):
                yield f"{sign}{kind} {symbol.sensitivity if kind == 'level' else symbol}".split(" alias ")[0]
        if plural == "polcaps":
            continue
        # The types of an attribute are told of each type; a class that is new says so itself.
        if plural == "type_attributes":
            continue
        modified = getattr(diff, "modified_" + plural)
        for symbol in modified:
            subject = symbol[0] if isinstance(symbol, tuple) else symbol
            subject = subject.sensitivity if kind == "level" else subject
            yield f"~{kind} {subject}".split(" alias ")[0]
    simple = {
        "role_allows": lambda r: f"role allow {r.source} {r.target}",
        "role_transitions": lambda r: f"role_transition {about(r)}",
        "range_transitions": lambda r: f"range_transition {about(r)}",
        "typebounds": lambda r: f"typebounds {r.child}",
        "fs_uses": lambda r: f"fs_use {str(r.ruletype)[7:]} {r.fs}",
        "genfscons": lambda r: f"genfscon {r.fs} {r.path}" + genfs_kind(r),
        "netifcons": lambda r: f"netifcon {r.netif}",
        "nodecons": lambda r: f"nodecon {r.network.network_address} {r.network.netmask}",
        "portcons": lambda r: f"portcon {r.protocol} {span(r.ports)}",
        "ibendportcons": lambda r: f"ibendportcon {r.name} {r.port}",
        "ibpkeycons": lambda r: f"ibpkeycon {r.subnet_prefix} {span(r.pkeys)}",
        "defaults": lambda r: f"{r.ruletype} {r.tclass}",
    }
    for plural, words in simple.items():
        for sign, name in (("+", "added_"), ("-", "removed_")):
            for rule in getattr(diff, name + plural):
                yield sign + words(rule)
        if plural == "role_allows":
            continue
        for change in getattr(diff, "modified_" + plural):
            yield "~" + words(change[0] if isinstance(change, tuple) else change.rule)
    for kind in ["constrains", "mlsconstrains"]:
        for sign, name in (("+", "added_"), ("-", "removed_")):
            for rule in getattr(diff, name + kind):
                yield f"{sign}constrain {rule.tclass}"
    for kind in ["validatetrans", "mlsvalidatetrans"]:
        for sign, name in (("+", "added_"), ("-", "removed_")):
            for rule in getattr(diff, name + kind):
                yield f"{sign}validatetrans {rule.tclass}"
    for change in diff.modified_properties:
        yield f"~policy {change.property}"


def genfs_kind(rule):
    kinds = {0o100000: " file", 0o040000: " dir", 0: ""}
    return kinds[int(rule.filetype)]


for line in sys.stdin:
    left, right = json.loads(line)
    diff = setools.PolicyDifference(setools.SELinuxPolicy(left), setools.SELinuxPolicy(right))
    facts = sorted([*rule_facts(diff), *statement_facts(diff)])
    print(json.dumps(facts), flush=True)
