package org.svpc.cil;

import java.util.BitSet;

/** Sets of extended permission numbers, 0 to 0xffff. */
final class NumberSets {
  private static final int SIZE = 0x10000;

  private NumberSets() {}

  static void add(CilNode node, BitSet into) {
    if (!(node instanceof CilNode.Parens parens)) {
      into.set(Integer.decode(CilNode.text(node)));
    } else if (parens.head().equals("range")) {
      into.set(Integer.decode(parens.word(1)), Integer.decode(parens.word(2)) + 1);
    } else if (parens.head().equals("not")) {
      BitSet inner = new BitSet();
      add(parens.at(1), inner);
      inner.flip(0, SIZE);
      into.or(inner);
    } else {
      parens.items().forEach(item -> add(item, into));
    }
  }

  static String text(BitSet numbers) {
    StringBuilder text = new StringBuilder();
    for (int low = numbers.nextSetBit(0); low >= 0; ) {
      int high = numbers.nextClearBit(low) - 1;
      text.append(text.isEmpty() ? "" : ",").append("0x").append(Integer.toHexString(low));
      if (high > low) {
        text.append("-0x").append(Integer.toHexString(high));
      }
      low = numbers.nextSetBit(high + 1);
    }
    return text.toString();
  }
}
