/**
 * A linked kernel policy as one compact immutable value that every analysis shares: names interned
 * to small numbers, sets as bits, rules in parallel arrays. Nothing here is ever the product of
 * sources and targets: a rule on attributes is one rule.
 */
@NullMarked
package org.svpc.index;

import org.jspecify.annotations.NullMarked;
