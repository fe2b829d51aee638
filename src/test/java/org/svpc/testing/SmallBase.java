package org.svpc.testing;

/** A base policy that links in no time: one class of two permissions, one type, one level. */
public final class SmallBase {
  public static final String CIL =
      """
      (class file (read write))
      (classorder (file))
      (sid kernel)
      (sidorder (kernel))
      (sidcontext kernel (system_u object_r kernel_t ((s0) (s0))))
      (sensitivity s0)
      (sensitivityorder (s0))
      (category c0)
      (categoryorder (c0))
      (sensitivitycategory s0 (c0))
      (user system_u)
      (userrole system_u object_r)
      (userlevel system_u (s0))
      (userrange system_u ((s0) (s0)))
      (typeattribute cil_gen_require)
      (roleattribute cil_gen_require)
      (role object_r)
      (type kernel_t)
      (roletype object_r kernel_t)
      (mls true)
      (handleunknown allow)
      (allow kernel_t self (file (read)))
      """;

  private SmallBase() {}
}
