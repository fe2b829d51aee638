package org.svpc.difference;

import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.RuleKind;

/**
 * A rule that holds in one of two policies only, for every one of its sources and every one of its
 * targets.
 *
 * @param added whether it holds in the new policy; else it held in the old one
 * @param sources ids in {@link PolicyDifference#types}
 * @param targets ids in {@link PolicyDifference#types}
 * @param objectClass name of the class
 * @param content what the rule says: permissions or ioctl commands in the order and form in which
 *     SELinux's tools print them, or the type of a type rule
 * @param condition the condition under which it holds, or null
 */
public record RuleChange(
    boolean added,
    RuleKind kind,
    IdSet sources,
    IdSet targets,
    String objectClass,
    String content,
    @Nullable String condition) {}
