/**
 * What svpc does with sources that nobody would write, with disks that are full, and when it is
 * killed: a message and an exit status, never a stack trace, and earlier files whole.
 */
package org.svpc.robustness;
