/**
 * The refpolicy format under upstream's own judges: the devel Makefile with its m4, policy.dtd, and
 * selint.
 */
package org.svpc.refpolicy;
