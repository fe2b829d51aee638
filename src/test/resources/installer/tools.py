"""The tools that install.sh calls, without a kernel: semodule works on a private store, the others on
files in $STATE_OF_TEST: `active` and `local` booleans, and `labels`, the label of each file.

$BREAK is `CALL:HOW`: the call of that number fails `before` it does anything or `after` it did, or it
does its work and sends the script a signal (`term`, `kill`). Each call is noted in `calls`.
"""
import json
import os
import re
import signal
import subprocess
import sys

work = os.environ["STATE_OF_TEST"]
root = os.environ["ROOT_OF_TEST"]
tool = os.path.basename(sys.argv[0])
words = sys.argv[1:]


def path(name):
    return os.path.join(work, name)


def load(name, otherwise):
    return json.load(open(path(name))) if os.path.exists(path(name)) else otherwise


def save(name, value):
    with open(path(name), "w") as file:
        json.dump(value, file, sort_keys=True)


def known():
    modules = os.path.join(root, "var/lib/selinux/default/active/modules/400")
    names = os.listdir(modules) if os.path.isdir(modules) else []
    return {"base_b", "other_b"} | {name + "_b" for name in names}


def semodule():
    status = subprocess.call(
        ["/usr/sbin/semodule", "-n", "-s", "default", "-p", root] + words
    )
    # What is not in the policy any more has no state in the kernel.
    save("active", {name: on for name, on in load("active", {}).items() if name in known()})
    return status


def getsebool():
    active = load("active", {})
    for name in sorted(known()):
        print(name, "-->", active.get(name, "off"))
    return 0


def setsebool():
    active, local = load("active", {}), load("local", {})
    for setting in words:
        if setting == "-P":
            continue
        name, state = setting.split("=")
        if name not in known():
            return 1
        active[name] = state
        if "-P" in words:
            local[name] = "-1" if state == "on" else "-0"
    save("active", active)
    save("local", local)
    return 0


def semanage():
    local = load("local", {})
    if words == ["boolean", "-E"]:
        for name in sorted(local):
            print("boolean -m", local[name], name)
        return 0
    if words != ["import"]:
        return 1
    for line in sys.stdin:
        if line.split() == ["boolean", "-D"]:
            local = {}
        else:
            local[line.split()[3]] = line.split()[2]
    save("local", local)
    return 0


def labels():
    return load("labels", {})


def stat():
    known_labels, fine = labels(), 0
    files = words[words.index("--") + 1 :]
    for file in files:
        if not os.path.lexists(file):
            fine = 1
            continue
        label = known_labels.get(file, "?")
        fine |= label == "?"
        if words[0] == "--printf":
            assert words[1] == "%C\\0%n\\0"
            sys.stdout.write(label + "\0" + file + "\0")
        else:
            print(label)
    return int(fine)


def chcon():
    assert words[:2] == ["-h", "--"]
    changed = labels()
    changed[words[3]] = words[2]
    save("labels", changed)
    return 0


def restorecon():
    assert words[:3] == ["-i", "-0", "-f"]
    contexts = os.path.join(root, "etc/selinux/default/contexts/files/file_contexts")
    rules = [line.split() for line in open(contexts) if line.strip()]
    changed = labels()
    for pattern in open(words[3]).read().split("\0")[:-1]:
        # It takes names as patterns: one that would match others, or be taken apart, is a mistake.
        assert not re.search(r"[]*?[{}]", re.sub(r"\\.", "", pattern, flags=re.DOTALL))
        file = re.sub(r"\\(.)", r"\1", pattern, flags=re.DOTALL)
        for rule in reversed(rules):
            if re.fullmatch(rule[0], file, re.DOTALL):
                changed[file] = rule[-1]
                break
        else:
            changed[file] = "system_u:object_r:base_t:s0"
    save("labels", changed)
    return 0


def passed_on():
    return subprocess.call(["/usr/bin/" + tool] + words)


number = load("number", 0) + 1
save("number", number)
with open(path("calls"), "a") as calls:
    calls.write(" ".join([tool] + words).replace("\n", " ") + "\n")
call, how = (os.environ.get("BREAK") or "0:").split(":")
broken = number == int(call)
if broken and how == "before":
    sys.exit(1)
status = globals().get(tool, passed_on)()
if broken and how == "after":
    sys.exit(1)
if broken and how in ("term", "kill"):
    os.kill(os.getppid(), signal.SIGTERM if how == "term" else signal.SIGKILL)
sys.exit(status)
