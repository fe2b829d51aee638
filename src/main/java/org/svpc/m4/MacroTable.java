package org.svpc.m4;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The macros by name. A fork shares what is defined so far and keeps its own changes in a layer
 * above it; the shared layers are never written again.
 */
final class MacroTable {
  private static final int MOST_LAYERS = 4;
  private static final int FIRST_SIZE = 16;

  /** Not known before, so that no text can be made of names that all fall together. */
  private static final int FACTOR = ((int) System.nanoTime() << 3) | 5;

  /** What an entry costs beside its characters, in characters. */
  private static final int CHARGE = 64;

  /**
   * What a name stands for.
   *
   * @param below what {@code popdef} brings back
   */
  record Definition(Meaning meaning, @Nullable Definition below) {}

  /** A name, and its definition unless it was taken away. */
  static final class Entry {
    final char[] name;
    private final int hash;
    private @Nullable Definition definition;

    private Entry(char[] name, int hash, @Nullable Definition definition) {
      this.name = name;
      this.hash = hash;
      this.definition = definition;
    }

    /** What the name stands for; {@link #find} gives only entries that have it. */
    Meaning meaning() {
      Definition found = definition;
      if (found == null) {
        throw new IllegalStateException("undefined");
      }
      return found.meaning();
    }
  }

  /** A hash table with open addressing, at most half full. */
  private static final class Layer {
    final @Nullable Layer below;
    final int height;
    @Nullable Entry[] entries = new Entry[FIRST_SIZE];
    int size;

    Layer(@Nullable Layer below) {
      this.below = below;
      this.height = below == null ? 1 : below.height + 1;
    }

    @Nullable Entry get(char[] text, int start, int end, int hash) {
      int mask = entries.length - 1;
      for (int slot = slot(hash); ; slot = (slot + 1) & mask) {
        Entry entry = entries[slot];
        if (entry == null) {
          return null;
        }
        if (entry.hash == hash
            && Arrays.equals(entry.name, 0, entry.name.length, text, start, end)) {
          return entry;
        }
      }
    }

    void put(Entry entry) {
      if (2 * (size + 1) > entries.length) {
        @Nullable Entry[] old = entries;
        entries = new Entry[2 * old.length];
        for (Entry moved : old) {
          if (moved != null) {
            place(moved);
          }
        }
      }
      place(entry);
      size++;
    }

    private void place(Entry entry) {
      int mask = entries.length - 1;
      int slot = slot(entry.hash);
      while (entries[slot] != null) {
        slot = (slot + 1) & mask;
      }
      entries[slot] = entry;
    }

    /** The high bits of a product with the golden ratio: names that differ little lie apart. */
    private int slot(int hash) {
      return (hash * 0x9e37_79b9) >>> (Integer.numberOfLeadingZeros(entries.length) + 1);
    }
  }

  private final Pool pool;
  private Layer own;

  private MacroTable(Layer own, Pool pool) {
    this.own = own;
    this.pool = pool;
  }

  /** The builtins, and the names that GNU m4 defines on Unix. */
  static MacroTable initial(long definitions) {
    MacroTable table = new MacroTable(new Layer(null), new Pool(definitions));
    for (Builtin builtin : Builtin.values()) {
      table.define(builtin.word().toCharArray(), builtin);
    }
    for (String name : new String[] {"__gnu__", "__unix__"}) {
      table.define(name.toCharArray(), Meaning.Text.of(new char[0]));
    }
    return table;
  }

  MacroTable fork() {
    if (own.size > 0) {
      own = new Layer(own.height < MOST_LAYERS ? own : flattened());
    }
    return new MacroTable(new Layer(own.below), pool.copy());
  }

  private Layer flattened() {
    Layer flat = new Layer(null);
    for (Layer layer = own; layer != null; layer = layer.below) {
      for (Entry entry : layer.entries) {
        if (entry != null && flat.get(entry.name, 0, entry.name.length, entry.hash) == null) {
          flat.put(entry);
        }
      }
    }
    return flat;
  }

  /** Whether the definitions have grown over their limit. */
  boolean isFull() {
    return pool.spent();
  }

  private static int hash(char[] text, int start, int end) {
    int hash = 0;
    for (int at = start; at < end; at++) {
      hash = FACTOR * hash + text[at];
    }
    return hash;
  }

  /** The macro that has a piece of text as its name. */
  @Nullable Entry find(char[] text, int start, int end) {
    int hash = hash(text, start, end);
    for (Layer layer = own; layer != null; layer = layer.below) {
      Entry entry = layer.get(text, start, end, hash);
      if (entry != null) {
        return entry.definition == null ? null : entry;
      }
    }
    return null;
  }

  @Nullable Entry find(char[] name) {
    return find(name, 0, name.length);
  }

  /** Puts a meaning in the place of the present one, or gives the name its first. */
  void define(char[] name, Meaning meaning) {
    Definition old = definition(name);
    set(name, new Definition(meaning, old == null ? null : old.below()));
    if (old != null) {
      pool.give(cost(name, old.meaning()));
    }
  }

  void push(char[] name, Meaning meaning) {
    set(name, new Definition(meaning, definition(name)));
  }

  void pop(char[] name) {
    Definition old = definition(name);
    if (old != null) {
      put(name, old.below());
      pool.give(cost(name, old.meaning()));
    }
  }

  void undefine(char[] name) {
    Definition old = definition(name);
    if (old != null) {
      put(name, null);
      for (Definition gone = old; gone != null; gone = gone.below()) {
        pool.give(cost(name, gone.meaning()));
      }
    }
  }

  private @Nullable Definition definition(char[] name) {
    Entry entry = find(name);
    return entry == null ? null : entry.definition;
  }

  private void set(char[] name, Definition definition) {
    if (pool.take(cost(name, definition.meaning()))) {
      put(name, definition);
    }
  }

  private static int cost(char[] name, Meaning meaning) {
    int text = meaning instanceof Meaning.Text macro ? macro.chars().length : 0;
    return CHARGE + name.length + text;
  }

  private void put(char[] name, @Nullable Definition definition) {
    int hash = hash(name, 0, name.length);
    Entry entry = own.get(name, 0, name.length, hash);
    if (entry == null) {
      own.put(new Entry(name, hash, definition));
    } else {
      entry.definition = definition;
    }
  }
}
