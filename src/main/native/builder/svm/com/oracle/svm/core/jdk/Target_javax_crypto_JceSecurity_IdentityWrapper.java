package com.oracle.svm.core.jdk;

/**
 * In place of native-image's class of this name, which substitutes one that later builds of JDK 17
 * have no longer. svpc encrypts nothing.
 */
final class Target_javax_crypto_JceSecurity_IdentityWrapper {}
