package org.svpc.policydb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.svpc.index.BooleanExpression;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;

/**
 * Changes single things in the bytes of a kernel policy, for policies that lack a safeguard: the
 * rest stays as it is, byte for byte, and a kernel loads the result.
 */
public final class PolicyEdits {
  private static final int UNIT_BITS = 64;
  private static final int ALLOW = 1;
  private static final int RULE_HEAD_BYTES = 8;

  /** Parts of a condition. */
  private static final int VARIABLE = 1;

  private static final int NOT = 2;
  private static final int OR = 3;
  private static final int AND = 4;

  private final byte[] bytes;
  private final Policy policy;
  private final Places places;

  private PolicyEdits(byte[] bytes, Policy policy, Places places) {
    this.bytes = bytes;
    this.policy = policy;
    this.places = places;
  }

  /** The edits of a policy; null where the bytes are none. */
  public static @Nullable PolicyEdits of(byte[] bytes) {
    Places places = new Places();
    return PolicyReader.read(bytes, places) instanceof Reading.Read read
        ? new PolicyEdits(bytes.clone(), read.policy(), places)
        : null;
  }

  /** A stretch of the bytes, and what stands in its place afterwards. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Splice(Places.Stretch stretch, byte[] content) {}

  private byte[] spliced(List<Splice> splices) {
    List<Splice> sorted = new ArrayList<>(splices);
    sorted.sort((one, other) -> Integer.compare(one.stretch().start(), other.stretch().start()));
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    int at = 0;
    for (Splice splice : sorted) {
      out.write(bytes, at, splice.stretch().start() - at);
      out.writeBytes(splice.content());
      at = splice.stretch().end();
    }
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  /** Bytes to be written in the order of the file. */
  private static ByteBuffer over(byte[] out) {
    return ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] number(int value) {
    byte[] out = new byte[Integer.BYTES];
    over(out).putInt(value);
    return out;
  }

  private int numberAt(int at) {
    return over(bytes).getInt(at);
  }

  /** A set as the file holds it. */
  private static byte[] set(IdSet ids) {
    List<Integer> starts = new ArrayList<>();
    for (int id = ids.next(0); id >= 0; ) {
      int start = id / UNIT_BITS * UNIT_BITS;
      starts.add(start);
      id = ids.next(start + UNIT_BITS);
    }
    int end = starts.isEmpty() ? 0 : starts.get(starts.size() - 1) + UNIT_BITS;
    byte[] written = new byte[12 + 12 * starts.size()];
    ByteBuffer out = over(written);
    out.putInt(UNIT_BITS).putInt(end).putInt(starts.size());
    for (int start : starts) {
      long word = 0;
      for (int bit = 0; bit < UNIT_BITS; bit++) {
        word |= ids.contains(start + bit) ? 1L << bit : 0;
      }
      out.putInt(start).putLong(word);
    }
    return written;
  }

  /** A type leaves an attribute: for the rules, and for the constraints that name the attribute. */
  public byte[] withoutMembership(int type, int attribute) {
    List<Splice> splices = new ArrayList<>();
    for (Places.TypeSet set : places.constraints) {
      if (set.members().contains(type) && set.written().contains(attribute)) {
        splices.add(new Splice(set.stretch(), set(set.members().without(IdSet.of(type)))));
      }
    }
    IdSet left = policy.types().attributesOf().get(type).without(IdSet.of(attribute));
    splices.add(new Splice(places.attributes.get(type), set(left.or(IdSet.of(type)))));
    return spliced(splices);
  }

  /** Conditions have a value, whatever the state of the booleans is. */
  public byte[] withConditions(IdSet conditions, boolean value) {
    List<Splice> splices = new ArrayList<>();
    for (int id = conditions.next(0); id >= 0; id = conditions.next(id + 1)) {
      int bool = variable(policy.conditions().get(id).expression()) + 1;
      byte[] written = new byte[Integer.BYTES + 8 * Integer.BYTES];
      ByteBuffer out = over(written);
      out.putInt(4);
      out.putInt(VARIABLE).putInt(bool).putInt(VARIABLE).putInt(bool).putInt(NOT).putInt(0);
      out.putInt(value ? OR : AND).putInt(0);
      splices.add(new Splice(places.conditions.get(id), written));
    }
    return spliced(splices);
  }

  private static int variable(BooleanExpression expression) {
    BooleanExpression at = expression;
    while (true) {
      if (at instanceof BooleanExpression.Variable variable) {
        return variable.bool();
      }
      at =
          at instanceof BooleanExpression.Not not
              ? not.operand()
              : ((BooleanExpression.Binary) at).left();
    }
  }

  /** Rules without condition go. */
  public byte[] withoutRules(IntPredicate chosen) {
    List<Splice> splices = new ArrayList<>();
    RuleTable rules = policy.rules();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (!rules.isConditional(rule) && chosen.test(rule)) {
        splices.add(new Splice(places.rules.get(rule), new byte[0]));
      }
    }
    int count = numberAt(places.ruleCount) - splices.size();
    splices.add(new Splice(count(), number(count)));
    return spliced(splices);
  }

  private Places.Stretch count() {
    return new Places.Stretch(places.ruleCount, places.ruleCount + Integer.BYTES);
  }

  /** An allow rule without condition comes, or more permissions to the one that is there. */
  public byte[] withAllow(int source, int target, int objectClass, int permissions) {
    RuleTable rules = policy.rules();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.kind(rule) == RuleKind.ALLOW
          && !rules.isConditional(rule)
          && rules.source(rule) == source
          && rules.target(rule) == target
          && rules.objectClass(rule) == objectClass) {
        int datum = places.rules.get(rule).start() + RULE_HEAD_BYTES;
        Places.Stretch stretch = new Places.Stretch(datum, datum + Integer.BYTES);
        return spliced(List.of(new Splice(stretch, number(rules.datum(rule) | permissions))));
      }
    }
    byte[] written = new byte[RULE_HEAD_BYTES + Integer.BYTES];
    ByteBuffer rule = over(written);
    rule.putShort((short) (source + 1)).putShort((short) (target + 1));
    rule.putShort((short) (objectClass + 1)).putShort((short) ALLOW).putInt(permissions);
    Places.Stretch end = new Places.Stretch(places.endOfRules, places.endOfRules);
    return spliced(
        List.of(
            new Splice(count(), number(numberAt(places.ruleCount) + 1)), new Splice(end, written)));
  }
}
