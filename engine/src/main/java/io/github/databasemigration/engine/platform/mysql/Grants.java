package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user of a session may do, as {@code SHOW GRANTS} says it: with the privileges of the roles that are active.
 */
final class Grants {
    private static final Pattern GRANT = Pattern.compile("GRANT (.*?) ON (\\*|" + Backticks.NAME + ")\\.\\* TO .*");

    /** Privileges on all databases whose name matches; null for those on the server. */
    private record Grant(Set<String> privileges, Pattern databases) {
        boolean has(String privilege) {
            return privileges.contains(privilege) || privileges.contains("ALL PRIVILEGES");
        }
    }

    private final List<Grant> grants = new ArrayList<>();

    /** @param lines what {@code SHOW GRANTS} said */
    Grants(List<String> lines) {
        for (String line : lines) {
            Matcher grant = GRANT.matcher(line);
            if (grant.matches()) {
                Pattern databases =
                        grant.group(2).equals("*") ? null : like(grant.group(3).replace("``", "`"));
                grants.add(new Grant(Set.of(grant.group(1).split(", ?")), databases));
            }
        }
    }

    static Grants of(Connection connection, MysqlServer server) throws SQLException {
        boolean saidAnyway = server.mariadb() || server.olderThan(8, 0);
        String roles = saidAnyway ? "NONE" : Rows.text(connection, "SELECT CURRENT_ROLE()");
        String using = roles.equals("NONE") ? "" : " FOR CURRENT_USER() USING " + roles;
        return new Grants(Rows.of(connection, "SHOW GRANTS" + using, row -> row.getString(1)));
    }

    /** Whether the user has a privilege on a whole database (or on the server). */
    boolean on(String database, String privilege) {
        return grants.stream()
                .filter(grant -> grant.databases() == null
                        || grant.databases().matcher(database).matches())
                .anyMatch(grant -> grant.has(privilege));
    }

    /** Whether the user has one of these privileges on the server. */
    boolean onServer(String... privileges) {
        return grants.stream().filter(grant -> grant.databases() == null).anyMatch(grant -> List.of(privileges).stream()
                .anyMatch(grant::has));
    }

    /** Grants name databases with LIKE's wildcards: {@code app\_%}. */
    private static Pattern like(String text) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                pattern.append(Pattern.quote(String.valueOf(text.charAt(++i))));
            } else if (c == '%') {
                pattern.append(".*");
            } else if (c == '_') {
                pattern.append('.');
            } else {
                pattern.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
