package org.svpc.selinux;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documentation written with {@code ///}.
 *
 * @param summary the first paragraph, on one line; empty where there is none
 * @param description the other paragraphs, each on one line
 * @param parameters what each parameter is for, in the order written
 * @param infoflow direction and weight, as refpolicy's infoflow tag takes them, or null
 * @param rolecap whether the interface is marked as a role's capability
 */
public record Documentation(
    String summary,
    List<String> description,
    List<Parameter> parameters,
    @Nullable Infoflow infoflow,
    boolean rolecap) {

  /** One parameter's text. */
  public record Parameter(String name, String text) {}

  /**
   * Refpolicy's {@code infoflow} tag: direction ({@code read write both none}) and weight 1 to 10.
   */
  public record Infoflow(String direction, int weight) {}

  public static final Documentation NONE = new Documentation("", List.of(), List.of(), null, false);

  public Documentation {
    description = List.copyOf(description);
    parameters = List.copyOf(parameters);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }
}
