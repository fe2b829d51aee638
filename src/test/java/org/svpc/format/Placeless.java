package org.svpc.format;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/** Syntax as if it came from nowhere: every place in it is the same, empty one. */
final class Placeless {
  private static final Span NOWHERE = new Span(new SourceFile("nowhere", ""), 0, 0);

  private Placeless() {}

  /** A copy of records and lists, to their ground. */
  @SuppressWarnings("unchecked")
  static <T> T copy(T value) {
    return (T) copied(value);
  }

  private static @Nullable Object copied(@Nullable Object value) {
    if (value instanceof Span) {
      return NOWHERE;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copies = new ArrayList<>();
      list.forEach(element -> copies.add(copied(element)));
      return List.copyOf(copies);
    }
    if (!(value instanceof Record)) {
      return value;
    }
    RecordComponent[] components = value.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        components[i].getAccessor().setAccessible(true);
        values[i] = copied(components[i].getAccessor().invoke(value));
      }
      Constructor<?> constructor = value.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
