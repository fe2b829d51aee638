package org.svpc.policydb;

/** The version of a policy file and the sizes of its tables, which its ids are checked against. */
record Counts(
    int version,
    boolean mls,
    int classes,
    int roles,
    int types,
    int users,
    int booleans,
    int sensitivities,
    int categories) {}
