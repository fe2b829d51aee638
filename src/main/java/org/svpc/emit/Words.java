package org.svpc.emit;

import org.svpc.ir.SymbolSet;
import org.svpc.selinux.LevelRange;

/** How a format spells the words of a statement. */
interface Words {
  String name(String name);

  String set(SymbolSet set);

  String permissions(SymbolSet set);

  /** An object's name of a type_transition, with its quotes. */
  String objectName(String name);

  String range(LevelRange range);
}
