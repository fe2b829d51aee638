/**
 * Upstream's policy as test input: every module of the installed refpolicy source, expanded by
 * upstream's own m4 and built by the real tools. Nothing of it is in the repository; it is made
 * under target/ when a test first asks for it.
 */
package org.svpc.corpus;
