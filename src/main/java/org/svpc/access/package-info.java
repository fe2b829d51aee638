/**
 * What a linked policy allows and why: access decisions and their reasons as the kernel's security
 * server computes them, contexts and rules as text. Works on ids of one {@link
 * org.svpc.index.Policy}.
 */
@NullMarked
package org.svpc.access;

import org.jspecify.annotations.NullMarked;
