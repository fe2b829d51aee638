/**
 * What a linked policy means: access decisions and their reasons, as the kernel's security server
 * computes them, and what follows from them. Works on ids of one {@link org.svpc.index.Policy}.
 */
@NullMarked
package org.svpc.analysis;

import org.jspecify.annotations.NullMarked;
