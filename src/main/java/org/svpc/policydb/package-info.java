/**
 * Reads a linked kernel policy, the file that {@code load_policy} gives to the kernel, to the
 * index. The file may be hostile: every number in it is checked against the file's own tables and
 * bytes, and what the sets and rules unpack to is bounded.
 */
@NullMarked
package org.svpc.policydb;

import org.jspecify.annotations.NullMarked;
