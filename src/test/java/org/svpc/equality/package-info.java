/**
 * The three formats mean one policy: modules are built as {@code module}, {@code refpolicy} and
 * {@code cil} with the real tools, and the results are compared as CIL and once they are linked.
 */
package org.svpc.equality;
