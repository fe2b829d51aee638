package jdk.vm.ci.code;

import java.util.Objects;
import jdk.vm.ci.meta.AllocatableValue;
import jdk.vm.ci.meta.JavaValue;

/**
 * A lock that compiled code holds, in place of the JDK's class of this name: native-image calls {@link
 * #getSlot} as later versions declare it, with a narrower result.
 */
public final class StackLockValue implements JavaValue {
  private JavaValue owner;
  private AllocatableValue slot;
  private final boolean eliminated;

  public StackLockValue(JavaValue owner, AllocatableValue slot, boolean eliminated) {
    this.owner = owner;
    this.slot = slot;
    this.eliminated = eliminated;
  }

  public JavaValue getOwner() {
    return owner;
  }

  public void setOwner(JavaValue newOwner) {
    owner = newOwner;
  }

  public AllocatableValue getSlot() {
    return slot;
  }

  public void setSlot(AllocatableValue newSlot) {
    slot = newSlot;
  }

  public boolean isEliminated() {
    return eliminated;
  }

  @Override
  public String toString() {
    return "lock of " + owner + " at " + slot;
  }

  @Override
  public int hashCode() {
    return Objects.hash(owner, slot, eliminated);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StackLockValue that
        && that.eliminated == eliminated
        && Objects.equals(that.owner, owner)
        && Objects.equals(that.slot, slot);
  }
}
