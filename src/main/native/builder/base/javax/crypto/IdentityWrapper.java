package javax.crypto;

import java.security.Provider;

/** What native-image wants to find in the JDK by this name, which only JDK 17 before 17.0.8 has. */
final class JceSecurity$IdentityWrapper {
  final Provider obj;

  JceSecurity$IdentityWrapper(Provider obj) {
    this.obj = obj;
  }
}
