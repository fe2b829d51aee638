package javax.crypto;

import java.security.Provider;

/** What native-image wants to find by this name, and later builds of JDK 17 have no longer. */
final class JceSecurity$IdentityWrapper {
  final Provider obj;

  JceSecurity$IdentityWrapper(Provider obj) {
    this.obj = obj;
  }
}
