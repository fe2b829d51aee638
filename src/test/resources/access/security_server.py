# Answers questions with libsepol's security server: sepol_compute_av and
# sepol_validate_transition_reason_buffer, called through ctypes.
# usage: security_server.py POLICY < questions
#   av SOURCE TARGET CLASS             -> allowed auditallow dontaudit, as decimal masks
#   trans OLD NEW PROCESS CLASS        -> 1 where the change of label is valid, else 0
import ctypes
import sys

sepol = ctypes.CDLL("libsepol.so.2")
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
sepol.sepol_set_policydb_from_file.argtypes = [ctypes.c_void_p]


class Decision(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_uint32)
        for name in ("allowed", "decided", "auditallow", "auditdeny", "seqno")
    ]


def check(status, what):
    if status != 0:
        sys.exit("libsepol refused " + what)


def sid(context, known={}):
    if context not in known:
        value = ctypes.c_uint32()
        text = context.encode()
        check(
            sepol.sepol_context_to_sid(text, ctypes.c_size_t(len(text) + 1), ctypes.byref(value)),
            context,
        )
        known[context] = value.value
    return known[context]


def number(name, known={}):
    if name not in known:
        value = ctypes.c_uint16()
        check(sepol.sepol_string_to_security_class(name.encode(), ctypes.byref(value)), name)
        known[name] = value.value
    return ctypes.c_uint16(known[name])


policy = libc.fopen(sys.argv[1].encode(), b"rb")
check(sepol.sepol_set_policydb_from_file(policy), sys.argv[1])
answers = []
for line in sys.stdin:
    words = line.split()
    if words[0] == "av":
        decision = Decision()
        check(
            sepol.sepol_compute_av(
                sid(words[1]), sid(words[2]), number(words[3]), 0, ctypes.byref(decision)
            ),
            line,
        )
        answers.append(
            "%d %d %d"
            % (decision.allowed, decision.auditallow, ~decision.auditdeny & 0xFFFFFFFF)
        )
    else:
        reason = ctypes.c_void_p()
        status = sepol.sepol_validate_transition_reason_buffer(
            sid(words[1]), sid(words[2]), sid(words[3]), number(words[4]), ctypes.byref(reason), 0
        )
        answers.append("1" if status == 0 else "0")
print("\n".join(answers))
