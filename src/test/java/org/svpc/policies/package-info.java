/**
 * Proves what the shipped policies and the examples do to a whole base policy: a reader of kernel
 * policies, a small linker of its own that says what a module should change, and the comparison of
 * the two.
 */
package org.svpc.policies;
