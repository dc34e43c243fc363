/**
 * Encryption in the age format, version 1 (https://age-encryption.org/v1), which the programs {@code age} and {@code rage}
 * open: for the holder of an X25519 identity, or by a passphrase.
 */
package io.github.databasemigration.engine.age;
