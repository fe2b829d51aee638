package org.svpc.headers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.refpolicy.Definition;
import org.svpc.refpolicy.Signature;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.ParameterKind;

/**
 * What the headers of a policy define and name, to be asked name by name: the bytes that {@link
 * IndexWriter} wrote, just made or in a file. Nothing is taken out of them before it is asked for;
 * of a file the tables are read at once, and a definition when it is asked for.
 */
final class PolicyIndex {
  static final long MAGIC = 0x7376706369647821L; // "svpcidx!"

  /** Raise it with each change of the form. */
  static final int FORMAT = 1;

  /** The length of the head. */
  static final int HEAD = 24;

  /** Where in the head its numbers stand. */
  private static final int AT_FORMAT = 8;

  private static final int AT_LENGTH = 12;
  private static final int AT_END = 16;
  private static final int AT_SUM = 20;

  /** Where the stamp starts. */
  private static final int STAMP = HEAD + Integer.BYTES;

  /** The length of the numbers at the end of the tables. */
  private static final int DIRECTORY = 12;

  /** Facts of a name, beside those that it is spoken of as of a kind. */
  static final int CALLABLE = 1 << 16;

  static final int MODULE = 1 << 17;
  static final int DECLARED = 1 << 18;
  static final int ON = 1 << 19;

  /** What is written as a number is so by its place in these. */
  static final List<NameKind> KINDS = List.of(NameKind.values());

  static final List<ParameterKind> PARAMETER_KINDS = List.of(ParameterKind.values());
  static final List<Definition.Kind> CALLABLE_KINDS = List.of(Definition.Kind.values());

  private final byte[] bytes;
  private final ByteBuffer numbers;
  private final int end;
  private final Path root;
  private final @Nullable RandomAccessFile file;
  private final int entries;
  private final int slots;
  private final int problemsAt;
  private @Nullable List<Diagnostic> problems;

  /**
   * @param bytes the tables, head included; where there is no file, also the definitions
   * @param end where the tables end
   * @param file where the definitions are; it stays open as long as the index is in use
   */
  private PolicyIndex(byte[] bytes, int end, Path root, @Nullable RandomAccessFile file) {
    this.bytes = bytes;
    this.numbers = ByteBuffer.wrap(bytes);
    this.end = end;
    this.root = root;
    this.file = file;
    entries = number(end - DIRECTORY);
    slots = number(end - DIRECTORY + 4);
    problemsAt = number(end - DIRECTORY + 8);
  }

  /** The fact that a name is spoken of as of a kind. */
  static int fact(NameKind kind) {
    return 1 << KINDS.indexOf(kind);
  }

  /** Where in a hash table the search for a name starts; the other slots follow one by one. */
  static int firstSlot(String name, int count) {
    int hash = name.hashCode();
    return (hash ^ hash >>> 15) & (count - 1);
  }

  /**
   * An index that was just made.
   *
   * @param root the folder that its files are below
   */
  static PolicyIndex of(byte[] whole, Path root) {
    return new PolicyIndex(whole, ByteBuffer.wrap(whole).getInt(AT_END), root, null);
  }

