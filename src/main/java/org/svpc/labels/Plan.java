package org.svpc.labels;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Span;

/**
 * Guests and groups that share, as an administrator wrote them down.
 *
 * @param categories what labels of the plan are made of; null where nothing is said
 * @param daemon what libvirt draws from for guests that are not in the plan, none where it draws
 *     nothing; null where nothing is said
 * @param domain the type of guests that name none
 * @param image the type of their images
 */
public record Plan(
    @Nullable Categories categories,
    @Nullable Categories daemon,
    @Nullable Name domain,
    @Nullable Name image,
    List<Group> groups,
    List<Guest> guests) {

  /** Categories, and where they are written. */
  public record Categories(CategorySet set, Span place) {}

  /** A word or text, and where it is written. */
  public record Name(String text, Span place) {}

  /**
   * Guests that share.
   *
   * @param categories those that it reserves; null where svpc chooses
   * @param files what its members share
   */
  public record Group(Name name, @Nullable Categories categories, List<Labelled> files) {
    public Group {
      files = List.copyOf(files);
    }
  }

  /**
   * A guest.
   *
   * @param groups the groups whose files it shares
   * @param categories those of its level; null where svpc chooses
   * @param domain the type of its process; null for that of the plan
   * @param files its images
   */
  public record Guest(
      Name name,
      List<Name> groups,
      @Nullable Categories categories,
      @Nullable Name domain,
      List<Labelled> files) {
    public Guest {
      groups = List.copyOf(groups);
      files = List.copyOf(files);
    }
  }

  /**
   * A path that gets the label.
   *
   * @param tree whether all below it gets the label too
   */
  public record Labelled(String path, boolean tree) {}

  public Plan {
    groups = List.copyOf(groups);
    guests = List.copyOf(guests);
  }
}
