/**
 * Asks a policy for its rules with the letters of sesearch and for its names with the words of
 * seinfo, and prints the answers as those two print them. Names, patterns and sets of a query are
 * resolved to sets of ids first; rules are then only looked up and compared by id.
 */
@NullMarked
package org.svpc.query;

import org.jspecify.annotations.NullMarked;
