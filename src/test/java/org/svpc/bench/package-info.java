/** What `make bench` runs inside one process; no test, since no timing decides a test. */
package org.svpc.bench;
