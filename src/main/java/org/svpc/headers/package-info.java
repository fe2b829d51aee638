/**
 * Reads a target policy's headers, or its source tree, into a {@link org.svpc.target.Target}: the
 * support macros, the build options, and, when asked, what all headers define and name. For that it
 * keeps an index in the user's cache folder. It runs no m4, and is on the way of every build, so it
 * reads no more than is asked for.
 */
@NullMarked
package org.svpc.headers;

import org.jspecify.annotations.NullMarked;