  /**
   * Opens the index in a file; null where there is none, where it is not whole, and where it was
   * made from something else than the stamp says.
   */
  static @Nullable PolicyIndex open(Path path, byte[] stamp, Path root) {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
      PolicyIndex index = read(file, stamp, root);
      if (index == null) {
        file.close();
      }
      return index;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable PolicyIndex read(RandomAccessFile file, byte[] stamp, Path root)
      throws IOException {
    byte[] head = new byte[HEAD];
    file.readFully(head);
    ByteBuffer numbers = ByteBuffer.wrap(head);
    int end = numbers.getInt(AT_END);
    long length = file.length();
    if (numbers.getLong(0) != MAGIC
        || numbers.getInt(AT_FORMAT) != FORMAT
        || numbers.getInt(AT_LENGTH) != length
        || end < STAMP + stamp.length + DIRECTORY
        || end > length) {
      return null;
    }
    byte[] tables = Arrays.copyOf(head, end);
    file.readFully(tables, HEAD, end - HEAD);
    boolean whole =
        numbers.getInt(AT_SUM) == IndexWriter.sum(tables, HEAD, end - HEAD)
            && ByteBuffer.wrap(tables).getInt(HEAD) == stamp.length
            && Arrays.equals(tables, STAMP, STAMP + stamp.length, stamp, 0, stamp.length);
    return whole ? new PolicyIndex(tables, end, root, file) : null;
  }

  private int number(int at) {
    return numbers.getInt(at);
  }

  // ---- names

  /** The entry of a name, or 0. */
  private int entry(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int count = (problemsAt - slots) / Integer.BYTES;
    int slot = firstSlot(name, count);
    while (true) {
      int entry = number(slots + Integer.BYTES * slot);
      if (entry == 0 || Arrays.equals(bytes, entry + 8, behindName(entry), text, 0, text.length)) {
        return entry;
      }
      slot = (slot + 1) & (count - 1);
    }
  }

  private int behindName(int entry) {
    return entry + 8 + number(entry + 4);
  }

  /** Where the next entry is. */
  private int behind(int entry) {
    return behindName(entry) + ((number(entry) & CALLABLE) == 0 ? 0 : 12);
  }

  private int facts(String name) {
    int entry = entry(name);
    return entry == 0 ? 0 : number(entry);
  }

  /** The kinds under which the headers speak of a name, in their order; empty where they do not. */
  Set<NameKind> kinds(String name) {
    int facts = facts(name);
    // No EnumSet: the first one costs a cold process milliseconds.
    Set<NameKind> kinds = Set.of();
    for (int i = 0; i < KINDS.size(); i++) {
      if ((facts & (1 << i)) != 0) {
        NameKind kind = KINDS.get(i);
        if (kinds.isEmpty()) {
          kinds = Set.of(kind);
        } else {
          kinds = new LinkedHashSet<>(kinds);
          kinds.add(kind);
        }
      }
    }
    return kinds;
  }

  /** All names that the headers speak of as of that kind, sorted. */
  Set<String> names(NameKind kind) {
    return new Names(fact(kind));
  }

  /** The names of all interfaces, templates and patterns, sorted. */
  Set<String> callables() {
    return new Names(CALLABLE);
  }

  boolean hasModule(String name) {
    return (facts(name) & MODULE) != 0;
  }

  /** The names of all modules, sorted. */
  Set<String> modules() {
    return new Names(MODULE);
  }

  /** The booleans that the target declares, with their defaults, sorted by name. */
  Map<String, Boolean> booleans() {
    return new Booleans();
  }

  /** The names of which a fact is true. */
  private final class Names extends AbstractSet<String> {
    private final int fact;

    Names(int fact) {
      this.fact = fact;
    }

    @Override
    public boolean contains(@Nullable Object name) {
      return name instanceof String text && (facts(text) & fact) != 0;
    }

    /** The first entry from a place on of which the fact is true. */
    private int from(int place) {
      int at = place;
      while (at < slots && (number(at) & fact) == 0) {
        at = behind(at);
      }
      return at;
    }

    @Override
    public Iterator<String> iterator() {
      return new Iterator<>() {
        private int at = from(entries);

        @Override
        public boolean hasNext() {
          return at < slots;
        }

        @Override
        public String next() {
          if (at >= slots) {
            throw new NoSuchElementException();
          }
          String name = new String(bytes, at + 8, number(at + 4), StandardCharsets.UTF_8);
          at = from(behind(at));
          return name;
        }
      };
    }

    @Override
    public int size() {
      int size = 0;
      for (int at = from(entries); at < slots; at = from(behind(at))) {
        size++;
      }
      return size;
    }
  }

  private final class Booleans extends AbstractMap<String, Boolean> {
    @Override
    public boolean containsKey(@Nullable Object name) {
      return get(name) != null;
    }

    @Override
    public @Nullable Boolean get(@Nullable Object name) {
      int facts = name instanceof String text ? facts(text) : 0;
      return (facts & DECLARED) == 0 ? null : (facts & ON) != 0;
    }

    @Override
    public Set<Map.Entry<String, Boolean>> entrySet() {
      Map<String, Boolean> all = new TreeMap<>();
      for (String name : new Names(DECLARED)) {
        all.put(name, (facts(name) & ON) != 0);
      }
      return Collections.unmodifiableMap(all).entrySet();
    }
  }

  // ---- definitions

  /**
   * The interface, template or pattern of that name. Null where there is none, and where the file
   * no longer has what it had when it was opened.
   */
  @Nullable Callable callable(String name) {
    int entry = entry(name);
    if (entry == 0 || (number(entry) & CALLABLE) == 0) {
      return null;
    }
    int at = behindName(entry);
    ByteBuffer from = definition(number(at), number(at + 4), number(at + 8));
    if (from == null) {
      return null;
    }
    Definition.Kind kind = CALLABLE_KINDS.get(from.getInt());
    String path = root.resolve(text(from)).toString();
    String module = text(from);
    boolean required = from.getInt() != 0;
    int line = from.getInt();
    int place = from.getInt();
    int body = from.getInt();
    int bodyEnd = from.getInt();
    List<Signature.Parameter> parameters = new ArrayList<>();
    for (int count = from.getInt(); count > 0; count--) {
      ParameterKind takes = PARAMETER_KINDS.get(from.getInt());
      parameters.add(new Signature.Parameter(takes, text(from), from.getInt() != 0));
    }
    byte[] text = new byte[from.remaining()];
    from.get(text);
    return new Callable(
        name,
        kind,
        path,
        module,
        required,
        line,
        new String(text, StandardCharsets.ISO_8859_1),
        place,
        body,
        bodyEnd,
        new Signature(parameters));
  }

  private @Nullable ByteBuffer definition(int at, int length, int sum) {
    if (file == null) {
      return ByteBuffer.wrap(bytes, end + at, length);
    }
    byte[] definition = new byte[length];
    synchronized (file) {
      try {
        file.seek(end + at);
        file.readFully(definition);
      } catch (IOException e) {
        return null;
      }
    }
    return IndexWriter.sum(definition, 0, length) == sum ? ByteBuffer.wrap(definition) : null;
  }

  /** Takes a text that stands behind the number of its bytes. */
  static String text(ByteBuffer from) {
    byte[] bytes = new byte[from.getInt()];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  // ---- problems

  /** What is wrong with the headers, as warnings. */
  synchronized List<Diagnostic> problems() {
    List<Diagnostic> known = problems;
    if (known == null) {
      known = StoredProblems.read(numbers.duplicate().position(problemsAt), root);
      problems = known;
    }
    return known;
  }
}
