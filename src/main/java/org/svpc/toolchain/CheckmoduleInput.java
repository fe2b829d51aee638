package org.svpc.toolchain;

import java.util.OptionalInt;

/**
 * What checkmodule compiles.
 *
 * @param name the module's name
 * @param te the plain policy: a module statement, its require block, rules
 * @param origins where the policy's lines came from
 * @param mls whether the target's contexts have levels
 * @param maxVersion the newest module version that the target takes, where it is known
 */
public record CheckmoduleInput(
    String name, String te, LineOrigins origins, boolean mls, OptionalInt maxVersion) {}
