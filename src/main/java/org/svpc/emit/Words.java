package org.svpc.emit;

import org.svpc.ir.SymbolSet;
import org.svpc.selinux.LevelRange;

/** How a format spells the words of a statement. */
interface Words {
  /** As checkmodule reads them. */
  Words PLAIN =
      new Words() {
        @Override
        public String name(String name) {
          return name;
        }

        @Override
        public String set(SymbolSet set) {
          return Sets.text(set);
        }

        @Override
        public String permissions(SymbolSet set) {
          return Sets.text(set);
        }

        @Override
        public String objectName(String name) {
          return '"' + name + '"';
        }

        @Override
        public String range(LevelRange range) {
          return SingleCategories.of(range).text();
        }
      };

  String name(String name);

  String set(SymbolSet set);

  String permissions(SymbolSet set);

  /** An object's name of a type_transition, with its quotes. */
  String objectName(String name);

  String range(LevelRange range);
}
