package io.github.databasemigration.engine.platform;

import java.util.List;

/**
 * Where a JDBC URL leads, as far as the URL itself tells: nobody was asked.
 *
 * @param servers host and port of each server it names, or the absolute file of an embedded database
 * @param database the database's name there
 */
public record DatabaseAddress(List<String> servers, String database) {
    public DatabaseAddress {
        servers = List.copyOf(servers);
    }
}
