/**
 * The documentation is kept true by building it: every example in a page is compiled, every command
 * is run.
 */
package org.svpc.docs;
