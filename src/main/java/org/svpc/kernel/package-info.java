/**
 * Holds tests against a running kernel: what steps of tests come to is turned into things that real
 * processes do in a throwaway virtual machine, or where no process can, into questions to the
 * kernel; what they met is set beside svpc's own answer. The machine itself, and what brings it, is
 * in the room of tools; the program that runs in it is {@code src/main/guest/guest.c}.
 */
@NullMarked
package org.svpc.kernel;

import org.jspecify.annotations.NullMarked;
