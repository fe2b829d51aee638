package org.svpc.labels;

import java.util.List;
import java.util.Map;

/**
 * Labels for the guests and groups of a plan.
 *
 * @param categories what labels may be made of
 * @param daemon what libvirt draws from for other guests
 * @param groups in the order of the plan
 * @param guests in the order of the plan
 * @param retiredGroups categories of groups that the plan had earlier, by name
 * @param retiredGuests own categories of guests that the plan had earlier, by name
 * @param free how many further guests fit
 * @param dealt how many guests and groups got a label that they did not have before
 */
public record Labelling(
    CategorySet categories,
    CategorySet daemon,
    List<Group> groups,
    List<Guest> guests,
    Map<String, CategorySet> retiredGroups,
    Map<String, CategorySet> retiredGuests,
    int free,
    int dealt) {

  /**
   * A group with its label.
   *
   * @param members how many guests of the plan are in it
   */
  public record Group(Plan.Group plan, CategorySet categories, int members) {}

  /**
   * A guest with its label.
   *
   * @param own the categories that tell it from all others
   * @param categories those and its groups'
   */
  public record Guest(Plan.Guest plan, CategorySet own, CategorySet categories) {}

  public Labelling {
    groups = List.copyOf(groups);
    guests = List.copyOf(guests);
    retiredGroups = Map.copyOf(retiredGroups);
    retiredGuests = Map.copyOf(retiredGuests);
  }
}
