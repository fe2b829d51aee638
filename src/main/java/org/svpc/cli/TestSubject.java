package org.svpc.cli;

import org.jspecify.annotations.Nullable;
import org.svpc.index.Policy;
import org.svpc.verify.FileContexts;

/**
 * A policy that tests are held against.
 *
 * @param bytes as the kernel loads it
 * @param files its file contexts; null where it comes without
 */
@SuppressWarnings("ArrayRecordComponent")
record TestSubject(byte[] bytes, Policy policy, @Nullable FileContexts files) {}
