/**
 * The policy that a module is built for, as a value: its vocabulary, build options, levels, and the
 * names of its modules and booleans. What reads it from headers lives in the headers room; every
 * stage may ask it.
 */
@NullMarked
package org.svpc.target;

import org.jspecify.annotations.NullMarked;
