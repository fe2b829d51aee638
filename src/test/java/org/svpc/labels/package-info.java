/** Plans of labels: how they are read, what is dealt out, and what a real policy makes of it. */
package org.svpc.labels;
