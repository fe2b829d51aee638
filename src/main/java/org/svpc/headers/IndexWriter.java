package org.svpc.headers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.svpc.refpolicy.Signature;
import org.svpc.selinux.NameKind;

/**
 * Writes an index in the form that {@link PolicyIndex} reads. Numbers have four bytes, the highest
 * first; texts stand in UTF-8 behind the number of their bytes.
 *
 * <ol>
 *   <li>The head: magic, format, length of the file, where the tables end, CRC-32 of the tables.
 *   <li>The tables: the stamp; an entry for each name, in their order; the hash table that leads to
 *       the entries; what is wrong with the headers; last, where these three are.
 *   <li>The definitions of what can be called, each with its signature.
 * </ol>
 *
 * <p>An entry is the name's facts and the name; for what can be called also where behind the tables
 * its definition is, the length of that and its CRC-32. A slot of the hash table is where an entry
 * is, or zero; {@link String#hashCode()} says in which slot to begin.
 */
final class IndexWriter {
  private final IndexContent content;
  private final Path root;
  private final ByteWriter tables = new ByteWriter();
  private final ByteWriter definitions = new ByteWriter();

  private IndexWriter(IndexContent content, Path root) {
    this.content = content;
    this.root = root;
  }

  /**
   * The bytes of an index.
   *
   * @param stamp what it was made from
   * @param root the folder that all of its files are below
   */
  static byte[] write(IndexContent content, byte[] stamp, Path root) {
    return new IndexWriter(content, root).write(stamp);
  }

  private byte[] write(byte[] stamp) {
    tables.writeBytes(new byte[PolicyIndex.HEAD]);
    tables.number(stamp.length);
    tables.writeBytes(stamp);
    SortedMap<String, Integer> facts = facts();
    int[] places = new int[facts.size()];
    int entries = tables.size();
    int next = 0;
    for (Map.Entry<String, Integer> each : facts.entrySet()) {
      places[next++] = tables.size();
      entry(each.getKey(), each.getValue());
    }
    int slots = tables.size();
    for (int number : slots(facts.keySet(), places)) {
      tables.number(number);
    }
    int problems = tables.size();
    StoredProblems.write(content.problems(), root, tables);
    tables.number(entries);
    tables.number(slots);
    tables.number(problems);
    return whole();
  }

  private SortedMap<String, Integer> facts() {
    SortedMap<String, Integer> facts = new TreeMap<>();
    for (Map.Entry<NameKind, Set<String>> names : content.names().entrySet()) {
      for (String name : names.getValue()) {
        fact(name, PolicyIndex.fact(names.getKey()), facts);
      }
    }
    for (String name : content.callables().keySet()) {
      fact(name, PolicyIndex.CALLABLE, facts);
    }
    for (String name : content.modules()) {
      fact(name, PolicyIndex.MODULE, facts);
    }
    for (Map.Entry<String, Boolean> each : content.booleans().entrySet()) {
      int on = each.getValue() ? PolicyIndex.ON : 0;
      fact(each.getKey(), PolicyIndex.DECLARED | on, facts);
    }
    return facts;
  }

  private static void fact(String name, int fact, Map<String, Integer> facts) {
    facts.put(name, facts.getOrDefault(name, 0) | fact);
  }

  private void entry(String name, int facts) {
    tables.number(facts);
    tables.text(name);
    Callable callable = content.callables().get(name);
    if (callable != null) {
      byte[] definition = definition(callable);
      tables.number(definitions.size());
      tables.number(definition.length);
      tables.number(sum(definition, 0, definition.length));
      definitions.writeBytes(definition);
    }
  }

  private byte[] definition(Callable callable) {
    ByteWriter to = new ByteWriter();
    to.number(PolicyIndex.CALLABLE_KINDS.indexOf(callable.kind()));
    to.text(root.relativize(Path.of(callable.file())).toString());
    to.text(callable.module());
    to.number(callable.required() ? 1 : 0);
    to.number(callable.line());
    to.number(callable.place());
    to.number(callable.body());
    to.number(callable.bodyEnd());
    to.number(callable.parameters().size());
    for (Signature.Parameter parameter : callable.parameters()) {
      to.number(PolicyIndex.PARAMETER_KINDS.indexOf(parameter.kind()));
      to.text(parameter.name());
      to.number(parameter.optional() ? 1 : 0);
    }
    // Headers are read as a character for a byte.
    to.writeBytes(callable.text().getBytes(StandardCharsets.ISO_8859_1));
    return to.toByteArray();
  }

  /** The hash table: the places of the entries, at most three quarters of the slots taken. */
  private static int[] slots(Set<String> names, int[] places) {
    int count = Integer.highestOneBit(places.length + 1) << 1;
    if (places.length > count / 4 * 3) {
      count *= 2;
    }
    int[] slots = new int[count];
    int next = 0;
    for (String name : names) {
      int slot = PolicyIndex.firstSlot(name, count);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (count - 1);
      }
      slots[slot] = places[next++];
    }
    return slots;
  }

  private byte[] whole() {
    int end = tables.size();
    byte[] bytes = Arrays.copyOf(tables.toByteArray(), end + definitions.size());
    System.arraycopy(definitions.toByteArray(), 0, bytes, end, definitions.size());
    ByteBuffer.wrap(bytes)
        .putLong(PolicyIndex.MAGIC)
        .putInt(PolicyIndex.FORMAT)
        .putInt(bytes.length)
        .putInt(end)
        .putInt(sum(bytes, PolicyIndex.HEAD, end - PolicyIndex.HEAD));
    return bytes;
  }

  /** The CRC-32 of some bytes. */
  static int sum(byte[] bytes, int from, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, length);
    return (int) sum.getValue();
  }
}
