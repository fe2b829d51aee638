/**
 * Where information and processes can get to under a linked policy: graphs of its types over its
 * rules, and the paths in them, each with the states of booleans in which it is there.
 */
@NullMarked
package org.svpc.flow;

import org.jspecify.annotations.NullMarked;
