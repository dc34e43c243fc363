/** What the tools that work through JDBC share: the seam between them and the driver, where the engine listens. */
package io.github.databasemigration.engine.tool.jdbc;
