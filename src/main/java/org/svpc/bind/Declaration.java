package org.svpc.bind;

import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;

/** A name that the module declares; an alias counts as a type. */
record Declaration(NameKind kind, String name, Origin origin, Region region) {}
