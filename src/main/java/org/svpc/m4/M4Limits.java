package org.svpc.m4;

/**
 * How much one call of {@link M4Engine} may do before it ends with a problem. Text is counted in
 * characters.
 *
 * @param output text that is written, diverted or warned at one time
 * @param scanned text that is read, each time that it is read again, and the steps of searches
 * @param expansions macro calls
 * @param nesting calls that collect their arguments inside of one another
 * @param depth expansions that wait, each behind the other, to be read on
 * @param held text of arguments and of expansions that is held at one time
 * @param definitions text of all definitions, with a charge for each
 */
public record M4Limits(
    int output, long scanned, int expansions, int nesting, int depth, int held, int definitions) {

  /**
   * Some ten times what Debian's refpolicy needs: its headers are 4 MB, its largest module is
   * expanded to 4.5 MB.
   */
  public static final M4Limits REFPOLICY =
      new M4Limits(16 << 20, 150_000_000, 5_000_000, 1_000, 50_000, 8 << 20, 32 << 20);
}
