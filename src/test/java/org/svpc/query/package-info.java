/** Queries held to setools: the same lines in the same order. */
@NullMarked
package org.svpc.query;

import org.jspecify.annotations.NullMarked;
