package com.oracle.svm.core.jdk;

/**
 * In place of native-image's class of this name, which substitutes one that JDK 17 has only before
 * 17.0.8. svpc encrypts nothing.
 */
final class Target_javax_crypto_JceSecurity_IdentityWrapper {}
