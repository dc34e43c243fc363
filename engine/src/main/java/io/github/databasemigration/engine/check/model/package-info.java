/** What SQL statements do, told alike for all platforms: what rules are written over. */
package io.github.databasemigration.engine.check.model;
