package org.svpc.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A document made of maps, lists, strings, booleans and whole numbers as JSON. */
public final class JsonTree {
  private JsonTree() {}

  /**
   * The document.
   *
   * @param tree members in the order of the map
   */
  public static String render(Map<String, ?> tree) {
    return Json.document(json -> write(json, tree));
  }

  private static void write(JsonWriter json, Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      json.beginObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        json.name((String) member.getKey());
        write(json, member.getValue());
      }
      json.endObject();
    } else if (value instanceof List<?> items) {
      json.beginArray();
      for (Object item : items) {
        write(json, item);
      }
      json.endArray();
    } else if (value instanceof Boolean truth) {
      json.value(truth);
    } else if (value instanceof Number number) {
      json.value(number);
    } else {
      json.value((String) value);
    }
  }
}
