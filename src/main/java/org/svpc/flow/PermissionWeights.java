package org.svpc.flow;

import java.util.List;
import org.svpc.index.ClassTable;

/** A {@link PermissionMap} laid over the classes of one policy. */
public final class PermissionWeights {
  private final byte[][] reads;
  private final byte[][] writes;

  /**
   * @param map permissions that it does not name move nothing
   */
  public PermissionWeights(ClassTable classes, PermissionMap map) {
    int count = classes.classes().size();
    reads = new byte[count][];
    writes = new byte[count][];
    for (int id = 0; id < count; id++) {
      ClassTable.ObjectClass objectClass = classes.get(id);
      List<String> permissions = objectClass.permissions();
      reads[id] = new byte[permissions.size()];
      writes[id] = new byte[permissions.size()];
      for (int bit = 0; bit < permissions.size(); bit++) {
        PermissionMap.Movement movement =
            map.movement(objectClass.name(), objectClass.common(), permissions.get(bit));
        if (movement != null) {
          reads[id][bit] = (byte) (movement.reads() ? movement.weight() : 0);
          writes[id][bit] = (byte) (movement.writes() ? movement.weight() : 0);
        }
      }
    }
  }

  /** The greatest weight with which permissions of a class read, or 0. */
  public int read(int objectClass, int permissions) {
    return greatest(reads[objectClass], permissions);
  }

  /** The greatest weight with which permissions of a class write, or 0. */
  public int write(int objectClass, int permissions) {
    return greatest(writes[objectClass], permissions);
  }

  private static int greatest(byte[] weights, int permissions) {
    int greatest = 0;
    for (int rest = permissions; rest != 0; rest &= rest - 1) {
      int bit = Integer.numberOfTrailingZeros(rest);
      if (bit < weights.length && weights[bit] > greatest) {
        greatest = weights[bit];
      }
    }
    return greatest;
  }
}
