/**
 * Manual pages of modules: what their sources declare and say, put in sections, and written as roff
 * for {@code man} or as HTML. Everything from a source stands for itself in both.
 */
@NullMarked
package org.svpc.manual;

import org.jspecify.annotations.NullMarked;
